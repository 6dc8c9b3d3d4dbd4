"""A running round with every status in it, last year's, and a communication check.

The rows are written as a round of six days would have left them, relative to the day of the first start. One
letter is mailed: that to the focal point of the sign-ins, whose link may be tried.
"""

from datetime import datetime, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from network.demonstration import NO_SUCH_MAILBOX
from network.models import Person, State
from network.rounds.actions.letters import frozen, name_of, slots_of
from network.rounds.kinds import Step, kind_of
from network.rounds.models import Addressee, Channel, Mailbox, Outcome, Round
from network.rounds.queries import for_the_board
from network.verification.actions.leaving import propose_leaving
from network.verification.models import CHECK, VERIFICATION, Answer, Confirmation
from network.verification.people import people_to_ask
from network.verification.plans import LATE_DAYS
from nfp_portal.accounts.models import Role, User
from nfp_portal.mail import actions as mail
from nfp_portal.mail.alarms import HARD_BOUNCE
from nfp_portal.mail.models import NOTICE, Delivery, DeliveryState

OPENED_DAYS_AGO = 6
DAYS = 28
# Who these States name is overdue on the map, and so has not answered.
SILENT_STATES = {"AD", "IS", "KG", "ME", "MT"}
ESCALATED_STATES = {"IS", "MT"}
# The place in the list of all asked whose address refuses mail, wants none, or who left.
BOUNCED, SUPPRESSED, LEFT = {12, 41, 77}, {33, 60}, {20, 49, 88}
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
    given = {"kind": VERIFICATION, "title": title, "opened_at": opened_at, "is_demonstration": True} | facts
    made = Round.objects.create(**given)
    made.states.set(State.objects.participating())
    return made


def _rows(round_: Round) -> list[Addressee]:
    """One row for each person to ask, in the order of States and names."""
    return [
        Addressee(round=round_, person=appointment.person, represents=appointment.state)
        for appointment in people_to_ask(State.objects.participating())
    ]


def _save(rows: list[Addressee], answers: list[Confirmation]) -> None:
    Addressee.objects.bulk_create(rows)
    for answer in answers:
        answer.addressee_id = answer.addressee.pk
    Confirmation.objects.bulk_create(answers)


def _answer(row: Addressee, at: datetime, channel: Channel = Channel.LINK) -> Addressee:
    row.outcome, row.answered_at, row.channel = Outcome.ANSWERED, at, channel
    return row


def _last_year() -> None:
    """A closed round that nearly everybody answered."""
    opened_at = timezone.now() - timedelta(days=360)
    closes_at = opened_at + timedelta(days=DAYS)
    title = f"Verification {opened_at.year}"
    closed = _new(title, opened_at, closes_at=closes_at, closed_at=closes_at, late_days=LATE_DAYS)
    chance = Random(2006)  # noqa: S311 - invented figures
    rows, answers = _rows(closed), []
    for number, row in enumerate(rows):
        if number % 24:
            _answer(row, opened_at + timedelta(hours=chance.expovariate(1 / 90)))
            answer = Answer.CHANGED if number % 7 == 0 else Answer.CONFIRMED
            answers.append(Confirmation(addressee=row, answer=answer))
    _save(rows, answers)


def _communication_check() -> None:
    opened_at = timezone.now() - timedelta(days=45)
    ends_at = opened_at + timedelta(hours=48)
    check = _new("Communication check", opened_at, kind=CHECK, closes_at=ends_at, closed_at=ends_at)
    chance = Random(57)  # noqa: S311 - invented figures
    rows = _rows(check)
    for row in rows:
        hours = chance.expovariate(1 / 18)
        if hours < 48:  # noqa: PLR2004 - the check's hours
            _answer(row, opened_at + timedelta(hours=hours))
    _save(rows, [])


