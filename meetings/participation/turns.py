"""What of the participants waits for whom: lists to send, changes to make, people to accept."""

from typing import Any

from django.db import models
from django.db.models.functions import Coalesce, Now
from django.urls import reverse
from django.utils.translation import pgettext

from meetings.models import Meeting
from meetings.participation.delegations import MeetingDelegation, code_of
from meetings.participation.models import INVITATION, ChangeRequest, Participant, Status, StudyVisit
from meetings.permissions import may_edit
from network.permissions import represented_states
from network.rounds.models import Addressee, Outcome
from nfp_portal.accounts.access import is_delegation, is_focal_point
from nfp_portal.accounts.models import User
from nfp_portal.turns.columns import NO_DAY, last_day_before
from nfp_portal.turns.registry import Item, Source, register_source
from nfp_portal.ui.letters import written_day


def register() -> None:
    register_source(Source("delegation to name", _to_name, _name))
    register_source(Source("list to change", _to_change, _change))
    register_source(Source("people to accept", _to_accept, _accept))
    register_source(Source("seats to give", _to_give, _give))


def _to_name(user: User) -> models.QuerySet[Any] | None:
    """Open invitations of the user's State that nobody has answered."""
    if not (is_focal_point(user) or is_delegation(user)):
        return None
    rows = Addressee.objects.filter(
        round__kind=INVITATION,
        round__closed_at=None,
        outcome=Outcome.WAITING,
        state__in=represented_states(user),
    )
    last_day = last_day_before(models.F("round__closes_at"))
    known = rows.select_related("round__invitation__meeting", "state", "organisation")
    return known.annotate(since=models.F("round__opened_at"), until=last_day)


def _name(row: Any, user: User) -> Item:
    meeting = row.round.invitation.meeting
    values = {"body": row.name, "meeting": meeting.title}
    return Item(
        title=pgettext("letter", "%(body)s: name the delegation to %(meeting)s") % values,
        about=pgettext("letter", "Invited on %(day)s")
        % {"day": written_day(row.round.opened_on, with_year=False)},
        verb=pgettext("letter", "Name the delegation to %(meeting)s") % values,
        url=_url_of(row),
    )


def _url_of(row: Any) -> str:
    meeting = row.round.invitation.meeting
    return reverse("meetings:delegation", args=[meeting.slug, code_of(row.state or row.organisation)])


def _to_change(user: User) -> models.QuerySet[Any] | None:
    if not may_edit(user):
        return None
    rows = ChangeRequest.objects.waiting().with_bodies()
    return rows.annotate(since=models.F("at"), until=NO_DAY)


def _change(request: Any, user: User) -> Item:
    values = {"who": request.who, "meeting": request.meeting.title}
    return Item(
        title=pgettext("letter", "%(who)s requests a change of the list for %(meeting)s") % values,
        about=request.text[:200],
        verb=pgettext("letter", "Change the list for %(meeting)s, as %(who)s requests") % values,
        url=MeetingDelegation(request.meeting, request.body).url,
    )


def _to_accept(user: User) -> models.QuerySet[Any] | None:
    """Meetings to come for which people have confirmed and nobody has accepted them yet."""
    if not may_edit(user):
        return None
    confirmed = Participant.objects.filter(meeting=models.OuterRef("pk"), status=Status.CONFIRMED)
    counted = confirmed.order_by().values("meeting").annotate(number=models.Count("pk")).values("number")
    rows = Meeting.objects.upcoming().annotate(confirmed=models.Subquery(counted)).order_by()
    return rows.exclude(confirmed=None).annotate(
        since=models.ExpressionWrapper(Now(), models.DateTimeField()), until=NO_DAY
    )


def _accept(meeting: Any, user: User) -> Item:
    people = pgettext("letter", "Confirmed: %(number)d")
    if meeting.takes_nominations:
        return _select(meeting, people)
    return Item(
        title=pgettext("letter", "%(meeting)s: people to accept") % {"meeting": meeting.title},
        about=people % {"number": meeting.confirmed},
        verb=pgettext("letter", "Accept the participants of %(meeting)s") % {"meeting": meeting.title},
        url=reverse("meetings:accept", args=[meeting.slug]),
    )


def _select(meeting: Meeting, people: str) -> Item:
    return Item(
        title=pgettext("letter", "%(meeting)s: participants to select") % {"meeting": meeting.title},
        about=people % {"number": meeting.confirmed},  # type: ignore[attr-defined] # counted by _to_accept
        verb=pgettext("letter", "Select the participants of %(meeting)s") % {"meeting": meeting.title},
        url=reverse("meetings:accept", args=[meeting.slug]),
    )


def _to_give(user: User) -> models.QuerySet[Any] | None:
    """Meetings to come that have a free seat, or one on the study visit, and somebody who waits for it."""
    if not may_edit(user):
        return None
    people = Participant.objects.filter(meeting=models.OuterRef("pk"))
    meeting, visit = (
        _number(people.admitted()),
        _number(people.admitted().filter(study_visit=StudyVisit.JOINS)),
    )
    waits, waits_for_visit = models.Exists(people.waiting()), models.Exists(people.waiting_for_visit())
    rows = Meeting.objects.upcoming().order_by().annotate(taken=meeting, visit_taken=visit)
    has_seat = models.Q(seats=None) | models.Q(seats__gt=models.F("taken"))
    has_visit_seat = models.Q(visit_seats=None) | models.Q(visit_seats__gt=models.F("visit_taken"))
    free = rows.filter((has_seat & models.Q(waits)) | (has_visit_seat & models.Q(waits_for_visit)))
    return free.annotate(since=models.ExpressionWrapper(Now(), models.DateTimeField()), until=NO_DAY)


def _number(people: models.QuerySet[Participant]) -> Coalesce:
    counted = people.order_by().values("meeting").annotate(number=models.Count("pk")).values("number")
    return Coalesce(models.Subquery(counted), 0)


def _give(meeting: Any, user: User) -> Item:
    return Item(
        title=pgettext("letter", "%(meeting)s: a seat is free, and somebody waits")
        % {"meeting": meeting.title},
        about=pgettext("letter", "The waiting list says who is next"),
        verb=pgettext("letter", "Give the free seat of %(meeting)s") % {"meeting": meeting.title},
        url=f"{reverse('meetings:participants', args=[meeting.slug])}#seats",
    )
