"""Centres as statements of their host State, which the yearly verification asks about."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import StringAgg
from django.db import models
from django.utils.translation import override, pgettext

from exchange.centres import actions
from exchange.centres.models import Centre
from exchange.centres.wording import recorded_in_short
from network.models import State
from network.verification.statements import StatementSource, register_statements

NAME = "centres"
# Texts of a centre are English.
LANGUAGE = "en"


def register() -> None:
    register_statements(
        StatementSource(NAME, _heading, due=_due, titles=_titles, confirm=_confirm, report=_report)
    )


def _heading() -> str:
    return pgettext("letter", "Co-operation centres of your State")


def _due(state: State, since: date) -> list[tuple[str, str, str, str]]:
    rows = Centre.objects.unconfirmed_since(since).filter(host=state).with_capabilities()
    with override(LANGUAGE):
        return [(str(row.key), row.name, recorded_in_short(row), LANGUAGE) for row in rows]


def _titles(state: models.OuterRef, since: Any) -> Any:
    rows = Centre.objects.unconfirmed_since(since).filter(host=state).order_by().values("host")
    return models.Subquery(rows.annotate(joined=StringAgg("name", "; ", order_by="name")).values("joined"))


def _confirm(state: State, key: str) -> bool:
    return _noted(state, key, actions.confirm)


def _report(state: State, key: str, text: str) -> bool:
    return _noted(state, key, partial(actions.report, text=text))


def _noted(state: State, key: str, note: Callable[[Centre], Centre]) -> bool:
    """Note it of a centre that the State hosts; return whether it is there still."""
    centre = _hosted(state, key)
    if centre is None:
        return False
    try:
        note(centre)
    except actions.CentreWithdrawnError:
        return False
    return True


def _hosted(state: State, key: str) -> Centre | None:
    try:
        return Centre.objects.kept().filter(host=state, key=UUID(key)).first()
    except ValueError:
        return None
