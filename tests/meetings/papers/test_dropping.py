"""Many files at once: what each becomes is shown, then they are written as one act."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from meetings.models import Meeting
from meetings.papers.actions import purge_dropped
from meetings.papers.models import OfferedPaper
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role
from tests.factories.accounts import make_user
from tests.factories.files import make_scan
from tests.factories.meetings import make_document, make_item, make_meeting

pytestmark = pytest.mark.django_db
BROKEN = "2_Broken.docx"


@pytest.fixture
def meeting() -> Meeting:
    made = make_meeting()
    make_item(made, "Opening")
    make_item(made, "Threats", session=1)
    return made


@pytest.fixture
def desk(settings: Any) -> Client:
    settings.REQUIRE_MFA = False
    client = Client()
    client.force_login(make_user(Role.EDITOR))
    return client


def drop(desk: Client, meeting: Meeting, *names: str, key: Any = None, **of_all: str) -> str:
    """Drop files of these names; return the address of the preview."""
    files = [
        SimpleUploadedFile(name, b"no document") if name == BROKEN else make_scan(name) for name in names
    ]
    sent = {"key": key or uuid4(), "papers": files, "kind": "paper"} | of_all
    return str(desk.post(f"/meetings/{meeting.slug}/papers/drop/", sent).headers["Location"])


def typed(page: str) -> dict[str, str]:
    """What a browser sends of the form of the preview as it was opened."""
    form = page[page.index('name="shown"') - 100 :]
    values = dict(re.findall(r'<input type="(?:hidden|text)" name="([^"]+)" value="([^"]*)"', form))
    values |= dict.fromkeys(re.findall(r'<input type="text" name="([^"]+)" (?!value)', form), "") | values
    values |= dict.fromkeys(re.findall(r'<input type="checkbox" name="([^"]+)"', form), "on")
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', form, re.DOTALL):
        values[name] = (re.findall(r'value="([^"]*)" selected', options) or [""])[0]
    return values


def effects(page: str) -> list[str]:
    return re.findall(r'dropped__effect[ \w-]*">(.*?)</p>', page)


def test_files_are_shown_with_what_they_become_and_written_as_one_act(desk: Client, meeting: Meeting) -> None:
    make_document(meeting, "Work plan", files=[make_scan()])
    address = drop(
        desk, meeting, "1_Concept note_EN.pdf", "1_Concept note_RU.pdf", "Work plan.pdf", "Other.pdf"
    )
    assert meeting.documents.count() == 1
    page = desk.get(address).content.decode()
    assert effects(page) == [
        "A new paper.",
        "Joins the paper “Concept note”: Russian.",
        "A paper of the same title is replaced: “Work plan”, English. Editors keep the earlier file.",
        "A new paper.",
    ]
    assert "1 paper of the same title is replaced." in page
    assert "Write 4 papers" in page
    desk.post(address, typed(page))
    assert [
        (each.title, str(each.item or ""), [(one.language, one.number) for one in each.versions.all()])
        for each in meeting.documents.all()
    ] == [
        ("Work plan", "", [("en", 1), ("en", 2)]),
        ("Concept note", "Opening", [("en", 1), ("ru", 1)]),
        ("Other", "", [("en", 1)]),
    ]


def test_symbols_are_read_from_names_and_kind_and_purpose_are_set_once_for_all(
    desk: Client, meeting: Meeting
) -> None:
    names = ("SEC.GAL_12_26_Work plan_EN.pdf", "Address.pdf")
    address = drop(desk, meeting, *names, kind="information_note", purpose="decision")
    sent = typed(desk.get(address).content.decode())
    other = OfferedPaper.objects.get(title="Address")
    desk.post(address, sent | {f"{other.pk}-kind": "statement", f"{other.pk}-symbol": "SEC.DEL/1/26"})
    assert list(meeting.documents.values_list("title", "symbol", "kind", "purpose")) == [
        ("Work plan", "SEC.GAL/12/26", "information_note", "decision"),
        ("Address", "SEC.DEL/1/26", "statement", "decision"),
    ]


def test_what_is_not_ticked_is_left_out_and_its_file_removed(
    desk: Client, meeting: Meeting, django_capture_on_commit_callbacks: Any
) -> None:
    address = drop(desk, meeting, "Kept.pdf", "Draft.pdf")
    left_out = OfferedPaper.objects.get(title="Draft")
    sent = typed(desk.get(address).content.decode())
    del sent[f"{left_out.pk}-take"]
    page = desk.post(address, sent).content.decode()
    assert effects(page) == ["A new paper.", "It is left out."]
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(address, sent | typed(page) | {f"{left_out.pk}-take": ""})
    assert [each.title for each in meeting.documents.all()] == ["Kept"]
    assert not Path(left_out.file.path).exists()
    assert not OfferedPaper.objects.exists()


def test_another_title_that_would_replace_a_paper_is_shown_before_it_does(
    desk: Client, meeting: Meeting
) -> None:
    paper = make_document(meeting, "Work plan", files=[make_scan()])
    address = drop(desk, meeting, "Plan.pdf")
    sent = typed(desk.get(address).content.decode())
    title = next(name for name in sent if name.endswith("-title"))
    page = desk.post(address, sent | {title: "WORK  PLAN"}).content.decode()
    assert "A paper of the same title is replaced" in page
    assert paper.versions.count() == 1
    desk.post(address, typed(page))
    assert paper.versions.count() == 2


def test_a_second_click_writes_nothing_twice(desk: Client, meeting: Meeting) -> None:
    key = uuid4()
    address = drop(desk, meeting, "Note.pdf", key=key)
    assert drop(desk, meeting, "Note.pdf", key=key) == address
    assert OfferedPaper.objects.count() == 1
    sent = typed(desk.get(address).content.decode())
    for _click in range(2):
        desk.post(address, sent)
    assert [each.versions.count() for each in meeting.documents.all()] == [1]


def test_a_file_that_cannot_be_taken_is_named_and_the_others_are_kept(desk: Client, meeting: Meeting) -> None:
    page = desk.get(drop(desk, meeting, "Note.pdf", BROKEN)).content.decode()
    assert "Not taken: 2_Broken.docx. Upload a PDF, DOCX" in page
    assert [each.title for each in OfferedPaper.objects.all()] == ["Note"]


def test_nothing_but_wrong_files_is_said_at_the_field(desk: Client, meeting: Meeting) -> None:
    sent = {"papers": [SimpleUploadedFile(BROKEN, b"no document")], "kind": "paper"}
    answer = desk.post(f"/meetings/{meeting.slug}/papers/drop/", sent)
    assert answer.status_code == 422
    assert f"{BROKEN}: Upload a PDF" in answer.content.decode()


def test_the_paper_of_a_restricted_item_is_proposed_for_focal_points(desk: Client, meeting: Meeting) -> None:
    make_item(meeting, "Work plan", audience=Audience.FOCAL_POINTS)
    address = drop(desk, meeting, "3_Draft.pdf")
    desk.post(address, typed(desk.get(address).content.decode()))
    assert [(each.title, each.audience) for each in meeting.documents.all()] == [("Draft", "focal_points")]


def test_what_was_dropped_and_not_written_goes_after_a_day(
    desk: Client, meeting: Meeting, django_capture_on_commit_callbacks: Any
) -> None:
    drop(desk, meeting, "Old.pdf")
    old = OfferedPaper.objects.get()
    OfferedPaper.objects.update(at=timezone.now() - timedelta(days=2))
    drop(desk, meeting, "New.pdf")
    with django_capture_on_commit_callbacks(execute=True):
        assert purge_dropped() == 1
    assert not Path(old.file.path).exists()
    assert [each.title for each in OfferedPaper.objects.all()] == ["New"]
