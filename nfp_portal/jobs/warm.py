"""The worker's side of the warm parent: started when it is needed, again when it ended or is outdated."""

import atexit
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from nfp_portal.jobs import pdf_parent

# Seconds in which a child that has closed its output ends, and a parent whose worker left it.
PATIENCE = 5.0


class RenderError(Exception):
    """The document could not be rendered; the message says why and is shown to its reader."""


class ParentLostError(RenderError):
    """The warm parent ended in the middle of a document, which can be tried again."""


class WarmParent:
    """The parent of this process's PDF processes; one document at a time: hold `lock` meanwhile."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._made_for: object = None

    @property
    def pid(self) -> int:
        """Its process, 0 while there is none."""
        return self._process.pid if self._process else 0

    def run(self, stdin: IO[bytes], stdout: int, stderr: IO[bytes], environment: Mapping[str, str]) -> None:
        """Fork a child with these files, and close ours of `stdout`, so that it ends with the child."""
        try:
            self._ensure(environment)
            descriptors = [stdin.fileno(), stdout, stderr.fileno()]
            try:
                socket.send_fds(self._connected(), [pdf_parent.RUN], descriptors)
            except OSError:  # it ended while it was idle
                self.stop()
                self._ensure(environment)
                socket.send_fds(self._connected(), [pdf_parent.RUN], descriptors)
        finally:
            os.close(stdout)

    def exit_code(self) -> int:
        """Return the child's exit code once its output has ended, negative for a signal.

        Raises `ParentLostError`.
        """
        control = self._connected()
        control.settimeout(PATIENCE)
        answer = b""
        with suppress(OSError):
            while not answer.endswith(b"\n") and (received := control.recv(16)):
                answer += received
        if not answer.endswith(b"\n"):
            self.stop()
            raise ParentLostError(_("The PDF process ended unexpectedly."))
        return int(answer)

    def kill_child(self) -> None:
        """End a child before its time; its exit code is of no interest."""
        with suppress(OSError, ParentLostError):
            self._connected().send(pdf_parent.KILL)
            self.exit_code()

    def stop(self) -> None:
        """End the parent, and a child with it."""
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._control = self._process = None

    def _ensure(self, environment: Mapping[str, str]) -> None:
        """Start a parent, unless there is one of this process, of today's code and this environment."""
        wanted = (os.getpid(), pdf_parent.stamp(), dict(environment))
        if self._process is not None and self._made_for == wanted and self._process.poll() is None:
            return
        self.stop()
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "nfp_portal.jobs.pdf_parent"],
                cwd=settings.BASE_DIR,
                env=dict(environment),
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
            )
        self._control, self._made_for = ours, wanted

    def _connected(self) -> socket.socket:
        if self._control is None:
            raise ParentLostError(_("The PDF process ended unexpectedly."))
        return self._control


PARENT = WarmParent()
atexit.register(PARENT.stop)
