"""A running round with every standing in it, last year's, and a communication check.

The rows are written as a round of six days would have left them, relative to the day of the first start. One
letter is mailed: that to the focal point of the sign-ins, whose link may be tried.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from network.actions.rounds.leaving import propose_leaving
from network.actions.rounds.letters import ASK, frozen, name_of
from network.actions.rounds.opening import people_to_ask
from network.delivery import slots_of
from network.models import Answer, Appointment, Confirmation, Person, Round, RoundKind, State, Way
from nfp_portal.accounts.models import Role, User
from nfp_portal.mail import actions as mail
from nfp_portal.mail.alarms import HARD_BOUNCE
from nfp_portal.mail.models import NOTICE, Delivery
from nfp_portal.mail.models import State as MailState

OPENED_DAYS_AGO = 6
DAYS = 28
# Who these States name is overdue on the map, and so has not answered.
SILENT_STATES = {"AD", "IS", "KG", "ME", "MT"}
ESCALATED_STATES = {"IS", "MT"}
# The place in the list of all asked whose address refuses mail, wants none, or who left.
BOUNCED, SUPPRESSED, LEFT = {12, 41, 77}, {33, 60}, {20, 49, 88}
REPLY = "550 5.1.1 No such mailbox here"
NOTES = ("Reached at her desk; everything is as recorded.", "Called back at noon and confirmed.")


@transaction.atomic
def load() -> None:
    """Make the rounds where there is none; what stands there already stays as it is."""
    if Round.objects.exists():
        return
    _last_year()
    _communication_check()
    _running()


def _new(title: str, opened_at: datetime, **facts: object) -> Round:
    given = {"title": title, "opened_at": opened_at, "is_demonstration": True} | facts
    made = Round.objects.create(**given)
    made.states.set(State.objects.participating())
    return made


def _rows(of: Round) -> Iterator[Confirmation]:
    """One row for each person to ask, in the order of States and names."""
    for appointment in people_to_ask(State.objects.participating()):
        yield _row(of, appointment)


def _row(of: Round, appointment: Appointment) -> Confirmation:
    return Confirmation(
        round=of,
        person=appointment.person,
        state=appointment.state,
        appointment=appointment,
        language=appointment.person.language_of_mail,
    )


def _answer(row: Confirmation, answer: Answer, at: datetime, way: Way = Way.LINK) -> Confirmation:
    row.answer, row.answered_at, row.way = answer, at, way
    return row


def _last_year() -> None:
    """A closed round that nearly everybody answered."""
    opened_at = timezone.now() - timedelta(days=360)
    closes_at = opened_at + timedelta(days=DAYS)
    title = f"Verification {opened_at.year}"
    closed = _new(title, opened_at, closes_at=closes_at, closed_at=closes_at, reminder_days=[7, 14])
    chance = Random(2006)  # noqa: S311 - invented figures
    rows = list(_rows(closed))
    for number, row in enumerate(rows):
        if number % 24:
            answer = Answer.CHANGED if number % 7 == 0 else Answer.CONFIRMED
            _answer(row, answer, opened_at + timedelta(hours=chance.expovariate(1 / 90)))
    Confirmation.objects.bulk_create(rows)


def _communication_check() -> None:
    opened_at = timezone.now() - timedelta(days=45)
    ends_at = opened_at + timedelta(hours=48)
    facts = {"kind": RoundKind.CHECK, "closes_at": ends_at, "closed_at": ends_at}
    check = _new("Communication check", opened_at, **facts)
    chance = Random(57)  # noqa: S311 - invented figures
    rows = list(_rows(check))
    for row in rows:
        hours = chance.expovariate(1 / 18)
        if hours < 48:  # noqa: PLR2004 - the check's hours
            _answer(row, Answer.CONFIRMED, opened_at + timedelta(hours=hours))
    Confirmation.objects.bulk_create(rows)


def _running() -> None:
    opened_at = timezone.now() - timedelta(days=OPENED_DAYS_AGO)
    running = _new(
        f"Verification {timezone.localdate().year}",
        opened_at,
        closes_at=opened_at + timedelta(days=DAYS),
        reminder_days=[7, 14],
        escalation_day=21,
        opened_by=User.objects.filter(role=Role.EDITOR, is_active=True).order_by("pk").first(),
    )
    rows = list(_rows(running))
    for number, row in enumerate(rows):
        _place(row, number, opened_at)
    Confirmation.objects.bulk_create(rows)
    _written_to([row for row in rows if row.person.user_id])
    _undelivered([row for number, row in enumerate(rows) if number in BOUNCED])
    for row in rows:
        if row.last_day is not None:
            propose_leaving(row, row.last_day)
    for number in SUPPRESSED & set(range(len(rows))):
        mail.withdraw(rows[number].person.email, NOTICE, "asked for no messages of the portal")


def _place(row: Confirmation, number: int, opened_at: datetime) -> None:
    """Give a row its answer or what was done to get one; some are merely waiting."""
    at = opened_at + timedelta(hours=3 + number % 30 * 4)
    if number in LEFT:
        _leave(_answer(row, Answer.LEFT, at), number)
    elif row.state.iso2 in SILENT_STATES or number in BOUNCED | SUPPRESSED or row.person.user_id:
        _press(row, opened_at)
    elif number % 5 == 4:  # noqa: PLR2004 - every fifth is silent
        _remind(row, opened_at, every_second=number % 2 == 0)
    else:
        _say(row, number, at)


def _say(row: Confirmation, number: int, at: datetime) -> None:
    if number % 19 == 0:
        _answer(row, Answer.CONFIRMED, at, Way.TELEPHONE).note = NOTES[number // 19 % 2]
    elif number % 6 == 0:
        _answer(row, Answer.CHANGED, at)
    else:
        _answer(row, Answer.CONFIRMED, at, Way.PORTAL if number % 11 == 0 else Way.LINK)
    Person.objects.filter(pk=row.person_id).update(confirmed_on=timezone.localdate(at))


def _leave(row: Confirmation, number: int) -> None:
    row.last_day = timezone.localdate() + timedelta(days=30 + number % 20)
    if number % 2:
        row.successor_given_name, row.successor_family_name = "Alex", "Nachfolger"
        row.successor_function = "Head of Unit, Border Policy"
        row.successor_email = f"alex.nachfolger@{row.state.iso2.lower()}.example.org"


def _press(row: Confirmation, opened_at: datetime) -> None:
    if row.state.iso2 in ESCALATED_STATES:
        row.reminded_count, row.reminded_at = 1, opened_at + timedelta(days=3)
        row.escalated_at = opened_at + timedelta(days=5)


def _remind(row: Confirmation, opened_at: datetime, *, every_second: bool) -> None:
    if every_second:
        row.reminded_count, row.reminded_at = 1, opened_at + timedelta(days=4)


def _written_to(rows: list[Confirmation]) -> None:
    """Put the round's letter to each of these into the outbox."""
    letter = frozen(rows[0].round, ASK, "en")
    recipients = [mail.Recipient(name_of(row), row.person.email, slots_of(row)) for row in rows]
    made = mail.address_each(letter, recipients)
    for row in rows:
        row.delivery = made[name_of(row)]
        row.save(update_fields=["delivery"])


def _undelivered(rows: list[Confirmation]) -> None:
    """Let the message to each of these have been refused, and stop mail to the address."""
    _written_to(rows)
    refused = {"state": MailState.FAILED, "attempts": 1, "last_reply": REPLY}
    Delivery.objects.filter(pk__in=[row.delivery_id for row in rows]).update(**refused)
    for row in rows:
        mail.withdraw(row.person.email, "", HARD_BOUNCE + REPLY)
