"""An import becomes part of the directory: a handful of statements, whatever its size.

The rows never leave the database: `jsonb_populate_record` gives their values the types of the table. `side`
says which of a row's differences to write: "after", or "before" to take it back.
"""

# ruff: noqa: S608 - the statements are ours; what a file says reaches them as parameters only

from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

from django.db import connection, models
from django.utils import timezone

from network.imports.models import Import, Outcome
from network.imports.parsing.columns import PERSON, TERM
from network.models import Appointment, Person

Side = Literal["before", "after"]

# Rows of this import that wait to be written, up to a number.
_ROWS = "line.source_id = %(source)s AND line.outcome = %(outcome)s AND line.number <= %(last)s"
# Who is appointed counts as confirmed on the day of the import, unless the appointment is over.
_LASTS = "coalesce((line.values->>'ends_on')::date > %(today)s, true)"
# The name of an agency that was merged into another leads to that one, unless a standing one bears it.
_NEW_AGENCIES = f"""
    INSERT INTO network_agency (state_id, name, kind, reviewed_at, revision)
    SELECT DISTINCT ON (state.id, line.values->>'agency')
        state.id, line.values->>'agency', coalesce(line.values->>'agency_kind', 'other'), now(), 1
    FROM network_importrow AS line JOIN network_state AS state ON state.iso2 = line.values->>'state'
    WHERE {_ROWS} AND line.verdict IN ('new', 'changed') AND line.values ? 'agency'
        AND NOT EXISTS (SELECT FROM network_agency AS agency
            WHERE agency.state_id = state.id AND agency.name = line.values->>'agency')
    ORDER BY state.id, line.values->>'agency', line.values->>'agency_kind'
    RETURNING id
"""
_NEW_PEOPLE = f"""
    WITH fresh AS MATERIALIZED (
        SELECT line.id AS line_id, nextval(pg_get_serial_sequence('network_person', 'id')) AS person_id,
            CASE WHEN line.makes_appointment
                THEN nextval(pg_get_serial_sequence('network_appointment', 'id')) END AS appointment_id,
            CASE WHEN line.makes_appointment AND {_LASTS} THEN %(today)s::date END AS confirmed_on,
            state.id AS state_id, agency.id AS agency_id, line.values
        FROM network_importrow AS line
        JOIN network_state AS state ON state.iso2 = line.values->>'state'
        LEFT JOIN LATERAL (SELECT coalesce(named.merged_into_id, named.id) AS id FROM network_agency AS named
            WHERE named.state_id = state.id AND named.name = line.values->>'agency'
            ORDER BY named.merged_into_id NULLS FIRST LIMIT 1) AS agency ON true
        WHERE {_ROWS} AND line.verdict = 'new'
        ORDER BY line.number
    ), person AS (
        INSERT INTO network_person ({{people.columns}})
        SELECT {{people.values}}
        FROM fresh, jsonb_populate_record(NULL::network_person, fresh.values) AS input
    ), term AS (
        INSERT INTO network_appointment ({{terms.columns}})
        SELECT {{terms.values}}
        FROM fresh, jsonb_populate_record(NULL::network_appointment, fresh.values) AS input
        WHERE fresh.appointment_id IS NOT NULL
    )
    UPDATE network_importrow AS line SET person_id = fresh.person_id, appointment_id = fresh.appointment_id,
        revision = 1, outcome = 'written',
        appointment_revision = CASE WHEN fresh.appointment_id IS NOT NULL THEN 1 END
    FROM fresh WHERE line.id = fresh.line_id
"""
_NEW_TERMS = f"""
    WITH fresh AS MATERIALIZED (
        SELECT line.id AS line_id, line.person_id,
            nextval(pg_get_serial_sequence('network_appointment', 'id')) AS appointment_id,
            state.id AS state_id, line.values
        FROM network_importrow AS line JOIN network_state AS state ON state.iso2 = line.values->>'state'
        WHERE {_ROWS} AND line.verdict = 'changed' AND line.makes_appointment
        ORDER BY line.number
    ), term AS (
        INSERT INTO network_appointment ({{terms.columns}})
        SELECT {{terms.values}}
        FROM fresh, jsonb_populate_record(NULL::network_appointment, fresh.values) AS input
    )
    UPDATE network_importrow AS line SET appointment_id = fresh.appointment_id, appointment_revision = 1
    FROM fresh WHERE line.id = fresh.line_id
"""
_CONFIRMED = f"""
    UPDATE network_importrow AS line SET differences = line.differences || jsonb_build_object(
        'before', coalesce(line.differences->'before', '{{}}')
            || jsonb_build_object('confirmed_on', person.confirmed_on),
        'after', coalesce(line.differences->'after', '{{}}')
            || jsonb_build_object('confirmed_on', %(today)s::date))
    FROM network_person AS person
    WHERE {_ROWS} AND line.verdict = 'changed' AND line.makes_appointment AND line.person_id = person.id
        AND {_LASTS} AND person.confirmed_on IS DISTINCT FROM %(today)s::date
"""
# An agency may bear another name by the time the import is taken back.
_FORMER_AGENCIES = f"""
    UPDATE network_importrow AS line
    SET differences = jsonb_set(line.differences, '{{before,agency_id}}', to_jsonb(person.agency_id))
    FROM network_person AS person
    WHERE {_ROWS} AND line.verdict = 'changed' AND line.person_id = person.id
        AND line.differences->'before' ? 'agency' AND person.agency_id IS NOT NULL
"""
_CHANGED_PEOPLE = f"""
    UPDATE network_person AS person SET revision = person.revision + 1, {{assignments}},
        agency_id = CASE WHEN line.differences->%(side)s->>'agency' <> '' THEN
            coalesce((SELECT coalesce(agency.merged_into_id, agency.id) FROM network_agency AS agency
                WHERE CASE WHEN line.differences->%(side)s ? 'agency_id'
                    THEN agency.id = (line.differences->%(side)s->>'agency_id')::bigint
                    ELSE agency.state_id = person.state_id
                        AND agency.name = line.differences->%(side)s->>'agency' END
                ORDER BY agency.merged_into_id NULLS FIRST LIMIT 1), person.agency_id)
            WHEN line.differences->%(side)s ? 'agency' THEN NULL ELSE person.agency_id END
    FROM network_importrow AS line
    WHERE {_ROWS} AND line.verdict = 'changed' AND line.person_id = person.id
        AND line.differences->%(side)s ?| %(fields)s
"""
# An appointment that begins to be a first contact, or ends later, may need the room that another one leaves.
_GROWS = """
    line.differences->%(side)s->>'primary_from' IS NOT NULL
    OR (line.differences->%(side)s ? 'ends_on' AND coalesce(
        (line.differences->%(side)s->>'ends_on')::date > term.ends_on,
        line.differences->%(side)s->>'ends_on' IS NULL))
"""
_CHANGED_TERMS = f"""
    UPDATE network_appointment AS term SET revision = term.revision + 1, {{assignments}}
    FROM network_importrow AS line
    WHERE {_ROWS} AND line.verdict = 'changed' AND line.appointment_id = term.id
        AND line.differences->%(side)s ?| %(fields)s AND ({_GROWS}) = %(grows)s
"""
_NOTED = f"""
    UPDATE network_importrow AS line SET outcome = %(becomes)s, revision = person.revision,
        appointment_revision = (SELECT term.revision FROM network_appointment AS term
            WHERE term.id = line.appointment_id)
    FROM network_person AS person
    WHERE {_ROWS} AND line.verdict = 'changed' AND line.person_id = person.id
"""


