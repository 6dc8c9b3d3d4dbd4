"""Scenarios of the benchmark of PDF."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db.models import Max
from django.test import Client
from django.test.utils import override_settings

from bench import environment  # noqa: F401 - it says where `launch` is
from launch import browser
from meetings.models import Meeting
from meetings.reports import pdf
from meetings.reports.pdf import MeetingDocument
from meetings.reports.permissions import Document
from nfp_portal.accounts.audience import Audience
from nfp_portal.jobs import actions as jobs
from nfp_portal.jobs import renderer
from nfp_portal.jobs.models import Job
from nfp_portal.jobs.pdf_process import HOUSE_SHEET
from nfp_portal.jobs.registry import no_progress

TIMES = 4
_COLD = "import sys; from nfp_portal.jobs import pdf_process; sys.exit(pdf_process.main())"
_OPTIONS = {"pdf_variant": "pdf/ua-1", "optimize_images": True, "dpi": 200, "jpeg_quality": 85}


def _ours(html: str, _folder: Path) -> None:
    renderer.render_pdf(html, no_progress).unlink()


def _bare(html: str, folder: Path) -> None:
    import weasyprint  # noqa: PLC0415 - with the fonts of `render`

    document = weasyprint.HTML(string=_with_files(html))
    document.write_pdf(folder / "bare.pdf", stylesheets=[HOUSE_SHEET], **_OPTIONS)


def _cold(html: str, folder: Path) -> None:
    output = folder / "cold.pdf"
    output.unlink(missing_ok=True)
    request = renderer.request_of(html, output, renderer.Limits())
    command = [sys.executable, "-c", _COLD]
    variables = renderer.environment()
    subprocess.run(
        command, input=request, cwd=settings.BASE_DIR, env=variables, check=True, capture_output=True
    )


def _chromium(html: str, folder: Path) -> None:
    page, output = folder / "page.html", folder / "chromium.pdf"
    link = f'<link rel="stylesheet" href="{HOUSE_SHEET.as_uri()}"></head>'
    page.write_text(_with_files(html).replace("</head>", link, 1))
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command = [str(browser.find()), *options, f"--print-to-pdf={output}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True)


def _with_files(html: str) -> str:
    """Let addresses of our static files lead to the files themselves."""
    return html.replace('="/static/', f'="{(Path(settings.BASE_DIR) / "static").as_uri()}/')


CONTENDERS: dict[str, Callable[[str, Path], None]] = {
    "ours": _ours,
    "WeasyPrint alone": _bare,
    "a new process": _cold,
    "Chromium launched": _chromium,
}


def render(*order: str) -> None:
    """Render report and agenda by each contender; prints the least seconds. The first time does not count."""
    os.environ |= {name: value for name, value in renderer.environment().items() if "FONT" in name}
    contenders = [name for name in order if name != "Chromium launched" or browser.find()]
    meeting = Meeting.objects.with_location().get(slug="10")
    took: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as name:
        for document in (Document.REPORT, Document.AGENDA):
            html = pdf.compose(meeting, document, Audience.ALL)
            took[document] = {each: _least(CONTENDERS[each], html, Path(name)) for each in contenders}
    print(json.dumps(took))


def _least(contender: Callable[[str, Path], None], html: str, folder: Path) -> float:
    took = []
    for _time in range(TIMES + 1):
        began = time.perf_counter()
        contender(html, folder)
        took.append(time.perf_counter() - began)
    return min(took[1:])


@override_settings(ALLOWED_HOSTS=["testserver"])
def reopen() -> None:
    """Download a document that has not changed; prints the least seconds."""
    client, address = Client(), "/meetings/10/agenda.pdf"
    if client.get(address).status_code != 200:  # noqa: PLR2004
        newest = Job.objects.filter(kind=MeetingDocument.kind).aggregate(number=Max("pk"))
        jobs.run(newest["number"])
    took = []
    for _time in range(10):
        began = time.perf_counter()
        answer = client.get(address)
        content = b"".join(answer)
        took.append(time.perf_counter() - began)
        if not content.startswith(b"%PDF"):
            raise RuntimeError(address)
    print(min(took[1:]))
