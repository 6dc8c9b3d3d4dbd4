"""An agenda is published as a revision; until the next one everybody but the secretariat reads that."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from meetings.models import AgendaItem, Meeting, Stage
from meetings.reports import pdf
from meetings.reports.permissions import Document
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role, User
from tests.factories.accounts import make_user
from tests.factories.meetings import (
    LAST_DAY,
    at,
    make_item,
    make_meeting,
    make_restricted_item,
    make_timed_item,
)

pytestmark = pytest.mark.django_db
PUBLISH = "/meetings/vienna/agenda/publish/"
PAGES = ("", "agenda", "agenda.ics", "agenda.json", "agenda/changes")


def publish(desk: Client, **data: str) -> Any:
    html = desk.get(PUBLISH).content.decode()
    [fingerprint] = re.findall(r'name="fingerprint" value="(\w+)"', html)
    return desk.post(PUBLISH, {"fingerprint": fingerprint} | data, follow=True)


def messages(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def plain(client: Client, address: str) -> str:
    html = client.get(f"/meetings/vienna/{address}").content.decode()
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def change(item: AgendaItem, **facts: Any) -> None:
    for name, value in facts.items():
        setattr(item, name, value)
    item.revision += 1
    item.save()


def test_without_a_revision_everybody_reads_the_rows(client: Client, meeting: Meeting) -> None:
    change(meeting.items.get(title="Roads"), title="Rails")
    assert "Rails" in plain(client, "agenda")


def test_the_first_publication_opens_the_agenda(desk: Client, client: Client, meeting: Meeting) -> None:
    Meeting.objects.update(stage=Stage.REGISTRATION)
    assert "Roads" not in plain(client, "agenda")
    assert messages(publish(desk)) == ["Published: Agenda."]
    meeting.refresh_from_db()
    assert (meeting.stage, meeting.revision) == (Stage.AGENDA, 2)
    assert "Session 1 — Roads" in plain(client, "agenda")


def test_changes_wait_for_the_next_revision_everywhere(
    desk: Client, client: Client, meeting: Meeting
) -> None:
    publish(desk)
    roads = meeting.items.get(title="Roads")
    change(roads, title="Rails")
    make_timed_item(meeting, "Ports", at(15), at(16), speakers=[["Ana Ruiz", "", ""]])
    for address in PAGES:
        text = plain(client, address)
        assert ("Rails" in text, "Ports" in text, "Ana Ruiz" in text) == (False, False, False)
    for audience in Audience:
        assert "Ports" not in pdf.compose(meeting, Document.AGENDA, audience)
    assert client.get(f"/meetings/vienna/agenda/{meeting.items.get(title='Ports').key}/").status_code == 404
    assert "changes become Rev.1 · 2 changes" in plain(desk, "agenda/arrange/")
    assert "You see the agenda as it is now: 2 changes are not published." in plain(desk, "agenda")
    assert messages(publish(desk)) == ["Published: Rev.1."]
    text = plain(client, "agenda")
    assert "Session 1 — Rails" in text
    assert "Ana Ruiz" in text
    assert "Rev.1, published on" in text
    assert "Rev.1" in pdf.compose(meeting, Document.AGENDA, Audience.ALL)


def test_what_changed_is_shown_to_everybody(desk: Client, client: Client, meeting: Meeting) -> None:
    publish(desk)
    change(meeting.items.get(title="Roads"), begins=at(9, 45).time())
    meeting.items.get(title="Lunch").delete()
    publish(desk, is_final="on")
    html = client.get("/meetings/vienna/agenda/changes").content.decode()
    assert [" ".join(label.split()) for label in re.findall(r"<dt>([^<]*)", html)[:2]] == [
        "Session 1 — Roads",
        "Lunch",
    ]
    assert '<span class="visually-hidden">left out: </span>09:30–11:00' in html
    assert '<span class="visually-hidden">added: </span>09:45–11:15' in html
    assert "Rev.1, final" in html


def test_a_calendar_entry_is_replaced_with_the_revision(
    desk: Client, client: Client, meeting: Meeting
) -> None:
    publish(desk)
    roads = meeting.items.get(title="Roads")
    change(roads, begins=at(9, 45).time())
    sequences = []
    for _publication in range(2):
        ical = Calendar.from_ical(client.get("/meetings/vienna/agenda.ics").content)
        [entry] = [each for each in ical.walk("VEVENT") if str(roads.key) in str(each["uid"])]
        sequences.append((entry["sequence"], entry.decoded("dtstart").strftime("%H:%M")))
        publish(desk)
    assert sequences == [(0, "07:30"), (1, "07:45")]


def test_a_restricted_item_is_in_no_public_copy_of_a_revision(
    desk: Client, client: Client, client_of: Callable[[User], Client], meeting: Meeting
) -> None:
    make_restricted_item(meeting, "Quokka", day=LAST_DAY, moderator="Quokka")
    publish(desk)
    change(meeting.items.get(title="Quokka"), title="Quokka again")
    publish(desk)
    for address in PAGES:
        assert "Quokka" not in client.get(f"/meetings/vienna/{address}").content.decode()
    assert "Quokka" not in pdf.compose(meeting, Document.AGENDA, Audience.ALL)
    insider = client_of(make_user(Role.FOCAL_POINT))
    for address in ("agenda", "agenda.json", "agenda/changes"):
        assert "Quokka again" in plain(insider, address)


def test_what_is_closed_after_it_was_published_disappears_at_once(
    desk: Client, client: Client, meeting: Meeting
) -> None:
    publish(desk)
    roads = meeting.items.get(title="Roads")
    change(roads, audience=Audience.FOCAL_POINTS)
    for address in PAGES:
        assert "Roads" not in client.get(f"/meetings/vienna/{address}").content.decode()
    publish(desk)
    assert "Roads" not in plain(client, "agenda/changes")
    assert client.get(f"/meetings/vienna/agenda/{roads.key}/").status_code == 404


def test_an_agenda_that_is_no_longer_open_is_read_by_nobody(
    desk: Client, client: Client, meeting: Meeting
) -> None:
    publish(desk)
    Meeting.objects.update(stage=Stage.REGISTRATION)
    assert "Roads" not in client.get("/meetings/vienna/agenda.ics").content.decode()
    assert "Roads" not in plain(client, "agenda")
    assert client.get("/meetings/vienna/agenda/changes").status_code == 404


def test_nothing_is_published_twice_and_nothing_that_was_not_looked_at(
    desk: Client, meeting: Meeting
) -> None:
    publish(desk)
    assert "Nothing has changed since the last revision." in publish(desk).content.decode()
    response = desk.post(PUBLISH, {"fingerprint": "of an hour ago"})
    assert response.status_code == 422
    assert "The agenda has changed meanwhile" in response.content.decode()
    assert [each.number for each in meeting.agenda_revisions.all()] == [0]


def test_a_published_agenda_costs_the_same_at_any_length(desk: Client, client: Client) -> None:
    meeting, numbers = make_meeting(slug="vienna"), []
    for length in (5, 200):
        for number in range(meeting.items.count(), length):
            make_item(meeting, f"Item {number}", day=LAST_DAY, speakers=[["Ana Ruiz", "", ""]])
        publish(desk)
        with CaptureQueriesContext(connection) as queries:
            client.get("/meetings/vienna/agenda")
        numbers.append(len(queries))
    assert numbers == [5, 5]
