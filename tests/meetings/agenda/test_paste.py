"""An agenda copied in Word is previewed, written as one act and taken back as one."""

import re
from datetime import date
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from meetings.agenda.pasted.markup import lines_of_html, lines_of_text
from meetings.agenda.pasted.rows import PastedRow, read
from meetings.models import Kind, Meeting
from meetings.views.histories import history_of_meeting
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import User
from tests.factories.meetings import at, make_meeting, make_report, make_restricted_item, make_timed_item
from tests.factories.network import make_person, state

pytestmark = pytest.mark.django_db
DAYS = [date(2026, 10, 6), date(2026, 10, 7)]
PASTE = "/meetings/vienna/agenda/paste/"
WORD = """\
Annual Review Conference
DAY 1 – Tuesday, 6 October 2026

09:00–09:30\tRegistration and coffee
09.30 - 10.15\tOpening
Moderator: Ms. Jana Müller, Germany
Speakers:
•\tAmbassador Ann Example, Head of Department, OSCE Secretariat
•\tMr. Pieter van Houten (Senior Analyst, Europol)
10:15 – 12:00
Session 1: What the Centres can do
This session compares:
- rooms
- hours
Venue: Plenary hall
12:00 Lunch
1:30 – 3 p.m. Session II – What the Centres lack
15:30-17:00 Working groups
Working group A: One shared patrol plan
Working group B: One desk, three languages
Day 2
0900-1030 hrs Work plan (focal points only)
"""
TABLE = """\
<html><head><style>p { color: red }</style></head><body><p>Tuesday 6 October</p><table>
<tr><td>No.</td><td>Time</td><td>Topic</td><td>Moderator</td><td>Speakers</td><td>Room</td></tr>
<tr><td>1.</td><td><p>09:30 –</p><p>10:15</p></td><td><p>Opening</p><p>Welcome</p><li>aims</li></td>
<td>Borders Team</td><td><p>Ana Ruiz, Director, Europol</p>Jo Lind, Frontex</td><td>Hall&nbsp;1</td></tr>
<tr><td>2.</td><td>10h15</td><td>Coffee</td><td></td><td></td><td></td></tr>
<tr><td>3.</td><td>10:45–11:15</td><td>Roads</td><td>–</td><td></td><td></td></tr></table></body></html>"""


def rows_of(text: str) -> list[PastedRow]:
    return read(lines_of_text(text), DAYS).rows


def times(text: str) -> list[tuple[str, int | None]]:
    return [(f"{row.begins:%H:%M}", row.minutes) for row in rows_of(text)]


def test_text_from_word_is_read_into_rows() -> None:
    rows = rows_of(WORD)
    assert [(f"{row.day:%d}", f"{row.begins:%H:%M}", row.minutes, row.kind, row.title) for row in rows] == [
        ("06", "09:00", 30, Kind.BREAK, "Registration and coffee"),
        ("06", "09:30", 45, Kind.OPENING, "Opening"),
        ("06", "10:15", 105, Kind.SESSION, "What the Centres can do"),
        ("06", "12:00", 90, Kind.BREAK, "Lunch"),
        ("06", "13:30", 90, Kind.SESSION, "What the Centres lack"),
        ("06", "15:30", 90, Kind.WORKING_GROUP, "Working group A: One shared patrol plan"),
        ("06", "15:30", 90, Kind.WORKING_GROUP, "Working group B: One desk, three languages"),
        ("07", "09:00", 90, Kind.SESSION, "Work plan"),
    ]
    assert [row.session for row in rows] == [None, None, 1, None, 2, None, None, None]
    assert [tuple(person) for person in rows[1].people] == [
        ("moderator", "Jana Müller", "", "Germany", None),
        ("speaker", "Ambassador Ann Example", "Head of Department", "OSCE Secretariat", None),
        ("speaker", "Pieter van Houten", "Senior Analyst", "Europol", None),
    ]
    assert rows[2].note == "This session compares:\n• rooms\n• hours"
    assert rows[2].location == "Plenary hall"
    assert [row.audience for row in rows][-2:] == [Audience.ALL, Audience.FOCAL_POINTS]


