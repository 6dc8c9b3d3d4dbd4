"""The list of practices with its facets: what can be chosen, and how many practices each choice keeps."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from exchange.practices.models import Mechanism, Stage
from exchange.practices.models.practices import PracticeQuerySet
from network.models import FieldOfWork, State


@dataclass(frozen=True)
class Facet:
    """`choices` are (value, label with number, " selected" or "")."""

    name: str
    label: str
    choices: list[tuple[str, str, str]]


def chosen(rows: PracticeQuerySet, query: Mapping[str, Any]) -> PracticeQuerySet:
    """Keep what an address chooses; a value that is none of its facet chooses nothing."""
    kept = {
        "stage": query.get("stage") if query.get("stage") in Stage.values else None,
        "mechanism": query.get("mechanism") if query.get("mechanism") in Mechanism.values else None,
        "field": _number(query.get("field")),
        "state__iso2": query.get("state", "").upper() or None,
    }
    return rows.filter(**{name: value for name, value in kept.items() if value is not None})


def _number(text: Any) -> int | None:
    return int(text) if str(text or "").isdecimal() and len(str(text)) < 9 else None  # noqa: PLR2004 - below an int


def facets_of(rows: PracticeQuerySet, query: Mapping[str, Any]) -> list[Facet]:
    """Return the facets of these practices; five queries, however many they are."""
    fields = dict(FieldOfWork.objects.values_list("pk", "name"))
    states = dict(State.objects.values_list("iso2", "name"))
    return [
        Facet(name, label, list(_choices(rows, column, dict(names), query.get(name, ""))))
        for name, column, label, names in (
            ("stage", "stage", _("Stage"), Stage.choices),
            ("mechanism", "mechanism", _("Mechanism"), Mechanism.choices),
            ("field", "field", _("Field of work"), fields),
            ("state", "state__iso2", _("State"), states),
        )
    ]


def _choices(
    rows: PracticeQuerySet, column: str, names: Mapping[Any, Any], value: str
) -> Iterator[tuple[str, str, str]]:
    yield "", _("Any"), ""
    counted = dict(rows.order_by().values_list(column).annotate(number=Count("pk")))
    for key, label in names.items():
        if key in counted:
            yield str(key), f"{label} ({counted[key]})", " selected" if str(key) == value else ""
