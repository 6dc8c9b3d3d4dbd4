"""Initiatives and their steps."""

from datetime import date
from typing import Any
from uuid import uuid4

from exchange.initiatives.actions import draft, propose, record_step
from exchange.initiatives.models import Initiative
from tests.factories.network import state

DAY = date(2026, 9, 1)


def make_initiative(title: str = "One form", *codes: str, status: str = "", **facts: Any) -> Initiative:
    """An initiative of these States, else of Austria; with a step to `status`."""
    sponsors = [state(code) for code in codes or ("AT",)]
    made = propose(
        uuid4(), {"title": title, "summary": "Why.", "proposed_on": DAY, **facts}, sponsors, by=None
    )
    if status:
        make_step(made, status)
    made_with_step: Initiative = Initiative.objects.get(pk=made.pk)
    return made_with_step


def make_draft(title: str = "One form", *codes: str, **facts: Any) -> Initiative:
    """A draft of these States, else of Austria."""
    sponsors = [state(code) for code in codes or ("AT",)]
    return draft(uuid4(), {"title": title, "summary": "Why.", **facts}, sponsors, by=None)


def make_step(initiative: Initiative, status: str, **facts: Any) -> None:
    record_step(
        initiative, uuid4(), {"status": status, "on": DAY, "text": "So it was decided."} | facts, by=None
    )
