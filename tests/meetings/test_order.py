"""Moving an item of the agenda moves its time with it; buttons and dragging come to the same."""

import pytest
from django.test import Client

from meetings.actions.parts import move_part
from meetings.models import AgendaItem, Kind, Meeting
from nfp_portal.accounts.models import User
from tests.factories.meetings import LAST_DAY, at, make_item, make_meeting, make_objective, make_timed_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    """Opening 9:00–9:30, a session 9:30–11:00, a break, a session 11:30–12:00."""
    made = make_meeting(slug="ordered")
    make_timed_item(made, "Opening", at(9), at(9, 30))
    make_timed_item(made, "Long", at(9, 30), at(11))
    make_timed_item(made, "Short", at(11, 30), at(12))
    make_item(made, "Some time", day=made.starts_on)
    make_item(made, "Second day", day=LAST_DAY)
    return made


def programme(meeting: Meeting) -> list[str]:
    return [line(item) for item in meeting.items.filter(day=meeting.starts_on).in_order()]


def line(item: AgendaItem) -> str:
    if item.begins is None or item.ends is None:
        return item.title
    return f"{item.begins:%H:%M}-{item.ends:%H:%M} {item.title}"


def move(meeting: Meeting, title: str, steps: int, by: User) -> None:
    move_part(meeting.items.get(title=title), steps, by=by)


def test_neighbours_trade_places_and_keep_their_lengths_and_the_gap(meeting: Meeting, editor: User) -> None:
    move(meeting, "Short", -1, editor)
    assert programme(meeting) == [
        "09:00-09:30 Opening",
        "09:30-10:00 Short",
        "10:30-12:00 Long",
        "Some time",
    ]


def test_one_long_move_equals_several_short_ones(meeting: Meeting, editor: User) -> None:
    move(meeting, "Short", -2, editor)
    dragged = programme(meeting)
    move(meeting, "Short", 1, editor)
    move(meeting, "Short", 1, editor)
    move(meeting, "Short", -1, editor)
    move(meeting, "Short", -1, editor)
    assert programme(meeting) == dragged
    assert dragged[0] == "09:00-09:30 Short"


def test_moving_there_and_back_changes_nothing(meeting: Meeting, editor: User) -> None:
    before = programme(meeting)
    move(meeting, "Long", 1, editor)
    move(meeting, "Long", -1, editor)
    assert programme(meeting) == before


def test_an_item_without_times_only_changes_its_place(meeting: Meeting, editor: User) -> None:
    move(meeting, "Some time", -1, editor)
    assert programme(meeting) == [
        "09:00-09:30 Opening",
        "09:30-11:00 Long",
        "Some time",
        "11:30-12:00 Short",
    ]


def test_nothing_moves_beyond_the_ends_of_its_day(meeting: Meeting, editor: User) -> None:
    before = programme(meeting)
    move(meeting, "Opening", -5, editor)
    move(meeting, "Some time", 5, editor)
    move(meeting, "Second day", -1, editor)
    assert programme(meeting) == before


def test_a_moved_time_is_a_new_revision_and_an_unmoved_one_is_not(meeting: Meeting, editor: User) -> None:
    move(meeting, "Short", -1, editor)
    revisions = {item.title: item.revision for item in meeting.items.all()}
    assert revisions == {"Opening": 1, "Long": 2, "Short": 2, "Some time": 1, "Second day": 1}


def test_an_item_that_only_changes_its_place_is_not_newer_for_calendars(
    meeting: Meeting, editor: User
) -> None:
    before = {item.title: item.updated_at for item in meeting.items.all()}
    move(meeting, "Some time", -2, editor)
    move(meeting, "Short", -2, editor)
    newer = {item.title for item in meeting.items.all() if item.updated_at != before[item.title]}
    assert programme(meeting)[0] == "09:00-09:30 Opening"
    assert newer == {"Long", "Short"}


def test_working_groups_side_by_side_keep_their_times(editor: User) -> None:
    made = make_meeting()
    make_timed_item(made, "I", at(9), at(10), kind=Kind.WORKING_GROUP)
    make_timed_item(made, "II", at(9), at(10), kind=Kind.WORKING_GROUP)
    move(made, "II", -1, editor)
    assert programme(made) == ["09:00-10:00 II", "09:00-10:00 I"]


def test_objectives_are_put_in_order_too(client: Client, editor: User) -> None:
    made = make_meeting(slug="aims")
    first = make_objective(made, "First")
    make_objective(made, "Second")
    client.force_login(editor)
    client.post(f"/meetings/aims/objectives/{first.key}/move/", {"direction": "down"})
    assert [objective.text for objective in made.objectives.all()] == ["Second", "First"]


def test_the_buttons_and_a_drag_post_the_same_form(client: Client, meeting: Meeting, editor: User) -> None:
    client.force_login(editor)
    key = meeting.items.get(title="Short").key
    response = client.post(f"/meetings/ordered/agenda/{key}/move/", {"direction": "up", "steps": "2"})
    assert response.headers["Location"] == f"/meetings/ordered/agenda/arrange/#agenda-{key}"
    assert programme(meeting)[0] == "09:00-09:30 Short"


def test_a_distance_that_is_no_number_counts_as_one(client: Client, meeting: Meeting, editor: User) -> None:
    client.force_login(editor)
    key = meeting.items.get(title="Short").key
    client.post(f"/meetings/ordered/agenda/{key}/move/", {"direction": "up", "steps": "far"})
    assert programme(meeting)[1] == "09:30-10:00 Short"


def test_a_new_item_is_placed_by_its_time(client: Client, meeting: Meeting, editor: User) -> None:
    client.force_login(editor)
    client.post(
        "/meetings/ordered/agenda/add/",
        {
            "revision": "1",
            "key": "7b0c7a52-5b4d-4a52-9d0e-0a1f6f6f0001",
            "title": "Coffee",
            "kind": "break",
            "audience": "all",
            "day": "2026-10-06",
            "begins": "11:00",
            "ends": "11:30",
        },
    )
    assert programme(meeting) == [
        "09:00-09:30 Opening",
        "09:30-11:00 Long",
        "11:00-11:30 Coffee",
        "11:30-12:00 Short",
        "Some time",
    ]
