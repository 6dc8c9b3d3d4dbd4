"""What the dates of coming meetings ask of the secretariat, and which of them come next for everybody."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext

from meetings.checklist import act_url
from meetings.models import Mailing, Meeting, MeetingDate
from meetings.models.dates import FOLLOW_UP, OWN_ACTS
from meetings.wording import title_of
from nfp_portal.accounts.access import EDITORS, Reader, caller_of
from nfp_portal.accounts.models import User
from nfp_portal.revisions.permissions import for_approvers
from nfp_portal.turns.columns import NO_DAY, start_of
from nfp_portal.turns.registry import Count, Item, Notify, Source, register_counts, register_source
from nfp_portal.turns.submissions import submission_key, submitted_in_words, waiting_for
from nfp_portal.ui.letters import written_day

# An act of the secretariat is its turn from so long before its day on.
LEAD = timedelta(days=14)
A_DAY = timedelta(days=1)
SHOWN, COMING = 4, timedelta(days=90)


def register() -> None:
    register_source(Source("meeting date", _due, _task))
    register_source(Source("message to approve", _to_approve, _approve, Notify.AT_ONCE))
    register_counts(_counts)


def _due(user: User) -> models.QuerySet[Any] | None:
    """The dates that are to be acted on: from two weeks before an own act, from the day after any other."""
    if caller_of(user) not in EDITORS:
        return None
    is_own = models.Q(kind__in=OWN_ACTS)
    begins = models.Case(
        models.When(is_own, then=Cast(models.F("day") - LEAD, models.DateField())),
        default=Cast(models.F("day") + A_DAY, models.DateField()),
    )
    due = models.Case(
        models.When(is_own, then=models.F("day")),
        default=Cast(models.F("day") + FOLLOW_UP, models.DateField()),
    )
    rows = MeetingDate.objects.outstanding().of_meetings_on().select_related("meeting")
    return (
        rows.alias(begins=begins)
        .filter(begins__lte=timezone.localdate())
        .annotate(since=start_of(begins), until=due)
    )


def _task(entry: MeetingDate, user: User) -> Item:
    values = {"task": entry.task, "meeting": entry.meeting.title}
    day = written_day(entry.day)
    about = (
        pgettext("letter", "To be done by %(day)s")
        if entry.is_own_act
        else pgettext("letter", "The day until which it was open was %(day)s")
    )
    return Item(
        title=entry.meeting.title,
        about=about % {"day": day},
        verb=pgettext("letter", "%(task)s: %(meeting)s") % values,
        url=act_url(entry),
    )


def _to_approve(user: User) -> models.QuerySet[Any] | None:
    rows = Mailing.objects.filter(sent_at=None).select_related("meeting").annotate(until=NO_DAY)
    return for_approvers(user, waiting_for(user, rows, submission_key("mailing-", "pk")))


def _approve(message: Any, user: User) -> Item:
    return Item(
        title=message.subject,
        about=submitted_in_words(message),
        verb=pgettext("letter", "Approve the message “%(subject)s”") % {"subject": message.subject},
        url=reverse("meetings:message_approve", args=[message.meeting.slug, message.key]),
    )


def _counts(user: User) -> Iterator[Count]:
    """The next meeting, and the next dates that this account may see."""
    meeting = Meeting.objects.visible_to(user).to_come().exclude(starts_on=None).with_location().first()
    if meeting is not None and meeting.starts_on:
        stage = ", ".join(filter(None, (str(meeting.get_stage_display()), meeting.location)))
        yield Count(
            date_format(meeting.starts_on, "j M"), meeting.title, meeting.get_absolute_url(), detail=stage
        )
    for entry in coming_dates(user):
        yield Count(
            date_format(entry.day, "j M"),
            entry.label,
            entry.meeting.get_absolute_url(),
            detail=title_of(entry.meeting),
        )


def coming_dates(reader: Reader) -> models.QuerySet[MeetingDate]:
    """Return the next dates that a reader may see."""
    today = timezone.localdate()
    ahead = MeetingDate.objects.visible_to(reader).of_meetings_on().filter(day__range=(today, today + COMING))
    return ahead.select_related("meeting").order_by("day", "pk")[:SHOWN]
