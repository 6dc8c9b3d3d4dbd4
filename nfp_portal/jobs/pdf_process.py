"""The process that turns one HTML document into a PDF; only it and its parent import WeasyPrint.

`pdf_parent` forks it. It reads a request as JSON from standard input and knows no settings, no secrets and no
database. Memory and computing time are limited, and it dies with its parent. On standard output it writes
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
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from nfp_portal.jobs.pdf_letters import drawn_by, with_codes

_PAGE = re.compile(r"Page (\d+)")
_SIGNAL_AT_PARENTS_DEATH = 1
_STATIC = Path(__file__).resolve().parents[2] / "static"
HOUSE_SHEET = _STATIC / "css" / "pdf.css"
# All that fontconfig finds (`renderer.environment`).
_FONTS = _STATIC / "fonts" / "pdf"
# A document of our own that says nothing, with what documents are made of.
_FIRST = """<!doctype html><html lang="en"><title>-</title><header class="head"><h1>-</h1></header>
<main data-symbol="-" data-running="-" data-issued="-" data-page="-" data-of="-"><h2 id="a">-</h2>
<p><strong>-</strong> <em>-</em> <a href="#a">-</a><br>-</p><ol><li>-</li></ol><ul><li>-</li></ul>
<dl class="facts"><div><dt>-</dt><dd>-</dd></div></dl>
<table><thead><tr><th>-</th></tr></thead><tbody><tr><td>-</td></tr></tbody></table>
<svg viewBox="0 0 9 9" width="9" height="9"><g><rect width="4" height="4" fill="#16242e"/><path d="M0 0L9 9"/>
<text x="1" y="1">-</text></g></svg></main></html>"""
# Tagged, and pictures no larger than paper shows.
_OPTIONS = {"pdf_variant": "pdf/ua-1", "optimize_images": True, "dpi": 200, "jpeg_quality": 85}

# Of a document with a cover that has a head in its place as well (`pdf/cover_unless_short.html`).
_INSTEAD_OF_COVER = 'class="instead-of-cover"'
_WITHOUT_COVER = """.cover { display: none !important } .instead-of-cover { display: block !important }
.new-page { break-before: auto !important }"""
# Few documents use more different letters of one font.
_LETTERS_OF_A_FONT = 128
# So many pages need no cover; with a cover and annexes on pages of their own they may be so many.
_SHORT, _MAYBE_SHORT = 2, 6


class Request:
    """`html`, the path of the PDF (`output`), and the folders behind address prefixes (`folders`).

    `letters_note` begins the line that names letters which no font draws.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        self.html = str(data["html"])
        self.output = Path(data["output"])
        self.base_url = str(data["base_url"])
        self.folders = {prefix: [Path(p) for p in paths] for prefix, paths in data["folders"].items()}
        self.cpu_seconds = int(data["cpu_seconds"])
        self.memory_bytes = int(data["memory_bytes"])
        self.letters_note = str(data["letters_note"])

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


def warm_up() -> None:
    """Do what WeasyPrint does only once, by a first document as ours are, so that no child has to."""
    limits = {"cpu_seconds": 0, "memory_bytes": 0}  # for children alone
    folders = {"/static/": [_STATIC]}
    first = {
        "html": _FIRST,
        "output": "",
        "base_url": "http://localhost/",
        "folders": folders,
        "letters_note": "",
    }
    request = Request(first | limits)
    _laid_out(request, _fetcher(request)).write_pdf(**_OPTIONS)
    _know_arrays_of_letters()


def _know_arrays_of_letters() -> None:
    """Have cffi parse the types in which WeasyPrint hands fonts the letters they keep; each takes it 2 ms."""
    from weasyprint.text.ffi import ffi  # noqa: PLC0415 - as in `_document`

    for letters in range(1, _LETTERS_OF_A_FONT):
        ffi.typeof(f"hb_codepoint_t[{letters}]")


def render(request: Request) -> None:
    """Write the PDF: tagged, after PDF/UA-1, and on the disk when this returns."""
    progress = logging.getLogger("weasyprint.progress")
    progress.addHandler(PageCount())
    progress.setLevel(logging.INFO)
    fetcher = _fetcher(request)
    with request.output.open("xb") as output:
        _laid_out(request, fetcher).write_pdf(output, **_OPTIONS)
        output.flush()
        os.fsync(output.fileno())
    if fetcher.refused:  # inside a drawing WeasyPrint swallows even fatal errors
        raise PermissionError(fetcher.refused)


def _laid_out(request: Request, fetcher: Any) -> Any:
    """Return the pages; a short document is laid out again without its cover, on two pages if they do."""
    import weasyprint  # noqa: PLC0415 - as in `_document`

    document = _document(request, fetcher)
    pages = document.render(stylesheets=[house_sheet()], **_OPTIONS)
    if _INSTEAD_OF_COVER in request.html and len(pages.pages) <= _MAYBE_SHORT:
        style = weasyprint.CSS(string=_WITHOUT_COVER)
        short = document.render(stylesheets=[house_sheet(), style], **_OPTIONS)
        return short if len(short.pages) <= _SHORT else pages
    return pages


@cache
def house_sheet() -> Any:
    """Return the style sheet of every document, parsed once, in the parent; a document may name others."""
    import weasyprint  # noqa: PLC0415 - as in `_document`

    return weasyprint.CSS(filename=HOUSE_SHEET, media_type="print")


def _document(request: Request, fetcher: Any) -> Any:
    import weasyprint  # noqa: PLC0415 - it takes half a second, and workers import this module too

    html = with_codes(request.html, drawn_by(_FONTS), request.letters_note)
    return weasyprint.HTML(string=html, base_url=request.base_url, url_fetcher=fetcher)


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
