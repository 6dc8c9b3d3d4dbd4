"""What a focal point answers by the link about statements of the State."""

from uuid import UUID

from django.db import transaction

from network.models import State
from network.rounds.actions.answers import lock_addressee
from network.verification.statements import source_of


@transaction.atomic
def confirm_statement(key: UUID, reference: str) -> bool:
    """Note that a statement is still true; return whether it is there to be noted.

    Raises `RoundClosedError`, `NoLongerAskedError`.
    """
    state = _state(key)
    source, statement = source_of(reference)
    return source is not None and source.confirm(state, statement)


@transaction.atomic
def report_change(key: UUID, reference: str, text: str) -> bool:
    """Note what has changed, for the secretariat; return whether the statement is there still.

    Raises `RoundClosedError`, `NoLongerAskedError`.
    """
    state = _state(key)
    source, statement = source_of(reference)
    return source is not None and source.report(state, statement, text)


def _state(key: UUID) -> State:
    state = lock_addressee(key).represents
    assert state is not None  # noqa: S101 - verification asks people for a State
    return state