def test_a_table_of_word_keeps_its_cells() -> None:
    rows = read(lines_of_html(TABLE), DAYS).rows
    assert [(f"{row.begins:%H:%M}", row.minutes, row.title) for row in rows] == [
        ("09:30", 45, "Opening"), ("10:15", 30, "Coffee"), ("10:45", 30, "Roads"),
    ]  # fmt: skip
    assert (rows[0].note, rows[0].location) == ("Welcome\n• aims", "Hall 1")
    assert [str(person) for person in rows[0].people] == [
        "Borders Team", "Ana Ruiz, Director, Europol", "Jo Lind, Frontex",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "title", "note"),
    [
        ("<p>Session 1</p><ul><li>one</li><li>two</li></ul>", "Session 1", "• one\n• two"),
        ("<p>Session 1</p><p>Roads</p><ul><li>one</li></ul>", "Roads", "• one"),
        ("<ul><li>Opening</li></ul>", "Opening", ""),
        ("<ul><li>one</li><li>two</li></ul>", "", "• one\n• two"),
    ],
)
def test_a_bullet_below_others_is_no_title(cell: str, title: str, note: str) -> None:
    table = f"<table><tr><td>09:30–10:15</td><td>{cell}</td></tr></table>"
    [row] = read(lines_of_html(table), DAYS).rows
    assert (row.title, row.note) == (title, note)


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("09:30–10:15 A", [("09:30", 45)]),
        ("9.30 - 10.15 A", [("09:30", 45)]),
        ("9h30 à 10h15 A", [("09:30", 45)]),
        ("9:30 a.m. to 1:15 p.m. A", [("09:30", 225)]),
        ("11 – 1 pm A", [("11:00", 120)]),
        ("2-3.30 pm A", [("14:00", 90)]),
        ("0930-1015 A", [("09:30", 45)]),
        ("09:30 Uhr bis 10:15 Uhr A", [("09:30", 60)]),
        ("22:00-01:00 A", [("22:00", 180)]),
        ("23:00-24:00 A", [("23:00", 60)]),
        ("14:00 (45 min) A", [("14:00", 45)]),
        ("09:00 A\n09:30 B", [("09:00", 30), ("09:30", 60)]),
        ("2027 was a good year\n3 days", []),
    ],
)
def test_times_are_read_as_people_write_them(text: str, read_as: list[tuple[str, int | None]]) -> None:
    assert times(text) == read_as


@pytest.mark.parametrize(
    "heading",
    ["Day 2", "DAY TWO", "Second day", "7 October", "October 7th, 2026", "07.10.2026", "2026-10-07",
     "Wednesday", "Mercredi 7 octobre", "Mittwoch, 7. Oktober 2026", "7 октября"],
)  # fmt: skip
def test_days_are_read_as_people_write_them(heading: str) -> None:
    assert [row.day for row in rows_of(f"{heading}\n09:00 A")] == [DAYS[1]]


def test_without_headings_a_time_that_goes_back_begins_the_next_day() -> None:
    assert [row.day for row in rows_of("09:00 A\n17:00 B\n09:00 C")] == [DAYS[0], DAYS[0], DAYS[1]]


# Writing -----------------------------------------------------------------------------------------


def paste(desk: Client, text: str, **data: str) -> Any:
    form = {"text": text, "mode": "replace", "key": str(uuid4())}
    return desk.post(PASTE, form | data)


def write(desk: Client, text: str, **data: str) -> Any:
    """Preview, then send what the button of the preview sends."""
    html = paste(desk, text, **data).content.decode()
    sent = dict(
        re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', html.partition("<table")[0])
    )
    return desk.post(
        PASTE, {name: unescape(value) for name, value in sent.items()} | {"write": "yes"}, follow=True
    )


def agenda(meeting: Meeting) -> list[str]:
    return [f"{item.day:%d} {item.begins:%H:%M} {item}" for item in meeting.items.in_order()]


def undo(desk: Client, response: Any) -> Any:
    [address] = re.findall(r'action="([^"]*/agenda/paste/[^"]*/undo/)"', response.content.decode())
    return desk.post(address, follow=True)


