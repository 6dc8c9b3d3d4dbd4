"""What a meeting is for and what happens when: objectives, agenda items."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import Any, Self

import pghistory
import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.models.meetings import STAGES_WITH_AGENDA, Meeting
from meetings.models.speaking import SpeakerRole, Speaking
from meetings.times import instant
from network.models.search_text import SearchText
from nfp_portal.accounts.access import Reader, is_secretariat
from nfp_portal.accounts.audience import Audience, audiences_of

MINUTES_OF_A_DAY = 24 * 60


class Kind(models.TextChoices):
    OPENING = "opening", _("Opening")
    SESSION = "session", _("Session")
    WORKING_GROUP = "working_group", _("Working group")
    STUDY_VISIT = "study_visit", _("Study visit")
    CLOSING = "closing", _("Closing")
    BREAK = "break", _("Break")


def audiences_within(audience: Audience) -> list[Audience]:
    """Return the audiences of the rows that a copy made for `audience` may hold."""
    return list(Audience) if audience == Audience.FOCAL_POINTS else [Audience.ALL]


def papers_within(audiences: Iterable[Audience]) -> Any:
    """Return how agenda items read their documents for these audiences, as `papers`."""
    document: Any = AgendaItem._meta.get_field("documents").related_model  # noqa: SLF001 - Django's documented name
    rows = document.objects.filter(audience__in=audiences).with_versions()
    return models.Prefetch("documents", rows, to_attr="read_papers")


class AudienceQuerySet(models.QuerySet[Any]):
    """Rows of a meeting with an audience. Objectives and papers are open as soon as the meeting is."""

    def visible_to(self, reader: Reader) -> Self:
        return self.filter(audience__in=audiences_of(reader))

    def for_audience(self, audience: Audience) -> Self:
        """Keep what a copy made for `audience` may hold."""
        return self.filter(audience__in=audiences_within(audience))


class AgendaItemQuerySet(AudienceQuerySet):
    def visible_to(self, reader: Reader) -> Self:
        """Keep what `reader` may see: of the audience, and of agendas that are published."""
        items = super().visible_to(reader)
        if is_secretariat(reader):
            return items
        return items.filter(meeting__stage__in=STAGES_WITH_AGENDA)

    def in_order(self) -> Self:
        """By day and place in the day; what has no day comes last."""
        return self.order_by(models.F("day").asc(nulls_last=True), "position", "pk")

    def with_people(self) -> Self:
        """Read who moderates and who speaks with them; one query."""
        return self.prefetch_related("panel")

    def with_papers(self, audiences: Iterable[Audience]) -> Self:
        """Read the documents of these audiences with them; two queries."""
        return self.prefetch_related(papers_within(audiences))


class Part(models.Model):
    """A row of a meeting: a stable key, a position among its like, a revision that grows with each change."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    position = models.PositiveSmallIntegerField(default=0)
    audience = models.CharField(_("for"), max_length=20, choices=Audience, default=Audience.ALL)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    @property
    def is_restricted(self) -> bool:
        return self.audience != Audience.ALL

    @property
    def details(self) -> list[str]:
        """Return the lines that a list shows below its text."""
        return []


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Objective(Part):
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="objectives")
    text = models.TextField(_("objective"), max_length=1000)

    objects = AudienceQuerySet.as_manager()
    # Whether it is shown beside one that not everybody reads.
    is_beside_restricted = False

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.text

    @property
    def details(self) -> list[str]:
        is_labelled = self.is_beside_restricted and not self.is_restricted
        return [gettext("For all participants")] if is_labelled else []


class _Plus(models.Func):
    """A sum as Postgres types it: a day and a time make a timestamp."""

    arg_joiner = " + "
    template = "(%(expressions)s)"


class _Minutes(models.Func):
    template = "(%(expressions)s * interval '1 minute')"


class LocalTimes(models.Func):
    """The half-open time of an item by the clock on the wall; an item without times has none."""

    function = "TSRANGE"
    output_field = DateTimeRangeField()

    def __init__(self) -> None:
        begins = _Plus("day", "begins")
        super().__init__(begins, _Plus(begins, _Minutes("minutes")), RangeBoundary())


