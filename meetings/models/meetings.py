"""A meeting of any series: annual, of field operations, a conference, a study visit, a training."""

import re
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Self

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import URLValidator
from django.db import models
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.models.guards import ITEM_DAYS_STAY_INSIDE, SEATS_SUFFICE, IsZone, TodayIn
from meetings.times import today_in
from meetings.zones import SECRETARIAT_ZONE
from network.models import FieldOfWork, Organisation, State
from network.models.search_text import SearchText, every_word
from nfp_portal.accounts.access import Reader, is_secretariat


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


class EventStatus(models.TextChoices):
    """Whether it takes place as planned; the terms are those of schema.org."""

    SCHEDULED = "scheduled", _("As planned")
    POSTPONED = "postponed", _("Postponed")
    RESCHEDULED = "rescheduled", _("New dates")
    MOVED_ONLINE = "moved_online", _("Moved online")
    CANCELLED = "cancelled", _("Cancelled")


# With these there is no day on which it takes place: those it has are the ones it was planned for.
OFF = (EventStatus.POSTPONED, EventStatus.CANCELLED)


class HeadcountQualifier(models.TextChoices):
    EXACT = "exact", _("exactly")
    MORE_THAN = "more_than", _("more than")


# Each day of a meeting is a heading of its pages: a mistyped year must not make a million of them.
EARLIEST, LATEST, LONGEST = date(2000, 1, 1), date(2100, 12, 31), timedelta(days=61)


