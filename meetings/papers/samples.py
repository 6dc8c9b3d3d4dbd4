"""Invented papers of the demonstration, with PDF files of one page that no worker needs to print."""

from typing import Any

from django.core.files.base import ContentFile

from meetings.actions.documents import NewVersion, write_version
from meetings.models import Document, Meeting
from meetings.papers.models import PaperRequest
from meetings.papers.offers import offer_paper
from nfp_portal.accounts.audience import Audience

_RESOURCES = b"/Resources << /Font << /F 4 0 R >> >>"
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] %b /Contents 5 0 R >>" % _RESOURCES
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def sample_pdf(*lines: str) -> ContentFile[bytes]:
    """Return a page with these lines; letters beyond ASCII are left out."""
    text = " T* ".join(f"({_escaped(line)}) Tj" for line in lines)
    drawn = f"BT /F 16 Tf 72 760 Td 24 TL {text} ET".encode("ascii", "ignore")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        _PAGE,
        _FONT,
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(drawn), drawn),
    ]
    return ContentFile(_assembled(objects), name="sample.pdf")


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _assembled(objects: list[bytes]) -> bytes:
    file, offsets = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        offsets.append(len(file))
        file += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size, start = len(objects) + 1, len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
    return file + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)


def add_papers(meeting: Meeting) -> None:
    """Add papers in two languages, with a revision, without a file, and for focal points only."""
    for position, (item, columns, versions) in enumerate(_PAPERS, start=1):
        symbol = f"DEMO/{position}/{meeting.starts_on:%y}"
        document = Document.objects.create(
            meeting=meeting,
            item=meeting.items.filter(title=item).first(),
            position=position,
            symbol=symbol,
            **columns,
        )
        for language, suffix in versions:
            lines = ("/".join(filter(None, (symbol, suffix))), document.title, f"Invented ({language})")
            write_version(document, NewVersion(sample_pdf(*lines), language, suffix), None)
    _offer(meeting)


def _offer(meeting: Meeting) -> None:
    """Somebody was asked for a paper, and has sent one that waits for the secretariat."""
    item = meeting.items.filter(title="What the Centres lack").first()
    paper_request = PaperRequest.objects.create(
        meeting=meeting, item=item, name="Matej Zupan", email="matej.zupan@pcc-see.example.org"
    )
    title = "What a Centre needs on its first day"
    offer_paper(paper_request, None, title=title, language="en", file=sample_pdf(title, "Invented (en)"))


_PAPERS: list[tuple[str, dict[str, Any], list[tuple[str, str]]]] = [
    (
        "",
        {"title": "Information for participants", "kind": "information_note", "purpose": "information"},
        [("en", ""), ("ru", "")],
    ),
    (
        "What the Centres can do",
        {"title": "Concept note: what the Centres can do", "purpose": "information"},
        [("en", ""), ("en", "Rev.1")],
    ),
    (
        "What the Centres lack",
        {"title": "A day in a Centre", "kind": "presentation", "purpose": "background"},
        [],
    ),
    (
        "Work plan of the Network",
        {
            "title": "Draft work plan of the Network",
            "purpose": "decision",
            "audience": Audience.FOCAL_POINTS,
        },
        [("en", "")],
    ),
]
