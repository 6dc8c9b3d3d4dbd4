"""A meeting of any series: annual, of field operations, a conference, a study visit, a training."""

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Self

import pghistory
import pgtrigger
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.times import today_in
from meetings.zones import SECRETARIAT_ZONE
from network.models import Organisation, State
from network.models.states import FoldedText
from nfp_portal.accounts.access import is_secretariat
from nfp_portal.accounts.models import User

Reader = User | AnonymousUser


class Series(models.TextChoices):
    ANNUAL = "annual", _("Annual meetings of the Network")
    FIELD_OPERATIONS = "field_operations", _("Gatherings of field operations")
    REGIONAL_CONFERENCE = "regional_conference", _("Regional conferences")
    STUDY_VISIT = "study_visit", _("Study visits")
    TRAINING = "training", _("Trainings")


class Stage(models.TextChoices):
    """How far a meeting is, in this order. Only the release of its report makes it *published*."""

    PLANNED = "planned", _("Planned")
    ANNOUNCED = "announced", _("Announced")
    REGISTRATION = "registration", _("Registration open")
    AGENDA = "agenda", _("Agenda published")
    HELD = "held", _("Held")
    REPORT = "report", _("Report in preparation")
    PUBLISHED = "published", _("Report published")


# What the secretariat alone sees, and from where on everybody reads the agenda.
INTERNAL_STAGES = (Stage.PLANNED,)
STAGES_AFTER = (Stage.HELD, Stage.REPORT, Stage.PUBLISHED)
STAGES_WITH_AGENDA = (Stage.AGENDA, Stage.HELD, Stage.REPORT, Stage.PUBLISHED)


class Format(models.TextChoices):
    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online")
    BLENDED = "blended", _("Online (blended)")
    HYBRID = "hybrid", _("Online and in person")


class HeadcountQualifier(models.TextChoices):
    EXACT = "exact", _("exactly")
    MORE_THAN = "more_than", _("more than")


# Each day of a meeting is a heading of its pages: a mistyped year must not make a million of them.
EARLIEST, LATEST, LONGEST = date(2000, 1, 1), date(2100, 12, 31), timedelta(days=61)


class TodayIn(models.Func):
    """The date of now in the zone of each meeting."""

    arg_joiner = " AT TIME ZONE "
    template = "(%(expressions)s)::date"
    output_field = models.DateField()

    def __init__(self) -> None:
        super().__init__(models.Value(timezone.now()), models.F("zone"))


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, reader: Reader) -> Self:
        """Keep what `reader` may see: a meeting is internal until it is announced."""
        if is_secretariat(reader):
            return self
        return self.exclude(stage__in=INTERNAL_STAGES)

    def matching(self, query: str) -> Self:
        """Keep the meetings in whose title, theme or city each word of the query occurs."""
        meetings = self
        for word in query.split():
            meetings = meetings.filter(folded__contains=FoldedText(models.Value(word)))
        return meetings

    def upcoming(self, on: date | None = None) -> Self:
        """Keep the meetings that have not ended before `on` (default: today where each is), next first."""
        day = on or TodayIn()
        ends = models.functions.Coalesce("ends_on", "starts_on")
        return self.alias(last_day=ends).filter(last_day__gte=day).order_by("starts_on")

    def to_come(self) -> Self:
        """Keep the upcoming meetings without those marked as held, as on the evening of the last day."""
        return self.upcoming().exclude(stage__in=STAGES_AFTER)

    def ended(self) -> Self:
        """Keep the meetings whose last day is over where they were held; an undated one once it is held."""
        last_day = models.functions.Coalesce("ends_on", "starts_on")
        is_over = models.Q(last_day__lt=TodayIn()) | models.Q(starts_on=None, stage__in=STAGES_AFTER)
        return self.alias(last_day=last_day).filter(is_over)

    def newest_first(self) -> Self:
        """Undated meetings come last, for nothing says where they belong."""
        return self.order_by(models.F("starts_on").desc(nulls_last=True), "title")

    def with_location(self) -> Self:
        return self.select_related("country", "chair").prefetch_related(
            "country__former_names", "chair__former_names"
        )


class IsZone(models.Func):
    """Whether Postgres knows the time zone; for one it does not, it raises an error of its own."""

    template = "(timestamp '2000-01-01' AT TIME ZONE %(expressions)s) IS NOT NULL"
    output_field = models.BooleanField()


_ITEM_DAYS_STAY_INSIDE = """
    IF EXISTS (SELECT 1 FROM meetings_agendaitem i WHERE i.meeting_id = NEW.id AND i.day IS NOT NULL
               AND (NEW.starts_on IS NULL OR i.day NOT BETWEEN NEW.starts_on
                    AND coalesce(NEW.ends_on, NEW.starts_on))) THEN
        RAISE EXCEPTION 'agenda items would lie outside the meeting' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'agenda_item_lies_inside_its_meeting';
    END IF;
    RETURN NEW;
"""


