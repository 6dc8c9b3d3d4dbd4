"""Rounds of verification for tests, one phrase each."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from network.actions import rounds
from network.actions.rounds.letters import ASK, reminder_on
from network.models import Appointment, Confirmation, Round, RoundKind, Standing
from network.verification.links import token_of
from nfp_portal.accounts.models import User
from nfp_portal.mail import actions as mail
from tests.factories.network import make_appointment, make_person, state


def make_plan(*codes: str, **facts: Any) -> rounds.Plan:
    """A verification of these States (Austria), reminded after 7 days, escalated after 14, of 28 days."""
    given: dict[str, Any] = {
        "title": "Verification 2026",
        "states": tuple(state(code) for code in codes or ("AT",)),
        "closes_at": timezone.now() + timedelta(days=28),
        "reminder_days": (7,),
        "escalation_day": 14,
    }
    return rounds.Plan(**(given | facts))


def open_round(*codes: str, by: User | None = None, **facts: Any) -> Round:
    return rounds.open_round(make_plan(*codes, **facts), by=by)


def open_check(*codes: str) -> Round:
    closes_at = timezone.now() + timedelta(hours=48)
    facts: dict[str, Any] = {
        "kind": RoundKind.CHECK,
        "closes_at": closes_at,
        "reminder_days": (),
        "escalation_day": None,
    }
    return open_round(*codes, title="Communication check", **facts)


def asked(appointment: Appointment | None = None, *, check: bool = False, **facts: Any) -> Confirmation:
    """One person asked in an open round of the person's State."""
    appointment = appointment or make_appointment(person=make_person(**facts))
    code = appointment.state.iso2
    opened = open_check(code) if check else open_round(code)
    return Confirmation.objects.get(round=opened, person=appointment.person)


def page_of(row: Confirmation) -> str:
    return f"/confirm/{token_of(row)}/"


def days_ago(opened: Round, days: int) -> Round:
    """Let the round have been opened so many days ago."""
    at = timezone.now() - timedelta(days=days)
    Round.objects.filter(pk=opened.pk).update(opened_at=at)
    opened.refresh_from_db()
    return opened


def silently(done: int, total: int = 0, note: str = "") -> None:
    """Stand for a job nobody watches."""


def write(opened: Round, step: str = ASK) -> int:
    """Do what a worker does with the step's letters."""
    return rounds.send_step(opened.key, step, silently)


def remind(opened: Round) -> int:
    return write(opened, reminder_on(timezone.localdate()))


def standing_of(row: Confirmation) -> Standing:
    return Confirmation.objects.with_standing().get(pk=row.pk).standing


def bounce(row: Confirmation) -> None:
    """Let the person's mail server refuse the address for good."""
    mail.withdraw(row.person.email, "", "refused by its mail server: 550 5.1.1 no such mailbox")
