"""The next meeting is prepared from an earlier one in two clicks."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from django.test import Client

from meetings.forms.preparing import same_weekday
from meetings.models import AgendaItem, Kind, Meeting, MeetingDate, Stage
from meetings.wording import title_with_number
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import User
from tests.factories.meetings import (
    at,
    make_coming_meeting,
    make_date,
    make_item,
    make_meeting,
    make_objective,
    make_participant,
    make_report,
    make_restricted_item,
    make_timed_item,
)
from tests.factories.network import state

pytestmark = pytest.mark.django_db

TITLE = "Twenty-fifth Annual Meeting of the Network"
FIRST_DAY, SECOND_DAY = date(2036, 10, 7), date(2036, 10, 8)


@pytest.fixture
def desk(client_of: Callable[[User], Client], editor: User) -> Client:
    return client_of(editor)


@pytest.fixture
def earlier() -> Meeting:
    facts: dict[str, Any] = {
        "city": "Vienna",
        "country": state("AT"),
        "venue": "Hofburg",
        "theme": "Trafficking",
    }
    facts |= {"starts_on": FIRST_DAY, "ends_on": SECOND_DAY}
    facts |= {"organiser": "The Unit", "about": "The Minister spoke.", "practical": "Take bus 7."}
    made = make_meeting(number=25, slug="25", title=TITLE, **facts)
    people = {"moderator": "Jana Müller", "speakers": [["Ewa", "Head", "Frontex"]]}
    make_timed_item(made, "Opening", at(9, day=FIRST_DAY), at(10, day=FIRST_DAY), **people)
    make_timed_item(
        made, "Session", at(9, day=SECOND_DAY), at(11, day=SECOND_DAY), note="Bring maps.", session=1
    )
    make_restricted_item(made, papers=["A paper"], kind=Kind.CLOSING)
    make_objective(made, "Compare the Centres.", Audience.FOCAL_POINTS)
    make_date(made, MeetingDate.Kind.REGISTRATION, date(2036, 9, 9), done_at=at(9))
    make_participant(made)
    return made


def proposed(desk: Client) -> dict[str, Any]:
    """What the browser sends back when nothing is changed in the form."""
    form = desk.get("/meetings/25/next/").context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: str(value) for name, value in values.items() if value not in {None, "", False}}


def test_the_form_is_filled_with_the_same_weekdays_a_year_on(desk: Client, earlier: Meeting) -> None:
    values = proposed(desk)
    assert {name: value for name, value in values.items() if name not in {"key", "revision"}} == {
        "number": "26",
        "title": "Twenty-sixth Annual Meeting of the Network",
        "starts_on": "2037-10-06",
        "ends_on": "2037-10-07",
    }


def test_two_clicks_make_the_next_meeting_with_nobody_named(desk: Client, earlier: Meeting) -> None:
    answer = desk.post("/meetings/25/next/", proposed(desk))
    assert answer.headers["Location"] == "/meetings/26/"
    made = Meeting.objects.get(number=26)
    assert (made.stage, made.follows, made.organiser, made.about) == (
        *(Stage.PLANNED, earlier),
        *("The Unit", ""),
    )
    assert (made.city, made.country, made.venue, made.theme, made.practical) == ("", None, "", "", "")
    fields = ("title", "day", "begins", "minutes", "note", "audience", "panel", "documents")
    assert list(made.items.in_order().values_list(*fields)) == [
        ("Opening", date(2037, 10, 6), time(9), 60, "", "all", None, None),
        ("Session", date(2037, 10, 7), time(9), 120, "Bring maps.", "all", None, None),
        ("Closed session", None, None, None, "", "focal_points", None, None),
    ]
    assert [(each.text, each.audience) for each in made.objectives.all()] == [
        ("Compare the Centres.", "focal_points")
    ]
    assert [(each.kind, each.day, each.done_at) for each in made.dates.all()] == [
        ("registration", date(2037, 9, 8), None)
    ]
    assert not made.participants.exists()


def test_a_second_click_makes_no_second_meeting(desk: Client, earlier: Meeting) -> None:
    values = proposed(desk)
    for _click in range(2):
        assert desk.post("/meetings/25/next/", values).headers["Location"] == "/meetings/26/"
    assert Meeting.objects.filter(follows=earlier).count() == 1
    assert AgendaItem.objects.filter(meeting__number=26).count() == 3


def test_a_shorter_meeting_leaves_open_what_has_no_day(desk: Client, earlier: Meeting) -> None:
    values = proposed(desk) | {"ends_on": "2037-10-06"}
    page = desk.post("/meetings/25/next/", values, follow=True)
    assert "Left without a day or times, because they do not fit: Session." in page.content.decode()
    assert Meeting.objects.get(number=26).items.get(title="Session").day is None


def test_at_the_same_place_city_venue_and_rooms_are_kept(desk: Client, earlier: Meeting) -> None:
    earlier.items.filter(title="Opening").update(location="Hall 1")
    desk.post("/meetings/25/next/", proposed(desk) | {"same_place": "on"})
    made = Meeting.objects.get(number=26)
    assert (made.city, made.venue, made.practical) == ("Vienna", "Hofburg", "Take bus 7.")
    assert made.items.get(title="Opening").location == "Hall 1"


def test_a_number_that_is_taken_is_named_at_its_field(desk: Client, earlier: Meeting) -> None:
    make_meeting(number=26, slug="26")
    form = desk.post("/meetings/25/next/", proposed(desk)).context["form"]
    assert list(form.errors) == ["number"]


def test_a_gathering_without_number_takes_the_next_year_into_its_title(desk: Client) -> None:
    make_meeting(
        slug="gathering",
        series="field_operations",
        title="Gathering of field operations 2036",
        starts_on=FIRST_DAY,
        ends_on=FIRST_DAY,
    )
    form = desk.get("/meetings/gathering/next/").context["form"]
    assert form["title"].value() == "Gathering of field operations 2037"
    assert "number" not in form.fields


@pytest.mark.parametrize(
    ("title", "number", "expected"),
    [
        ("Ninth Annual Meeting", 9, "Tenth Annual Meeting"),
        ("Nineteenth Annual Meeting", 19, "Twentieth Annual Meeting"),
        ("Twentieth Annual Meeting", 20, "Twenty-first Annual Meeting"),
        ("The 15th meeting", 15, "The 16th meeting"),
        ("Annual meeting", 15, "Annual meeting"),
    ],
)
def test_a_title_takes_the_next_number(title: str, number: int, expected: str) -> None:
    assert title_with_number(title, number, number + 1) == expected


def test_a_year_on_the_same_weekday_is_close_to_the_same_date() -> None:
    assert same_weekday(date(2016, 4, 12), 2017) == date(2017, 4, 11)
    assert same_weekday(date(2024, 2, 29), 2025) == date(2025, 2, 27)
    assert same_weekday(date(2026, 1, 1), 2027) == date(2026, 12, 31)


def test_a_meeting_to_which_nobody_comes_is_deleted_after_a_question(desk: Client) -> None:
    meeting = make_coming_meeting(slug="next", title="Mistake")
    make_item(meeting)
    make_date(meeting, MeetingDate.Kind.PAPERS)
    assert "Delete this meeting?" in desk.get("/meetings/next/delete/").content.decode()
    page = desk.post("/meetings/next/delete/", follow=True)
    assert "Deleted: Mistake." in page.content.decode()
    assert not Meeting.objects.filter(slug="next").exists()
    events = Meeting.pgh_event_models["delete"].objects.filter(slug="next")  # type: ignore[attr-defined] # made by pghistory
    assert [(event.title, event.pgh_label) for event in events] == [
        ("Mistake", "insert"),
        ("Mistake", "delete"),
    ]


def test_a_meeting_with_people_or_a_report_is_not_deleted(desk: Client) -> None:
    with_people, with_report = make_meeting(slug="people"), make_meeting(slug="report")
    make_participant(with_people)
    make_report(with_report)
    assert "People are on its list of participants." in desk.get("/meetings/people/delete/").content.decode()
    for slug in ("people", "report"):
        assert desk.post(f"/meetings/{slug}/delete/").status_code == 422
    assert Meeting.objects.filter(pk__in=[with_people.pk, with_report.pk]).count() == 2
