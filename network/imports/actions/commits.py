"""Write an import to the directory as one act, and take it back as one act."""

from contextlib import suppress
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Count, F, Max
from django.db.models.functions import Now

from network.actions.access import closed_accounts, reopen_accounts, settle_access
from network.imports.actions.previews import WrongStateError, count_verdicts
from network.imports.matching.verdicts import set_verdicts
from network.imports.models import Import, ImportRow, ImportState, Outcome, Verdict
from network.imports.parsing import reasons
from network.imports.parsing.rows import Row
from network.imports.writing.directory import write
from network.imports.writing.reverting import keep_touched, revert
from network.models import Person
from nfp_portal.accounts.models import User
from nfp_portal.audit.actions import record
from nfp_portal.audit.models import Act

# Imports are written one after the other, so that each sees what the one before it made.
_ONE_AT_A_TIME = 20160412


class RefusedError(Exception):
    """The database refused; nothing was written. Carries the row that it refused."""

    def __init__(self, number: int, message: str) -> None:
        super().__init__(message)
        self.number = number
        self.message = message


def commit(source_id: int, *, preview: int, by: User | None) -> Import:
    """Write the new and changed rows of the preview with this number, all or, if one is refused, none.

    Rows whose entries changed since the preview are left alone and noted. Raises `WrongStateError`, and
    `RefusedError` after the refused row was rejected: look at the preview, then commit anew. Who did it
    stands in the history by the request's context.
    """
    try:
        with transaction.atomic():
            source = _locked(source_id, ImportState.PREVIEWED)
            if source.preview != preview:
                raise WrongStateError
            _leave_stale(source)
            out = closed_accounts(import_rows__source=source)
            source.new_agencies = write(source, _last(source))
            _settle(out, by)
            return _committed(source, by)
    except IntegrityError as error:
        raise _refusal(source_id) from error


def _locked(source_id: int, state: ImportState) -> Import:
    """The import in this state and the entries its rows speak of, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
    source = Import.objects.select_for_update().get(pk=source_id)
    if source.state != state:
        raise WrongStateError
    people = Person.objects.filter(import_rows__source=source).order_by("pk")
    list(people.select_for_update(of=["self"]).values_list("pk", flat=True))
    return source


def _settle(out: list[int], by: User | None) -> None:
    """Let access follow: who has left is shut out, who of `out` was appointed again is let in."""
    settle_access()
    reopen_accounts(out, by=by)


def _last(source: Import) -> int:
    return ImportRow.objects.filter(source=source).aggregate(last=Max("number"))["last"] or 0


def _leave_stale(source: Import) -> None:
    """Judge the rows anew: those that mean something else now are left alone."""
    fields = (
        "number",
        "values",
        "verdict",
        "person_id",
        "revision",
        "appointment_id",
        "appointment_revision",
    )
    rows, then = [], []
    stored = ImportRow.objects.filter(source=source, verdict__in=(Verdict.NEW, Verdict.CHANGED))
    for number, values, *seen in stored.values_list(*fields, "differences"):
        rows.append(Row(number, [], values))
        then.append(seen)
    set_verdicts(rows)
    stale = [row.number for row, seen in zip(rows, then, strict=True) if _meaning(row) != seen]
    why = [reasons.reason("changed_since")]
    ImportRow.objects.filter(source=source, number__in=stale).update(outcome=Outcome.LEFT, reasons=why)


def _meaning(row: Row) -> list[Any]:
    appointment = (row.appointment_id, row.appointment_revision)
    return [row.verdict, row.person_id, row.revision, *appointment, row.differences]


def _committed(source: Import, by: User | None) -> Import:
    source.state, source.committed_by = ImportState.COMMITTED, by
    source.committed_at = Now()
    source.save()
    source.refresh_from_db()
    record(Act.IMPORT, by=by, subject=str(source.key), file=source.file_name, **outcomes(source))
    return source


def outcomes(source: Import) -> dict[str, int]:
    """How many rows came to which end."""
    rows = ImportRow.objects.filter(source=source).exclude(outcome="").order_by()
    return dict(rows.values_list("outcome").annotate(Count("pk")))


# When the database refuses ------------------------------------------------------------------------


class _GivenUpError(Exception):
    """Ends a search and all it wrote."""


@transaction.atomic
def _refusal(source_id: int) -> Exception:
    """Reject the row that is refused, and name it; where none is refused any more, ask to look again."""
    source = _locked(source_id, ImportState.PREVIEWED)
    first = None
    with suppress(_GivenUpError), transaction.atomic():
        _leave_stale(source)
        first = _first_refused(source)
        raise _GivenUpError
    return WrongStateError() if first is None else RefusedError(first[0], _reject(source, *first))


def _first_refused(source: Import) -> tuple[int, IntegrityError] | None:
    """The row with which the refusal begins, and why, by writing ever smaller parts of the file.

    A part that is taken stays written meanwhile: altogether no more than thrice the file is written,
    however long it is.
    """
    waiting = ImportRow.objects.filter(source=source, verdict__in=(Verdict.NEW, Verdict.CHANGED), outcome="")
    numbers = list(waiting.values_list("number", flat=True))
    refused = _refused(source, numbers[-1]) if numbers else None
    taken, bound = 0, len(numbers)
    while refused and bound - taken > 1:
        middle = (taken + bound) // 2
        if again := _refused(source, numbers[middle - 1]):
            refused, bound = again, middle
        else:
            taken = middle
    return (numbers[taken], refused) if refused else None


def _refused(source: Import, last: int) -> IntegrityError | None:
    """Write the waiting rows up to this number; give why they are refused, then none is written."""
    try:
        with transaction.atomic():
            write(source, last)
    except IntegrityError as error:
        return error
    return None


def _reject(source: Import, number: int, error: IntegrityError) -> str:
    """Reject the refused row; give the database's words without their details."""
    message = getattr(getattr(error.__cause__, "diag", None), "message_primary", None) or str(error)
    why = reasons.reason("refused", value=message)
    rows = ImportRow.objects.filter(source=source)
    rows.filter(number=number).update(verdict=Verdict.ERROR, reasons=[why])
    count_verdicts(source, dict(rows.order_by().values_list("verdict").annotate(Count("pk"))))
    source.preview = F("preview") + 1
    source.save()
    return reasons.in_words(why)


# Undo --------------------------------------------------------------------------------------------


@transaction.atomic
def undo(source_id: int, *, by: User | None) -> Import:
    """Take an import back: what it made goes, what it changed comes back; what others touched stays.

    Raises `WrongStateError`, and `IntegrityError` where what was before contradicts what came since.
    """
    source = _locked(source_id, ImportState.COMMITTED)
    keep_touched(source)
    out = closed_accounts(import_rows__source=source)
    revert(source, _last(source))
    _settle(out, by)
    source.state, source.undone_at = ImportState.UNDONE, Now()
    source.save()
    source.refresh_from_db()
    record(Act.UNDO_IMPORT, by=by, subject=str(source.key), file=source.file_name, **outcomes(source))
    return source
