"""Practices as statements of a State, which the yearly verification asks about."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import StringAgg
from django.db import models
from django.utils.translation import pgettext

from exchange.practices import actions
from exchange.practices.models import Practice
from network.models import State
from network.verification.statements import StatementSource, register_statements

NAME = "practices"


def register() -> None:
    register_statements(
        StatementSource(NAME, _heading, due=_due, titles=_titles, confirm=_confirm, report=_report)
    )


def _heading() -> str:
    return pgettext("letter", "Practices of your State")


def _due(state: State, since: date) -> list[tuple[str, str, str, str]]:
    rows = Practice.objects.unconfirmed_since(since).filter(state=state)
    return [(str(row.key), row.title, row.summary, row.language) for row in rows]


def _titles(state: models.OuterRef, since: Any) -> Any:
    rows = Practice.objects.unconfirmed_since(since).filter(state=state).order_by().values("state")
    return models.Subquery(rows.annotate(joined=StringAgg("title", "; ", order_by="title")).values("joined"))


def _confirm(state: State, key: str) -> bool:
    return _noted(state, key, actions.confirm)


def _report(state: State, key: str, text: str) -> bool:
    return _noted(state, key, partial(actions.report, text=text))


def _noted(state: State, key: str, note: Callable[[Practice], Practice]) -> bool:
    """Note it of a practice of the State; return whether it is published still."""
    practice = _published(state, key)
    if practice is None:
        return False
    try:
        note(practice)
    except actions.PracticeDecidedError:
        return False
    return True


def _published(state: State, key: str) -> Practice | None:
    try:
        return Practice.objects.published().filter(state=state, key=UUID(key)).first()
    except ValueError:
        return None