def _running() -> None:
    opened_at = timezone.now() - timedelta(days=OPENED_DAYS_AGO)
    opened_on = timezone.localdate(opened_at)
    running = _new(
        f"Verification {timezone.localdate().year}",
        opened_at,
        closes_at=opened_at + timedelta(days=DAYS),
        late_days=LATE_DAYS,
        reminders_on=[opened_on + timedelta(days=days) for days in (7, 14)],
        escalates_on=opened_on + timedelta(days=21),
        opened_by=User.objects.filter(role=Role.EDITOR, is_active=True).order_by("pk").first(),
    )
    rows = _rows(running)
    answers = [
        answer for number, row in enumerate(rows) if (answer := _course(row, number, opened_at)) is not None
    ]
    _save(rows, answers)
    _written_to([row for row in rows if row.person and row.person.user_id])
    _undelivered([row for number, row in enumerate(rows) if number in BOUNCED])
    for answer in answers:
        if answer.last_day is not None:
            propose_leaving(answer.addressee, answer)
    for number in SUPPRESSED & set(range(len(rows))):
        mail.withdraw(_person(rows[number]).email, NOTICE, "asked for no messages of the portal")


def _person(row: Addressee) -> Person:
    assert row.person is not None  # noqa: S101 - the demonstration's rounds ask people
    return row.person


def _course(row: Addressee, number: int, opened_at: datetime) -> Confirmation | None:
    """Give a row its answer or what was done to get one; some are merely waiting."""
    at = opened_at + timedelta(hours=3 + number % 30 * 4)
    code = row.represents.iso2 if row.represents else ""
    if number in LEFT:
        return _left(_answer(row, at), number, code)
    if code in SILENT_STATES or number in BOUNCED | SUPPRESSED or _person(row).user_id:
        if code in ESCALATED_STATES:
            row.reminded_count, row.reminded_at = 1, opened_at + timedelta(days=3)
            row.escalated_at = opened_at + timedelta(days=5)
        return None
    if number % 5 == 4:  # noqa: PLR2004 - every fifth is silent
        if number % 2 == 0:
            row.reminded_count, row.reminded_at = 1, opened_at + timedelta(days=4)
        return None
    return _confirmed(row, number, at)


def _confirmed(row: Addressee, number: int, at: datetime) -> Confirmation:
    answer = Answer.CHANGED if number % 6 == 0 else Answer.CONFIRMED
    if number % 19 == 0:
        _answer(row, at, Channel.ON_BEHALF).note = NOTES[number // 19 % 2]
        answer = Answer.CONFIRMED
    else:
        _answer(row, at, Channel.PORTAL if number % 11 == 0 and number % 6 else Channel.LINK)
    Person.objects.filter(pk=_person(row).pk).update(confirmed_on=timezone.localdate(at))
    return Confirmation(addressee=row, answer=answer)


def _left(row: Addressee, number: int, code: str) -> Confirmation:
    answer = Confirmation(addressee=row, answer=Answer.LEFT)
    answer.last_day = timezone.localdate() + timedelta(days=30 + number % 20)
    if number % 2:
        answer.successor_given_name, answer.successor_family_name = "Alex", "Nachfolger"
        answer.successor_function = "Head of Unit, Border Policy"
        answer.successor_email = f"alex.nachfolger@{code.lower()}.example.org"
    return answer


def _written_to(rows: list[Addressee]) -> list[Mailbox]:
    """Put the round's letter to each of these into the outbox."""
    letter, kind = frozen(rows[0].round, Step.ASK, "en"), kind_of(rows[0].round)
    mailboxes = [
        _mailbox(row) for row in for_the_board(Addressee.objects.filter(pk__in=[r.pk for r in rows]))
    ]
    recipients = [mail.Recipient(name_of(each), each.address, slots_of(kind, each)) for each in mailboxes]
    made = mail.address_each(letter, recipients)
    for mailbox in mailboxes:
        mailbox.delivery = made[name_of(mailbox)]
        mailbox.save(update_fields=["delivery"])
    return mailboxes


def _mailbox(row: Addressee) -> Mailbox:
    person = _person(row)
    return Mailbox.objects.create(addressee=row, name=str(person), address=person.email, language="en")


def _undelivered(rows: list[Addressee]) -> None:
    """Let the message to each of these have been refused, and stop mail to the address."""
    mailboxes = _written_to(rows)
    refused = {"state": DeliveryState.FAILED, "attempts": 1, "last_reply": NO_SUCH_MAILBOX}
    Delivery.objects.filter(pk__in=[mailbox.delivery_id for mailbox in mailboxes]).update(**refused)
    for mailbox in mailboxes:
        mail.withdraw(mailbox.address, "", HARD_BOUNCE + NO_SUCH_MAILBOX)
