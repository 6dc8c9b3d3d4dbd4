"""Pasted lines as the rows of an agenda, each with what is unclear about it."""

import re
from dataclasses import dataclass, field
from datetime import date, time
from itertools import pairwise

from django.utils.translation import gettext as _

from meetings.agenda.pasted.clock import Span, length_of, span_of
from meetings.agenda.pasted.columns import Columns, columns_of
from meetings.agenda.pasted.days import heading_of
from meetings.agenda.pasted.kinds import GROUP, audience_of, kind_of, session_of
from meetings.agenda.pasted.markup import CELL_BREAK
from meetings.agenda.pasted.people import label_of, location_of, people_of, unbulleted
from meetings.models import Kind
from meetings.models.agenda import MINUTES_OF_A_DAY
from meetings.models.speaking import SpeakerRole, Speaking
from nfp_portal.accounts.audience import Audience

USUAL_MINUTES = 60
LONGEST_NIGHT = 12 * 60
MOST_ROWS = 500
_NUMBER = re.compile(r"\s*\d{0,2}[.)]?\s*")  # the first column of some tables
_BULLET = re.compile(r"^[•·▪◦‣*]\s*|^[-–—]\s+")


@dataclass
class PastedRow:
    """One item as it was read. `problems` keep the agenda from being written, `remarks` do not."""

    day: date | None
    begins: time | None = None
    minutes: int | None = None
    kind: Kind = Kind.SESSION
    session: int | None = None
    title: str = ""
    notes: list[str] = field(default_factory=list)
    location: str = ""
    audience: Audience = Audience.ALL
    people: list[Speaking] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def note(self) -> str:
        return "\n".join(self.notes).strip("\n")


@dataclass(frozen=True)
class Pasted:
    """All rows, and the number of lines before the first one that were left out."""

    rows: list[PastedRow]
    left_out: int


def read(lines: list[list[str]], days: list[date]) -> Pasted:
    """Read lines of cells into rows for a meeting on these days."""
    reader = _Reader(days)
    for cells in lines:
        reader.take(cells)
    rows = reader.rows[:MOST_ROWS]
    _drop_heads_of_groups(rows)
    _complete_lengths(rows)
    _complete_titles(rows)
    return Pasted(rows, reader.left_out)


class _Reader:
    """Takes one line after the other; what has no time belongs to the row before."""

    def __init__(self, days: list[date]) -> None:
        self.days = days
        self.rows: list[PastedRow] = []
        self.left_out = 0
        self._day = days[0] if days else None
        self._day_problem = "" if days else _("The meeting has no dates yet.")
        self._has_headings = False
        self._columns = Columns()
        self._names: SpeakerRole | None = None  # whose names the lines go on with

    def take(self, cells: list[str]) -> None:
        while len(cells) > 1 and _NUMBER.fullmatch(cells[0]):
            cells = cells[1:]
        shown = [cell for cell in cells if cell.strip(CELL_BREAK + " ")]
        if not shown:
            self._names = None
        elif (span := span_of(cells[0].replace(CELL_BREAK, " "))) is not None:
            self._begin_row(span, cells)
        elif (heading := heading_of(" ".join(shown), self.days)) is not None and len(shown) <= 2:  # noqa: PLR2004 - "Day 1" and its date
            self._day, self._day_problem, self._has_headings = heading.day, heading.problem, True
            self._names = None
        elif (columns := columns_of(cells)) is not None:
            self._columns = columns
        else:
            self._go_on(cells)

    def _begin_row(self, span: Span, cells: list[str]) -> None:
        self._names = None
        cells = [cells[0], *cells[1:]]
        if span.ends is None and len(cells) > 1 and (end := _alone(cells[1])) is not None:
            span = Span(span.begins, end, span.rest)
            cells.pop(1)
        row = PastedRow(self._day_of(span.begins), span.begins)
        if self._day_problem:
            row.problems.append(self._day_problem)
        self.rows.append(row)
        minutes, rest = length_of(span.rest)
        row.minutes = _minutes(span, row) or minutes
        self._fill(row, rest, cells[1:])

    def _day_of(self, begins: time) -> date | None:
        """Without headings of days, a time that goes back begins the next day."""
        before = self.rows[-1] if self.rows else None
        if self._has_headings or not before or not before.begins or not self._day or begins >= before.begins:
            return self._day
        later = [day for day in self.days if day > self._day]
        self._day = later[0] if later else self._day
        return self._day

    def _fill(self, row: PastedRow, rest: str, cells: list[str]) -> None:
        """Take the title from behind the time or from its own cell, and what the other cells say."""
        if rest:
            cells = [unbulleted(rest), *cells]
        for name, text in self._columns.named(cells):
            parts = [part.strip() for part in text.split(CELL_BREAK) if part.strip()]
            if name in SpeakerRole.values:
                self._add_names(row, SpeakerRole(name), parts)
            elif name == "title":
                for part in parts:
                    self._add_line(row, part)
            else:
                _add_detail(row, name, parts)

    def _go_on(self, cells: list[str]) -> None:
        if not self.rows:
            self.left_out += 1
            return
        for cell in cells:
            for part in cell.split(CELL_BREAK):
                if part.strip():
                    self._add_line(self.rows[-1], part.strip())

    def _add_line(self, row: PastedRow, line: str) -> None:
        if not row.title and not _BULLET.match(line):
            _set_title(row, line)
        elif (label := label_of(line)) is not None:
            self._names = label[0]
            self._add_names(row, label[0], [label[1]])
        elif location := location_of(line):
            row.location, self._names = location, None
        elif row.kind == Kind.WORKING_GROUP and GROUP.match(unbulleted(line)):
            self._names = None
            group = PastedRow(
                row.day, row.begins, row.minutes, Kind.WORKING_GROUP, problems=list(row.problems)
            )
            _set_title(group, unbulleted(line))
            self.rows.append(group)
        elif self._names is not None:
            self._add_names(row, self._names, [line])
        else:
            row.notes.append(_BULLET.sub("• ", line))

    def _add_names(self, row: PastedRow, role: SpeakerRole, lines: list[str]) -> None:
        for line in lines:
            if line.strip(" –-"):
                row.people += people_of(role, line)