class Insertion(NamedTuple):
    """The columns of a table, where each gets its value from, and the parameters among these."""

    columns: str
    values: str
    parameters: dict[str, Any]


def write(source: Import, last: int) -> list[int]:
    """Write the waiting rows up to number `last`; give the keys of the agencies made.

    Raises `IntegrityError` where the database refuses. Call it inside a transaction.
    """
    parameters = {"source": source.pk, "outcome": "", "last": last, "today": timezone.localdate()}
    made = [key for (key,) in _run(_NEW_AGENCIES, parameters)]
    people = _insertion(Person, PERSON, _OF_PERSON)
    terms = _insertion(Appointment, TERM, _IDS_OF_TERM)
    _run(_FORMER_AGENCIES, parameters)
    _run(_CONFIRMED, parameters)
    change(parameters, "after")
    _run(_NEW_TERMS.format(terms=terms), parameters | terms.parameters)
    note(parameters, Outcome.WRITTEN)
    _run(_NEW_PEOPLE.format(people=people, terms=terms), parameters | people.parameters | terms.parameters)
    return made


_OF_PERSON = {
    "id": "fresh.person_id",
    "key": "gen_random_uuid()",
    "state_id": "fresh.state_id",
    "agency_id": "fresh.agency_id",
    "confirmed_on": "fresh.confirmed_on",
}
_IDS_OF_TERM = {"id": "fresh.appointment_id", "person_id": "fresh.person_id", "state_id": "fresh.state_id"}


def change(parameters: dict[str, Any], side: Side) -> None:
    """Give the entries of changed rows one side of their differences."""
    parameters = parameters | {"side": side}
    terms = _CHANGED_TERMS.format(assignments=_assignments("term", TERM))
    for grows in (False, True):
        _run(terms, parameters | {"fields": list(TERM), "grows": grows})
    people = _CHANGED_PEOPLE.format(assignments=_assignments("person", (*PERSON, "confirmed_on")))
    _run(people, parameters | {"fields": [*PERSON, "confirmed_on", "agency"]})


def note(parameters: dict[str, Any], becomes: Outcome) -> None:
    """Note at the changed rows what became of them, and the revisions of their entries now."""
    _run(_NOTED, parameters | {"becomes": becomes})


def _run(statement: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, dict(parameters))
        return list(cursor.fetchall()) if cursor.description else []


def _assignments(alias: str, names: Iterable[str]) -> str:
    """Take the named columns from the row's differences, what they do not name from the entry."""
    names = list(names)
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(f'input."{name}"' for name in names)
    row_values = f"jsonb_populate_record({alias}, line.differences->%(side)s) AS input"
    return f"({columns}) = (SELECT {values} FROM {row_values})"


def _insertion(model: type[models.Model], imported: tuple[str, ...], fixed: dict[str, str]) -> Insertion:
    """Give every column a value: fixed, imported from the row, or the default of the model."""
    values, parameters = {}, {}
    for field in model._meta.concrete_fields:  # noqa: SLF001 - Django's documented _meta
        column = str(field.column)
        slot = f"{model.__name__}_{column}"
        if column in fixed:
            values[column] = fixed[column]
        elif not field.generated and not field.has_db_default():
            parameters[slot] = field.get_default()
            values[column] = (
                f'coalesce(input."{column}", %({slot})s)' if column in imported else f"%({slot})s"
            )
    return Insertion(", ".join(f'"{name}"' for name in values), ", ".join(values.values()), parameters)
