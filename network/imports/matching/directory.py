"""What the directory holds of the people, agencies and appointments that rows speak of: seven queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q

from network.imports.parsing.columns import APPOINTMENT, PERSON, TERM
from network.imports.parsing.rows import Row
from network.models import Appointment, Person, State
from network.models.first_contacts import end_of_role
from nfp_portal.text.capitals import in_capitals

# Rows of the file with the entries that bear their address, and with those of their name in their State or
# appointed by it, also a name that was merged into another. The folded name comes back too: rows are compared
# by the same folding.
_BY_EMAIL = """
    SELECT input.number, person.id
    FROM unnest(%s::int[], %s::text[]) AS input (number, email)
    JOIN network_person AS person ON person.email = input.email AND person.email <> ''
"""
_BY_NAME = """
    WITH input AS MATERIALIZED (
        SELECT number, state_id, nfp_fold(given, family) AS name
        FROM unnest(%s::int[], %s::bigint[], %s::text[], %s::text[])
            AS named (number, state_id, given, family)
    ), entry AS MATERIALIZED (
        SELECT DISTINCT coalesce(person.merged_into_id, person.id) AS id, link.state_id,
            nfp_fold(person.given_name, person.family_name) AS name
        FROM network_person AS person JOIN (
            SELECT id AS person_id, state_id FROM network_person
            UNION SELECT person_id, state_id FROM network_appointment
        ) AS link ON link.person_id = person.id
        WHERE link.state_id = ANY (%s)
    )
    SELECT input.number, input.name, entry.id FROM input LEFT JOIN entry USING (state_id, name)
"""
_AGENCIES = """
    SELECT input.iso2, input.name, nfp_fold(input.name), kept.name
    FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS input (iso2, name, position)
    JOIN network_state AS state USING (iso2)
    LEFT JOIN network_agency AS agency ON agency.state_id = state.id AND agency.folded = nfp_fold(input.name)
    LEFT JOIN network_agency AS kept ON kept.id = coalesce(agency.merged_into_id, agency.id)
    ORDER BY agency.name IS DISTINCT FROM input.name, agency.merged_into_id IS NOT NULL, agency.id,
        input.position
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
        end = end_of_role(self.facts.get("primary_until"), self.facts.get("ends_on"))
        return self.facts["primary_from"], end or OPEN


def overlap(some: Days, others: Days) -> bool:
    return some[0] < others[1] and others[0] < some[1]


@dataclass
class Directory:
    """What the rows speak of, by the numbers of the rows and by State."""

    by_email: dict[int, int] = field(default_factory=dict)
    by_name: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    names: dict[int, str] = field(default_factory=dict)
    entries: dict[int, Entry] = field(default_factory=dict)
    terms: dict[int, list[Term]] = field(default_factory=lambda: defaultdict(list))
    agencies: dict[tuple[str, str], str] = field(default_factory=dict)


def find_in_directory(rows: Iterable[Row]) -> Directory:
    """Find what these rows, which could be parsed, speak of: seven queries."""
    rows = list(rows)
    states = dict(State.objects.values_list("iso2", "pk"))
    directory = Directory()
    _find_people(directory, rows, states)
    _find_terms(
        directory, {row.values["state"] for row in rows if not row.values.keys().isdisjoint(APPOINTMENT)}
    )
    _find_agencies(
        directory, [(row.values["state"], row.values["agency"]) for row in rows if "agency" in row.values]
    )
    return directory


def _find_people(directory: Directory, rows: list[Row], states: dict[str, int]) -> None:
    addresses = [(row.number, row.values["email"]) for row in rows if "email" in row.values]
    directory.by_email = dict(_query(_BY_EMAIL, _columns(addresses, 2)))
    named = [
        (row.number, states[row.values["state"]], row.values["given_name"], row.values["family_name"])
        for row in rows
    ]
    parameters = [*_columns(named, 4), sorted({state for _number, state, _given, _family in named})]
    for number, name, person in _query(_BY_NAME, parameters):
        directory.names[number] = name
        if person:
            directory.by_name[number].append(person)
    keys = {*directory.by_email.values(), *(pk for pks in directory.by_name.values() for pk in pks)}
    directory.entries = {entry.pk: entry for entry in _entries(keys)}


def _columns(rows: list[tuple[Any, ...]], width: int) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(width)]


def _query(statement: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def _entries(keys: set[int]) -> Iterable[Entry]:
    fields = ("pk", "revision", "state__iso2", "agency__name", "organisation__name", *PERSON)
    people = Person.objects.filter(pk__in=keys).values_list(*fields)
    for pk, revision, state, agency, organisation, *facts in people:
        bodies = {"agency": agency or "", "organisation": organisation or ""}
        yield Entry(pk, revision, state or "", dict(zip(PERSON, facts, strict=True)) | bodies)


def _find_terms(directory: Directory, states: set[str]) -> None:
    """The appointments of those people, and of the States whose appointments rows speak of."""
    concerned = Q(person__in=list(directory.entries)) | Q(state__iso2__in=states)
    fields = ("person", "person__given_name", "person__family_name", "state__iso2", "pk", "revision", *TERM)
    for person, given, family, state, pk, revision, *facts in Appointment.objects.filter(
        concerned
    ).values_list(*fields):
        values = dict(zip(TERM, map(_plain, facts), strict=True))
        term = Term(person, state, values, f"{given} {in_capitals(family)}", pk, revision)
        directory.terms[person].append(term)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _find_agencies(directory: Directory, named: list[tuple[str, str]]) -> None:
    """How the directory writes each agency, or how the file does first where it is new."""
    first: dict[tuple[str, str], str] = {}
    for state, name, fold, known in _query(_AGENCIES, _columns(list(dict.fromkeys(named)), 2)):
        directory.agencies.setdefault((state, name), known or first.setdefault((state, fold), name))
