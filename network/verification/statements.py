"""What else of a State the yearly verification asks about: whether what it says is still true.

The rooms that publish such statements register them; verification knows none of these rooms.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models.functions import Cast, TruncDate

from network.models import State
from network.rounds.models import Addressee, Round
from network.verification.models import VERIFICATION

# Nobody is asked about what was confirmed or published so shortly before the round was opened.
CONFIRMED_FOR = timedelta(days=183)


@dataclass(frozen=True)
class Statement:
    """What a State says; `reference` names it among those of all sources."""

    reference: str
    title: str
    text: str
    language: str


@dataclass(frozen=True)
class StatementSource:
    """The statements of one room.

    `due` returns those of a State that were last confirmed before a day, as key, title, text and language;
    `titles` the same titles as a text for SQL, of the State and the day of an outer query. `confirm` and
    `report` note that one is still true, or what has changed, and return whether they did: not for what is
    none of the State's, or was withdrawn meanwhile.
    """

    name: str
    heading: Callable[[], str]
    due: Callable[[State, date], list[tuple[str, str, str, str]]]
    titles: Callable[[models.OuterRef, Any], Any]
    confirm: Callable[[State, str], bool]
    report: Callable[[State, str, str], bool]


_SOURCES: dict[str, StatementSource] = {}


def register_statements(source: StatementSource) -> None:
    _SOURCES[source.name] = source


def statement_sources() -> list[StatementSource]:
    return list(_SOURCES.values())


def asked_since(round_: Round) -> date:
    """Return the day before which a statement was confirmed that this round asks about."""
    return round_.opened_on - CONFIRMED_FOR


def asked_since_of(opened_at: Any) -> models.Expression:
    """Return the same day as an expression of the column that holds when a round was opened."""
    before = models.ExpressionWrapper(
        TruncDate(Cast(opened_at, models.DateTimeField())) - models.Value(CONFIRMED_FOR),
        output_field=models.DateTimeField(),
    )
    return Cast(before, models.DateField())


def rounds_asking(state: models.OuterRef) -> dict[str, models.Subquery]:
    """Return `opened_at` and `closes_at` of the open verification that asks a State, for an annotation."""
    rows = Addressee.objects.filter(
        represents=state, round__kind=VERIFICATION, round__closed_at=None
    ).order_by("round__opened_at")
    return {name: models.Subquery(rows.values(f"round__{name}")[:1]) for name in ("opened_at", "closes_at")}


def joined_titles(state: models.OuterRef, opened_at: Any) -> models.Expression:
    """Return the joined titles of what a round opened then asks a State about, as an expression."""
    titles = [source.titles(state, asked_since_of(opened_at)) for source in statement_sources()]
    return models.Func(models.Value("; "), *titles, function="concat_ws", output_field=models.TextField())


def statements_due(state: State, round_: Round) -> Iterator[tuple[str, list[Statement]]]:
    """Yield the heading and the statements of each source that has some; one query a source."""
    for source in _SOURCES.values():
        rows = source.due(state, asked_since(round_))
        if rows:
            yield source.heading(), [Statement(f"{source.name}:{key}", *texts) for key, *texts in rows]


def source_of(reference: str) -> tuple[StatementSource | None, str]:
    """Return the source that a reference names, None for none, and the key in it."""
    name, _separator, key = reference.partition(":")
    return _SOURCES.get(name), key
