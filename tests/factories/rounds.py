"""Rounds for tests, one phrase each."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from network.models import Appointment
from network.rounds.actions.letters import current_mailboxes, reminder_on, send_step
from network.rounds.actions.opening import open_round as open_plan
from network.rounds.kinds import Plan, Step
from network.rounds.models import Addressee, Mailbox, Round
from network.rounds.queries import for_the_board
from network.verification.models import CHECK, VERIFICATION, Confirmation
from network.verification.models import appointment_of as current_appointment
from network.verification.plans import LATE_DAYS
from nfp_portal.accounts.models import User
from nfp_portal.links.signing import path_of
from nfp_portal.mail import actions as mail
from tests.factories.network import make_appointment, make_person, state

# An addressee, which in these rounds is a person.
Row = Any


def make_plan(*codes: str, **facts: Any) -> Plan:
    """A verification of these States (Austria), reminded after 7 days, escalated after 14, of 28 days."""
    today = timezone.localdate()
    given: dict[str, Any] = {
        "kind": VERIFICATION,
        "title": "Verification 2026",
        "states": tuple(state(code) for code in codes or ("AT",)),
        "closes_at": timezone.now() + timedelta(days=28),
        "late_days": LATE_DAYS,
        "reminders_on": (today + timedelta(days=7),),
        "escalates_on": today + timedelta(days=14),
    }
    return Plan(**(given | facts))


def open_round(*codes: str, by: User | None = None, **facts: Any) -> Round:
    return open_plan(make_plan(*codes, **facts), by=by)


def open_check(*codes: str) -> Round:
    facts: dict[str, Any] = {
        "kind": CHECK,
        "closes_at": timezone.now() + timedelta(hours=48),
        "late_days": 0,
        "reminders_on": (),
        "escalates_on": None,
    }
    return open_round(*codes, title="Communication check", **facts)


def ask(appointment: Appointment | None = None, *, check: bool = False, **facts: Any) -> Row:
    """One person asked in an open round of the person's State."""
    appointment = appointment or make_appointment(person=make_person(**facts))
    code = appointment.state.iso2
    opened = open_check(code) if check else open_round(code)
    return Addressee.objects.get(round=opened, person=appointment.person)


def rows_of(opened: Round) -> dict[Any, Row]:
    """The rows of a round by person."""
    return {row.person: row for row in opened.addressees.select_related("person", "round", "represents")}


def mailbox_of(row: Row) -> Mailbox:
    """The mailbox that letters to the addressee go to."""
    mailboxes: list[Mailbox] = [*row.mailboxes.order_by("-pk"), *current_mailboxes([row])]
    return mailboxes[0]


def page_of(row: Row) -> str:
    return path_of("round", mailbox_of(row).key)


def confirmation_of(row: Row) -> Confirmation:
    return Confirmation.objects.get(addressee=row)


def appointment_of(row: Row) -> Any:
    """The appointment by which the person is asked."""
    return current_appointment(row)


def answer_of(row: Row) -> str:
    """Return the answer, or "waiting" without one."""
    row.refresh_from_db()
    if not row.is_answered:
        return "waiting"
    answers = Confirmation.objects.filter(addressee=row).values_list("answer", flat=True)
    return str(answers.first() or row.outcome)


def days_ago(opened: Round, days: int) -> Round:
    """Move the round and its planned days into the past by this number of days."""
    past = timedelta(days=days)
    opened.opened_at = timezone.now() - past
    opened.reminders_on = [day - past for day in opened.reminders_on]
    opened.escalates_on = opened.escalates_on - past if opened.escalates_on else None
    opened.save(update_fields=["opened_at", "reminders_on", "escalates_on"])
    return opened


def silently(done: int, total: int = 0, note: str = "") -> None:
    """Ignore the progress of a job."""


def write(opened: Round, step: str = Step.ASK) -> int:
    """Do what a worker does with the step's letters."""
    return send_step(opened.key, step, silently)


def remind(opened: Round) -> int:
    return write(opened, reminder_on(timezone.localdate()))


def status_of(row: Row) -> str:
    """The status, with the answer where there is one."""
    shown: Any = for_the_board(Addressee.objects.filter(pk=row.pk)).get()
    return str(shown.given or shown.status)


def bounce(row: Row) -> None:
    """Let the person's mail server refuse the address permanently."""
    mail.withdraw(row.person.email, "", "refused by its mail server: 550 5.1.1 no such mailbox")
