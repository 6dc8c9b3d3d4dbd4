"""An agenda as its reader meets it: day by day, in order, and on paper in rows that fit a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from meetings.models import AgendaItem, Meeting
from meetings.wording import clock_on

# On paper a row of a table is kept together: a longer item is set in several rows.
LINES_OF_A_ROW = 8

Block = list[tuple[str, list[str]]]
"""Lines under each other, by how they are set: "muted" or plainly ("")."""


@dataclass(frozen=True)
class Day:
    """One day of a meeting: its number in the meeting and its items. What has no day stands under None.

    `clock` says by which clock its times are ("Helsinki time (UTC+3)"); empty where no item has a time.
    """

    number: int | None
    date: date | None
    items: list[AgendaItem]
    clock: str = ""


def by_day(meeting: Meeting, items: Iterable[AgendaItem]) -> list[Day]:
    """Group items that are in order. Numbers count the days of the meeting, not those with items."""
    numbers = {day: number for number, day in enumerate(meeting.days(), start=1)}
    grouped = groupby(items, key=lambda item: item.day)
    return [_day(meeting, numbers.get(day) if day else None, day, list(rows)) for day, rows in grouped]


def _day(meeting: Meeting, number: int | None, day: date | None, items: list[AgendaItem]) -> Day:
    has_times = any(item.begins for item in items)
    return Day(number, day, items, clock_on(meeting, day) if day and has_times else "")


def rows_on_paper(item: AgendaItem) -> list[Block]:
    """What stands under the title of an item, in rows of a few lines; one empty row where that is nothing."""
    lines = _details(item)
    rows = [lines[start : start + LINES_OF_A_ROW] for start in range(0, len(lines), LINES_OF_A_ROW)]
    return [_block(row) for row in rows] or [[]]


def _details(item: AgendaItem) -> list[tuple[str, str]]:
    moderator = [_("Moderator: %(name)s") % {"name": item.moderator}] if item.moderator else []
    people = [*moderator, *map(str, item.people)]
    parts = [("muted", people), ("", item.note.splitlines()), ("muted", [item.place] if item.place else [])]
    parts.append(("papers", item.paper_lines))
    return [(style, line) for style, lines in parts for line in lines]


def _block(lines: list[tuple[str, str]]) -> Block:
    grouped = groupby(lines, key=lambda line: line[0])
    return [(style, [line for _style, line in rows]) for style, rows in grouped]
