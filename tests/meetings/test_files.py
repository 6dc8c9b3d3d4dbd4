"""The files of a meeting: calendars that replace their entries, data, lists without formulas."""

import csv
import io
import json
from collections.abc import Callable

import pytest
from django.test import Client
from icalendar import Calendar
from openpyxl import load_workbook
from pytest_django import Settings

from meetings import demonstration
from meetings.actions.parts import move_part
from meetings.models import Meeting
from meetings.participation.models import Participant
from meetings.reports import pdf
from meetings.reports.permissions import Document
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role, User
from nfp_portal.audit.models import Act, Entry
from tests.factories.accounts import make_user
from tests.factories.meetings import at, make_item, make_meeting, make_participant, make_timed_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    made = make_meeting(slug="filed", title='Filed, twice; "quoted"', venue="Hofburg", city="Vienna")
    make_timed_item(made, "Opening", at(9), at(10), note="Welcome", location="Hall 1")
    make_timed_item(made, "Session", at(10), at(11))
    make_item(made, "Some time")
    return made


def events(client: Client, address: str) -> dict[str, dict[str, object]]:
    response = client.get(f"/meetings/{address}")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    components = Calendar.from_ical(response.content).walk("VEVENT")
    return {str(event["SUMMARY"]): dict(event.items()) for event in components}


def test_the_agenda_becomes_entries_in_universal_time(client: Client, meeting: Meeting) -> None:
    entries = events(client, "filed/agenda.ics")
    assert set(entries) == {meeting.title, "Opening", "Session"}
    opening = entries["Opening"]
    assert opening["DTSTART"].dt == at(9)  # type: ignore[attr-defined] # icalendar's own type
    assert opening["LOCATION"] == "Hall 1, Hofburg, Vienna"
    assert opening["DESCRIPTION"] == "Welcome"
    assert opening["SEQUENCE"] == 0


def test_a_changed_entry_keeps_its_name_and_counts_up(client: Client, meeting: Meeting, editor: User) -> None:
    before = events(client, "filed/agenda.ics")
    move_part(meeting.items.get(title="Session"), -1, by=editor)
    after = events(client, "filed/agenda.ics")
    for title in ("Opening", "Session"):
        assert after[title]["UID"] == before[title]["UID"]
        assert after[title]["SEQUENCE"] == 1


def test_all_meetings_are_one_calendar_of_whole_days(client: Client) -> None:
    entries = events(client, "calendar.ics")
    tenth = entries[
        "Tenth Annual Meeting of the OSCE Border Security and Management National Focal Points Network"
    ]
    assert str(tenth["DTSTART"].dt) == "2016-04-12"  # type: ignore[attr-defined] # icalendar's own type
    assert str(tenth["DTEND"].dt) == "2016-04-14"  # type: ignore[attr-defined] # as above
    assert not any("Inaugural conference" in title for title in entries)


def test_the_calendar_is_subscribed_to_by_a_click_or_by_its_address(
    client: Client, settings: Settings
) -> None:
    settings.SITE_URL = "https://nfp.example.org"
    page = client.get("/meetings/").content.decode()
    assert 'href="webcal://nfp.example.org/meetings/calendar.ics"' in page
    assert ">https://nfp.example.org/meetings/calendar.ics<" in page
    calendar = client.get("/meetings/calendar.ics").content.decode()
    assert "X-WR-CALNAME:National Focal Points Network\r\n" in calendar
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n" in calendar
    assert "X-PUBLISHED-TTL:PT12H\r\n" in calendar


def test_the_agenda_as_data_says_null_where_nothing_is_recorded(client: Client, meeting: Meeting) -> None:
    data = json.loads(client.get("/meetings/filed/agenda.json").content)
    assert data["meeting"]["state"] is None
    assert [day["number"] for day in data["days"]] == [1, None]
    opening, _session = data["days"][0]["items"]
    assert opening["starts_at"] == "2026-10-06T09:00:00+02:00"
    assert data["days"][1]["items"][0]["starts_at"] is None


def rows(client: Client, address: str) -> list[list[str]]:
    content = client.get(f"/meetings/{address}").content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content)))


def test_the_list_of_the_tenth_meeting_has_its_102_participants(
    client_of: Callable[[User], Client], client: Client
) -> None:
    demonstration.load()
    named = rows(client_of(make_user(Role.EDITOR)), "10/participants.csv")
    assert len(named) == 103
    assert named[1][:3] == ["Participating States", "Albania", "AL"]
    public = rows(client, "10/participants.csv")
    assert len(public) == 48
    assert sum(int(row[3]) for row in public[1:]) == 102


def test_focal_points_may_leave_the_names_out(client_of: Callable[[User], Client], meeting: Meeting) -> None:
    make_participant(meeting, "AT", family_name="Named")
    client = client_of(make_user(Role.FOCAL_POINT))
    assert "NAMED" in str(rows(client, "filed/participants.csv"))
    assert rows(client, "filed/participants.csv?people=no")[1:] == [
        ["Participating States", "Austria", "AT", "1"]
    ]


def test_addresses_leave_in_a_sheet_for_focal_points_who_give_a_purpose(
    client_of: Callable[[User], Client], meeting: Meeting
) -> None:
    make_participant(meeting, "AT", email="reach.me@example.org")
    path, reader = "filed/participants.csv", client_of(make_user(Role.FOCAL_POINT))
    for_delegation = rows(client_of(make_user(Role.DELEGATION)), f"{path}?purpose=meeting")
    assert "E-mail" not in for_delegation[0]
    assert rows(reader, f"{path}?purpose=meeting")[1][-1] == "reach.me@example.org"
    assert "reach.me@example.org" not in str(rows(reader, path))
    assert "reach.me@example.org" not in pdf.compose(meeting, Document.PARTICIPANTS, Audience.FOCAL_POINTS)


def test_downloading_names_is_recorded(client_of: Callable[[User], Client], meeting: Meeting) -> None:
    reader = make_user(Role.FOCAL_POINT)
    client_of(reader).get("/meetings/filed/participants.xlsx")
    client_of(reader).get("/meetings/filed/participants.xlsx?people=no")
    [entry] = Entry.objects.filter(act=Act.EXPORT)
    assert (entry.actor, entry.subject) == (reader, f"participants:{meeting.key}")


def test_no_cell_is_a_formula(client_of: Callable[[User], Client], meeting: Meeting) -> None:
    Participant.objects.all().delete()
    make_participant(meeting, "AT", given_name="=1+1", function="@cmd")
    client = client_of(make_user(Role.EDITOR))
    assert rows(client, "filed/participants.csv")[1][3] == "'=1+1"
    book = load_workbook(io.BytesIO(client.get("/meetings/filed/participants.xlsx").content))
    assert book.active is not None
    cell = book.active["D2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_participant_who_withdrew_is_not_on_the_list(
    client_of: Callable[[User], Client], meeting: Meeting
) -> None:
    make_participant(meeting, "AT", status="withdrawn")
    assert len(rows(client_of(make_user(Role.EDITOR)), "filed/participants.csv")) == 1
