"""What writing a pasted agenda would do: which items are new, changed or removed, and what forbids it."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.actions.speakers import PEOPLE
from meetings.agenda.pasted.rows import PastedRow
from meetings.forms.speakers import LONGEST as LONGEST_NAME
from meetings.models import AgendaItem, Kind, Meeting
from meetings.wording import clock_times, fault_in_words
from nfp_portal.accounts.audience import Audience
from nfp_portal.text.labels import label_of

LONGEST = {"title": 250, "note": 2000, "location": 200}


class Mode(models.TextChoices):
    REPLACE = "replace", gettext_lazy("Replace the agenda")
    ADD = "add", gettext_lazy("Add to the agenda")


class Status(models.TextChoices):
    NEW = "new", gettext_lazy("new")
    CHANGED = "changed", gettext_lazy("changed")
    SAME = "same", gettext_lazy("as it is")


@dataclass(frozen=True)
class PlannedRow:
    """A pasted row and what becomes of it: `item` as it is stored (None: a new one), what changes in it."""

    row: PastedRow
    item: AgendaItem | None
    changes: dict[str, Any]
    problems: list[str]

    @property
    def second(self) -> str:
        """What stands below the title: the number of the session, the room."""
        number = self.row.session
        session = _("Session %(number)d") % {"number": number} if number else ""
        return " · ".join(filter(None, (session, self.row.location)))

    @property
    def status(self) -> Status:
        if self.item is None:
            return Status.NEW
        return Status.CHANGED if self.changes else Status.SAME


@dataclass(frozen=True)
class Plan:
    """`fingerprint` is of the agenda that it was made for."""

    rows: list[PlannedRow]
    removed: list[AgendaItem]
    fingerprint: str

    @property
    def is_possible(self) -> bool:
        return bool(self.rows) and not any(planned.problems for planned in self.rows)

    def number(self, status: Status) -> int:
        return sum(planned.status == status for planned in self.rows)


def plan_of(meeting: Meeting, rows: Sequence[PastedRow], mode: Mode, items: Sequence[AgendaItem]) -> Plan:
    """Compare pasted rows with the items of now; an item of the same title stays the same item."""
    by_title = _unique_titles(items) if mode == Mode.REPLACE else {}
    matches = [by_title.pop(_folded(row.title), None) for row in rows]
    removed = [item for item in items if item not in matches] if mode == Mode.REPLACE else []
    after = [_after(meeting, row, match) for row, match in zip(rows, matches, strict=True)]
    others = [] if mode == Mode.REPLACE else list(items)
    planned = [
        PlannedRow(
            row,
            match,
            _changes(row, match),
            [*row.problems, *_problems(meeting, row, item, [*others, *after])],
        )
        for row, match, item in zip(rows, matches, after, strict=True)
    ]
    return Plan(planned, removed, fingerprint_of(items))


def fingerprint_of(items: Sequence[AgendaItem]) -> str:
    state = sorted((item.pk, item.revision) for item in items)
    return hashlib.sha256(repr(state).encode()).hexdigest()


def facts_of(row: PastedRow) -> dict[str, Any]:
    return {
        "title": row.title,
        "kind": row.kind,
        "session": row.session,
        "day": row.day,
        "begins": row.begins,
        "minutes": row.minutes,
        "note": row.note,
        "location": row.location,
        "audience": row.audience,
        PEOPLE: row.people,
    }


def _changes(row: PastedRow, item: AgendaItem | None) -> dict[str, Any]:
    """Return what differs; what the text does not say stays, and nothing is opened to more readers."""
    facts = facts_of(row)
    if item is None:
        return facts
    unsaid = {name for name in ("session", "note", "location", PEOPLE) if not facts[name]}
    unsaid |= {"kind"} if row.kind == Kind.SESSION else set()
    unsaid |= {"audience"} if row.audience == Audience.ALL else set()
    return {
        name: value for name, value in facts.items() if name not in unsaid and value != getattr(item, name)
    }


def _after(meeting: Meeting, row: PastedRow, match: AgendaItem | None) -> AgendaItem:
    """Return the item as it would be, not to be saved."""
    kind = match.kind if match and row.kind == Kind.SESSION else row.kind
    return AgendaItem(
        meeting=meeting, title=row.title, kind=kind, day=row.day, begins=row.begins, minutes=row.minutes
    )


def _problems(
    meeting: Meeting, row: PastedRow, item: AgendaItem, others: Sequence[AgendaItem]
) -> Iterator[str]:
    yield from _wrong_texts(row)
    if row.problems:
        return
    for local in (item.local_start, item.local_end):
        if local is not None and (fault := fault_in_words(local, meeting)):
            yield fault
    clash = next((other for other in others if other is not item and item.clashes_with(other)), None)
    if clash is not None:
        values = {"title": clash.title, "times": clock_times(clash)}
        yield _("At that time there is “%(title)s”, %(times)s.") % values


def _wrong_texts(row: PastedRow) -> Iterator[str]:
    if not row.title:
        yield _("It has no title.")
    for name, longest in LONGEST.items():
        if len(getattr(row, name)) > longest:
            values = {"field": label_of(AgendaItem, name), "longest": longest}
            yield _("Too long: %(field)s has %(longest)d characters at most.") % values
    if any(len(part) > LONGEST_NAME for person in row.people for part in person[1:4]):
        yield _("A name is too long: is it a text?")


def _unique_titles(items: Sequence[AgendaItem]) -> dict[str, AgendaItem]:
    """Return the items by title, as far as no two have the same."""
    titles = [_folded(item.title) for item in items]
    return {title: item for title, item in zip(titles, items, strict=True) if titles.count(title) == 1}


def _folded(title: str) -> str:
    return " ".join(title.casefold().split())
