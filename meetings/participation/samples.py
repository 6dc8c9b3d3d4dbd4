"""The demonstration's course after its day for nominations: seats, a waiting list, one seat free again."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from meetings.models import Meeting
from meetings.participation.delegations import scope_of
from meetings.participation.forms.invitation import title_of_round
from meetings.participation.models import INVITATION, DelegationList, Invitation, Participant, Status
from meetings.reference import key_of
from network.demonstration import FUNCTIONS, invented_address, invented_names
from network.models import State
from network.rounds.models import Addressee, Channel, Outcome, Round

SEATS = 8
OPENED_DAYS_AGO, CLOSED_DAYS_AGO = 60, 6
# Who was nominated, by State; each waits since one hour later than the one before.
NOMINATED = {
    "AM": (Status.ACCEPTED, Status.WAITING),
    "AZ": (Status.ACCEPTED, Status.CONFIRMED),
    "GE": (Status.ACCEPTED, Status.NOT_SELECTED),
    "KG": (Status.ACCEPTED, Status.WITHDRAWN),
    "KZ": (Status.ACCEPTED, Status.PUT_FORWARD),
    "MN": (Status.ACCEPTED, Status.WAITING),
    "TM": (Status.CONFIRMED,),
    "UZ": (Status.ACCEPTED, Status.WAITING),
}
NOBODY, SILENT = ("MD",), ("UA",)


def add_nominations() -> None:
    """Nominate people for the course, unless anybody was invited to it already."""
    course = Meeting.objects.filter(key=key_of("course")).first()
    if course is None or Invitation.objects.filter(meeting=course).exists():
        return
    course.seats = SEATS
    course.save()
    closed = _round_of(course)
    for state in closed.states.order_by("name"):
        row = Addressee.objects.create(round=closed, state=state, represents=state)
        if state.iso2 in SILENT:
            continue
        Participant.objects.bulk_create(_nominees(course, state))
        row.outcome = Outcome.NOTHING if state.iso2 in NOBODY else Outcome.ANSWERED
        row.answered_at, row.channel = closed.closes_at - timedelta(days=3), Channel.LINK
        row.save()
        if row.outcome == Outcome.ANSWERED:
            DelegationList.objects.create(addressee=row, sent_at=row.answered_at, revision=2)


def _round_of(course: Meeting) -> Round:
    now = timezone.now()
    closes_at = now - timedelta(days=CLOSED_DAYS_AGO)
    closed = Round.objects.create(
        kind=INVITATION,
        scope=scope_of(course),
        title=title_of_round(course),
        opened_at=now - timedelta(days=OPENED_DAYS_AGO),
        closes_at=closes_at,
        closed_at=closes_at,
        is_demonstration=True,
    )
    closed.states.set(State.objects.filter(iso2__in=[*NOMINATED, *NOBODY, *SILENT]))
    Invitation.objects.create(round=closed, meeting=course)
    return closed


def _nominees(course: Meeting, state: State) -> Iterator[Participant]:
    first = timezone.now() - timedelta(days=CLOSED_DAYS_AGO - 2)
    names = zip(NOMINATED.get(state.iso2, ()), invented_names(state.iso2), strict=False)
    for index, (status, name) in enumerate(names):
        since = first + timedelta(hours=list(NOMINATED).index(state.iso2))
        yield Participant(
            key=key_of("course", name.given, name.family),
            meeting=course,
            given_name=name.given,
            family_name=name.family,
            function=FUNCTIONS[(len(name.family) + index) % len(FUNCTIONS)],
            email=invented_address(name.given, name.family, at=state.iso2.lower()),
            state=state,
            days=list(course.days()),
            status=status,
            waiting_since=since if status == Status.WAITING else None,
            is_demonstration=True,
        )
