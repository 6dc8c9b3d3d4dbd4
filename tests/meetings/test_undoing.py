"""What editors removed from a meeting comes back, and what they moved or changed is taken back."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from meetings.actions.parts import remove_part
from meetings.models import AgendaItem, Kind, Meeting
from meetings.reports.models import ReportStatus
from nfp_portal.accounts.models import Role, User
from tests.factories.accounts import make_user
from tests.factories.files import make_scan
from tests.factories.meetings import (
    LAST_DAY,
    at,
    make_conclusion,
    make_document,
    make_item,
    make_meeting,
    make_objective,
    make_report,
    make_timed_item,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client_of: Callable[[User], Client], editor: User) -> Client:
    return client_of(editor)


@pytest.fixture
def meeting() -> Meeting:
    return make_meeting(slug="vienna")


def url(part: Any, act: str, name: str = "agenda") -> str:
    return f"/meetings/{part.meeting.slug}/{name}/{part.key}/{act}/"


def stored(part: Any) -> dict[str, Any]:
    """Give what the record says of a part, but for the number and the time of its changes."""
    row = type(part).objects.filter(pk=part.pk).values().get()
    if isinstance(part, AgendaItem):
        row["people"] = AgendaItem.objects.get(pk=part.pk).people
    counts = {"revision", "updated_at", "panel_number"}
    return {name: value for name, value in row.items() if name not in counts}


def undo_offered(desk: Client, response: Any) -> str:
    """The address that the last message on the next page posts to."""
    page = desk.get(response.headers["Location"]).content.decode()
    return page.rpartition('class="message message--success"')[2].partition('action="')[2].partition('"')[0]


def change(desk: Client, item: AgendaItem, **facts: str) -> None:
    """Change an item by its form, a request of its own."""
    item.refresh_from_db()
    form = {"revision": str(item.revision), "title": item.title, "kind": item.kind, "audience": item.audience}
    if item.day:
        form["day"] = f"{item.day:%Y-%m-%d}"
    if item.begins and item.ends:
        form |= {"begins": f"{item.begins:%H:%M}", "ends": f"{item.ends:%H:%M}"}
    assert desk.post(url(item, "edit"), form | facts).status_code == 302


def last_message(response: Any) -> str:
    """The last message on the page that a form leads to."""
    return [str(message) for message in response.context["messages"]][-1]


def order(meeting: Meeting) -> list[tuple[str, str]]:
    return [(item.title, f"{item.begins:%H:%M}") for item in meeting.items.in_order()]


# Removing ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "make"),
    [
        (
            "agenda",
            lambda meeting: make_timed_item(meeting, "Opening", at(9), at(10), speakers=[["A", "", ""]]),
        ),
        ("objectives", lambda meeting: make_objective(meeting, "Learn")),
        ("conclusions", lambda meeting: make_conclusion(meeting, "Go on")),
    ],
)
def test_a_removed_part_comes_back_as_it_was_with_its_keys(
    desk: Client, meeting: Meeting, name: str, make: Callable[[Meeting], Any]
) -> None:
    make_report(meeting)
    part = make(meeting)
    before = stored(part)
    response = desk.post(url(part, "remove", name))
    assert not type(part).objects.filter(pk=part.pk).exists()
    undo = undo_offered(desk, response)
    assert undo == url(part, "restore", name)
    assert last_message(desk.post(undo, follow=True)) == "Restored."
    assert stored(part) == before
    part.refresh_from_db()
    assert part.revision == 2


def test_what_was_removed_or_moved_is_named(desk: Client, meeting: Meeting) -> None:
    first, second = make_objective(meeting, "Learn"), make_objective(meeting, "Meet")
    moved = desk.post(url(second, "move", "objectives"), {"direction": "up"}, follow=True)
    assert last_message(moved) == "Moved: Meet."
    assert last_message(desk.post(url(first, "remove", "objectives"), follow=True)) == "Removed: Learn."
    assert last_message(desk.post(url(first, "remove", "objectives"), follow=True)) == "Removed: Objective."


def test_restoring_twice_gives_one_row_and_changes_nothing_more(desk: Client, meeting: Meeting) -> None:
    item = make_item(meeting)
    desk.post(url(item, "remove"))
    for _ in range(2):
        response = desk.post(url(item, "restore"))
        assert response.headers["Location"] == f"/meetings/vienna/agenda/arrange/#agenda-{item.key}"
    assert [each.revision for each in meeting.items.all()] == [2]


def test_what_was_removed_again_comes_back_as_it_was_last(desk: Client, meeting: Meeting) -> None:
    item = make_item(meeting, "At first")
    desk.post(url(item, "remove"))
    desk.post(url(item, "restore"))
    change(desk, item, title="At last")
    desk.post(url(item, "remove"))
    desk.post(url(item, "restore"))
    assert [(each.title, each.revision) for each in meeting.items.all()] == [("At last", 4)]


def test_what_never_was_is_not_restored(desk: Client, meeting: Meeting) -> None:
    theirs = make_item(make_meeting())
    desk.post(url(theirs, "remove"))
    for key in (uuid4(), theirs.key):
        assert desk.post(f"/meetings/vienna/agenda/{key}/restore/").status_code == 404


def test_a_restored_item_stands_where_its_time_says(desk: Client, meeting: Meeting) -> None:
    first, _second = (make_timed_item(meeting, name, at(9 + i), at(10 + i)) for i, name in enumerate("AB"))
    desk.post(url(first, "remove"))
    make_timed_item(meeting, "C", at(8), at(9), position=1)
    desk.post(url(first, "restore"))
    assert order(meeting) == [("C", "08:00"), ("A", "09:00"), ("B", "10:00")]
    assert [item.position for item in meeting.items.in_order()] == [1, 2, 3]


def test_a_restored_objective_stands_where_it_stood(desk: Client, meeting: Meeting) -> None:
    rows = [make_objective(meeting, text) for text in "ABC"]
    desk.post(url(rows[1], "remove", "objectives"))
    desk.post(url(rows[1], "restore", "objectives"))
    assert [each.text for each in meeting.objectives.all()] == ["A", "B", "C"]


def test_an_item_whose_time_is_taken_comes_back_without_times(desk: Client, meeting: Meeting) -> None:
    item = make_timed_item(meeting, "Opening", at(9), at(10))
    desk.post(url(item, "remove"))
    make_timed_item(meeting, "Registration", at(9, 30), at(11))
    assert last_message(desk.post(url(item, "restore"), follow=True)) == (
        "Restored without its times: “Registration” is at that time now. Give it others."
    )
    item.refresh_from_db()
    assert (item.day, item.begins, item.minutes) == (meeting.starts_on, None, None)


def test_a_working_group_comes_back_beside_another(desk: Client, meeting: Meeting) -> None:
    item = make_timed_item(meeting, "Group 1", at(9), at(10), kind=Kind.WORKING_GROUP)
    desk.post(url(item, "remove"))
    make_timed_item(meeting, "Group 2", at(9), at(10), kind=Kind.WORKING_GROUP)
    assert last_message(desk.post(url(item, "restore"), follow=True)) == "Restored."


def test_an_item_of_a_day_that_is_no_longer_of_the_meeting_comes_back_without_it(
    desk: Client, meeting: Meeting
) -> None:
    item = make_timed_item(meeting, "Closing", at(9, day=LAST_DAY), at(10, day=LAST_DAY))
    desk.post(url(item, "remove"))
    Meeting.objects.filter(pk=meeting.pk).update(ends_on=meeting.starts_on)
    assert last_message(desk.post(url(item, "restore"), follow=True)) == (
        "Restored without its day: the meeting has no 7 October 2026 now. Give it another day."
    )
    item.refresh_from_db()
    assert (item.day, item.begins, item.minutes) == (None, None, None)


def test_an_item_at_an_hour_that_the_clocks_skip_now_comes_back_without_times(desk: Client) -> None:
    meeting = make_meeting(slug="night", zone="UTC", starts_on=date(2026, 3, 29), ends_on=None)
    item = make_item(meeting, "Watch", day=meeting.starts_on, begins="02:30", minutes=60)
    desk.post(url(item, "remove"))
    Meeting.objects.filter(pk=meeting.pk).update(zone="Europe/Vienna")
    assert last_message(desk.post(url(item, "restore"), follow=True)) == (
        "Restored without its times: the clocks change at them now. Give it others."
    )


def test_a_restored_paper_has_its_file(desk: Client, meeting: Meeting) -> None:
    paper = make_document(meeting, "Annotated agenda", files=[make_scan()])
    with paper.latest[0].file.open() as file:
        content = file.read()
    desk.post(url(paper, "remove", "papers"))
    assert desk.get(f"/meetings/vienna/papers/{paper.key}").status_code == 404
    desk.post(url(paper, "restore", "papers"))
    answer = desk.get(f"/meetings/vienna/papers/{paper.key}")
    assert b"".join(answer) == content


def test_a_report_from_public_records_lets_nothing_come_back(desk: Client, meeting: Meeting) -> None:
    item, other, _last = (make_item(meeting) for _number in range(3))
    desk.post(url(item, "remove"))
    desk.post(url(other, "move"), {"direction": "down"})
    event = AgendaItem.pgh_event_models["update"].objects.filter(pgh_obj=other.pk).latest("pgh_id")  # type: ignore[attr-defined]
    make_report(meeting, status=ReportStatus.RELEASED)
    for address in (url(item, "restore"), url(other, f"undo/{event.pgh_id}")):
        response = desk.post(address, follow=True)
        assert last_message(response).endswith("begin a correction before changing it.")
    assert [each.position for each in meeting.items.filter(pk=other.pk)] == [2]
    assert meeting.items.count() == 2


# Moving ------------------------------------------------------------------------------------------


def test_undo_of_a_move_gives_every_item_its_time_back(desk: Client, meeting: Meeting) -> None:
    rows = [make_timed_item(meeting, name, at(9 + i), at(10 + i, i)) for i, name in enumerate("AB")]
    last = make_timed_item(meeting, "C", at(12), at(12, 30))
    before = order(meeting)
    response = desk.post(url(last, "move"), {"direction": "up", "steps": "2"})
    assert order(meeting) == [("C", "09:00"), ("A", "09:30"), ("B", "11:29")]
    undo = undo_offered(desk, response)
    assert last_message(desk.post(undo, follow=True)) == "Taken back."
    assert order(meeting) == before
    assert [each.title for each in meeting.items.in_order()] == ["A", "B", "C"]
    assert [AgendaItem.objects.get(pk=row.pk).revision for row in [*rows, last]] == [3, 3, 3]


def test_undo_of_a_move_gives_what_has_no_time_its_place_back(desk: Client, meeting: Meeting) -> None:
    rows = [make_objective(meeting, text) for text in "ABC"]
    response = desk.post(url(rows[2], "move", "objectives"), {"direction": "up", "steps": "2"})
    assert [each.text for each in meeting.objectives.all()] == ["C", "A", "B"]
    desk.post(undo_offered(desk, response))
    assert [each.text for each in meeting.objectives.all()] == ["A", "B", "C"]


def test_a_move_beyond_the_end_moves_nothing_and_offers_no_undo(desk: Client, meeting: Meeting) -> None:
    make_objective(meeting, "A")
    last = make_objective(meeting, "B")
    response = desk.post(url(last, "move", "objectives"), {"direction": "down"})
    assert "Undo" not in desk.get(response.headers["Location"]).content.decode()


def test_a_move_that_moves_nothing_makes_nobody_the_last_writer(
    desk: Client, meeting: Meeting, approver: User
) -> None:
    report = make_report(meeting, edited_by=approver)
    first = make_objective(meeting, "A")
    desk.post(f"/meetings/{meeting.slug}/objectives/{first.key}/move/", {"direction": "up", "steps": "1"})
    report.refresh_from_db()
    assert report.edited_by == approver


def test_undo_of_a_move_gives_way_to_a_later_one(desk: Client, meeting: Meeting) -> None:
    rows = [make_objective(meeting, text) for text in "ABC"]
    undo = undo_offered(desk, desk.post(url(rows[2], "move", "objectives"), {"direction": "up"}))
    desk.post(url(rows[2], "move", "objectives"), {"direction": "up"})
    assert last_message(desk.post(undo, follow=True)) == (
        "Another change followed: look at it again and change it there."
    )
    assert [each.text for each in meeting.objectives.all()] == ["C", "A", "B"]


def test_undo_of_a_move_gives_way_to_a_neighbour_that_changed_since(desk: Client, meeting: Meeting) -> None:
    first, last = (make_timed_item(meeting, name, at(9 + i), at(10 + i)) for i, name in enumerate("AB"))
    undo = undo_offered(desk, desk.post(url(last, "move"), {"direction": "up"}))
    change(desk, first, title="Changed")
    desk.post(undo)
    assert order(meeting) == [("B", "09:00"), ("Changed", "10:00")]


def test_pressing_undo_of_a_move_twice_takes_back_once(desk: Client, meeting: Meeting) -> None:
    rows = [make_objective(meeting, text) for text in "ABC"]
    desk.post(url(rows[2], "move", "objectives"), {"direction": "up"})
    undo = undo_offered(desk, desk.post(url(rows[2], "move", "objectives"), {"direction": "up"}))
    for _ in range(2):
        desk.post(undo)
    assert [each.text for each in meeting.objectives.all()] == ["A", "C", "B"]


# Changing ----------------------------------------------------------------------------------------


def latest_undo(desk: Client, part: Any, name: str = "agenda") -> str:
    """The address of Undo in the history of a part."""
    page = desk.get(url(part, "edit", name)).content.decode()
    assert page.count("Undo this change") == 1
    return page.partition('class="history"')[2].partition('action="')[2].partition('"')[0]


def test_a_change_is_taken_back_from_the_history_of_the_part(desk: Client, meeting: Meeting) -> None:
    item = make_timed_item(meeting, "Opening", at(9), at(10))
    make_timed_item(meeting, "Session", at(10), at(11))
    before = stored(item)
    change(desk, item, title="Closing", day="2026-10-07", begins="15:00", ends="16:00")
    assert last_message(desk.post(latest_undo(desk, item), follow=True)) == "Taken back."
    assert stored(item) == before


def test_a_change_is_taken_back_although_the_part_was_shifted_since(desk: Client, meeting: Meeting) -> None:
    item = make_timed_item(meeting, "Opening", at(9), at(10))
    change(desk, item, title="Welcome")
    early = {"revision": "1", "title": "Early", "kind": "session", "audience": "all"}
    early |= {"day": "2026-10-06", "begins": "08:00", "ends": "09:00"}
    desk.post("/meetings/vienna/agenda/add/", early)
    desk.post(latest_undo(desk, item))
    assert order(meeting) == [("Early", "08:00"), ("Opening", "09:00")]
    assert [each.position for each in meeting.items.in_order()] == [1, 2]


def test_undo_of_a_change_gives_way_to_a_later_one(desk: Client, meeting: Meeting) -> None:
    item = make_item(meeting, "A")
    change(desk, item, title="B")
    undo = latest_undo(desk, item)
    change(desk, item, title="C")
    desk.post(undo)
    item.refresh_from_db()
    assert (item.title, item.revision) == ("C", 3)


@pytest.mark.django_db(transaction=True)
def test_a_change_whose_former_time_is_taken_is_not_taken_back(desk: Client, meeting: Meeting) -> None:
    item = make_timed_item(meeting, "Opening", at(9), at(10))
    change(desk, item, begins="14:00", ends="15:00")
    make_timed_item(meeting, "Registration", at(9), at(10))
    assert last_message(desk.post(latest_undo(desk, item), follow=True)) == (
        "What it said before does not go with what was saved since: change it there instead."
    )
    item.refresh_from_db()
    assert (item.begins, item.revision) == (at(14).time(), 2)


def test_undo_for_a_part_that_was_removed_meanwhile_finds_nothing(desk: Client, meeting: Meeting) -> None:
    item = make_item(meeting, "A")
    change(desk, item, title="B")
    undo = latest_undo(desk, item)
    desk.post(url(item, "remove"))
    assert desk.post(undo).status_code == 404


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.DELEGATION, Role.PARTNER, Role.ADMINISTRATOR])
def test_nobody_else_restores_or_takes_back(
    client_of: Callable[[User], Client], meeting: Meeting, editor: User, role: Role
) -> None:
    item = make_item(meeting)
    remove_part(meeting.items.get(), by=editor)
    client = client_of(make_user(role))
    assert client.post(url(item, "restore")).status_code == 404
    assert client.post(url(item, "undo/1")).status_code == 404
    assert meeting.items.count() == 0
