"""A report says in figures who took part, as far as the record knows."""

from datetime import date

import pytest

from meetings.participation.attendance import attendance_of
from meetings.participation.figures import figures_of
from tests.factories.meetings import make_meeting, make_participant

pytestmark = pytest.mark.django_db


def test_figures_count_categories_first_time_states_and_ways_of_taking_part() -> None:
    earlier = make_meeting(series="training", starts_on=date(2025, 10, 6), ends_on=date(2025, 10, 7))
    meeting = make_meeting(series="training")
    make_participant(earlier, "AT")
    for body, mode in (
        ("AT", "in_person"),
        ("AT", "online"),
        ("CH", "online"),
        ("DZ", "online"),
        ("fbi", "online"),
    ):
        make_participant(meeting, body, mode=mode)
    assert figures_of(attendance_of(meeting)) == [
        "Participating States: 2, 3 participants",
        "Partners for Co-operation: 1, 1 participant",
        "National agencies: 1, 1 participant",
        "For the first time: Switzerland and Algeria",
        "In person: 1, online: 4",
    ]
    assert figures_of(attendance_of(earlier)) == ["Participating States: 1, 1 participant"]
