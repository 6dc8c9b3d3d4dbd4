"""What a row would do, in words: each field with what stands in the directory and what the row says."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from network.imports.models import ImportRow, Verdict
from network.imports.parsing.columns import BY_NAME, PERSON
from network.imports.parsing.reasons import in_words as reason_in_words
from network.labels import in_words, label_of
from network.models import Agency, Appointment, Person
from nfp_portal.text.capitals import in_capitals

LONGEST_CELL = 120
# Columns that name a row of another table.
_AS_WRITTEN = ("state", "agency")
# Shown beside each other at the head of a row, and not among its fields again.
_NAMES = ("given_name", "family_name", "state")


@dataclass(frozen=True)
class FieldDiff:
    label: str
    before: str
    after: str

    @property
    def removed(self) -> str:
        return format_html("<del>{}</del>", self.before) if self.before else ""


@dataclass(frozen=True)
class RowPreview:
    """A row as the preview shows it."""

    row: ImportRow
    name: str
    fields: list[FieldDiff]
    reasons: list[str]

    @property
    def template(self) -> str:
        return f"network/imports/row/{self.row.verdict}.html"

    @property
    def person_link(self) -> str:
        """The name in the row; a link to the entry where there is one."""
        if self.row.person is None:
            return self.name
        return format_html('<a href="{}">{}</a>', self.row.person.get_absolute_url(), self.name)

    @property
    def cells(self) -> list[str]:
        return [Truncator(cell).chars(LONGEST_CELL) or "–" for cell in self.row.cells]


def describe(row: ImportRow) -> RowPreview:
    return RowPreview(
        row, _name_of(row), list(_fields(row)), [reason_in_words(reason) for reason in row.reasons]
    )


def _name_of(row: ImportRow) -> str:
    values = row.values
    name = f"{values.get('given_name', '')} {in_capitals(values.get('family_name', ''))}".strip()
    return ", ".join(filter(None, (name, values.get("state", ""))))


def _fields(row: ImportRow) -> Iterator[FieldDiff]:
    """A new entry's fields; of a changed one those that differ, and the appointment the row makes."""
    if row.verdict == Verdict.CHANGED:
        for name, after in row.after.items():
            yield FieldDiff(_label(name), _shown(name, row.before.get(name, "")), _shown(name, after))
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
    column = BY_NAME.get(name)
    return str(column.label) if column else label_of(*_field(name))


def _shown(name: str, value: Any) -> str:
    if isinstance(value, bool):  # of the column that says who is first contact
        return _("yes") if value else _("no")
    return str(value) if name in _AS_WRITTEN else in_words(*_field(name), value)


def _field(name: str) -> tuple[type[models.Model], str]:
    """The field of the record that a column leads to."""
    if name == "agency_kind":
        return Agency, "kind"
    return (Person if name in (*PERSON, "confirmed_on") else Appointment), name