_DAY_LIES_INSIDE = """
    IF NEW.day IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM meetings_meeting m WHERE m.id = NEW.meeting_id
        AND NEW.day BETWEEN m.starts_on AND coalesce(m.ends_on, m.starts_on)) THEN
        RAISE EXCEPTION 'the agenda item lies outside its meeting' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'agenda_item_lies_inside_its_meeting';
    END IF;
    RETURN NEW;
"""


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["search_text"]
)
class AgendaItem(Part):
    """One point of the agenda. `day` and times may be unknown.

    `begins` is the clock on the wall where the meeting is (`Meeting.zone`); `minutes` is the length by that
    clock, past midnight if it is long enough. Instants are computed (`starts_at`, `ends_at`), never stored.
    `panel_number` grows when other people moderate or speak (`Speaker`). The times, moderator and speakers of
    an item with `is_demonstration` are invented.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.SESSION)
    day = models.DateField(_("day"), null=True, blank=True)
    begins = models.TimeField(_("begins"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("length in minutes"), null=True, blank=True)
    session = models.PositiveSmallIntegerField(_("session number"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=250)
    note = models.TextField(_("what it is about"), max_length=2000, blank=True)
    location = models.CharField(_("place"), max_length=200, blank=True)
    panel_number = models.PositiveIntegerField(default=0, editable=False)
    is_demonstration = models.BooleanField(default=False)
    updated_at = models.DateTimeField(auto_now=True)
    search_text = models.GeneratedField(
        expression=SearchText("title", "note", "location"),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = AgendaItemQuerySet.as_manager()
    # What the rooms say under it to the reader of a page (`meetings.annotations`).
    annotations: Sequence[Any] = ()

    class Meta:
        ordering = (models.F("day").asc(nulls_last=True), "position", "pk")
        triggers = (
            pgtrigger.Trigger(
                name="day_lies_inside",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=_DAY_LIES_INSIDE,
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(begins=None, minutes=None)
                | models.Q(begins__isnull=False, minutes__isnull=False),
                name="agenda_item_has_both_times_or_none",
                violation_error_message=_("Give both times, or leave both empty."),
            ),
            models.CheckConstraint(
                condition=models.Q(minutes=None) | models.Q(minutes__gte=1, minutes__lt=MINUTES_OF_A_DAY),
                name="agenda_item_lasts_less_than_a_day",
                violation_error_message=_("The end must come after the beginning."),
            ),
            models.CheckConstraint(
                condition=models.Q(begins=None) | models.Q(day__isnull=False),
                name="agenda_item_with_times_has_a_day",
                violation_error_message=_("Times need a day."),
            ),
            # Working groups meet beside each other; everything else has the room to itself. Checked at
            # the end of the transaction, because moving an item shifts its neighbours one by one.
            ExclusionConstraint(
                name="one_agenda_item_at_a_time",
                expressions=[
                    ("meeting", RangeOperators.EQUAL),
                    (LocalTimes(), RangeOperators.OVERLAPS),
                ],
                condition=models.Q(begins__isnull=False) & ~models.Q(kind=Kind.WORKING_GROUP),
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("Another item of the agenda has this time."),
            ),
        )

    def __str__(self) -> str:
        values = {"number": self.session, "title": self.title}
        return gettext("Session %(number)d: %(title)s") % values if self.session else self.title

    @property
    def people(self) -> list[Speaking]:
        """Everybody who moderates or speaks, as recorded."""
        return [row.speaking for row in self.panel.all()] if self.pk else []

    @property
    def speakers(self) -> list[Speaking]:
        return [person for person in self.people if person.role == SpeakerRole.SPEAKER]

    @property
    def moderator(self) -> str:
        """Who moderates, with function and body; empty for nobody."""
        return "; ".join(str(person) for person in self.people if person.role == SpeakerRole.MODERATOR)

    @property
    def papers(self) -> list[Any]:
        """The documents that were read with it for somebody (`with_papers`); none otherwise."""
        return getattr(self, "read_papers", [])

    @property
    def paper_lines(self) -> list[str]:
        return [document.named for document in self.papers]

    @property
    def local_start(self) -> datetime | None:
        """When it begins by the clock on the wall (naive); None without times."""
        if self.day is None or self.begins is None:
            return None
        return datetime.combine(self.day, self.begins)

    @property
    def local_end(self) -> datetime | None:
        """When it ends by the clock on the wall (naive), perhaps on the next day; None without times."""
        if self.local_start is None or self.minutes is None:
            return None
        return self.local_start + timedelta(minutes=self.minutes)

    @property
    def starts_at(self) -> datetime | None:
        """The instant it begins, in the zone of its meeting."""
        return instant(self.local_start, self.meeting.zone) if self.local_start else None

    @property
    def ends_at(self) -> datetime | None:
        """The instant it ends, in the zone of its meeting."""
        return instant(self.local_end, self.meeting.zone) if self.local_end else None

    @property
    def ends(self) -> time | None:
        return self.local_end.time() if self.local_end else None

    @property
    def ends_after_midnight(self) -> bool:
        """Whether its end lies on the next day; midnight itself still belongs to its own."""
        end = self.local_end
        return end is not None and end.date() != self.day and end.time() != time.min

    def is_parallel_to(self, other: "AgendaItem") -> bool:
        """Whether both may have the same time."""
        return self.kind == other.kind == Kind.WORKING_GROUP

    def clashes_with(self, other: "AgendaItem") -> bool:
        if not (self.local_start and self.local_end and other.local_start and other.local_end):
            return False
        overlap = self.local_start < other.local_end and other.local_start < self.local_end
        return overlap and not self.is_parallel_to(other)
