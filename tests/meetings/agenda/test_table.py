"""The agenda as one table: what it shows, and rows that are edited in place."""

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meetings.models import AgendaItem, Kind, Meeting
from tests.factories.meetings import (
    FIRST_DAY,
    LAST_DAY,
    at,
    make_item,
    make_meeting,
    make_restricted_item,
    make_timed_item,
)

pytestmark = pytest.mark.django_db
TABLE = "/meetings/vienna/agenda/arrange/"


def lines(desk: Client, query: str = "") -> list[str]:
    """The lines of the table as plain text."""
    html = desk.get(f"{TABLE}{query}").content.decode()
    table = html.partition("</thead>")[2].partition("</table>")[0]
    hidden = re.compile(r'<details.*?</details>|<span class="drag-handle".*?</span>', re.DOTALL)
    rows = [hidden.sub(" ", row).partition(">")[2] for row in table.split("<tr")[1:]]
    return [" ".join(unescape(re.sub(r"<[^>]*>", " ", row)).split()) for row in rows]


def agenda(meeting: Meeting) -> list[str]:
    return [
        f"{item.day:%d} {item.begins:%H:%M} {item.minutes} {item.title}" if item.begins else item.title
        for item in meeting.items.in_order()
    ]


def form(**facts: str) -> dict[str, str]:
    usual = {"revision": "1", "title": "Rails", "kind": "session", "audience": "all", "day": "2026-10-06"}
    return usual | {"begins": "11:00", "minutes": "60"} | facts


def add(desk: Client, **facts: str) -> Any:
    return desk.post("/meetings/vienna/agenda/rows/", form(**facts))


def save(desk: Client, title: str, **facts: str) -> Any:
    item = AgendaItem.objects.get(title=title)
    own = {"title": title, "revision": str(item.revision), "kind": item.kind}
    own |= {"begins": f"{item.begins:%H:%M}", "minutes": str(item.minutes), "day": f"{item.day}"}
    return desk.post(f"/meetings/vienna/agenda/{item.key}/row/", form(**(own | facts)))


def act(desk: Client, title: str, name: str, **data: str) -> Any:
    key = AgendaItem.objects.get(title=title).key
    return desk.post(f"/meetings/vienna/agenda/{key}/{name}/", data, follow=True)


