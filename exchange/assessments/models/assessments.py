"""An assessment of a State's border security and management, from its request to who may read it."""

import uuid
from typing import Any, Self

import pghistory
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import FieldOfWork, State
from network.models.search_text import SearchText, every_word
from network.permissions import represented_states
from nfp_portal.accounts.access import Reader, is_secretariat
from nfp_portal.accounts.audience import Audience, audiences_of
from nfp_portal.ui.uploads import RandomName


class AssessmentStage(models.TextChoices):
    """How far it is; derived from what is recorded of it."""

    REQUESTED = "requested", _("Requested")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DECLINED = "declined", _("Declined")
    ACCEPTED = "accepted", _("Accepted")
    PLANNED = "planned", _("Planned")
    CARRIED_OUT = "carried_out", _("Carried out")
    HANDED_OVER = "handed_over", _("Report handed over")

    @property
    def mark(self) -> str:
        """The kind of the status mark."""
        marks = {
            "withdrawn": "over",
            "declined": "failed",
            "accepted": "ahead",
            "planned": "ahead",
            "carried_out": "running",
            "handed_over": "done",
        }
        return marks.get(self.value, "waiting")


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, reader: Reader) -> Self:
        """Keep what `reader` may know of: the secretariat all, a State its own, others what is opened."""
        if is_secretariat(reader):
            return self
        opened = models.Q(opened_at__isnull=False, audience__in=audiences_of(reader))
        return self.filter(opened | models.Q(state__in=represented_states(reader)))

    def requested(self) -> Self:
        """Keep the requests that wait for the secretariat."""
        return self.filter(accepted_at=None, declined_at=None, withdrawn_at=None)

    def answered_unread(self) -> Self:
        """Keep what was accepted or declined, until its State has read that."""
        answered = models.Q(accepted_at__isnull=False) | models.Q(declined_at__isnull=False)
        return self.filter(answered, answer_read_at=None, handed_over_at=None)

    def matching(self, query: str) -> Self:
        return self.filter(every_word(query))

    def with_state(self) -> Self:
        """Read the State with its names; one query besides."""
        return self.select_related("state", "field").prefetch_related("state__former_names")


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["search_text", "contact"],
)
class Assessment(models.Model):
    """Its address has a `key` and no number, so that nobody counts those that are not opened.

    A `letter` is there where an editor entered the request for the State. `contact` is personal data: the
    State and the secretariat read it, the history does not keep it, and it is removed in time. `audience`
    says for whom the State opened it, and is empty until then.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.ForeignKey(
        State, on_delete=models.PROTECT, related_name="assessments", verbose_name=_("State")
    )
    scope = models.CharField(_("what is to be assessed"), max_length=300)
    preferred_time = models.CharField(_("preferred time"), max_length=100, blank=True)
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    field = models.ForeignKey(
        FieldOfWork,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="assessments",
        verbose_name=_("field of work"),
    )
    requested_on = models.DateField(_("requested on"), default=timezone.localdate)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    letter = models.FileField(_("letter of the State"), upload_to=RandomName("assessments"), blank=True)
    letter_name = models.CharField(max_length=200, blank=True, editable=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    accepted_at = models.DateTimeField(_("accepted"), null=True, editable=False)
    declined_at = models.DateTimeField(_("declined"), null=True, editable=False)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    answer_read_at = models.DateTimeField(null=True, editable=False)
    framework = models.CharField(_("framework"), max_length=300, blank=True)
    planned_from = models.DateField(_("planned from"), null=True, blank=True)
    planned_to = models.DateField(_("planned until"), null=True, blank=True)
    held_from = models.DateField(_("carried out from"), null=True, blank=True)
    held_to = models.DateField(_("carried out until"), null=True, blank=True)
    handed_over_at = models.DateTimeField(_("report handed over"), null=True, editable=False)
    opened_at = models.DateTimeField(_("opened"), null=True, editable=False)
    audience = models.CharField(_("open to"), max_length=20, choices=Audience, blank=True, editable=False)
    is_demonstration = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    search_text = models.GeneratedField(
        expression=SearchText("scope", "framework"), output_field=models.TextField(), db_persist=True
    )

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        app_label = "exchange"
        ordering = ("-requested_on", "-pk")
        constraints = (
            models.CheckConstraint(condition=~models.Q(scope=""), name="an_assessment_has_a_scope"),
            models.CheckConstraint(
                condition=models.Q(letter="", letter_name="")
                | ~models.Q(letter="") & ~models.Q(letter_name=""),
                name="a_letter_of_a_request_has_a_name",
            ),
            models.CheckConstraint(
                condition=models.Q(declined_at=None, reason="")
                | models.Q(declined_at__isnull=False, accepted_at=None) & ~models.Q(reason=""),
                name="a_request_is_declined_with_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None) | models.Q(accepted_at=None, declined_at=None),
                name="a_request_is_withdrawn_before_it_is_answered",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=False)
                | models.Q(
                    planned_from=None, planned_to=None, held_from=None, held_to=None, handed_over_at=None
                ),
                name="an_assessment_takes_place_once_it_is_accepted",
            ),
            models.CheckConstraint(
                condition=models.Q(planned_to=None)
                | models.Q(planned_from__isnull=False, planned_from__lte=models.F("planned_to")),
                name="a_planned_assessment_ends_after_it_begins",
                violation_error_message=_("Enter when it begins, and an end that is not before that."),
            ),
            models.CheckConstraint(
                condition=models.Q(held_to=None)
                | models.Q(held_from__isnull=False, held_from__lte=models.F("held_to")),
                name="an_assessment_ends_after_it_begins",
                violation_error_message=_("Enter when it begins, and an end that is not before that."),
            ),
            models.CheckConstraint(
                condition=models.Q(opened_at=None, audience="")
                | models.Q(
                    opened_at__isnull=False, handed_over_at__isnull=False, audience__in=Audience.values
                ),
                name="an_assessment_is_opened_after_the_hand_over",
            ),
        )

    def __str__(self) -> str:
        return self.scope

    def get_absolute_url(self) -> str:
        return reverse("exchange:assessments:assessment", args=[self.key])

    @property
    def title(self) -> str:
        return self.scope

    @property
    def stage(self) -> AssessmentStage:
        reached: list[tuple[Any, AssessmentStage]] = [
            (self.withdrawn_at, AssessmentStage.WITHDRAWN),
            (self.declined_at, AssessmentStage.DECLINED),
            (self.handed_over_at, AssessmentStage.HANDED_OVER),
            (self.held_from, AssessmentStage.CARRIED_OUT),
            (self.planned_from, AssessmentStage.PLANNED),
            (self.accepted_at, AssessmentStage.ACCEPTED),
        ]
        return next((stage for fact, stage in reached if fact), AssessmentStage.REQUESTED)

    @property
    def is_restricted(self) -> bool:
        """Whether it is opened to focal points alone; `audience` is empty before it is opened at all."""
        return self.audience == Audience.FOCAL_POINTS


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), exclude=["name"])
class TeamMember(models.Model):
    """Who assesses: a name or a role, which the State and the secretariat read, and a body.

    The name is personal data: the history does not keep it, and it is removed in time.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="team")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("name or role"), max_length=120, blank=True)
    body = models.CharField(_("body"), max_length=150, blank=True)

    class Meta:
        app_label = "exchange"
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["assessment", "position"], name="one_team_member_per_position"),
        )

    def __str__(self) -> str:
        return "; ".join(filter(None, (self.name, self.body)))
