"""A co-operation centre, and what it has or lacks by area."""

import uuid
from datetime import date
from typing import Any, Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from exchange.initiatives.models import Initiative
from exchange.practices.models import Practice
from meetings.models import Meeting
from network.models import Person, State
from network.models.search_text import SearchText, every_word
from network.permissions import represented_states
from network.verification.statements import asked_since_of, rounds_asking
from nfp_portal.accounts.access import Reader, is_secretariat

# A year, a month or a day in ISO 8601.
_RECORDED_TIME = r"^\d{4}(-\d{2}(-\d{2})?)?$"
_PARTS_OF_A_DATE = 3


class Task(models.TextChoices):
    """What a centre does for the services of its States."""

    INFORMATION = "information", _("Exchange of information")
    SUPPORT = "support", _("Support of operations")
    ANALYSIS = "analysis", _("Analysis")


class Area(models.TextChoices):
    """In what a centre can be strong or lack something: the first three are technical."""

    COMMUNICATIONS = "communications", _("Communications")
    DATABASES = "databases", _("Databases")
    EQUIPMENT = "equipment", _("Equipment")
    HOURS = "hours", _("Working hours")
    LANGUAGES = "languages", _("Languages")
    LEGAL_BASIS = "legal_basis", _("Legal basis")
    ANALYSIS = "analysis", _("Analysis")
    OPERATIONS = "operations", _("Joint operations")
    TRAINING = "training", _("Training")

    @property
    def is_technical(self) -> bool:
        return self in {Area.COMMUNICATIONS, Area.DATABASES, Area.EQUIPMENT}


class CapabilityStatus(models.TextChoices):
    """What is recorded of an area; where nothing is there is no row."""

    HAS = "has", _("Has it")
    GAP = "gap", _("Gap")

    @property
    def mark(self) -> str:
        return "done" if self == CapabilityStatus.HAS else "failed"


def validate_recorded_time(text: str) -> None:
    """Accept 2012, 2012-04 and 2012-04-13. Raises `ValidationError`."""
    parts = text.split("-")
    try:
        date.fromisoformat("-".join([*parts, *["01"] * (_PARTS_OF_A_DATE - len(parts))]))
    except ValueError as error:
        raise ValidationError(_("Write it as 2012, 2012-04 or 2012-04-13.")) from error


def _is_recorded_time(name: str) -> models.Q:
    return models.Q(**{name: ""}) | models.Q(**{f"{name}__regex": _RECORDED_TIME})


