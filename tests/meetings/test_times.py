"""The times of a meeting: typed as the clock on its wall shows them, and the same wherever they are read."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from icalendar import Calendar
from pypdf import PdfReader

from meetings.actions.meetings import change_meeting
from meetings.actions.parts import ClockChangeError, move_part
from meetings.models import AgendaItem, Meeting
from meetings.ordering import PastMidnightError
from nfp_portal.accounts.models import User
from tests.factories.meetings import FIRST_DAY, make_item, make_meeting
from tests.factories.network import state

pytestmark = pytest.mark.django_db

ITEM = {"revision": "1", "title": "Opening", "kind": "opening", "audience": "all"}


class Venue(NamedTuple):
    city: str
    state: str
    zone: str
    day: date
    clock: str  # as the day names it
    nine: str  # nine o'clock in universal time


VENUES = [
    Venue("Ottawa", "CA", "America/Toronto", date(2026, 10, 6), "Ottawa time (UTC−4)", "13:00"),
    Venue("Helsinki", "FI", "Europe/Helsinki", date(2026, 10, 6), "Helsinki time (UTC+3)", "06:00"),
    Venue("Ulaanbaatar", "MN", "Asia/Ulaanbaatar", date(2027, 3, 28), "Ulaanbaatar time (UTC+8)", "01:00"),
    Venue("Vienna", "AT", "Europe/Vienna", date(2027, 3, 27), "Vienna time (UTC+1)", "08:00"),
    Venue("Vienna", "AT", "Europe/Vienna", date(2027, 3, 29), "Vienna time (UTC+2)", "07:00"),
]


@pytest.fixture
def desk(client_of: Callable[[User], Client], editor: User) -> Client:
    return client_of(editor)


def add(desk: Client, slug: str, **typed: str) -> Any:
    return desk.post(f"/meetings/{slug}/agenda/add/", ITEM | {"key": str(uuid4())} | typed)


def page(client: Client, address: str) -> str:
    return " ".join(client.get(f"/meetings/{address}").content.decode().split())


def entries(client: Client, slug: str) -> dict[str, Any]:
    calendar = Calendar.from_ical(client.get(f"/meetings/{slug}/agenda.ics").content)
    return {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}


def printed(slug: str, folder: Path) -> str:
    call_command("render", "meeting", slug, "agenda", output=folder / "agenda.pdf")
    return " ".join(sheet.extract_text() for sheet in PdfReader(folder / "agenda.pdf").pages)


@pytest.mark.parametrize("venue", VENUES, ids=str)
def test_page_pdf_calendar_and_data_agree(client: Client, desk: Client, tmp_path: Path, venue: Venue) -> None:
    form = {"title": "Abroad", "series": "training", "stage": "agenda", "revision": "1", "key": str(uuid4())}
    form |= {"city": venue.city, "country": str(state(venue.state).pk)}
    desk.post("/meetings/new/", form | {"starts_on": f"{venue.day}", "ends_on": f"{venue.day}"})
    assert Meeting.objects.get(slug="abroad").zone == venue.zone
    add(desk, "abroad", day=f"{venue.day}", begins="09:00", ends="10:30")

    starts_at = datetime.combine(venue.day, time.fromisoformat(venue.nine), tzinfo=UTC)
    text = page(client, "abroad/agenda")
    [written] = re.findall(r'<time datetime="([^"]+)">09:00</time>', text)
    assert datetime.fromisoformat(written) == starts_at
    assert venue.clock in text
    event = entries(client, "abroad")["Opening"]
    assert event["DTSTART"].dt == starts_at
    assert (event["DTEND"].dt - event["DTSTART"].dt).seconds == 90 * 60
    data = json.loads(client.get("/meetings/abroad/agenda.json").content)
    assert data["meeting"]["time_zone"] == venue.zone
    assert data["days"][0]["items"][0]["starts_at"] == written
    on_paper = printed("abroad", tmp_path)
    assert on_paper.count(venue.clock) == 2  # on the cover and at the day
    assert "09:00" in on_paper
    assert "10:30" in on_paper


@pytest.fixture
def ulaanbaatar() -> Meeting:
    days = {"starts_on": date(2027, 3, 27), "ends_on": date(2027, 3, 29)}
    venue = {"city": "Ulaanbaatar", "country": state("MN"), "zone": "Asia/Ulaanbaatar"}
    return make_meeting(slug="steppe", **days, **venue)


def test_an_hour_that_vienna_skips_is_one_like_any_other_elsewhere(
    desk: Client, client: Client, ulaanbaatar: Meeting
) -> None:
    assert add(desk, "steppe", day="2027-03-28", begins="02:30", ends="03:30").status_code == 302
    event = entries(client, "steppe")["Opening"]
    assert event["DTSTART"].dt == datetime(2027, 3, 27, 18, 30, tzinfo=UTC)
    assert event["DTEND"].dt == datetime(2027, 3, 27, 19, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("times", "minutes", "shown"),
    [
        (("22:00", "01:00"), 180, ["01:00", "next day"]),
        (("23:00", "00:00"), 60, ["00:00"]),
    ],
)
def test_a_reception_may_last_past_midnight(
    desk: Client, ulaanbaatar: Meeting, times: tuple[str, str], minutes: int, shown: list[str]
) -> None:
    assert add(desk, "steppe", day="2027-03-27", begins=times[0], ends=times[1]).status_code == 302
    item = ulaanbaatar.items.get()
    assert (item.day, item.minutes) == (date(2027, 3, 27), minutes)
    assert re.findall(r'<span class="agenda__end">([^<]+)</span>', page(desk, "steppe/agenda")) == shown
    form = desk.get(f"/meetings/steppe/agenda/{item.key}/edit/").context["form"]
    assert tuple(form[name].value().strftime("%H:%M") for name in ("begins", "ends")) == times


def test_what_lasts_past_midnight_keeps_its_hours_of_the_next_day(desk: Client, ulaanbaatar: Meeting) -> None:
    add(desk, "steppe", title="Reception", day="2027-03-27", begins="22:00", ends="01:00")
    response = add(desk, "steppe", day="2027-03-28", begins="00:30", ends="02:00")
    assert response.context["form"].errors == {
        "begins": ["At that time there is “Reception”, 22:00–01:00 (next day)."]
    }


def make_spring() -> Meeting:
    """Three days in Vienna, of which the second has no hour from two to three."""
    return make_meeting(slug="spring", city="Vienna", starts_on=date(2027, 3, 27), ends_on=date(2027, 3, 29))


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        (
            {"begins": "02:30", "ends": "03:30"},
            "begins",
            "There is no 02:30 on 28 March 2027 by Vienna time: the clocks go forward over it.",
        ),
        (
            {"begins": "01:00", "ends": "02:00"},
            "ends",
            "There is no 02:00 on 28 March 2027 by Vienna time: the clocks go forward over it.",
        ),
    ],
)
def test_a_time_that_does_not_exist_is_named_at_its_field(
    desk: Client, typed: dict[str, str], field: str, message: str
) -> None:
    make_spring()
    response = add(desk, "spring", day="2027-03-28", **typed)
    assert response.status_code == 422
    assert response.context["form"].errors == {field: [message]}


def test_a_time_that_exists_twice_is_named_at_its_field(desk: Client) -> None:
    make_meeting(slug="autumn", city="Vienna", starts_on=date(2026, 10, 24), ends_on=date(2026, 10, 25))
    response = add(desk, "autumn", day="2026-10-24", begins="23:00", ends="02:30")
    assert response.context["form"].errors == {
        "ends": ["02:30 occurs twice on 25 October 2026 by Vienna time: the clocks go back over it."]
    }


def test_a_day_of_changing_clocks_names_both_offsets(client: Client) -> None:
    make_item(make_spring(), day=date(2027, 3, 28), begins=time(9), minutes=60)
    assert "Vienna time (UTC+1, and UTC+2 once the clocks change)" in page(client, "spring/")


def test_lines_stay_lines_on_page_paper_and_calendar(
    desk: Client, client: Client, ulaanbaatar: Meeting, tmp_path: Path
) -> None:
    note = "09:00 Registration\n09:30 Opening\n\u2022\tBullet"
    title = "Word soft break\x0bsecond line"
    add(desk, "steppe", title=title, note=note, day="2027-03-27", begins="09:00", ends="10:00")
    add(desk, "steppe", title="Other", note="a\x0bb", day="2027-03-27", begins="10:00", ends="11:00")
    assert [item.title for item in ulaanbaatar.items.in_order()] == ["Word soft break second line", "Other"]
    assert "09:00 Registration<br>09:30 Opening<br>\u2022 Bullet" in page(client, "steppe/agenda")
    events = entries(client, "steppe")
    assert events["Word soft break second line"]["DESCRIPTION"].splitlines() == note.splitlines()
    assert events["Other"]["DESCRIPTION"] == "a\nb"
    lines = [line.strip() for line in printed("steppe", tmp_path).splitlines()]
    start = next(number for number, line in enumerate(lines) if line.endswith("09:00 Registration"))
    assert lines[start + 1] == "09:30 Opening"
    assert lines[start + 2].startswith("\u2022")


def test_another_zone_keeps_the_clock_times_and_replaces_the_entries(desk: Client, client: Client) -> None:
    meeting = make_meeting(slug="moving", city="Vienna", country=state("AT"))
    make_item(meeting, "Opening", day=FIRST_DAY, begins=time(9), minutes=60)
    before = entries(client, "moving")["Opening"]
    form = {"title": "Moving", "series": "annual", "stage": "agenda", "revision": "1", "city": "Helsinki"}
    form |= {"country": str(state("FI").pk), "zone": "Europe/Vienna", "starts_on": "2026-10-06"}
    response = desk.post("/meetings/moving/edit/", form | {"ends_on": "2026-10-07"}, follow=True)
    assert "The times of the agenda are Helsinki time now." in response.content.decode()
    after = entries(client, "moving")["Opening"]
    assert AgendaItem.objects.get(meeting=meeting).begins == time(9)
    assert (after["UID"], after["SEQUENCE"]) == (before["UID"], before["SEQUENCE"] + 1)
    assert after["DTSTART"].dt == datetime(2026, 10, 6, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("venue", "zone", "answer"),
    [
        ({"city": "Helsinki", "zone": "Europe/Vienna"}, "Europe/Vienna", 302),
        ({"city": "Boston", "country": "US", "zone": ""}, "", 422),
        ({"city": "Boston", "country": "US", "zone": "America/New_York"}, "America/New_York", 302),
        ({"city": "", "zone": ""}, "Europe/Vienna", 302),
        ({"city": "Vienna", "zone": "Europe/Kiev"}, "", 422),
    ],
)
def test_the_zone_is_chosen_or_follows_from_the_place(
    desk: Client, venue: dict[str, str], zone: str, answer: int
) -> None:
    if "country" in venue:
        venue = venue | {"country": str(state(venue["country"]).pk)}
    form = {"title": "Chosen", "series": "training", "stage": "planned", "revision": "1"}
    response = desk.post("/meetings/new/", form | {"key": str(uuid4())} | venue)
    assert response.status_code == answer
    if answer == 302:
        assert Meeting.objects.get(slug="chosen").zone == zone
    else:
        assert list(response.context["form"].errors) == ["zone"]


def test_a_zone_that_skips_a_time_of_the_agenda_is_refused(desk: Client, ulaanbaatar: Meeting) -> None:
    make_item(ulaanbaatar, "Night walk", day=date(2027, 3, 28), begins=time(2, 30), minutes=60)
    form = {"title": "Steppe", "series": "annual", "stage": "agenda", "revision": "1", "city": "Vienna"}
    form |= {"starts_on": "2027-03-27", "ends_on": "2027-03-29", "zone": ""}
    response = desk.post("/meetings/steppe/edit/", form)
    assert response.context["form"].errors == {
        "zone": [
            "“Night walk”: There is no 02:30 on 28 March 2027 by Vienna time: the clocks go forward over it."
        ]
    }


def test_an_item_is_not_moved_past_midnight(desk: Client, ulaanbaatar: Meeting, editor: User) -> None:
    day = ulaanbaatar.starts_on
    dinner = make_item(ulaanbaatar, "Dinner", day=day, begins=time(21), minutes=60)
    make_item(ulaanbaatar, "Reception", day=day, begins=time(22), minutes=180)
    with pytest.raises(PastMidnightError):
        move_part(dinner, 1, by=editor)
    response = desk.post(f"/meetings/steppe/agenda/{dinner.key}/move/", {"direction": "down"}, follow=True)
    assert "“Dinner” would begin after midnight" in response.content.decode()


def test_an_item_is_not_moved_into_an_hour_the_clocks_skip(editor: User) -> None:
    spring, day = make_spring(), date(2027, 3, 28)
    make_item(spring, "Early", day=day, begins=time(1), minutes=30)
    late = make_item(spring, "Late", day=day, begins=time(3), minutes=60)
    with pytest.raises(ClockChangeError):
        move_part(late, -1, by=editor)
    assert [item.begins for item in spring.items.in_order()] == [time(1), time(3)]


def test_a_change_of_the_meeting_is_a_newer_entry_too(client: Client) -> None:
    meeting = make_meeting(slug="renewed")
    make_item(meeting, "Opening", day=FIRST_DAY, begins=time(9), minutes=60)
    change_meeting(meeting.pk, {"venue": "Hofburg"}, revision=1)
    event = entries(client, "renewed")["Opening"]
    assert (event["SEQUENCE"], event["LOCATION"]) == (1, "Hofburg")
