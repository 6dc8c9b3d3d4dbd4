"""Whose turn it is: the items of one account from all sources, overdue first, then what waits longest."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from typing import Any, NamedTuple

from django.db import models
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nfp_portal.accounts.models import User
from nfp_portal.turns.registry import Item, Notify, Source, source_named, sources

SHOWN = 20
SOON = 3  # days
HALF_A_YEAR = 183  # days: beyond, a day is named with its year
EVERY_WAY = frozenset(Notify)
COLUMNS = ("source", "row", "begun", "due", "overdue_since")


class Waiting(NamedTuple):
    """A row of the union: whose turn has begun at `begun`, to be done by the day `due` or whenever."""

    source: str
    row: int
    begun: datetime
    due: date | None
    overdue_since: date | None


@dataclass(frozen=True, slots=True)
class Turn:
    """An item as the list shows it; `days` are those left until it is due, negative when it is overdue."""

    item: Item
    begun: datetime
    due: date | None
    days: int | None
    is_first: bool = False

    @property
    def is_overdue(self) -> bool:
        return self.days is not None and self.days < 0

    @property
    def is_soon(self) -> bool:
        return self.days is not None and 0 <= self.days <= SOON

    @property
    def is_urgent(self) -> bool:
        """Whether its button is filled."""
        return self.is_overdue or self.is_first

    @property
    def button(self) -> str:
        return "button" if self.is_urgent else "button button--quiet"

    @property
    def row(self) -> str:
        """The classes of its row."""
        mark = "overdue" if self.is_overdue else "soon" if self.is_soon else ""
        return f"turns__item turns__item--{mark}" if mark else "turns__item"

    @property
    def when(self) -> str:
        """When it is due, as one says it."""
        if self.days is None:
            return _("No date set")
        if self.days < 0:
            overdue = ngettext("%(n)d day overdue", "%(n)d days overdue", -self.days)
            return overdue % {"n": -self.days}
        if self.days <= 1:
            return _("Due tomorrow") if self.days else _("Due today")
        return _("In %(n)d days") % {"n": self.days}

    @property
    def day(self) -> str:
        if self.due is None:
            return ""
        day = date_format(self.due, "j F" if abs(self.days or 0) < HALF_A_YEAR else "j F Y")
        return (_("was due %(day)s") if self.is_overdue else _("by %(day)s")) % {"day": day}


@dataclass(frozen=True, slots=True)
class Turns:
    number: int
    shown: list[Turn]

    @property
    def is_cut(self) -> bool:
        return self.number > len(self.shown)


def number_for(user: User) -> int:
    """How many items wait for this account; one query, none where nothing can wait."""
    union = union_for(user)
    return union.count() if union is not None else 0


def turns_for(user: User) -> Turns:
    """The first items of this account and how many there are: two queries, and one for each source shown."""
    union = union_for(user)
    if union is None:
        return Turns(0, [])
    return Turns(union.count(), in_words(first_of(union, SHOWN), user))


def union_for(user: User, ways: Collection[Notify] = EVERY_WAY) -> models.QuerySet[Any, Any] | None:
    """All rows that wait for this account as one query of `COLUMNS`; None where nothing can."""
    parts = [part for source in sources() if source.notify in ways for part in _part(source, user)]
    return reduce(lambda one, other: one.union(other, all=True), parts) if parts else None


def _part(source: Source, user: User) -> list[models.QuerySet[Any, Any]]:
    rows = source.rows(user)
    if rows is None:
        return []
    today = timezone.localdate()
    due = Cast("until", models.DateField())
    columns = {
        "source": models.Value(source.name),
        "row": Cast("pk", models.BigIntegerField()),
        "begun": Cast("since", models.DateTimeField()),
        "due": due,
        "overdue_since": models.Case(models.When(until__lt=today, then=due), output_field=models.DateField()),
    }
    return [rows.order_by().annotate(**columns).values_list(*COLUMNS)]


def first_of(union: models.QuerySet[Any, Any], most: int) -> list[Waiting]:
    """The longest overdue first, then the others by how long they wait: Postgres sorts nulls last."""
    ordered = union.order_by("overdue_since", "begun", "source", "row")[:most]
    return [Waiting(*columns) for columns in ordered]


def newest_of(union: models.QuerySet[Any, Any], most: int) -> list[Waiting]:
    return [Waiting(*columns) for columns in union.order_by("-begun", "source", "row")[:most]]


def in_words(waiting: list[Waiting], user: User) -> list[Turn]:
    """The same rows as items, in the same order; what is done meanwhile is left out."""
    rows = {name: _fetched(name, waiting, user) for name in dict.fromkeys(each.source for each in waiting)}
    items = [(each, rows[each.source].get(each.row)) for each in waiting]
    there = [(each, source_named(each.source).item(row, user)) for each, row in items if row is not None]
    return [_turn(each, item, is_first=not number) for number, (each, item) in enumerate(there)]


def _fetched(name: str, waiting: list[Waiting], user: User) -> dict[int, Any]:
    rows = source_named(name).rows(user)
    keys = [each.row for each in waiting if each.source == name]
    return {row.pk: row for row in rows.filter(pk__in=keys)} if rows is not None else {}


def _turn(waiting: Waiting, item: Item, *, is_first: bool) -> Turn:
    days = (waiting.due - timezone.localdate()).days if waiting.due else None
    return Turn(item, waiting.begun, waiting.due, days, is_first)