def messages(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def undo(desk: Client, response: Any) -> None:
    """Click Undo in the message on a page."""
    html = response.content.decode()
    [address] = re.findall(r'action="(/meetings/vienna/agenda/[^"]*/(?:undo/\d+|restore)/)"', html)
    desk.post(address)


def test_the_table_shows_each_day_with_what_is_free_and_where_to_add(desk: Client, meeting: Meeting) -> None:
    assert lines(desk) == [
        "Day 1 — Tuesday 6 October 2026 09:00–13:00 · 3 items",
        "09:00–09:30 30 Opening Session – – Everyone – ↑ ↓",
        "09:30–11:00 90 Roads Session 1 Session – – Everyone – ↑ ↓",
        "60 minutes free · Add a break",
        "12:00–13:00 60 Lunch Break – – Everyone – ↑ ↓",
        "Add an item at 13:00",
        "Day 2 — Wednesday 7 October 2026",
        "Add an item at 09:00",
    ]


def test_items_side_by_side_share_the_cell_of_their_time(desk: Client, meeting: Meeting) -> None:
    for title in ("Group A", "Group B"):
        make_timed_item(meeting, title, at(14), at(15), kind=Kind.WORKING_GROUP)
    html = desk.get(TABLE).content.decode()
    assert html.count('rowspan="2"') == 2  # the time and its length
    assert "2 in parallel" in lines(desk)[6]


def test_items_without_a_day_come_last(desk: Client, meeting: Meeting) -> None:
    make_item(meeting, "Some time")
    assert lines(desk)[-3:] == ["Day not fixed 1 item", "Some time Session – – Everyone – ↑ ↓", "Add an item"]


def test_a_new_row_begins_where_its_link_says(desk: Client, meeting: Meeting) -> None:
    page = desk.get(TABLE).content.decode()
    links = [unescape(link) for link in re.findall(r'href="([^"]*edit=new[^"]*)#agenda-new"', page)]
    given = []
    for link in links:
        html = desk.get(link).content.decode()
        times = dict(re.findall(r'name="(begins|minutes)" value="([^"]*)"', html))
        chosen = re.findall(r'<option value="([^"]*)" selected', html)
        given.append((times["begins"], times["minutes"], *chosen))
    assert given == [
        ("11:00", "60", "break", "all", "2026-10-06"),
        ("13:00", "60", "session", "all", "2026-10-06"),
        ("09:00", "60", "session", "all", "2026-10-07"),
    ]


def test_a_row_is_added_and_a_new_one_opened_after_it(desk: Client, meeting: Meeting) -> None:
    response = add(desk, then="another", moderator="Jo Lind; Head; Frontex", speaker_lines="Mia Berg\nLeo K")
    assert response.headers["Location"] == f"{TABLE}?edit=new&day=2026-10-06&begins=12%3A00"
    assert agenda(meeting)[2] == "06 11:00 60 Rails"
    added = meeting.items.get(title="Rails")
    assert added.moderator == "Jo Lind, Head, Frontex"
    assert [str(each) for each in added.speakers] == ["Mia Berg", "Leo K"]


def test_enter_saves_and_opens_the_next_row(desk: Client, meeting: Meeting) -> None:
    following = meeting.items.get(title="Lunch")
    response = save(desk, "Roads", then="next", minutes="80")
    assert response.headers["Location"] == f"{TABLE}?edit={following.key}#agenda-{following.key}"
    assert agenda(meeting)[1] == "06 09:30 80 Roads"
    last = save(desk, "Lunch", then="next")
    assert last.headers["Location"] == f"{TABLE}?edit=new&day=2026-10-06&begins=13%3A00"


def test_a_row_that_is_saved_as_it_was_opened_is_no_new_revision(desk: Client, meeting: Meeting) -> None:
    save(desk, "Roads", session="1")
    assert meeting.items.get(title="Roads").revision == 1


def test_an_agenda_of_twelve_items_is_typed_with_times_that_follow(desk: Client) -> None:
    """Open the table, add an item, save and add another eleven times, save: fourteen clicks."""
    meeting = make_meeting(slug="vienna")
    page = desk.get(TABLE).content.decode()
    address = unescape(re.findall(r'href="([^"]*edit=new[^"]*)#agenda-new"', page)[0])
    for number in range(1, 13):
        html = desk.get(address).content.decode()
        begins = re.findall(r'name="begins" value="([^"]*)"', html)[0]
        day = re.findall(r'value="(2026-10-\d\d)" selected', html)[0]
        response = add(desk, title=f"Item {number}", minutes="30", day=day, begins=begins, then="another")
        address = response.headers["Location"]
    assert agenda(meeting) == [
        f"06 {9 + index // 2:02}:{30 * (index % 2):02} 30 Item {index + 1}" for index in range(12)
    ]


WRONG = [
    ({"minutes": ""}, "minutes", "How many minutes does it last?"),
    ({"begins": ""}, "begins", "When does it begin?"),
    ({"day": ""}, "day", "Times need a day."),
    ({"title": ""}, "title", "This field is required."),
    ({"begins": "09:15", "minutes": "10"}, "begins", "At that time there is “Opening”, 09:00–09:30."),
    ({"minutes": "75"}, "minutes", "Ends at 12:15, but “Lunch” begins at 12:00."),
    ({"begins": "late"}, "begins", "Write the time as 10:15."),
    ({"minutes": "1440"}, "minutes", "Ensure this value is less than or equal to 1439."),
    ({"speaker_lines": "; Head"}, "speaker_lines", "Line 1: write name; function; body."),
]


def test_what_is_wrong_is_named_at_its_field_and_nothing_typed_is_lost(
    desk: Client, meeting: Meeting
) -> None:
    for wrong, field, message in WRONG:
        response = add(desk, note="Typed and kept", **wrong)
        html = unescape(response.content.decode())
        named = re.findall(rf'id="id_{field}_error"><b>[^<]*:</b> ([^<]*)</p>', html)
        controls = re.findall(rf'<(?:input|textarea|select) [^>]*id="id_{field}"[^>]*>', html)
        focus = [" data-focus" in control for control in controls]
        assert (response.status_code, named, focus) == (422, [message], [True])
        assert "Typed and kept" in html
    assert meeting.items.count() == 3


def test_a_row_that_runs_into_the_next_one_makes_room_with_one_button(desk: Client, meeting: Meeting) -> None:
    make_timed_item(meeting, "Late", at(15), at(16))
    html = save(desk, "Roads", session="1", begins="10:00", minutes="135").content.decode()
    assert re.search(r'name="shift" value="15">Shift what follows by 15 minutes', html)
    save(desk, "Roads", session="1", begins="10:00", minutes="135", shift="15")
    assert agenda(meeting) == [
        "06 09:00 30 Opening", "06 10:00 135 Roads", "06 12:15 60 Lunch", "06 15:15 60 Late",
    ]  # fmt: skip


def test_undo_of_a_change_takes_back_the_room_it_made(desk: Client, meeting: Meeting) -> None:
    before = agenda(meeting)
    save(desk, "Roads", session="1", minutes="180", shift="30")
    assert agenda(meeting)[2] == "06 12:30 60 Lunch"
    item = meeting.items.get(title="Roads")
    undo(desk, desk.get(f"/meetings/vienna/agenda/{item.key}/edit/"))
    assert agenda(meeting) == before


def test_what_follows_is_shifted_later_and_earlier(desk: Client, meeting: Meeting) -> None:
    key = str(meeting.items.get(title="Roads").key)
    address = "/meetings/vienna/agenda/shift/"
    response = desk.post(address, {"start": key, "minutes": "20"}, follow=True)
    assert messages(response) == ["Shifted by 20 minutes: Session 1: Roads and what follows."]
    assert agenda(meeting) == ["06 09:00 30 Opening", "06 09:50 90 Roads", "06 12:20 60 Lunch"]
    undo(desk, response)
    assert agenda(meeting) == ["06 09:00 30 Opening", "06 09:30 90 Roads", "06 12:00 60 Lunch"]
    lunch = str(meeting.items.get(title="Lunch").key)
    desk.post(address, {"start": lunch, "minutes": "-60"})
    assert agenda(meeting)[2] == "06 11:00 60 Lunch"


@pytest.mark.parametrize(
    ("minutes", "message"),
    [
        ("-70", "“Lunch” would meet “Roads”."),
        ("720", "“Lunch” would begin on another day: change its times instead."),
        ("0", "By how many minutes?"),
    ],
)
def test_a_shift_without_room_says_why(desk: Client, meeting: Meeting, minutes: str, message: str) -> None:
    before = agenda(meeting)
    lunch = str(meeting.items.get(title="Lunch").key)
    response = desk.post("/meetings/vienna/agenda/shift/", {"start": lunch, "minutes": minutes})
    assert response.status_code == 422
    assert message in unescape(response.content.decode())
    assert agenda(meeting) == before


def test_the_arrows_of_a_row_move_it_and_say_the_new_time(desk: Client, meeting: Meeting) -> None:
    key = meeting.items.get(title="Roads").key
    html = desk.get(TABLE).content.decode()
    [arrow] = re.findall(rf'<button[^>]*id="up-{key}"[^>]*>', html)
    sent = dict(re.findall(r'(formaction|name|value)="([^"]*)"', arrow))
    response = desk.post(sent["formaction"], {sent["name"]: sent["value"], "steps": "1"}, follow=True)
    assert messages(response) == ["Session 1: Roads is now 09:00–10:30."]


def test_an_item_moves_to_another_day_at_its_time_or_at_the_end(desk: Client, meeting: Meeting) -> None:
    response = act(desk, "Roads", "day", day=f"{LAST_DAY}")
    assert messages(response) == ["Session 1: Roads is now on Wednesday 7 October, 09:30–11:00."]
    for title in ("Opening", "Lunch"):
        act(desk, title, "day", day=f"{LAST_DAY}")
    make_timed_item(meeting, "Rails", at(9), at(10))
    response = act(desk, "Rails", "day", day=f"{LAST_DAY}")
    assert agenda(meeting) == [
        "07 09:00 30 Opening", "07 09:30 90 Roads", "07 12:00 60 Lunch", "07 13:00 60 Rails",
    ]  # fmt: skip
    undo(desk, response)
    assert agenda(meeting)[0] == "06 09:00 60 Rails"


def test_a_copy_follows_its_original_or_the_day_and_is_opened(desk: Client, meeting: Meeting) -> None:
    make_timed_item(meeting, "Rails", at(11), at(12), moderator="Jo Lind")
    response = act(desk, "Rails", "duplicate")
    assert agenda(meeting)[-1] == "06 13:00 60 Rails"
    copy = meeting.items.in_order().reverse().first()
    assert copy is not None
    assert response.redirect_chain[-1][0] == f"{TABLE}?edit={copy.key}#agenda-{copy.key}"
    assert (copy.moderator, copy.session) == ("Jo Lind", None)


def test_a_removed_row_comes_back_with_undo(desk: Client, meeting: Meeting) -> None:
    response = act(desk, "Roads", "remove")
    assert len(agenda(meeting)) == 2
    undo(desk, response)
    assert agenda(meeting)[1] == "06 09:30 90 Roads"


def test_a_row_changed_by_somebody_else_shows_both_versions(desk: Client, meeting: Meeting) -> None:
    item = meeting.items.get(title="Roads")
    save(desk, "Roads", note="The faster one")
    slower = form(title="Roads and ports", begins="09:30", minutes="90")
    response = desk.post(f"/meetings/vienna/agenda/{item.key}/row/", slower)
    assert response.status_code == 409
    assert "The faster one" in response.content.decode()


def test_the_table_marks_what_is_for_focal_points_alone(desk: Client, meeting: Meeting) -> None:
    make_restricted_item(meeting, "Work plan", day=FIRST_DAY)
    assert "Work plan Session – – Focal points only – ↑ ↓" in lines(desk)


def test_the_table_costs_the_same_at_any_length(desk: Client, meeting: Meeting) -> None:
    numbers = []
    for length in (5, 200):
        for number in range(meeting.items.count(), length):
            make_item(meeting, f"Item {number}", day=LAST_DAY, speakers=[["Ana Ruiz", "", ""]])
        desk.get(TABLE)
        with CaptureQueriesContext(connection) as queries:
            desk.get(TABLE)
        numbers.append(len(queries))
    assert numbers == [9, 9]
