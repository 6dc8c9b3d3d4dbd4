"""The calendar of events: what it lists for whom, how it is narrowed, and its file."""

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from meetings.models import EventStatus, Series, Stage
from network.models import FieldOfWork, State
from nfp_portal.accounts.models import Role
from tests.factories.accounts import client_of, make_user
from tests.factories.meetings import make_coming_meeting, make_meeting

pytestmark = pytest.mark.django_db


def listed(client: Client, query: str = "") -> list[str]:
    page = client.get(f"/events/{query}").content.decode()
    return [unescape(title) for title in re.findall(r'<th scope="row"><a href="[^"]*">(.*?)</a>', page)]


def in_file(client: Client, query: str = "") -> set[str]:
    calendar = Calendar.from_ical(client.get(f"/events.ics{query}").content)
    return {str(event["summary"]) for event in calendar.walk("VEVENT")}


def test_what_is_to_come_stands_first_then_the_newest_and_last_what_has_no_date(client: Client) -> None:
    make_coming_meeting(title="To come")
    make_meeting(title="A course", series=Series.TRAINING, stage=Stage.HELD)
    shown = listed(client)
    assert shown[:2] == ["To come", "A course"]
    assert shown[-2:] == [
        "Annual gathering of representatives of OSCE field operations on border security and management",
        (
            "Inaugural conference on Enhancing the capacity of the Police (and Customs) Co-operation Centres"
            " in South Eastern European region"
        ),
    ]
    page = client.get("/events/").content.decode()
    assert re.findall(r"<h2>(.*?)</h2>", page)[:2] == ["To come", "2026"]
    assert "Date not recorded" in page


def test_a_planned_meeting_is_the_secretariats_alone(client: Client) -> None:
    make_coming_meeting(title="Not announced", stage=Stage.PLANNED)
    assert "Not announced" not in listed(client)
    assert "Not announced" not in in_file(client)
    editor = client_of(make_user(Role.EDITOR))
    assert "Not announced" not in in_file(editor)


def test_it_is_narrowed_by_kind_field_and_state_on_the_page_and_in_the_file(client: Client) -> None:
    policing = FieldOfWork.objects.get(slug="policing")
    norway = State.objects.get(iso2="NO")
    make_coming_meeting(title="Course in Oslo", series=Series.TRAINING, field=policing, country=norway)
    make_coming_meeting(title="Visit in Oslo", series=Series.STUDY_VISIT, country=norway)
    for query, titles in (
        ("?kind=training", ["Course in Oslo"]),
        ("?field=policing", ["Course in Oslo"]),
        ("?state=NO", ["Course in Oslo", "Visit in Oslo"]),
        ("?state=NO&kind=study_visit", ["Visit in Oslo"]),
        ("?q=course", ["Course in Oslo"]),
    ):
        assert sorted(listed(client, query)) == titles, query
        assert sorted(in_file(client, query)) == titles, query
    assert "/events.ics?kind=training" in client.get("/events/?kind=training").content.decode()


def test_an_unknown_kind_is_an_error_at_its_field_and_lists_nothing(client: Client) -> None:
    assert "Choose one of the list." in client.get("/events/?kind=ball").content.decode()
    assert listed(client, "?kind=ball") == []
    assert in_file(client, "?kind=ball") == set()


def test_what_is_cancelled_says_so_and_is_cancelled_in_calendars(client: Client) -> None:
    make_coming_meeting(title="Called off", event_status=EventStatus.CANCELLED)
    assert "This meeting is cancelled." in client.get("/events/").content.decode()
    calendar = Calendar.from_ical(client.get("/events.ics").content)
    statuses = {str(event["summary"]): str(event["status"]) for event in calendar.walk("VEVENT")}
    assert statuses["Called off"] == "CANCELLED"


def test_an_empty_list_says_what_to_do(client: Client) -> None:
    page = client.get("/events/?q=zzzz").content.decode()
    assert "No event found" in page
    assert 'href="/events/"' in page


def make_events(*years: int) -> None:
    norway = State.objects.get(iso2="NO")
    for year in years:
        make_meeting(starts_on=date(year, 5, 1), ends_on=None, country=norway)
        make_meeting(starts_on=date(year - 25, 5, 1), ends_on=None, stage=Stage.HELD)


def test_the_page_costs_the_same_for_any_number_of_events(client: Client) -> None:
    make_events(2029)
    with CaptureQueriesContext(connection) as few:
        client.get("/events/")
    make_events(*range(2030, 2050))
    with CaptureQueriesContext(connection) as many:
        client.get("/events/")
    assert len(many) == len(few)
