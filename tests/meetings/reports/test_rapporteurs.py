"""A rapporteur writes of one session by a link, and editors take the notes into the draft."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from meetings.models import Stage
from meetings.reports.actions.rapporteurs import merged
from meetings.reports.models import RapporteurNote, Report
from nfp_portal.accounts.models import User
from nfp_portal.links.signing import path_of
from nfp_portal.mail.models import Delivery
from tests.factories.meetings import make_item, make_meeting, make_note, make_report, publish

pytestmark = pytest.mark.django_db

SESSIONS = "/meetings/done/report/rapporteurs/"


@pytest.fixture
def report(editor: User) -> Report:
    meeting = make_meeting(slug="done", title="The meeting", stage=Stage.HELD)
    make_item(meeting, "Roads", session=1)
    return make_report(meeting, edited_by=editor, sessions="# Session 1: Roads\n\nJo Lind moderated.")


@pytest.fixture
def desk(client_of: Callable[[User], Client], editor: User) -> Client:
    return client_of(editor)


def page(response: Any) -> str:
    return " ".join(response.content.decode().split())


def link_of(note: RapporteurNote) -> str:
    return path_of("rapporteur", note.key)


def test_a_rapporteur_gets_a_link_in_their_language(desk: Client, report: Report) -> None:
    item = report.meeting.items.get()
    form = {"name": "Rita Porteur", "email": "Rita@Example.org", "language": "fr"}
    assert "Asked on" in page(desk.post(f"{SESSIONS}{item.key}/", form, follow=True))
    delivery = Delivery.objects.get(address="rita@example.org")
    assert delivery.letter.subject == "Vos notes sur la séance : Session 1: Roads"
    assert link_of(RapporteurNote.objects.get()) in delivery.letter.text


def test_what_a_rapporteur_writes_is_kept_and_taken_into_the_draft(
    client: Client, desk: Client, report: Report
) -> None:
    note = make_note(report.meeting.items.get())
    opened = page(client.get(link_of(note)))
    assert "Session 1: Roads" in opened
    assert "Jo Lind" not in opened
    answer = client.post(link_of(note), {"text": "# Bridges\n\nThey hold.", "revision": "1"}, follow=True)
    assert "Saved. You can go on writing" in page(answer)
    assert "not in the draft yet" in page(desk.get(SESSIONS))
    desk.post(f"{SESSIONS}{note.item.key}/merge/")
    report.refresh_from_db()
    assert report.sessions == "# Session 1: Roads\n\nJo Lind moderated.\n\n## Bridges\n\nThey hold."
    client.post(link_of(note), {"text": "They hold well.", "revision": "2"})
    desk.post(f"{SESSIONS}{note.item.key}/merge/")
    report.refresh_from_db()
    assert report.sessions == "# Session 1: Roads\n\nJo Lind moderated.\n\nThey hold well."
    assert "in the draft" in page(desk.get(SESSIONS))


def test_two_windows_do_not_overwrite_each_other(client: Client, report: Report) -> None:
    note = make_note(report.meeting.items.get())
    client.post(link_of(note), {"text": "First", "revision": "1"})
    answer = client.post(link_of(note), {"text": "Second", "revision": "1"})
    assert answer.status_code == 409
    assert "First" in page(answer)
    assert "Second</textarea>" in page(answer)
    assert client.post(link_of(note), {"text": "Second", "revision": "2"}).status_code == 302


def test_the_link_ends_when_the_report_is_published(
    client: Client, desk: Client, report: Report, approver: User
) -> None:
    note = make_note(report.meeting.items.get(), text="Late")
    publish(report, by=approver)
    assert client.get(link_of(note)).status_code == 410
    assert client.post(link_of(note), {"text": "Later", "revision": "1"}).status_code == 410
    answer = page(desk.post(f"{SESSIONS}{note.item.key}/merge/", follow=True))
    assert "begin a correction before changing it." in answer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "# S\n\nNew"),
        ("# Other\n\nText", "# Other\n\nText\n\n# S\n\nNew"),
        ("# S\n\nHead\n\n# T\n\nTail", "# S\n\nHead\n\nNew\n\n# T\n\nTail"),
        ("# S\n\nOld\n\n# T", "# S\n\nNew\n\n# T"),
    ],
)
def test_notes_go_under_the_heading_of_their_session(text: str, expected: str) -> None:
    assert merged(text, "# S", "Old", "New") == expected
