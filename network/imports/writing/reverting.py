"""An import is taken back: what it made goes, what it changed is brought back, what others touched stays."""

from collections.abc import Iterable

from django.db import connection, models

from network.imports.models import Import, ImportRow, Outcome, Verdict
from network.imports.writing.directory import change, note
from network.models import Agency, Appointment, Person
from network.models.references import referred


def keep_touched(source: Import) -> None:
    """Note the written rows whose entries changed since, or that others refer to."""
    rows = list(_written(source).select_related("person", "appointment").defer("cells", "values"))
    made = {row.appointment_id for row in rows if row.makes_appointment and row.appointment_id}
    new = {row.person_id for row in rows if row.verdict == Verdict.NEW and row.person_id}
    people = referred(Person, new, ours={Appointment: made}) | _with_account(new)
    terms = referred(Appointment, made)
    touched = [
        row.pk
        for row in rows
        if _is_touched(row)
        or (row.verdict == Verdict.NEW and row.person_id in people)
        or (row.makes_appointment and row.appointment_id in terms)
    ]
    ImportRow.objects.filter(pk__in=touched).update(outcome=Outcome.KEPT)


def _written(source: Import) -> models.QuerySet[ImportRow]:
    return ImportRow.objects.filter(source=source, outcome=Outcome.WRITTEN)


def _is_touched(row: ImportRow) -> bool:
    if row.person is None or row.person.revision != row.revision:
        return True
    if row.appointment_revision is None:
        return False
    return row.appointment is None or row.appointment.revision != row.appointment_revision


def _with_account(people: set[int]) -> set[int]:
    return set(Person.objects.filter(pk__in=people, user__isnull=False).values_list("pk", flat=True))


def revert(source: Import, last: int) -> None:
    """Take back the written rows up to number `last` that were not touched.

    Raises `IntegrityError` where the database refuses. Call it inside a transaction.
    """
    rows = _written(source).filter(number__lte=last)
    terms = list(rows.filter(makes_appointment=True).values_list("appointment", flat=True))
    people = list(rows.filter(verdict=Verdict.NEW).values_list("person", flat=True))
    rows.filter(verdict=Verdict.NEW).update(outcome=Outcome.UNDONE)
    # The previews of other imports may have met them; their commit judges anew.
    ImportRow.objects.filter(appointment__in=terms).update(appointment=None)
    ImportRow.objects.filter(person__in=people).update(person=None)
    _delete(Appointment, terms)
    rows_of = {"source": source.pk, "outcome": Outcome.WRITTEN, "last": last}
    change(rows_of, "before")
    note(rows_of, Outcome.UNDONE)
    _delete(Person, people)
    used = referred(Agency, set(source.new_agencies))
    _delete(Agency, set(source.new_agencies) - used)


def _delete(model: type[models.Model], keys: Iterable[int]) -> None:
    """Remove rows that nothing refers to in one statement; their history stays."""
    with connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{model._meta.db_table}" WHERE id = ANY (%s)', [list(keys)])  # noqa: S608, SLF001 - a model's own table
