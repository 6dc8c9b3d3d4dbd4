"""What a spreadsheet may tell of a focal point: each column, how files call it, and an example of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.utils import translation
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from network.models.person_fields import IMPORTED_FIELDS, PERSON_FIELDS, Kind, PersonField
from nfp_portal.ui.spelling import plain_letters


def folded(text: str) -> str:
    """Small letters without accents, words with one blank between them, no other signs."""
    return " ".join(re.findall(r"\w+", plain_letters(text.casefold())))


@dataclass(frozen=True)
class Column:
    """A field of the import; `headings` are other names files give it, as `folded` writes them."""

    name: str
    label: str | Promise
    example: str
    headings: tuple[str, ...] = ()


AGENCY_COLUMNS = (
    Column(
        "agency",
        _("Agency"),
        "Border Police Directorate",
        ("institution", "service", "ministry", "organisation", "organization", "body", "authority"),
    ),
    Column("agency_kind", _("Kind of agency"), "Border police", ("kind", "type of agency", "agency type")),
)


def _label_of(field: PersonField) -> str:
    """The label in the language of whoever reads it, which is known only then."""
    return lazy(lambda: field.label, str)()


def _of_people() -> Iterator[Column]:
    for field in PERSON_FIELDS:
        if field.kind == Kind.AGENCY:
            yield from AGENCY_COLUMNS
        elif field.example:
            yield Column(field.name, _label_of(field), field.example, field.headings)


COLUMNS = (
    Column(
        "state", _("State"), "Austria", ("country", "participating state", "state code", "code", "nation")
    ),
    *_of_people(),
    Column(
        "starts_on",
        _("In force from"),
        "2016-04-12",
        ("appointed on", "appointment date", "start", "since", "from", "start date", "date of appointment"),
    ),
    Column("ends_on", _("Ends on"), "", ("end", "until", "to", "end date", "ended on")),
    Column("end_reason", _("Reason of the end"), "", ("reason", "end reason", "why ended")),
    Column(
        "is_primary",
        _("First contact (yes or no)"),
        "yes",
        ("first contact", "primary", "main contact", "primary contact"),
    ),
    Column(
        "instrument_kind",
        _("Kind of instrument"),
        "Note verbale",
        ("instrument", "document", "kind of document", "instrument kind"),
    ),
    Column(
        "instrument_reference",
        _("Reference of the instrument"),
        "NV 123/2016",
        ("reference", "ref", "document number", "reference number", "instrument reference"),
    ),
    Column(
        "instrument_on",
        _("Date of the instrument"),
        "2016-04-04",
        ("document date", "date of document", "letter date", "instrument date"),
    ),
)
# What marks the template's row of examples, in a last column of its own.
EXAMPLE = "EXAMPLE - remove this row"
BY_NAME = {column.name: column for column in COLUMNS}
REQUIRED = ("state", "given_name", "family_name")
DATES = ("starts_on", "ends_on", "instrument_on")
APPOINTMENT = (
    "starts_on", "ends_on", "end_reason", "is_primary", "instrument_kind", "instrument_reference",
    "instrument_on",
)  # fmt: skip
# The columns of the table that these become: who is first contact is kept by days.
TERM = (
    "starts_on", "ends_on", "end_reason", "primary_from", "primary_until", "instrument_kind",
    "instrument_reference", "instrument_on",
)  # fmt: skip
PERSON = tuple(field.name for field in IMPORTED_FIELDS)


def heading_of(column: Column) -> str:
    """The heading of the template, in English whatever the reader's language."""
    with translation.override("en"):
        return str(column.label)


@cache
def _fields() -> dict[str, str]:
    """Each heading we know with its field; the fields' own names are among them."""
    known = {heading: column.name for column in COLUMNS for heading in column.headings}
    for column in COLUMNS:
        known[folded(column.name.replace("_", " "))] = column.name
        known[folded(heading_of(column))] = column.name
    return known


def field_of(heading: str) -> str:
    """The field a heading names; "" if we do not know it."""
    return _fields().get(folded(heading), "")


def guessed_mapping(head: list[str]) -> list[str]:
    """The field of each heading; of two that name the same field, the second is left out."""
    mapping: list[str] = []
    for heading in head:
        name = field_of(heading)
        mapping.append(name if name not in mapping else "")
    return mapping
