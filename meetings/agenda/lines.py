"""The lines of the agenda's table, each with the template that shows it and what its editor can do there."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.agenda.forms import RowForm
from meetings.agenda.timetable import USUAL_LENGTH, Block, Free, blocks, next_begin, span
from meetings.models import AgendaItem, Kind, Meeting
from meetings.programme import Day
from meetings.views.kinds import AGENDA

# More days than these are offered by the field of the row, not by a button each.
MOST_DAYS_OFFERED = 6
NOBODY = "–"


@dataclass(frozen=True)
class Act:
    """A button of a row: it sends the one form of the table to `url`, with `value` as `name`."""

    label: str
    url: str
    name: str = ""
    value: str = ""


@dataclass(frozen=True)
class Cell:
    """A column of a row; a quiet one is left out of a card."""

    label: str
    text: str
    css: str


def _cell(label: str, text: str, css: str = "agenda-table__quiet") -> Cell:
    """Make a cell whose `css` counts where there is something to say."""
    return Cell(label, text, css) if text else Cell(label, NOBODY, "agenda-table__quiet")


@dataclass(frozen=True)
class ItemLine:
    """One item. Items side by side share the cells of their time, which the first of `size` shows."""

    item: AgendaItem
    size: int
    is_first: bool
    up: Act | None
    down: Act | None
    more: list[Act]
    is_current: bool
    template = "meetings/agenda/row.html"

    @property
    def anchor(self) -> str:
        return AGENDA.anchor(self.item)

    @property
    def css(self) -> str:
        marks = {
            "restricted": self.item.is_restricted,
            "break": self.item.kind == Kind.BREAK,
            "beside": self.size > 1,
        }
        return " ".join(f"agenda-table__row--{name}" for name, applies in marks.items() if applies)

    @property
    def time_css(self) -> str:
        """The times of what is beside another are shown on a card alone."""
        return "" if self.is_first else " agenda-table__time--again"

    @property
    def row_span(self) -> SafeString:
        return format_html(' rowspan="{}"', self.size) if self.is_first and self.size > 1 else SafeString("")

    @property
    def in_parallel(self) -> str:
        return _("%(number)d in parallel") % {"number": self.size} if self.size > 1 and self.is_first else ""

    @property
    def second(self) -> str:
        session = _("Session %(number)d") % {"number": self.item.session} if self.item.session else ""
        return " · ".join(filter(None, (session, self.item.location)))

    @property
    def focus(self) -> SafeString:
        """Let the row that was just left have the focus."""
        return SafeString(" data-focus" if self.is_current else "")

    @property
    def change_url(self) -> str:
        return f"?edit={self.item.key}#{self.anchor}"

    @property
    def cells(self) -> list[Cell]:
        item = self.item
        exception = "agenda-table__exception" if item.is_restricted else "agenda-table__quiet"
        return [
            _cell(_("Kind"), item.get_kind_display()),
            _cell(_("Moderator"), item.moderator, ""),
            _cell(_("Speakers"), "; ".join(map(str, item.speakers)), ""),
            _cell(_("For"), item.get_audience_display(), exception),
            _cell(_("Papers"), str(len(item.paper_lines) or ""), ""),
        ]

    @property
    def all_url(self) -> str:
        return AGENDA.url_of(self.item, "edit")


@dataclass(frozen=True)
class FreeLine:
    label: str
    add_url: str
    template = "meetings/agenda/free.html"


@dataclass(frozen=True)
class EditLine:
    """The row that is edited, or a new one; `was` are its minutes of now."""

    form: RowForm
    action: str
    cancel_url: str
    item: AgendaItem | None
    anchor: str
    template = "meetings/agenda/edit.html"

    @property
    def is_refused(self) -> bool:
        return self.form.is_bound

    @property
    def cancel_query(self) -> str:
        return f"?at={self.item.key}" if self.item else "?"

    @property
    def ends(self) -> time | None:
        """The end by the begin and the length that are typed; None where they make none."""
        begins, minutes = str(self.form["begins"].value()), str(self.form["minutes"].value())
        with suppress(ValueError):
            start = datetime.combine(date(2000, 1, 1), time.fromisoformat(begins))
            return (start + timedelta(minutes=int(minutes))).time()
        return None

    @property
    def was(self) -> str:
        item, minutes = self.item, self.form["minutes"].value()
        if item is None or item.minutes is None or str(item.minutes) == str(minutes):
            return ""
        return _("was %(minutes)d") % {"minutes": item.minutes}


@dataclass(frozen=True)
class AddLine:
    label: str
    url: str
    template = "meetings/agenda/add.html"


Line = ItemLine | FreeLine | EditLine | AddLine


@dataclass(frozen=True)
class TableDay:
    title: str
    facts: str
    lines: list[Line]


@dataclass(frozen=True)
class TableLines:
    """Makes the lines of a meeting's days.

    `edit` takes the line of its item, or that of a new one at `new_day` and `new_begin`; the row of the key
    `current` has the focus.
    """

    meeting: Meeting
    days: list[Day]
    edit: EditLine | None = None
    new_day: date | None = None
    new_begin: time | None = None
    current: str = ""

    def shown(self) -> Iterator[TableDay]:
        """Yield each day; a new row whose day is none of these is with the last."""
        for day in self.days:
            lines = list(self._lines(day))
            is_home = self.new_day == day.date or (
                day is self.days[-1] and self.new_day not in {each.date for each in self.days}
            )
            if self.edit and self.edit.item is None and is_home:
                _insert(lines, self.edit, self.new_begin)
            title = day.numbered_title if day.date else _("Day not fixed")
            yield TableDay(title, _facts(day), lines)

    def _lines(self, day: Day) -> Iterator[Line]:
        for block in blocks(day.items):
            if isinstance(block, Free):
                yield self._free(day, block)
            else:
                yield from self._rows(day, block)
        if self.edit is None or self.edit.item is not None:
            yield self._add(day)

    def _rows(self, day: Day, block: Block) -> Iterator[Line]:
        """Yield the items of a block, each with its own times while one of them is edited."""
        size = 1 if self.edit and self.edit.item in block.items else len(block.items)
        for index, item in enumerate(block.items):
            if self.edit and item == self.edit.item:
                yield self.edit
            else:
                yield self._item(day, item, size, is_first=size == 1 or index == 0)

    def _item(self, day: Day, item: AgendaItem, size: int, *, is_first: bool) -> ItemLine:
        move = AGENDA.url_of(item, "move")
        up = Act(_("Move up"), move, "direction", "up") if item != day.items[0] else None
        down = Act(_("Move down"), move, "direction", "down") if item != day.items[-1] else None
        is_current = str(item.key) == self.current
        return ItemLine(item, size, is_first, up, down, list(self._more(item)), is_current)

    def _more(self, item: AgendaItem) -> Iterator[Act]:
        others = [day.date for day in self.days if day.date and day.date != item.day]
        to_day = url_of(self.meeting, "agenda_day", item)
        for day in others if len(others) <= MOST_DAYS_OFFERED else []:
            label = _("Move to %(day)s") % {"day": date_format(day, "l j F")}
            yield Act(label, to_day, "day", day.isoformat())
        yield Act(_("Duplicate"), url_of(self.meeting, "agenda_duplicate", item))
        yield Act(_("Remove"), AGENDA.url_of(item, "remove"))

    def _free(self, day: Day, free: Free) -> FreeLine:
        label = ngettext("%(minutes)d minute free", "%(minutes)d minutes free", free.minutes)
        values = {"begins": f"{free.begins:%H:%M}", "minutes": free.minutes, "kind": Kind.BREAK.value}
        return FreeLine(label % {"minutes": free.minutes}, add_url(self.meeting, day.date, values))

    def _add(self, day: Day) -> AddLine:
        begins = next_begin(day.items) if day.date else None
        if begins is None:
            return AddLine(_("Add an item"), add_url(self.meeting, day.date, {}))
        clock = f"{begins:%H:%M}"
        label = _("Add an item at %(time)s") % {"time": clock}
        return AddLine(label, add_url(self.meeting, day.date, {"begins": clock}))


def add_url(meeting: Meeting, day: date | None, values: Mapping[str, object]) -> str:
    given = {"edit": "new", "day": day.isoformat() if day else "", **values}
    return f"{AGENDA.page_url(meeting)}?{urlencode(given)}"


def url_of(meeting: Meeting, name: str, item: AgendaItem | None = None) -> str:
    return reverse(f"meetings:{name}", args=[meeting.slug, item.key] if item else [meeting.slug])


def _facts(day: Day) -> str:
    """Say when a day begins and ends, and how much is on it."""
    number = ngettext("%(number)d item", "%(number)d items", len(day.items)) % {"number": len(day.items)}
    times = span(day.items)
    return " · ".join(
        [f"{times[0]:%H:%M}–{times[1]:%H:%M}", number] if times else [number] if day.items else []
    )


def _insert(lines: list[Line], edit: EditLine, begins: time | None) -> None:
    """Put a new row before the first item that begins later, in place of what is free there."""
    later = [
        index
        for index, line in enumerate(lines)
        if isinstance(line, ItemLine)
        and line.is_first
        and begins
        and line.item.begins
        and line.item.begins >= begins
    ]
    index = later[0] if later else len(lines)
    if index and isinstance(lines[index - 1], FreeLine):
        index -= 1
        lines.pop(index)
    lines.insert(index, edit)


def initial_of_new(meeting: Meeting, values: Mapping[str, str]) -> dict[str, Any]:
    """Return what a new row begins with: from the address, else a usual length."""
    kinds = set(Kind.values)
    minutes = values.get("minutes", "")
    return {
        "day": values.get("day", ""),
        "begins": values.get("begins", ""),
        "minutes": int(minutes) if minutes.isdecimal() else USUAL_LENGTH,
        "kind": kind if (kind := values.get("kind", "")) in kinds else Kind.SESSION,
    }
