"""The meeting pack: one PDF with agenda and papers in order, complete for its audience and for no other."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from pypdf import PdfReader, PdfWriter

from meetings.models import Meeting
from meetings.papers.samples import sample_pdf
from meetings.reports.pdf import MeetingDocument
from meetings.reports.permissions import Document
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role
from tests.factories.accounts import make_user
from tests.factories.meetings import make_document, make_item, make_meeting

pytestmark = pytest.mark.django_db
SECRET = "Quokka"


def paper_of(*pages: str, password: str = "") -> ContentFile[bytes]:
    writer, drawn = PdfWriter(), BytesIO()
    for page in pages:
        writer.append(BytesIO(sample_pdf(page).read()))
    if password:
        writer.encrypt(password)
    writer.write(drawn)
    return ContentFile(drawn.getvalue(), name="paper.pdf")


@pytest.fixture
def meeting() -> Meeting:
    made = make_meeting(slug="vienna", title="Training")
    threats, work = make_item(made, "Threats"), make_item(made, "Work plan")
    secret = {"audience": Audience.FOCAL_POINTS}
    make_document(made, "Draft plan", item=work, files=[paper_of("plan one", "plan two")])
    make_document(made, f"{SECRET} paper", item=threats, files=[paper_of(f"{SECRET} text")], **secret)
    make_document(made, "Slides", item=threats, files=[ContentFile(b"slides", name="slides.pptx")])
    make_document(made, "Information", symbol="INF/1", files=[paper_of("info"), ("ru", paper_of("russian"))])
    return made


def pages_of(folder: Path, audience: str = "public") -> list[str]:
    return [page.extract_text() for page in reader_of(folder, audience).pages]


def reader_of(folder: Path, audience: str = "public") -> PdfReader:
    output = folder / f"{audience}.pdf"
    call_command("render", "meeting", "vienna", "pack", audience=audience, output=output)
    return PdfReader(output)


def test_the_pack_has_the_papers_in_the_order_of_the_agenda(meeting: Meeting, tmp_path: Path) -> None:
    """Each paper follows a page that names it, in English where it is there in several languages."""
    pages = pages_of(tmp_path)
    phrases = ("INF/1 Information", "info", "Slides", "Draft plan", "plan one", "plan two")
    assert all(phrase in page for page, phrase in zip(pages[-6:], phrases, strict=True))
    assert "Threats" in pages[2]
    assert "russian" not in " ".join(pages)


def test_a_paper_that_cannot_be_printed_is_named_on_its_page(meeting: Meeting, tmp_path: Path) -> None:
    make_document(meeting, "Locked", files=[paper_of("locked", password="secret")])
    make_document(meeting, "Broken", files=[ContentFile(b"%PDF-1.7 broken", name="broken.pdf")])
    make_document(meeting, "Recorded only")
    lost = make_document(meeting, "Lost", files=[paper_of("lost")])
    Path(lost.latest[0].file.path).unlink()
    text = " ".join(" ".join(pages_of(tmp_path)).split())
    assert "This paper is a PPTX file and cannot be printed here. Open it at:" in text
    assert text.count("This PDF is protected or damaged and cannot be printed here.") == 2
    assert "No file was handed in." in text
    assert "Its file is missing." in text


def test_a_pack_says_nothing_that_its_audience_may_not_read(meeting: Meeting, tmp_path: Path) -> None:
    public = reader_of(tmp_path)
    assert SECRET not in " ".join(page.extract_text() for page in public.pages)
    assert SECRET.encode() not in (tmp_path / "public.pdf").read_bytes()
    assert SECRET not in str(public.outline) + str(public.metadata)
    restricted = " ".join(pages_of(tmp_path, "focal_points"))
    assert f"{SECRET} text" in restricted


def flat(outline: Any) -> Iterator[Any]:
    for each in outline:
        yield from flat(each) if isinstance(each, list) else [each]


def test_contents_bookmarks_and_foot_count_the_pages_of_papers(meeting: Meeting, tmp_path: Path) -> None:
    pack = reader_of(tmp_path)
    bookmarks = {str(each.title): pack.get_destination_page_number(each) or 0 for each in flat(pack.outline)}
    assert [bookmarks[title] + 1 for title in ("INF/1 Information", "Slides", "Draft plan")] == [4, 6, 7]
    contents = " ".join(pack.pages[1].extract_text().split())
    assert re.findall(r"(Information|Slides|Draft plan) ?[. ]*(\d)", contents) == [
        *[("Information", "4"), ("Slides", "6"), ("Draft plan", "7")]
    ]
    for number, page in list(enumerate(pack.pages, start=1))[1:]:
        assert f"{number} / 9" in page.extract_text()


def test_a_restricted_paper_leaves_the_public_pack_as_it_is(meeting: Meeting) -> None:
    def prints() -> list[str]:
        return [MeetingDocument(meeting, Document.PACK, audience).fingerprint() for audience in Audience]

    before = prints()
    make_document(meeting, f"{SECRET} again", audience=Audience.FOCAL_POINTS)
    after = prints()
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, False]


def test_the_pack_is_one_click_from_the_meeting_and_made_by_a_worker(
    client: Client, meeting: Meeting, settings: Any
) -> None:
    settings.REQUIRE_MFA = False
    assert packs_on_the_page(client) == ["public"]
    assert client.get("/meetings/vienna/pack.pdf").status_code == 202
    assert client.get("/meetings/vienna/pack.pdf?copy=focal_points").status_code == 404
    client.force_login(make_user(Role.FOCAL_POINT))
    assert packs_on_the_page(client) == ["public", "focal_points"]
    assert client.get("/meetings/vienna/pack.pdf?copy=focal_points").status_code == 202


def packs_on_the_page(client: Client) -> list[str]:
    page = client.get("/meetings/vienna/").content.decode()
    return re.findall(r'href="/meetings/vienna/pack\.pdf\?copy=(\w+)"', page)
