"""The warm parent of the PDF processes: it has imported WeasyPrint, and forks one confined child a document.

A worker starts it with one end of a socket as standard input. It reads nothing of any document: an order is a
byte that brings the child's standard input, output and error as file descriptors. It answers with the child's
exit code in a line. Another byte meanwhile kills the child, and the end of the worker kills both.
"""

import gc
import os
import select
import signal
import socket
import sys
import traceback
from pathlib import Path

from nfp_portal.jobs import pdf_process

RUN, KILL = b"r", b"k"
_DESCRIPTORS = 3
# A child lives for one document: the usual 700 would have it look for garbage all the time, and find none.
OBJECTS_BEFORE_COLLECTING = 100_000


def main() -> int:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # the worker decides, and finishes its document first
    control = socket.socket(fileno=os.dup(0))
    pdf_process.warm_up()
    gc.collect()
    gc.freeze()  # the children's collector leaves these pages shared
    gc.set_threshold(OBJECTS_BEFORE_COLLECTING)
    while True:
        order, descriptors, _flags, _address = socket.recv_fds(control, 1, _DESCRIPTORS)
        if not order:
            return 0
        if order == RUN and len(descriptors) == _DESCRIPTORS:
            control.sendall(b"%d\n" % _fork(control, descriptors))


def _fork(control: socket.socket, descriptors: list[int]) -> int:
    """Run one child to its end and return its exit code, negative for a signal."""
    ends, held = os.pipe()  # the child holds one end, and closes it however it ends
    child = os.fork()
    if child == 0:
        control.close()
        os.close(ends)
        os._exit(_be_child(descriptors))
    for descriptor in (*descriptors, held):
        os.close(descriptor)
    _wait(control, ends, child)
    os.close(ends)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _wait(control: socket.socket, ends: int, child: int) -> None:
    """Wait until the child has ended, and kill it at an order, or when the worker is no more."""
    while ends not in select.select([control.fileno(), ends], [], [])[0]:
        is_over = not control.recv(1)
        os.kill(child, signal.SIGKILL)
        if is_over:
            os._exit(0)


def _be_child(descriptors: list[int]) -> int:
    for number, descriptor in enumerate(descriptors):
        os.dup2(descriptor, number)
        os.close(descriptor)
    try:
        return pdf_process.main()
    except BaseException:  # noqa: BLE001 - it must not go on as its parent does
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


def stamp() -> tuple[tuple[str, int], ...]:
    """Return what tells one version of the code and the style sheet, ours and WeasyPrint's, from another."""
    import importlib.util  # noqa: PLC0415 - the worker alone asks

    library = importlib.util.find_spec("weasyprint")
    files = [
        __file__,
        pdf_process.__file__,
        str(pdf_process.HOUSE_SHEET),
        *([library.origin] if library and library.origin else []),
    ]
    return tuple((file, Path(file).stat().st_mtime_ns) for file in files)


if __name__ == "__main__":
    sys.exit(main())
