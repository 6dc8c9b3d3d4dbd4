"""What a row would do, in words: each field with what stands in the directory and what the row says."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from network.imports.models import ImportRow, Verdict
from network.imports.parsing.columns import BY_NAME
from network.imports.parsing.reasons import in_words
from network.models import AgencyKind, Appointment, EndReason, InstrumentKind, Person
from network.models.people import WORKING_LANGUAGES

_CHOICES: dict[str, dict[str, Any]] = {
    "agency_kind": dict(AgencyKind.choices),
    "end_reason": dict(EndReason.choices),
    "instrument_kind": dict(InstrumentKind.choices),
}
_LANGUAGES = dict(WORKING_LANGUAGES)
# Shown beside each other at the head of a row, and not among its fields again.
_NAMES = ("given_name", "family_name", "state")


@dataclass(frozen=True)
class FieldDiff:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class RowPreview:
    """A row as the preview shows it."""

    row: ImportRow
    name: str
    fields: list[FieldDiff]
    reasons: list[str]


def describe(row: ImportRow) -> RowPreview:
    return RowPreview(row, _name_of(row), list(_fields(row)), [in_words(reason) for reason in row.reasons])


def _name_of(row: ImportRow) -> str:
    values = row.values
    name = f"{values.get('given_name', '')} {values.get('family_name', '').upper()}".strip()
    return ", ".join(filter(None, (name, values.get("state", ""))))


def _fields(row: ImportRow) -> Iterator[FieldDiff]:
    """A new entry's fields; of a changed one those that differ, and the appointment the row makes."""
    if row.verdict == Verdict.CHANGED:
        for name, after in row.after.items():
            yield FieldDiff(_label(name), _shown(name, row.before.get(name)), _shown(name, after))
    if row.verdict == Verdict.NEW or row.makes_appointment:
        given = row.values if row.verdict == Verdict.NEW else _appointment(row)
        shown_above = (*_NAMES, "primary_from") if "is_primary" in given else _NAMES
        for name, value in given.items():
            if name not in shown_above:
                yield FieldDiff(_label(name), "", _shown(name, value))


def _appointment(row: ImportRow) -> dict[str, Any]:
    names = {"starts_on", "ends_on", "end_reason", "is_primary", "primary_from", "primary_until"}
    return {
        name: value for name, value in row.values.items() if name in names or name.startswith("instrument")
    }


def _label(name: str) -> str:
    if column := BY_NAME.get(name):
        return str(column.label)
    model = Person if name == "confirmed_on" else Appointment
    return str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr] # noqa: SLF001 - Django's documented _meta


def _shown(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(str(_LANGUAGES.get(part, part)) for part in value)
    if name in _CHOICES:
        return str(_CHOICES[name].get(value, ""))
    if value and name.endswith(("_on", "_from", "_until")):
        return formats.date_format(date.fromisoformat(value), "j F Y")
    return str(value or "")
