"""The zone of a place, and the clocks that skip an hour or show it twice."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from meetings import zones
from meetings.models import Meeting
from meetings.times import Fault, fault, instant, offset_in_words, offsets_on
from meetings.wording import clock_of, clock_of_days, clock_on
from network.models import Participation, State
from tests.factories.meetings import make_meeting
from tests.factories.network import state

CITIES = [
    ("Vienna", "AT", "Europe/Vienna"),
    ("Helsinki", "", "Europe/Helsinki"),
    ("  helsinki ", "FI", "Europe/Helsinki"),
    ("Świecko", "PL", "Europe/Warsaw"),
    ("Munich", "DE", "Europe/Berlin"),
    ("Ottawa", "CA", "America/Toronto"),
    ("Washington, D.C.", "US", "America/New_York"),
    ("Vladivostok", "RU", "Asia/Vladivostok"),
    ("Kyiv", "UA", "Europe/Kyiv"),
    ("Odesa", "UA", "Europe/Kyiv"),
    ("Almaty", "KZ", "Asia/Almaty"),
    ("Ulaanbaatar", "", "Asia/Ulaanbaatar"),
    ("", "FI", "Europe/Helsinki"),
    ("", "", "Europe/Vienna"),
    ("Boston", "US", ""),
    ("Springfield", "", ""),
    ("Vienna", "US", ""),
]


@pytest.mark.parametrize(("city", "country", "zone"), CITIES)
def test_the_zone_follows_from_the_place(city: str, country: str, zone: str) -> None:
    assert zones.zone_of(city, country) == zone


@pytest.mark.django_db
def test_each_state_of_the_network_has_a_capital_with_a_zone() -> None:
    participating = State.objects.filter(participation=Participation.PARTICIPATING)
    partners = State.objects.exclude(participation=Participation.PARTICIPATING)
    rows = zones.capitals()
    assert {row.state for row in rows[: zones.PARTICIPATING]} == {each.iso2 for each in participating}
    assert {row.state for row in rows[zones.PARTICIPATING :]} == {each.iso2 for each in partners}
    assert [row for row in rows if zones.regions().get(row.zone) != row.state] == []


@pytest.mark.django_db
def test_postgres_knows_each_zone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_timezone_names")
        known = {name for (name,) in cursor.fetchall()}
    assert set(zones.regions()) - known == set()


def test_each_zone_is_offered_once_and_no_alias_of_one() -> None:
    offered = [zone for _group, places in zones.choices() for zone, _city in places]
    assert len(offered) == len(set(offered))
    assert {"Europe/Kiev", "Europe/Simferopol", "US/Eastern", "Asia/Calcutta", "UTC"} & set(offered) == set()
    assert [ZoneInfo(zone).key for zone in offered] == offered


def wall(text: str) -> datetime:
    """Return the naive local time."""
    return datetime.fromisoformat(text)


def test_times_that_do_not_exist_and_times_that_occur_twice() -> None:
    spring, autumn = wall("2027-03-28 02:30"), wall("2026-10-25 02:30")
    assert fault(spring, "Europe/Vienna") is Fault.SKIPPED
    assert fault(autumn, "Europe/Vienna") is Fault.REPEATED
    assert fault(spring, "Asia/Ulaanbaatar") is None
    assert fault(wall("2027-03-28 03:00"), "Europe/Vienna") is None
    assert fault(wall("2027-03-28 03:30"), "Europe/Helsinki") is Fault.SKIPPED


def test_an_instant_is_that_of_the_clock_of_the_place() -> None:
    nine = wall("2026-10-06 09:00")
    assert instant(nine, "Europe/Helsinki").isoformat() == "2026-10-06T09:00:00+03:00"
    assert instant(nine, "America/Toronto").isoformat() == "2026-10-06T09:00:00-04:00"


@pytest.mark.parametrize(
    ("hours", "label"), [(0, "UTC"), (2, "UTC+2"), (-4, "UTC−4"), (5.75, "UTC+5:45"), (-3.5, "UTC−3:30")]
)
def test_offsets_in_words(hours: float, label: str) -> None:
    assert offset_in_words(timedelta(hours=hours)) == label


def test_a_day_of_changing_clocks_has_two_offsets() -> None:
    assert offsets_on(date(2027, 3, 28), "Europe/Vienna") == ["UTC+1", "UTC+2"]
    assert offsets_on(date(2027, 3, 29), "Europe/Vienna") == ["UTC+2"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("city", "country", "zone", "clock"),
    [
        ("Helsinki", "FI", "Europe/Helsinki", "Helsinki time (UTC+3)"),
        ("Ottawa", "CA", "America/Toronto", "Ottawa time (UTC−4)"),
        ("Almaty", "KZ", "Asia/Almaty", "Almaty time (UTC+5)"),
        ("Świecko", "PL", "Europe/Warsaw", "Warsaw time (UTC+2)"),
        ("Vienna", "AT", "Europe/Helsinki", "Helsinki time (UTC+3)"),
        ("", None, "America/New_York", "Washington time (UTC−4)"),
    ],
)
def test_the_clock_of_a_meeting_is_called_by_a_city_that_has_it(
    city: str, country: str | None, zone: str, clock: str
) -> None:
    meeting = make_meeting(city=city, country=state(country) if country else None, zone=zone)
    assert clock_on(meeting, date(2026, 10, 6)) == clock


def test_a_meeting_over_a_clock_change_has_no_one_offset() -> None:
    meeting = Meeting(starts_on=date(2027, 3, 27), ends_on=date(2027, 3, 29), city="Vienna")
    assert clock_of_days(meeting) == clock_of(meeting) == "Vienna time"
    assert clock_on(meeting, date(2027, 3, 28)) == "Vienna time (UTC+1, and UTC+2 once the clocks change)"


@pytest.mark.django_db
def test_recorded_meetings_have_the_zone_of_their_place() -> None:
    recorded = Meeting.objects.filter(slug__in=["10", "13", "15", "pccc-inaugural-conference"])
    assert dict(recorded.values_list("slug", "zone")) == {
        "10": "Europe/Berlin",
        "13": "Europe/Bratislava",
        "15": "Europe/Vienna",
        "pccc-inaugural-conference": "Europe/Skopje",
    }
