"""An invitation to a coming meeting as three weeks would have left it, with answers of each kind."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from meetings.actions.dates import set_dates
from meetings.models import Meeting, MeetingDate
from meetings.participation.candidates import candidates_of
from meetings.participation.delegations import MeetingDelegation, delegation_of_row, scope_of
from meetings.participation.forms.invitation import title_of_round
from meetings.participation.models import (
    INVITATION,
    DelegationList,
    Invitation,
    Mode,
    Participant,
    Role,
    Status,
)
from meetings.participation.samples import add_nominations
from meetings.reference import key_of
from network.demonstration import NO_SUCH_MAILBOX
from network.models import Contact, Organisation, State
from network.rounds.models import Addressee, Channel, Mailbox, Outcome, Round
from nfp_portal.accounts.models import Role as AccountRole
from nfp_portal.accounts.models import User
from nfp_portal.mail import actions as mail
from nfp_portal.mail.alarms import HARD_BOUNCE
from nfp_portal.mail.models import EVERY_STREAM

OPENED_DAYS_AGO = 21
SAVED_DAYS_BEFORE = 30
INVITED_BODIES = ("europol", "frontex", "interpol")
# States by what they answered; those of the sign-ins stay silent, so that their list may be tried.
NOBODY = {"CA": "", "IS": "Elections in that week", "SM": "", "MC": "", "BE": "No travel before June"}
WITH_DRAFT = ("BG", "HR", "DK")
BOUNCING = ("BY", "SK")
SILENT = {
    "AD",
    "AZ",
    "ES",
    "GB",
    "IE",
    "KZ",
    "LI",
    "LU",
    "LV",
    "ME",
    "MK",
    "MT",
    "NL",
    "NO",
    "PL",
    "PT",
    "RU",
    "SE",
}
CONTACTS = ("Mission", "Delegation", "Permanent Representation")
STATUSES = (Status.ACCEPTED, Status.CONFIRMED, Status.PUT_FORWARD)
ROLES = (Role.HEAD, Role.ALTERNATE, Role.MEMBER)


@transaction.atomic
def load() -> None:
    """Invite to the coming meeting and to the course, unless anybody was invited already."""
    add_nominations()
    meeting = Meeting.objects.filter(key=key_of("next")).first()
    if meeting is None or Invitation.objects.filter(meeting=meeting).exists():
        return
    opened = _open(meeting)
    rows = [*_states(opened), *_bodies(opened)]
    Addressee.objects.bulk_create(rows)
    for number, row in enumerate(rows):
        _answer(delegation_of_row(row), number)


def _open(meeting: Meeting) -> Round:
    opened_at = timezone.now() - timedelta(days=OPENED_DAYS_AGO)
    closes_at = opened_at + timedelta(days=70)
    first = meeting.starts_on or timezone.localdate(closes_at)
    opened = Round.objects.create(
        kind=INVITATION,
        scope=scope_of(meeting),
        title=title_of_round(meeting),
        opened_at=opened_at,
        opened_by=User.objects.filter(role=AccountRole.EDITOR, is_active=True).order_by("pk").first(),
        closes_at=closes_at,
        late_days=max((first - timezone.localdate(closes_at)).days - 1, 0),
        reminders_on=[timezone.localdate(closes_at) - timedelta(days=days) for days in (14, 3)],
        is_demonstration=True,
    )
    opened.states.set(State.objects.participating())
    Invitation.objects.create(round=opened, meeting=meeting)
    _set_days(meeting, opened)
    return opened


def _set_days(meeting: Meeting, opened: Round) -> None:
    """Let the checklist say when the round began and ends, and that both letters before it are sent."""
    day, usual = timezone.localdate(opened.opened_at), meeting.date_of(MeetingDate.Kind.SAVE_THE_DATE)
    earlier = day - timedelta(days=SAVED_DAYS_BEFORE)
    set_dates(
        meeting,
        {
            MeetingDate.Kind.SAVE_THE_DATE: min(usual or earlier, earlier),
            MeetingDate.Kind.INVITATION: day,
            MeetingDate.Kind.REGISTRATION: timezone.localdate(opened.closes_at),
        },
    )
    saved_at = opened.opened_at - timedelta(days=SAVED_DAYS_BEFORE)
    meeting.dates.filter(kind=MeetingDate.Kind.SAVE_THE_DATE).update(done_at=saved_at)
    meeting.dates.filter(kind=MeetingDate.Kind.INVITATION).update(done_at=opened.opened_at)


def _states(opened: Round) -> Iterator[Addressee]:
    for state in State.objects.participating().order_by("name"):
        yield Addressee(round=opened, state=state, represents=state)


def _bodies(opened: Round) -> Iterator[Addressee]:
    for body in Organisation.objects.filter(slug__in=INVITED_BODIES).order_by("name"):
        Contact.objects.get_or_create(organisation=body, address=f"liaison@{body.slug}.example.org")
        yield Addressee(round=opened, organisation=body)


def _answer(delegation: MeetingDelegation, number: int) -> None:
    row, at = (
        _row(delegation),
        timezone.now() - timedelta(days=OPENED_DAYS_AGO - number % 20, hours=number % 9),
    )
    if delegation.code in NOBODY:
        _record(row, at, Outcome.NOTHING, NOBODY[delegation.code])
    elif delegation.code in WITH_DRAFT:
        draft = {"new": ["1"], "new-1-on": ["on"], "new-1-name": ["Alex MUSTER"]}
        DelegationList.objects.create(addressee=row, draft=draft, draft_saved_at=at)
    elif delegation.code in BOUNCING:
        _bounce(row)
    elif delegation.code not in SILENT and not _is_tried(delegation):
        _send(delegation, at, number)
    if not row.is_answered and number % 2:
        row.reminded_count, row.reminded_at = 1, timezone.now() - timedelta(days=5)
        row.save(update_fields=["reminded_count", "reminded_at"])


def _row(delegation: MeetingDelegation) -> Addressee:
    assert delegation.row is not None  # noqa: S101 - each of these is invited
    return delegation.row


def _is_tried(delegation: MeetingDelegation) -> bool:
    """Whether somebody of the sign-ins speaks for this State."""
    body = delegation.body
    return isinstance(body, State) and (
        body.delegates.exists() or body.appointments.filter(person__user__isnull=False).exists()
    )


def _record(row: Addressee, at: datetime, outcome: Outcome, note: str = "") -> None:
    row.outcome, row.answered_at, row.channel, row.note = outcome, at, Channel.LINK, note
    row.answered_name = CONTACTS[row.pk % len(CONTACTS)]
    row.save()


def _bounce(row: Addressee) -> None:
    """Let the server have refused the delegation's address."""
    for contact in Contact.objects.filter(state=row.state_id):
        Mailbox.objects.create(addressee=row, address=contact.address, language=contact.language)
        mail.withdraw(contact.address, EVERY_STREAM, HARD_BOUNCE + NO_SUCH_MAILBOX)


def _send(delegation: MeetingDelegation, at: datetime, number: int) -> None:
    """Put the focal points forward; who is registered already stays as they are."""
    people = [each for each in candidates_of(delegation).from_directory if each.participant is None][:3]
    has_head = delegation.participants.exists()
    days = list(delegation.meeting.days())
    for index, who in enumerate(people):
        Participant.objects.create(
            meeting=delegation.meeting,
            person=who.person,
            given_name=who.given_name,
            family_name=who.family_name,
            function=who.function,
            agency=who.agency,
            email=who.email,
            language=who.language,
            role=ROLES[min(index + has_head, 2)],
            mode=Mode.ONLINE if (number + index) % 7 == 6 else Mode.IN_PERSON,  # noqa: PLR2004 - one of seven
            days=days,
            status=STATUSES[(number + index) % len(STATUSES)],
            is_demonstration=True,
            **{"state" if isinstance(delegation.body, State) else "organisation": delegation.body},
        )
    if people or has_head:
        _record(_row(delegation), at, Outcome.ANSWERED)
        DelegationList.objects.create(addressee=_row(delegation), sent_at=at, revision=2)
