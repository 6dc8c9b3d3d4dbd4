"""The process that turns one HTML document into a PDF; nothing else imports WeasyPrint.

It reads a request as JSON from standard input and knows no settings, no secrets and no database. Memory and
computing time are limited, and it dies with the worker that started it. On standard output it writes
`page <n> <of>` (0 while the number of pages is unknown) and, if it fails, `error <why>`, or `full` when the
disk is full.
"""

import ctypes
import errno
import json
import logging
import mimetypes
import os
import re
import resource
import signal
import sys
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

_PAGE = re.compile(r"Page (\d+)")
_SIGNAL_AT_PARENTS_DEATH = 1


class Request:
    """`html`, the path of the PDF (`output`), and the folders behind address prefixes (`folders`)."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.html = str(data["html"])
        self.output = Path(data["output"])
        self.base_url = str(data["base_url"])
        self.folders = {prefix: [Path(p) for p in paths] for prefix, paths in data["folders"].items()}
        self.cpu_seconds = int(data["cpu_seconds"])
        self.memory_bytes = int(data["memory_bytes"])

    def file_at(self, url: str) -> Path | None:
        """Return the file behind an address of the portal; None for any other address."""
        if not url.startswith(self.base_url):
            return None
        path = unquote(urlsplit(url).path)
        for prefix, folders in self.folders.items():
            for folder in folders if path.startswith(prefix) else ():
                file = (folder / path.removeprefix(prefix)).resolve()
                if file.is_relative_to(folder.resolve()) and file.is_file():
                    return file
        return None


class PageCount(logging.Handler):
    """Report WeasyPrint's progress; the number of pages is known from the second layout on."""

    def __init__(self) -> None:
        super().__init__()
        self._last = self._total = 0

    def emit(self, record: logging.LogRecord) -> None:
        if match := _PAGE.search(record.getMessage()):
            page = int(match[1])
            self._total = self._last if page == 1 else self._total
            self._last = page
            _write(f"page {page} {self._total if page <= self._total else 0}")


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _limit(request: Request) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SIGNAL_AT_PARENTS_DEATH, signal.SIGKILL)
    resource.setrlimit(resource.RLIMIT_CPU, (request.cpu_seconds, request.cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (request.memory_bytes, request.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def render(request: Request) -> None:
    """Write the PDF: tagged, after PDF/UA-1, and on the disk when this returns."""
    import weasyprint  # noqa: PLC0415 - after the limits; it takes half a second

    progress = logging.getLogger("weasyprint.progress")
    progress.addHandler(PageCount())
    progress.setLevel(logging.INFO)
    fetcher = _fetcher(request)
    document = weasyprint.HTML(string=request.html, base_url=request.base_url, url_fetcher=fetcher)
    with request.output.open("xb") as output:
        document.write_pdf(output, pdf_variant="pdf/ua-1", optimize_images=True, dpi=200, jpeg_quality=85)
        output.flush()
        os.fsync(output.fileno())
    if fetcher.refused:  # inside a drawing WeasyPrint swallows even fatal errors
        raise PermissionError(fetcher.refused)


def _fetcher(request: Request) -> Any:
    """Return WeasyPrint's only access to files: our folders, and data inside the document."""
    from weasyprint import urls  # noqa: PLC0415 - as above

    class OurFiles(urls.URLFetcher):  # type: ignore[misc] # WeasyPrint is untyped
        refused = ""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            file = request.file_at(url)
            if file is None:
                self.refused = f"The document asks for {url[:200]}, which it may not have."
                raise urls.FatalURLFetchingError(self.refused)
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            return urls.URLFetcherResponse(url, BytesIO(file.read_bytes()), {"Content-Type": kind}, 200)

    return OurFiles()


def _sentence(error: BaseException) -> str:
    return f"error {' '.join(str(error).split()) or type(error).__name__}"


def main() -> int:
    request = Request(json.load(sys.stdin))
    _limit(request)
    try:
        render(request)
    except OSError as error:
        _write("full" if error.errno in {errno.ENOSPC, errno.EDQUOT} else _sentence(error))
    except MemoryError:
        _write("error The document needs more memory than it may have.")
    except BaseException as error:  # noqa: BLE001 - WeasyPrint's fatal errors are no Exceptions
        _write(_sentence(error))
    else:
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
