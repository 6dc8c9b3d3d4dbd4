"""Why a row or a whole file is rejected, and how to mend it: codes are stored, words are shown."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from network.imports.parsing.columns import BY_NAME
from network.imports.parsing.tables import LONGEST_CELL, MOST_CELLS, MOST_ROWS

Reason = dict[str, Any]
LONGEST_QUOTE = 80

FILE_REASONS = {
    "empty_file": _("The file holds no row. Upload one with a head and at least one row below it."),
    "too_many_columns": _("The file has more than %(most)s columns. Leave out what is not needed."),
    "too_many_rows": _("The file has more than %(most)s rows. Split it and hand in each part."),
    "swollen_file": _(
        "The workbook holds far more than its rows: formats, empty cells or texts without end. Copy the rows"
        " into a new workbook and hand that in."
    ),
    "broken_file": _("The file is damaged or no spreadsheet. Open it, save it anew and hand it in again."),
    "no_rows": _("There is only a head and no row below it."),
    "columns_missing": _("Columns are missing: %(value)s. Name them in the head of the file."),
}
_FILE_LIMITS = {"too_many_columns": MOST_CELLS, "too_many_rows": MOST_ROWS}

ROW_REASONS = {
    # The row as a whole.
    "too_few_cells": _(
        "The row has %(found)s cells, the head has %(expected)s. Look for a missing or another separator."
    ),
    "too_many_cells": _(
        "The row has %(found)s cells, the head has %(expected)s. Put text that holds the separator into"
        " quotation marks."
    ),
    "huge_cell": _("A cell holds more than %(most)s characters. Shorten it."),
    "wrong_encoding": _("The row is written in another encoding than the rest of the file. Type it anew."),
    "open_quotation": _("A quotation mark is opened and not closed. Close or remove it."),
    "example": _("This is the example of the template. Remove the row."),
    # One cell.
    "control_character": _("This holds control characters, which no program prints. Type it anew."),
    "formula_without_value": _(
        "A formula stands here whose value was not saved. Open the file in a spreadsheet program and save it."
    ),
    "error_value": _("The formula here shows the error %(value)s. Correct it or write the value."),
    "missing": _("Nothing is written here, and it is needed."),
    "too_long": _("This has more than %(most)s characters: “%(value)s”. Shorten it."),
    "no_name": _("“%(value)s” is no name: a name has letters, no digits and none of = < > @ { } | \\."),
    "unknown_state": _("“%(value)s” is no participating State. Write its name or its two letters, as AT."),
    "partner_state": _("%(value)s is a Partner for Co-operation; focal points are of participating States."),
    "no_email": _("“%(value)s” is no e-mail address. Write one address, as name@example.org."),
    "no_telephone": _("“%(value)s” has no country code. Write the number as +43 1 000 0000."),
    "no_date": _("“%(value)s” is no date we can read. Write it as 2016-04-12."),
    "ambiguous_date": _(
        "“%(value)s” may be read in two ways. Choose at the columns which comes first, or write 2016-04-12."
    ),
    "implausible_date": _("%(value)s lies too far from now to be true. Correct the year."),
    "unknown_language": _(
        "“%(value)s” is no working language. Write English, French, German, Italian, Russian or Spanish."
    ),
    "unknown_topic": _("“%(value)s” is no field of work of the OSCE. Write it as in the template."),
    "unknown_kind": _("“%(value)s” is no kind that we know. Write it as in the template, or nothing."),
    "no_yes_or_no": _("“%(value)s” is neither yes nor no."),
    # Several cells.
    "ends_before_start": _("The end must come after the start."),
    "reason_without_end": _("A reason for the end needs its date."),
    "no_start": _("An appointment needs the date it is in force from."),
    "kind_without_agency": _("There is a kind but no agency. Write the agency's name."),
    # The file and the directory.
    "twice_in_file": _("Row %(row)s names the same person. Keep one of the two."),
    "several_entries": _(
        "%(value)s entries of this State bear this name. Write the e-mail address of the one meant."
    ),
    "other_state": _(
        "This e-mail address belongs to %(person)s of %(value)s. Correct the State or the address."
    ),
    "appointment_overlaps": _(
        "This person already has an appointment for this State in that time (%(value)s). End that one first"
        " or correct the date."
    ),
    "first_contact_overlaps": _(
        "This State already has a first contact in that time: %(person)s. Write “no”, or end the other one."
    ),
    "refused": _("The database refused this row: %(value)s"),
    # At the commit and at the undo.
    "changed_since": _(
        "The directory changed since the preview. Look at the entry, then bring this row again."
    ),
    "touched_since": _("Changed since the import, or others refer to it. Correct the entry itself."),
}  # fmt: skip


def reason(code: str, column: str = "", **facts: object) -> Reason:
    """Return a reason as it is stored: its code, the column it concerns, and short facts for its text."""
    quoted = {name: _short(value) for name, value in facts.items()}
    return {"code": code, "column": column, **quoted}


def _short(value: object) -> object:
    if not isinstance(value, str) or len(value) <= LONGEST_QUOTE:
        return value
    return value[:LONGEST_QUOTE] + "…"


def in_words(reason: Reason) -> str:
    """Return the reason in the language of the request, after the name of its column."""
    text = str(ROW_REASONS[reason["code"]]) % ({"most": LONGEST_CELL} | reason)
    return f"{BY_NAME[reason['column']].label}: {text}" if reason["column"] else text


def file_reason_in_words(code: str, value: str = "") -> str:
    return str(FILE_REASONS[code]) % {"most": _FILE_LIMITS.get(code, ""), "value": value}