@pghistory.track(exclude=["folded"])
class Meeting(models.Model):
    """One meeting. Empty dates, place and format mean *not recorded*.

    `slug` is its address: the number of a numbered annual meeting, else words. `revision` grows with each
    change of the meeting's own fields. `names_on` is the day whose names of States count where the date
    of the meeting itself is not recorded. `zone` is the time zone of the place (tz database): the times of
    the agenda are by its clocks.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    series = models.CharField(_("series"), max_length=30, choices=Series, default=Series.ANNUAL)
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=250)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    names_on = models.DateField(_("names of States as of"), null=True, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    country = models.ForeignKey(
        State, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("State")
    )
    zone = models.CharField(_("time zone"), max_length=40, default=SECRETARIAT_ZONE)
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    format = models.CharField(_("form"), max_length=20, choices=Format, blank=True)
    stage = models.CharField(_("stage"), max_length=20, choices=Stage, default=Stage.PLANNED)
    headcount = models.PositiveIntegerField(_("participants recorded"), null=True, blank=True)
    headcount_qualifier = models.CharField(max_length=20, choices=HeadcountQualifier, blank=True)
    theme = models.TextField(_("theme"), max_length=500, blank=True)
    organiser = models.CharField(_("organised by"), max_length=250, blank=True)
    chair = models.ForeignKey(
        State,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="chaired_meetings",
        verbose_name=_("Chair of the OSCE"),
    )
    symbol = models.CharField(_("symbol of the documents"), max_length=60, blank=True)
    about = models.TextField(_("about"), max_length=20_000, blank=True)
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followed_by"
    )
    # Who was there as public records say, where no list of participants was kept here.
    recorded_states = models.ManyToManyField(State, blank=True, related_name="meetings_recorded")
    recorded_bodies = models.ManyToManyField(Organisation, blank=True, related_name="meetings_recorded")
    is_demonstration = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)
    folded = models.GeneratedField(
        expression=FoldedText(models.F("title"), models.F("theme"), models.F("city")),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_on", "title")
        triggers = (
            pgtrigger.Trigger(
                name="keep_items_inside",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                func=_ITEM_DAYS_STAY_INSIDE,
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(starts_on__lte=models.F("ends_on")),
                name="meeting_ends_after_it_starts",
                violation_error_message=_("The last day must not come before the first."),
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(starts_on=None)
                    | models.Q(starts_on__gte=EARLIEST, starts_on__lte=LATEST)
                    & (models.Q(ends_on=None) | models.Q(ends_on__lte=models.F("starts_on") + LONGEST))
                ),
                name="meeting_is_of_our_time_and_short",
                violation_error_message=_(
                    "A meeting lasts two months at most, and lies between 2000 and 2100."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(starts_on__isnull=False),
                name="meeting_end_has_a_start",
                violation_error_message=_("A last day needs a first day."),
            ),
            models.CheckConstraint(
                condition=models.Q(number=None) | models.Q(series=Series.ANNUAL),
                name="only_annual_meetings_are_numbered",
                violation_error_message=_("Only annual meetings have a number."),
            ),
            models.CheckConstraint(
                condition=models.Q(number=None, slug__regex="[a-z]")
                | models.Q(number__isnull=False, slug=Cast("number", models.CharField())),
                name="a_numbered_meeting_is_found_by_its_number",
            ),
            models.CheckConstraint(
                condition=models.Q(headcount=None, headcount_qualifier="")
                | models.Q(headcount__isnull=False, headcount_qualifier__in=HeadcountQualifier.values),
                name="headcount_says_how_exact_it_is",
                violation_error_message=_("A number of participants needs to say how exact it is."),
            ),
            models.CheckConstraint(condition=models.Q(stage__in=Stage.values), name="meeting_stage_is_known"),
            models.CheckConstraint(
                condition=IsZone("zone"),
                name="meeting_zone_is_known",
                violation_error_message=_("Choose a time zone of the list."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting", args=[self.slug])

    @property
    def last_day(self) -> date | None:
        return self.ends_on or self.starts_on

    @property
    def has_begun(self) -> bool:
        """Whether its first day has come where it is held; an undated one has begun once it is held."""
        if self.starts_on is None:
            return self.stage in STAGES_AFTER
        return self.starts_on <= today_in(self.zone)

    @property
    def has_ended(self) -> bool:
        """Whether its last day is over where it was held; an undated one has ended once it is held."""
        if self.last_day is None:
            return self.stage in STAGES_AFTER
        return self.last_day < today_in(self.zone)

    @property
    def named_as_of(self) -> date | None:
        """The day whose names of States this meeting's pages and documents use."""
        return self.starts_on or self.names_on

    def days(self) -> Iterator[date]:
        if self.starts_on is None or self.last_day is None:
            return
        for offset in range((self.last_day - self.starts_on).days + 1):
            yield self.starts_on + timedelta(days=offset)

    @property
    def location(self) -> str:
        """City and State by its name of the time; empty where none is recorded."""
        state = self.country.name_on(self.named_as_of).name if self.country else ""
        return ", ".join(part for part in (self.city, state) if part)

    @property
    def is_internal(self) -> bool:
        """Whether the secretariat alone sees it."""
        return self.stage in INTERNAL_STAGES

    @property
    def has_agenda(self) -> bool:
        """Whether the agenda is open to everybody."""
        return self.stage in STAGES_WITH_AGENDA