def _add_detail(row: PastedRow, name: str, parts: list[str]) -> None:
    text = " ".join(parts)
    if name == "minutes":
        row.minutes = row.minutes or length_of(f"{text} min" if text.isdecimal() else text)[0]
    elif name == "location":
        row.location = ", ".join(parts)
    else:
        row.notes += parts


def _set_title(row: PastedRow, line: str) -> None:
    title, audience = audience_of(unbulleted(line))
    number, row.title = session_of(title)
    row.session = number or row.session
    row.kind = kind_of(row.title, has_number=row.session is not None)
    if audience != Audience.ALL:
        row.audience = audience
        row.remarks.append(_("For focal points only, as its title says."))


def _alone(cell: str) -> time | None:
    """Return the time that is all a cell says."""
    span = span_of(cell)
    return span.begins if span and span.ends is None and not span.rest else None


def _minutes(span: Span, row: PastedRow) -> int | None:
    if span.ends is None:
        return None
    begins, ends = (clock.hour * 60 + clock.minute for clock in (span.begins, span.ends))
    minutes = (ends - begins) % MINUTES_OF_A_DAY
    if not minutes or (ends < begins and minutes > LONGEST_NIGHT):
        row.problems.append(_("The end must come after the beginning."))
        return None
    return minutes


def _drop_heads_of_groups(rows: list[PastedRow]) -> None:
    """Leave out "Working groups" where the groups themselves follow at the same time."""
    for row, following in list(pairwise(rows)):
        is_head = row.kind == following.kind == Kind.WORKING_GROUP and not GROUP.match(row.title)
        if is_head and (row.day, row.begins) == (following.day, following.begins) and not row.people:
            rows.remove(row)


def _complete_titles(rows: list[PastedRow]) -> None:
    """A session is named by its number where only that is written, an item by a bullet that is all of it."""
    for row in rows:
        if not row.title and row.session:
            row.title, row.session = _("Session %(number)d") % {"number": row.session}, None
        elif not row.title and len(row.notes) == 1:
            _set_title(row, row.notes.pop())


def _complete_lengths(rows: list[PastedRow]) -> None:
    """What has no end lasts until the next item of its day; the last one for an hour."""
    for index, row in enumerate(rows):
        if row.minutes is None and row.begins and not row.problems:
            later = (each for each in rows[index + 1 :] if each.day == row.day and each.begins)
            following = next(
                (each.begins for each in later if each.begins and each.begins > row.begins), None
            )
            row.minutes = _between(row.begins, following) if following else USUAL_MINUTES
            if following is None:
                row.remarks.append(_("No end is written: an hour is taken."))


def _between(first: time, last: time) -> int:
    return (last.hour - first.hour) * 60 + last.minute - first.minute