# A meeting is looked for by its number, also written as 10th.
_ORDINAL = re.compile(r"\b(\d+)(?:st|nd|rd|th)\b")


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, reader: Reader) -> Self:
        """Keep what `reader` may see: a meeting is internal until it is announced."""
        if is_secretariat(reader):
            return self
        return self.exclude(stage__in=INTERNAL_STAGES)

    def matching(self, query: str) -> Self:
        """Keep those whose number, year, title, theme, symbol or place has each word of the query."""
        return self.filter(every_word(_ORDINAL.sub(r"\1", query)))

    def taking_place(self) -> Self:
        """Leave out what is cancelled, or postponed without new days."""
        return self.exclude(event_status__in=OFF)

    def upcoming(self, on: date | None = None) -> Self:
        """Keep the meetings that have not ended before `on` (default: today where each is), next first."""
        day = on or TodayIn()
        ends = models.functions.Coalesce("ends_on", "starts_on")
        return self.taking_place().alias(last_day=ends).filter(last_day__gte=day).order_by("starts_on")

    def to_come(self) -> Self:
        """Keep the upcoming meetings without those marked as held, as on the evening of the last day."""
        return self.upcoming().exclude(stage__in=STAGES_AFTER)

    def ended(self) -> Self:
        """Keep the meetings whose last day is over where they were held; an undated one once it is held."""
        last_day = models.functions.Coalesce("ends_on", "starts_on")
        is_over = models.Q(last_day__lt=TodayIn()) | models.Q(starts_on=None, stage__in=STAGES_AFTER)
        return self.taking_place().alias(last_day=last_day).filter(is_over)

    def newest_first(self) -> Self:
        """Undated meetings come last, for nothing says where they belong."""
        return self.order_by(models.F("starts_on").desc(nulls_last=True), "title")

    def with_location(self) -> Self:
        return self.select_related("country", "chair").prefetch_related(
            "country__former_names", "chair__former_names"
        )


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["search_text"]
)
class Meeting(models.Model):
    """One meeting. Empty dates, place and format mean *not recorded*.

    `slug` is its address: the number of a numbered annual meeting, else words. `revision` grows with each
    change of the meeting's own fields. `names_on` is the day whose names of States count where the date
    of the meeting itself is not recorded. `zone` is the time zone of the place (tz database): the times of
    the agenda are by its clocks. Of a meeting that is `OFF` the days are those it was planned for. After
    another change of plan `planned_first`, `planned_last` and `planned_format` hold what was planned before
    it, and `status_note` what its participants read.
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
    field = models.ForeignKey(
        FieldOfWork,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="meetings",
        verbose_name=_("field of work"),
    )
    theme = models.TextField(_("theme"), max_length=500, blank=True)
    joining_link = models.CharField(
        _("joining link"), max_length=500, blank=True, validators=[URLValidator(schemes=["https"])]
    )
    event_status = models.CharField(
        _("takes place"), max_length=20, choices=EventStatus, default=EventStatus.SCHEDULED
    )
    status_note = models.TextField(_("what participants are told"), max_length=4000, blank=True)
    planned_first = models.DateField(null=True, blank=True)
    planned_last = models.DateField(null=True, blank=True)
    planned_format = models.CharField(max_length=20, choices=Format, blank=True)
    organiser = models.CharField(_("organised by"), max_length=250, blank=True)
    host = models.CharField(_("hosted by"), max_length=250, blank=True)
    languages = ArrayField(
        models.CharField(max_length=2), default=list, blank=True, verbose_name=_("interpretation into")
    )
    chair = models.ForeignKey(
        State,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="chaired_meetings",
        verbose_name=_("Chair of the OSCE"),
    )
    symbol = models.CharField(_("symbol of the documents"), max_length=60, blank=True)
    # Who signs certificates and letters, and who pays, as the letters say it.
    signatory = models.CharField(_("signed by"), max_length=200, blank=True)
    signatory_function = models.CharField(_("function of who signs"), max_length=200, blank=True)
    costs = models.CharField(_("costs of travel and stay"), max_length=300, blank=True)
    about = models.TextField(_("about"), max_length=20_000, blank=True)
    recorded_in = models.CharField(
        _("source"), max_length=300, blank=True, help_text=_("Which public records say this of the meeting.")
    )
    practical = models.TextField(_("practical information"), max_length=20_000, blank=True)
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followed_by"
    )
    # Empty means that nobody is put on a waiting list.
    seats = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)
    visit_seats = models.PositiveSmallIntegerField(_("seats on the study visit"), null=True, blank=True)
    # Who was there as public records say, where no list of participants was kept here.
    recorded_states = models.ManyToManyField(State, blank=True, related_name="meetings_recorded")
    recorded_bodies = models.ManyToManyField(Organisation, blank=True, related_name="meetings_recorded")
    is_demonstration = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    # Grows with each change of its list of dates.
    dates_revision = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)
    search_text = models.GeneratedField(
        expression=SearchText(
            *("number", "title", "theme", "symbol", "venue", "city"),
            models.functions.ExtractYear("starts_on"),
        ),
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
                func=ITEM_DAYS_STAY_INSIDE,
            ),
            pgtrigger.Trigger(
                name="keep_seats_enough",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.AnyChange("seats", "visit_seats"),
                func=SEATS_SUFFICE,
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
                condition=models.Q(event_status__in=EventStatus.values), name="meeting_event_status_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(event_status=EventStatus.RESCHEDULED)
                | models.Q(starts_on__isnull=False, planned_first__isnull=False),
                name="rescheduled_meeting_has_old_and_new_days",
            ),
            models.CheckConstraint(
                condition=~models.Q(event_status=EventStatus.MOVED_ONLINE)
                | models.Q(format=Format.ONLINE) & ~models.Q(planned_format=""),
                name="meeting_moved_online_keeps_its_planned_form",
            ),
            models.CheckConstraint(
                condition=models.Q(signatory="", signatory_function="")
                | ~models.Q(signatory="") & ~models.Q(signatory_function=""),
                name="who_signs_for_a_meeting_has_a_function",
            ),
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
    def is_off(self) -> bool:
        """Whether it is cancelled, or postponed without new days."""
        return self.event_status in OFF

    @property
    def has_begun(self) -> bool:
        """Whether its first day has come where it is held; an undated one has begun once it is held."""
        if self.is_off:
            return False
        if self.starts_on is None:
            return self.stage in STAGES_AFTER
        return self.starts_on <= today_in(self.zone)

    @property
    def has_ended(self) -> bool:
        """Whether its last day is over where it was held; an undated one has ended once it is held."""
        if self.is_off:
            return False
        if self.last_day is None:
            return self.stage in STAGES_AFTER
        return self.last_day < today_in(self.zone)

    @property
    def takes_nominations(self) -> bool:
        """Whether delegations nominate people of whom the secretariat selects some, as for a course."""
        return self.series == Series.TRAINING

    @property
    def named_as_of(self) -> date | None:
        """The day whose names of States this meeting's pages and documents use."""
        return self.starts_on or self.names_on

    def date_of(self, kind: str) -> date | None:
        """Return the day of a kind of `MeetingDate`, or None; no query where `dates` are fetched."""
        return next((each.day for each in self.dates.all() if each.kind == kind), None)

    def is_past(self, kind: str) -> bool:
        """Whether the day of this kind is set and over where the meeting is."""
        day = self.date_of(kind)
        return day is not None and day < today_in(self.zone)

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
    def country_today(self) -> str:
        """The name of the State of today; empty where it bears the one of the time still."""
        if self.country is None or self.country.name_on(self.named_as_of).name == self.country.name:
            return ""
        return self.country.name

    @property
    def is_internal(self) -> bool:
        """Whether the secretariat alone sees it."""
        return self.stage in INTERNAL_STAGES

    @property
    def has_agenda(self) -> bool:
        """Whether the agenda is open to everybody."""
        return self.stage in STAGES_WITH_AGENDA
