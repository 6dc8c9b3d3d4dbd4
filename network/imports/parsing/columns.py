"""What a spreadsheet may tell of a focal point: each column, how files call it, and an example of it."""

import re
from dataclasses import dataclass
from functools import cache

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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


COLUMNS = (
    Column(
        "state", _("State"), "Austria", ("country", "participating state", "state code", "code", "nation")
    ),
    Column("form_of_address", _("Form of address"), "Ms.", ("title", "salutation", "address", "mr ms")),
    Column("rank", _("Rank"), "Colonel", ("military rank", "police rank", "grade")),
    Column("given_name", _("Given name"), "Berta", ("first name", "forename", "given names", "firstname")),
    Column("family_name", _("Family name"), "Beispiel", ("last name", "surname", "lastname", "family names")),
    Column(
        "name_in_script",
        _("Name in original script"),
        "Берта Байшпиль",
        ("original script", "native name", "name in cyrillic", "cyrillic", "name in script"),
    ),
    Column("function", _("Function"), "Head of Unit", ("position", "job title", "post", "duty", "role")),
    Column(
        "agency",
        _("Agency"),
        "Border Police Directorate",
        ("institution", "service", "ministry", "organisation", "organization", "body", "authority"),
    ),
    Column("agency_kind", _("Kind of agency"), "Border police", ("kind", "type of agency", "agency type")),
    Column("unit", _("Unit"), "International Co-operation", ("department", "division", "section")),
    Column(
        "email",
        _("E-mail"),
        "berta.beispiel@example.org",
        ("email", "mail", "e mail address", "email address"),
    ),
    Column(
        "telephone",
        _("Telephone"),
        "+43 1 000 0000",
        ("phone", "tel", "telephone number", "phone number", "office phone"),
    ),
    Column(
        "mobile",
        _("Mobile telephone"),
        "+43 660 000 0000",
        ("mobile", "cell", "cell phone", "mobile phone", "gsm", "mobile number"),
    ),
    Column("languages", _("Working languages"), "English; German", ("languages", "language")),
    Column(
        "topics",
        _("Fields of work"),
        "Border management; Migration",
        ("topics", "topic", "field of work"),
    ),
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
PERSON = (
    "form_of_address", "rank", "given_name", "family_name", "name_in_script", "function", "unit", "email",
    "telephone", "mobile", "languages", "topics",
)  # fmt: skip


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
