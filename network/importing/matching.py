"""What the directory holds of the people, agencies and appointments that rows speak of: seven queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q

from network.importing.cleaning import Row
from network.importing.columns import APPOINTMENT, PERSON, TERM
from network.models import Appointment, Person, State

# Rows of the file with the entries that bear their address, and with those of their name in their State or
# appointed by it, also a name that was merged into another. The folded name comes back too: rows are compared
# by the same folding.
_BY_EMAIL = """
    SELECT asked.number, person.id
    FROM unnest(%s::int[], %s::text[]) AS asked (number, email)
    JOIN network_person AS person ON person.email = asked.email AND person.email <> ''
"""
_BY_NAME = """
    WITH asked AS MATERIALIZED (
        SELECT number, state_id, nfp_fold(given, family) AS name
        FROM unnest(%s::int[], %s::bigint[], %s::text[], %s::text[]) AS told (number, state_id, given, family)
    ), entry AS MATERIALIZED (
        SELECT DISTINCT coalesce(person.merged_into_id, person.id) AS id, place.state_id,
            nfp_fold(person.given_name, person.family_name) AS name
        FROM network_person AS person JOIN (
            SELECT id AS person_id, state_id FROM network_person
            UNION SELECT person_id, state_id FROM network_appointment
        ) AS place ON place.person_id = person.id
        WHERE place.state_id = ANY (%s)
    )
    SELECT asked.number, asked.name, entry.id FROM asked LEFT JOIN entry USING (state_id, name)
"""
_AGENCIES = """
    SELECT asked.iso2, asked.name, nfp_fold(asked.name), kept.name
    FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS asked (iso2, name, place)
    JOIN network_state AS state USING (iso2)
    LEFT JOIN network_agency AS agency ON agency.state_id = state.id AND agency.folded = nfp_fold(asked.name)
    LEFT JOIN network_agency AS kept ON kept.id = coalesce(agency.merged_into_id, agency.id)
    ORDER BY agency.name IS DISTINCT FROM asked.name, agency.merged_into_id IS NOT NULL, agency.id,
        asked.place
"""


# A half-open period in ISO 8601, and the end of one that has none.
Days = tuple[str, str]
OPEN = "9999"


class Entry(NamedTuple):
    """A person of the directory: the fields of the import as rows have them, and what else decides."""

    pk: int
    revision: int
    state: str
    facts: dict[str, Any]


@dataclass
class Term:
    """An appointment, there already or to be made: dates in ISO 8601, None while it is open."""

    person: object
    state: str
    facts: dict[str, Any]
    who: str
    pk: int | None = None
    revision: int | None = None

    @property
    def lasts(self) -> Days:
        return self.facts["starts_on"], self.facts.get("ends_on") or OPEN

    @property
    def is_first_contact(self) -> Days | None:
        """The days the person is the State's first contact; None if never."""
        if not self.facts.get("primary_from"):
            return None
        until = self.facts.get("primary_until") or OPEN
        return self.facts["primary_from"], min(until, self.facts.get("ends_on") or OPEN)


def overlap(some: Days, others: Days) -> bool:
    return some[0] < others[1] and others[0] < some[1]


@dataclass
class Directory:
    """What was found, by the numbers of the rows and by State."""

    by_email: dict[int, int] = field(default_factory=dict)
    by_name: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    names: dict[int, str] = field(default_factory=dict)
    entries: dict[int, Entry] = field(default_factory=dict)
    terms: dict[int, list[Term]] = field(default_factory=lambda: defaultdict(list))
    first_contacts: dict[str, list[Term]] = field(default_factory=lambda: defaultdict(list))
    agencies: dict[tuple[str, str], str] = field(default_factory=dict)


def look_up(rows: Iterable[Row]) -> Directory:
    """Find what the rows that were understood speak of."""
    rows = list(rows)
    states = dict(State.objects.values_list("iso2", "pk"))
    found = Directory()
    _find_people(found, rows, states)
    _find_terms(found, {row.values["state"] for row in rows if not row.values.keys().isdisjoint(APPOINTMENT)})
    _find_agencies(
        found, [(row.values["state"], row.values["agency"]) for row in rows if "agency" in row.values]
    )
    return found


def _find_people(found: Directory, rows: list[Row], states: dict[str, int]) -> None:
    told = [(row.number, row.values["email"]) for row in rows if "email" in row.values]
    found.by_email = dict(_ask(_BY_EMAIL, _columns(told, 2)))
    named = [
        (row.number, states[row.values["state"]], row.values["given_name"], row.values["family_name"])
        for row in rows
    ]
    asked = [*_columns(named, 4), sorted({state for _number, state, _given, _family in named})]
    for number, name, person in _ask(_BY_NAME, asked):
        found.names[number] = name
        if person:
            found.by_name[number].append(person)
    keys = {*found.by_email.values(), *(pk for pks in found.by_name.values() for pk in pks)}
    found.entries = {entry.pk: entry for entry in _entries(keys)}


def _columns(rows: list[tuple[Any, ...]], width: int) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(width)]


def _ask(statement: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def _entries(keys: set[int]) -> Iterable[Entry]:
    fields = ("pk", "revision", "state__iso2", "agency__name", "organisation__name", *PERSON)
    people = Person.objects.filter(pk__in=keys).values_list(*fields)
    for pk, revision, state, agency, organisation, *facts in people:
        bodies = {"agency": agency or "", "organisation": organisation or ""}
        yield Entry(pk, revision, state or "", dict(zip(PERSON, facts, strict=True)) | bodies)


def _find_terms(found: Directory, states: set[str]) -> None:
    """The appointments of those people, and of the States whose appointments rows speak of."""
    asked = Q(person__in=list(found.entries)) | Q(state__iso2__in=states)
    fields = ("person", "person__given_name", "person__family_name", "state__iso2", "pk", "revision", *TERM)
    for person, given, family, state, pk, revision, *facts in Appointment.objects.filter(asked).values_list(
        *fields
    ):
        told = dict(zip(TERM, map(_plain, facts), strict=True))
        term = Term(person, state, told, f"{given} {family.upper()}", pk, revision)
        found.terms[person].append(term)
        if term.is_first_contact:
            found.first_contacts[state].append(term)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _find_agencies(found: Directory, named: list[tuple[str, str]]) -> None:
    """How the directory writes each agency, or how the file does first where it is new."""
    first: dict[tuple[str, str], str] = {}
    for state, name, fold, known in _ask(_AGENCIES, _columns(list(dict.fromkeys(named)), 2)):
        found.agencies.setdefault((state, name), known or first.setdefault((state, fold), name))