class CentreQuerySet(models.QuerySet["Centre"]):
    def visible_to(self, reader: Reader) -> Self:
        """Keep what `reader` may read: a withdrawn one the secretariat and its host State."""
        if is_secretariat(reader):
            return self
        return self.filter(models.Q(withdrawn_at=None) | models.Q(host__in=represented_states(reader)))

    def kept(self) -> Self:
        return self.filter(withdrawn_at=None)

    def of_state(self, state: State) -> Self:
        """Keep those that a State hosts or takes part in."""
        taking_part = Centre.states.through.objects.filter(centre=models.OuterRef("pk"), state=state)
        return self.filter(models.Q(host=state) | models.Exists(taking_part))

    def changed(self) -> Self:
        """Keep those of which the host State says that something changed, until it is entered."""
        return self.kept().exclude(reported="")

    def unconfirmed_since(self, since: Any) -> Self:
        """Keep those last confirmed before a day, or an expression for one, and those never confirmed."""
        unconfirmed = models.Q(confirmed_on=None) | models.Q(confirmed_on__lt=since)
        return self.kept().filter(unconfirmed, reported="")

    def being_confirmed(self) -> Self:
        """Keep those that an open verification asks about, with its round's `opened_at`, `closes_at`."""
        rounds = self.annotate(**rounds_asking(models.OuterRef("host"))).filter(opened_at__isnull=False)
        return rounds.unconfirmed_since(asked_since_of(models.F("opened_at")))

    def matching(self, query: str) -> Self:
        return self.filter(every_word(query))

    def with_states(self) -> Self:
        """Read with them who hosts them and takes part; three queries."""
        return self.select_related("host").prefetch_related("states__former_names", "host__former_names")

    def with_capabilities(self) -> Self:
        """Read with them what is recorded of each area; one query more."""
        return self.prefetch_related("capabilities")


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["search_text", "changes", "public_changes"],
)
class Centre(models.Model):
    """Who hosts it, when the agreement was signed and since when it works may be not recorded.

    `signed_on` and `working_since` are a day, a month or a year as recorded. `confirmed_on` is the day on
    which the host State last said that all of it is so, and `reported` what it says has changed.
    `recorded_in` names the public record that it is taken from. `key` is that of the form that entered it.
    `changes` counts those of its page, `public_changes` those of what everybody reads; to confirm is none.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=120, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    location = models.CharField(_("place"), max_length=200, blank=True)
    host = models.ForeignKey(
        State,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="hosted_centres",
        verbose_name=_("host State"),
    )
    states = models.ManyToManyField(
        State, blank=True, related_name="centres", verbose_name=_("States taking part")
    )
    agreement = models.CharField(_("agreement"), max_length=300, blank=True)
    signed_on = models.CharField(
        _("agreement signed on"), max_length=10, blank=True, validators=[validate_recorded_time]
    )
    working_since = models.CharField(
        _("at work since"), max_length=10, blank=True, validators=[validate_recorded_time]
    )
    tasks = ArrayField(
        models.CharField(max_length=20, choices=Task),
        default=list,
        blank=True,
        verbose_name=_("tasks"),
    )
    coordinator_function = models.CharField(_("function of the co-ordinator"), max_length=200, blank=True)
    coordinator = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("co-ordinator"),
    )
    staff = models.PositiveIntegerField(_("number of staff"), null=True, blank=True)
    means = models.TextField(_("means"), max_length=2000, blank=True)
    initiatives = models.ManyToManyField(
        Initiative, blank=True, related_name="centres", verbose_name=_("initiatives")
    )
    practices = models.ManyToManyField(
        Practice, blank=True, related_name="centres", verbose_name=_("practices")
    )
    meetings = models.ManyToManyField(Meeting, blank=True, related_name="centres", verbose_name=_("meetings"))
    recorded_in = models.CharField(
        _("source"), max_length=300, blank=True, help_text=_("Only for one taken from a public record.")
    )
    confirmed_on = models.DateField(_("last confirmed"), null=True, blank=True, editable=False)
    reported = models.TextField(_("what has changed"), max_length=2000, blank=True)
    reported_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    # What the secretariat withdrew, it alone restores.
    is_withdrawn_by_editor = models.BooleanField(default=False, editable=False)
    is_demonstration = models.BooleanField(default=False)
    changes = models.PositiveIntegerField(default=0, editable=False)
    public_changes = models.PositiveIntegerField(default=0, editable=False)
    revision = models.PositiveIntegerField(default=1)
    search_text = models.GeneratedField(
        expression=SearchText("name", "location", "agreement"),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = CentreQuerySet.as_manager()

    class Meta:
        app_label = "exchange"
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(condition=~models.Q(name=""), name="a_centre_has_a_name"),
            models.CheckConstraint(
                condition=_is_recorded_time("signed_on"), name="agreement_of_centre_is_signed_at_a_time"
            ),
            models.CheckConstraint(
                condition=_is_recorded_time("working_since"), name="a_centre_works_since_a_recorded_time"
            ),
            models.CheckConstraint(
                condition=models.Q(tasks__contained_by=Task.values), name="tasks_of_centre_are_known"
            ),
            models.CheckConstraint(
                condition=models.Q(reported="", reported_at=None)
                | (~models.Q(reported="") & models.Q(reported_at__isnull=False)),
                name="a_change_of_a_centre_is_reported_at_an_instant",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("exchange:centres:centre", args=[self.slug])

    @property
    def title(self) -> str:
        return self.name

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Capability(models.Model):
    """Whether a centre has what an area needs, or lacks it; without a row nothing is recorded."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="capabilities")
    area = models.CharField(_("area"), max_length=20, choices=Area)
    status = models.CharField(_("status"), max_length=10, choices=CapabilityStatus)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        app_label = "exchange"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["centre", "area"], name="a_centre_has_an_area_once"),
            models.CheckConstraint(
                condition=models.Q(area__in=Area.values), name="area_of_capability_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=CapabilityStatus.values), name="status_of_capability_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_area_display()}: {self.get_status_display()}"


_tracked = pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())


@_tracked
class CentreState(Centre.states.through):  # type: ignore[name-defined, misc] # made by Django
    class Meta:
        app_label = "exchange"
        proxy = True


@_tracked
class CentreInitiative(Centre.initiatives.through):  # type: ignore[name-defined, misc] # as above
    class Meta:
        app_label = "exchange"
        proxy = True


@_tracked
class CentrePractice(Centre.practices.through):  # type: ignore[name-defined, misc] # as above
    class Meta:
        app_label = "exchange"
        proxy = True


@_tracked
class CentreMeeting(Centre.meetings.through):  # type: ignore[name-defined, misc] # as above
    class Meta:
        app_label = "exchange"
        proxy = True
