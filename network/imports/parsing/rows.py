"""What each cell says: its value as the directory keeps it, or why it is no such thing."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

from network.imports.parsing.columns import APPOINTMENT, DATES, EXAMPLE, REQUIRED, folded
from network.imports.parsing.dates import DateReader
from network.imports.parsing.reasons import Reason, reason
from network.imports.parsing.tables import Record
from network.models import Agency, AgencyKind, Appointment, EndReason, FieldOfWork, InstrumentKind, Person
from network.models.people import WORKING_LANGUAGES
from network.models.person_fields import IMPORTED_FIELDS, Kind, PersonField
from network.models.states import Participation, State
from nfp_portal.text.addresses import normalize_address, validate_address
from nfp_portal.text.telephones import is_telephone

Clean = Callable[[str], Any]

_YES = {"yes", "y", "x", "1", "true", "oui", "ja", "да"}
_NO = {"no", "n", "0", "false", "non", "nein", "нет"}
_NOT_IN_NAMES = re.compile(r"[\d=<>@{}|\\]")
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
# What a spreadsheet program shows where a formula fails.
ERROR_VALUES = frozenset(
    {"#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
)
# Names of States in common use that no list of the OSCE has.
_STATE_ALIASES = {
    "uk": "GB", "great britain": "GB", "usa": "US", "united states": "US", "russia": "RU", "vatican": "VA",
    "slovak republic": "SK", "republic of moldova": "MD", "kyrgyz republic": "KG", "bosnia": "BA",
}  # fmt: skip


@dataclass
class Row:
    """One row on its way: what it said, what was understood, why it is rejected, and what it means here."""

    number: int
    cells: list[str]
    values: dict[str, Any] = field(default_factory=dict)
    reasons: list[Reason] = field(default_factory=list)
    verdict: str = ""
    person_id: int | None = None
    revision: int | None = None
    appointment_id: int | None = None
    appointment_revision: int | None = None
    makes_appointment: bool = False
    differences: dict[str, dict[str, Any]] = field(default_factory=dict)


class _ParsedCells(dict[str, Any]):
    """What a cleaner says, worked out once for each text: columns repeat themselves."""

    def __init__(self, clean: Clean) -> None:
        super().__init__()
        self._clean = clean

    def __missing__(self, text: str) -> Any:
        bare = " ".join(text.split())
        self[text] = value = self._parse(bare)
        return value

    def _parse(self, bare: str) -> Any:
        """A cell of dashes says that there is nothing; an error value says nothing at all."""
        if not bare.strip(DASHES):
            return None
        return reason("error_value", value=bare) if bare in ERROR_VALUES else self._clean(bare)


def parse_rows(records: Iterable[Record], mapping: list[str], width: int, order: str) -> Iterator[Row]:
    """Understand each row as far as it goes; three queries, then none. `width` is that of the head."""
    known = {name: _ParsedCells(clean) for name, clean in cleaners(order).items()}
    plan = [(index, name, known[name]) for index, name in enumerate(mapping) if name]
    for record in records:
        row = Row(record.number, record.cells)
        row.reasons = _faults(record, width, mapping)
        if not row.reasons:
            _parse_cells(row, plan)
            _check_row(row)
        yield row


def _faults(record: Record, width: int, mapping: list[str]) -> list[Reason]:
    reasons = [reason(code) for code in record.faults]
    read = dict(enumerate(mapping))
    reasons += [reason(code, read[index]) for index, code in record.cell_faults if read.get(index)]
    if EXAMPLE in record.cells:
        reasons.append(reason("example"))
    if len(record.cells) > width:
        reasons.append(reason("too_many_cells", found=len(record.cells), expected=width))
    elif len(record.cells) == 1 < width and any(sign in record.cells[0] for sign in ",;\t|"):
        reasons.append(reason("too_few_cells", found=1, expected=width))
    return reasons


def _parse_cells(row: Row, plan: list[tuple[int, str, _ParsedCells]]) -> None:
    cells, values = row.cells, row.values
    held = len(cells)
    for index, name, known in plan:
        if index < held and (text := cells[index]):
            value = known[text]
            if value.__class__ is dict:
                row.reasons.append(value | {"column": name})
            elif value is not None:
                values[name] = value


def _check_row(row: Row) -> None:
    """Add what only several cells together show to be wrong."""
    values, refused = row.values, {refusal["column"] for refusal in row.reasons}
    row.reasons += [
        reason("missing", name) for name in REQUIRED if name not in values and name not in refused
    ]
    if "agency_kind" in values and "agency" not in values:
        row.reasons.append(reason("kind_without_agency", "agency"))
    if refused.isdisjoint(APPOINTMENT):
        row.reasons += _check_dates(values)


def _check_dates(values: dict[str, Any]) -> Iterator[Reason]:
    ends_on = values.get("ends_on")
    if ends_on is None and "end_reason" in values:
        yield reason("reason_without_end", "end_reason")
    if ends_on is not None and ends_on <= values.get("starts_on", ""):
        yield reason("ends_before_start", "ends_on")


# Cells --------------------------------------------------------------------------------------------


def cleaners(order: str) -> dict[str, Clean]:
    """For each column what understands a cell: it gives a value that JSON can hold, or a reason."""
    of_people = {field.name: _of_person(field) for field in IMPORTED_FIELDS}
    return of_people | dict.fromkeys(DATES, DateReader(order)) | {
        "state": _states(),
        "agency": _text(_longest(Agency, "name")),
        "agency_kind": _choice(AgencyKind),
        "end_reason": _choice(EndReason),
        "is_primary": yes_or_no,
        "instrument_kind": _choice(InstrumentKind),
        "instrument_reference": _text(_longest(Appointment, "instrument_reference")),
    }  # fmt: skip


def _of_person(field: PersonField) -> Clean:
    match field.kind:
        case Kind.NAME:
            return _name(_longest(Person, field.name))
        case Kind.ADDRESS:
            return email
        case Kind.TELEPHONE:
            return telephone
        case Kind.LANGUAGES:
            return _several(_languages(), "unknown_language", r"[;/|]|\band\b")
        case Kind.TOPICS:
            return _sorted(_several(_topics(), "unknown_topic", r"[;|]"))
        case _:
            return _text(_longest(Person, field.name))


def _longest(model: type[Person | Agency | Appointment], name: str) -> int:
    return int(model._meta.get_field(name).max_length or 0)  # type: ignore[union-attr] # noqa: SLF001 - Django's documented _meta


def _text(most: int) -> Clean:
    return lambda text: text if len(text) <= most else reason("too_long", value=text, most=most)


def _name(most: int) -> Clean:
    def clean(text: str) -> str | Reason:
        if _NOT_IN_NAMES.search(text) or not any(map(str.isalpha, text)):
            return reason("no_name", value=text)
        return text if len(text) <= most else reason("too_long", value=text, most=most)

    return clean


def email(text: str) -> str | Reason:
    address = normalize_address(text)
    try:
        validate_address(address)
    except ValidationError:
        return reason("no_email", value=text)
    return address


def telephone(text: str) -> str | Reason:
    number = f"+{text[2:]}" if text.startswith("00") else text
    fits = is_telephone(number) and len(number) <= _longest(Person, "telephone")
    return number if fits else reason("no_telephone", value=text)


def yes_or_no(text: str) -> bool | Reason:
    if text.casefold() in _YES | _NO:
        return text.casefold() in _YES
    return reason("no_yes_or_no", value=text)


def _choice(choices: type[TextChoices]) -> Clean:
    """One of the choices, by its value or its English words."""
    known = {folded(str(value).replace("_", " ")): str(value) for value in choices.values}
    known |= {folded(str(label)): str(value) for value, label in choices.choices}
    return lambda text: known.get(folded(text)) or reason("unknown_kind", value=text)


def _several(known: dict[str, str], refusal: str, between: str) -> Clean:
    """Understand a list of what is known, in the order of the cell, each once."""

    def clean(text: str) -> list[str] | Reason:
        values = []
        for part in filter(str.strip, re.split(between, text)):
            for value in _between_commas(part, known):
                if folded(value) not in known:
                    return reason(refusal, value=value.strip())
                values.append(known[folded(value)])
        return list(dict.fromkeys(values))

    return clean


def _sorted(clean: Clean) -> Clean:
    """Sort what is understood, for a list whose order says nothing."""

    def clean_sorted(text: str) -> list[str] | Reason:
        values = clean(text)
        return sorted(values) if isinstance(values, list) else values

    return clean_sorted


def _between_commas(text: str, known: dict[str, str]) -> Iterator[str]:
    """Split at commas, but keep a known name that has some whole: the longest that begins here."""
    parts = [part for part in text.split(",") if part.strip()]
    while parts:
        lengths = (n for n in range(len(parts), 0, -1) if folded(",".join(parts[:n])) in known)
        length = next(lengths, 1)
        yield ",".join(parts[:length])
        parts = parts[length:]


def _languages() -> dict[str, str]:
    return {code: code for code, _label in WORKING_LANGUAGES} | {
        folded(str(label)): code for code, label in WORKING_LANGUAGES
    }


def _topics() -> dict[str, str]:
    return {folded(name): name for name in FieldOfWork.objects.values_list("name", flat=True)}


def _states() -> Clean:
    """A participating State by code or by any name it bears or bore, in English or French."""
    known: dict[str, State] = {}
    states = list(State.objects.with_names())
    by_code = {state.iso2: state for state in states}
    for state in states:
        former = [name for row in state.former_names.all() for name in (row.name, row.name_in_text)]
        for name in (state.iso2, state.name, state.name_in_text, state.name_fr, *former):
            known.setdefault(folded(name), state)
    known |= {alias: by_code[code] for alias, code in _STATE_ALIASES.items() if code in by_code}

    def clean(text: str) -> str | Reason:
        state = known.get(folded(text))
        if state is None:
            return reason("unknown_state", value=text)
        if state.participation != Participation.PARTICIPATING:
            return reason("partner_state", value=state.name)
        return state.iso2

    return clean
