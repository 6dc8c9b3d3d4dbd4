"""The dates of a meeting's preparation: one list, of which each kind has at most one day."""

from datetime import date, timedelta
from typing import Self

import pghistory
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.models.meetings import EARLIEST, INTERNAL_STAGES, LATEST, OFF, Meeting
from meetings.times import today_in
from nfp_portal.accounts.access import VISITOR, Reader, caller_of, is_secretariat

# How long the secretariat has for what follows a day until which others may send something.
FOLLOW_UP = timedelta(days=7)


class DateKind(models.TextChoices):
    """In the order in which they come."""

    SAVE_THE_DATE = "save_the_date", _("Save the date")
    INVITATION = "invitation", _("Invitation")
    REGISTRATION = "registration", _("Registration until")
    POINTS = "points", _("Points for the agenda until")
    PAPERS = "papers", _("Papers until")
    CORRECTIONS = "corrections", _("Corrections of the list of participants until")
    COMMENTS = "comments", _("Comments on the report until")


# What the secretariat does itself by the day; all others are days until which others send something.
OWN_ACTS = (DateKind.SAVE_THE_DATE, DateKind.INVITATION)
# What everybody reads; the other days of others are for those who have an account.
PUBLIC = (DateKind.REGISTRATION,)

# What is done for each kind, and by whom it is waited for.
TASKS: dict[str, Promise] = {
    DateKind.SAVE_THE_DATE: pgettext_lazy("letter", "Send the save-the-date"),
    DateKind.INVITATION: pgettext_lazy("letter", "Send the invitation"),
    DateKind.REGISTRATION: pgettext_lazy("letter", "Check the list of participants"),
    DateKind.POINTS: pgettext_lazy("letter", "Put the points raised on the agenda"),
    DateKind.PAPERS: pgettext_lazy("letter", "Check the papers"),
    DateKind.CORRECTIONS: pgettext_lazy("letter", "Make the list of participants final"),
    DateKind.COMMENTS: pgettext_lazy("letter", "Work the comments into the report"),
}


def label_of(kind: DateKind, meeting: Meeting) -> str:
    """Name a kind of date; delegations register people for a meeting, and nominate them for a course."""
    is_of_nominations = kind == DateKind.REGISTRATION and meeting.takes_nominations
    return str(_("Nominations until") if is_of_nominations else kind.label)


class MeetingDateQuerySet(models.QuerySet["MeetingDate"]):
    def visible_to(self, reader: Reader) -> Self:
        """Keep what `reader` may see: of announced meetings the days until which they may send something."""
        if is_secretariat(reader):
            return self
        announced = self.exclude(meeting__stage__in=INTERNAL_STAGES)
        if caller_of(reader) == VISITOR:
            return announced.filter(kind__in=PUBLIC)
        return announced.exclude(kind__in=OWN_ACTS)

    def of_meetings_on(self) -> Self:
        """Leave out those of meetings that are cancelled, or postponed without new days."""
        return self.exclude(meeting__event_status__in=OFF)

    def outstanding(self) -> Self:
        """Keep those of which the secretariat has not said that they are done."""
        return self.filter(done_at=None)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class MeetingDate(models.Model):
    """One day of the preparation, by the calendar of the place; a day *until* which is open to its end.

    `done_at` is when the secretariat has done what is to be done (`TASKS`): for its own acts that is the act,
    for the others what follows when the day is over.
    """

    Kind = DateKind

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="dates")
    kind = models.CharField(_("kind"), max_length=20, choices=DateKind)
    day = models.DateField(_("day"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = MeetingDateQuerySet.as_manager()

    class Meta:
        ordering = ("day", "pk")
        constraints = (
            models.UniqueConstraint(fields=["meeting", "kind"], name="one_date_of_a_kind_per_meeting"),
            models.CheckConstraint(
                condition=models.Q(kind__in=DateKind.values), name="kind_of_meeting_date_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(day__gte=EARLIEST, day__lte=LATEST), name="meeting_date_is_of_our_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.label}: {self.meeting}"

    @property
    def label(self) -> str:
        return label_of(DateKind(self.kind), self.meeting)

    @property
    def is_own_act(self) -> bool:
        return self.kind in OWN_ACTS

    @property
    def is_over(self) -> bool:
        """Whether its day has ended where the meeting is."""
        return self.day < today_in(self.meeting.zone)

    @property
    def due_on(self) -> date:
        """The last day on which the secretariat's part is in time."""
        return self.day if self.is_own_act else self.day + FOLLOW_UP

    @property
    def task(self) -> str:
        return str(TASKS[self.kind])