def messages(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_twelve_items_from_word_are_written_with_four_clicks(desk: Client) -> None:
    """Paste from Word, the text, Preview, Write 12 items."""
    meeting = make_meeting(slug="vienna")
    text = "\n".join(f"{9 + index // 2:02}:{30 * (index % 2):02} Item {index + 1}" for index in range(12))
    assert "Paste from Word" in desk.get("/meetings/vienna/agenda/arrange/").content.decode()
    preview = paste(desk, text).content.decode()
    assert "Write 12 items" in preview
    assert not meeting.items.exists()
    assert messages(write(desk, text)) == ["Written: 12 items."]
    assert agenda(meeting)[11] == "06 14:30 Item 12"


def test_the_preview_names_what_is_new_changed_and_removed(desk: Client, meeting: Meeting) -> None:
    html = paste(desk, "09:30-11:00 Roads\n12:00-12:30 Lunch\n14:00-15:00 Rails").content.decode()
    assert "1 new · 1 changed · 1 as it is · 1 removed" in html
    assert "Opening" in html.partition("Will be removed")[2]


def test_an_item_of_the_same_title_stays_the_same_item(desk: Client, meeting: Meeting) -> None:
    roads = meeting.items.get(title="Roads")
    write(desk, "10:00-11:00 ROADS\nSpeaker: Ana Ruiz, Director, Europol")
    changed = meeting.items.get()
    assert (changed.key, changed.session, changed.revision) == (roads.key, 1, 2)
    assert agenda(meeting) == ["06 10:00 Session 1: ROADS"]
    assert [str(person) for person in changed.speakers] == ["Ana Ruiz, Director, Europol"]


def test_what_is_for_focal_points_stays_so(desk: Client, meeting: Meeting) -> None:
    make_restricted_item(meeting, "Work plan", day=DAYS[1])
    write(desk, "Day 2\n09:00-10:00 Work plan")
    item = meeting.items.get()
    assert (item.audience, item.begins is None) == (Audience.FOCAL_POINTS, False)


def test_adding_leaves_what_is_there(desk: Client, meeting: Meeting) -> None:
    write(desk, "11:00-11:30 Rails\n13:00-14:00 Ports", mode="add")
    assert agenda(meeting) == [
        "06 09:00 Opening", "06 09:30 Session 1: Roads", "06 11:00 Rails", "06 12:00 Lunch", "06 13:00 Ports",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("09:00-10:00 A\n09:30-11:00 B", "At that time there is “A”, 09:00–10:00."),
        ("9 October 2026\n09:00-10:00 A", "The meeting has no such day: 9 October 2026."),
        ("Day 3\n09:00-10:00 A", "The meeting has no day 3."),
        ("10:00-09:00 A", "The end must come after the beginning."),
        ("09:00-10:00 " + "A" * 251, "Too long: Title has 250 characters at most."),
        ("09:00-10:00", "It has no title."),
    ],
)
def test_what_cannot_be_written_is_named_in_its_row(
    desk: Client, meeting: Meeting, text: str, problem: str
) -> None:
    html = unescape(paste(desk, text, write="yes").content.decode())
    assert f'<p class="cell-error">{problem}</p>' in html
    assert "Write " not in html
    assert meeting.items.count() == 3


def test_the_clock_of_the_place_counts_for_pasted_times_too(desk: Client) -> None:
    make_meeting(slug="vienna", starts_on=date(2027, 3, 28), ends_on=date(2027, 3, 28), zone="Europe/Vienna")
    html = unescape(paste(desk, "02:30-03:30 A").content.decode())
    assert "There is no 02:30 on 28 March 2027 by Vienna time: the clocks go forward over it." in html


def test_a_preview_of_another_agenda_is_not_written(desk: Client, meeting: Meeting) -> None:
    response = paste(desk, "09:00-10:00 A", write="yes", fingerprint="of an hour ago")
    assert "The agenda has changed meanwhile" in response.content.decode()
    assert meeting.items.count() == 3


def test_writing_twice_writes_once(desk: Client, meeting: Meeting) -> None:
    key = str(uuid4())
    for _twice in range(2):
        write(desk, "11:00-11:30 Rails", mode="add", key=key)
    assert meeting.items.filter(title="Rails").count() == 1


def test_undo_takes_the_whole_paste_back(desk: Client, meeting: Meeting) -> None:
    make_timed_item(meeting, "Work plan", at(15), at(16), moderator="Jo Lind", audience=Audience.FOCAL_POINTS)
    before = {item.key: (item.title, item.local_start, item.people) for item in meeting.items.all()}
    response = write(desk, "09:00-09:45 Opening\nModerator: Mia Berg\n10:00-11:00 Rails")
    assert agenda(meeting) == ["06 09:00 Opening", "06 10:00 Rails"]
    headings = [str(step.heading) for step in history_of_meeting(meeting)]
    assert sum("removed" in heading for heading in headings) == 3
    assert messages(undo(desk, response)) == ["Taken back."]
    assert {item.key: (item.title, item.local_start, item.people) for item in meeting.items.all()} == before
    assert agenda(meeting)[-1] == "06 15:00 Work plan"


def test_undo_gives_way_to_what_changed_since(desk: Client, meeting: Meeting) -> None:
    response = write(desk, "09:00-09:45 Opening")
    item = meeting.items.get()
    form = {"title": "Welcome", "kind": item.kind, "audience": "all", "day": f"{item.day}", "begins": "09:00"}
    desk.post(f"/meetings/vienna/agenda/{item.key}/row/", form | {"minutes": "45", "revision": "2"})
    assert messages(undo(desk, response)) == [
        "An item has changed since: take back what is wrong from its own history."
    ]
    assert agenda(meeting) == ["06 09:00 Welcome"]


def test_people_who_are_known_are_linked(desk: Client, meeting: Meeting) -> None:
    font = make_person(given_name="Pere", family_name="Font", state=state("AD"), function="Head")
    write(desk, "11:00-12:00 Rails\nSpeakers:\nMr. Pere Font", mode="add")
    [person] = meeting.items.get(title="Rails").speakers
    assert (person.function, person.body, person.person_id) == ("Head", "Andorra", font.pk)


def test_whoever_pastes_counts_as_having_written(
    desk: Client, meeting: Meeting, approver: User, editor: User
) -> None:
    report = make_report(meeting, edited_by=approver)
    write(desk, "11:00-12:00 Rails", mode="add")
    report.refresh_from_db()
    assert report.edited_by == editor
