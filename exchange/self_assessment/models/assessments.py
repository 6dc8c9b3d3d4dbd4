"""The self-assessments of States, and who may read them."""

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.self_assessment.questionnaires import Questionnaire, questionnaire
from network.models import State
from network.permissions import represented_states
from nfp_portal.accounts.access import FOCAL_POINTS, SECRETARIAT, Reader, caller_of

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from exchange.self_assessment.models.levels import Level

# So long after it was closed the first contact may open it again.
REOPENED_WITHIN = timedelta(days=30)


class SharedWith(models.TextChoices):
    NOBODY = "nobody", gettext_lazy("Nobody")
    SECRETARIAT = "secretariat", gettext_lazy("The secretariat")
    FOCAL_POINTS = "focal_points", gettext_lazy("All focal points and the secretariat")


class SelfAssessmentQuerySet(models.QuerySet["SelfAssessment"]):
    def of_own_states(self, reader: Reader) -> Self:
        """Keep those of the States that `reader` speaks for; they alone write, as long as it is open."""
        return self.filter(state__in=represented_states(reader).values("pk"))

    def visible_to(self, reader: Reader) -> Self:
        """Keep those of the own States, and what others share with `reader`; no role reads more."""
        caller = caller_of(reader)
        shared = [SharedWith.SECRETARIAT] if caller in SECRETARIAT else []
        shared += [SharedWith.FOCAL_POINTS] if caller in FOCAL_POINTS else []
        own = models.Q(state__in=represented_states(reader).values("pk"))
        return self.filter(own | models.Q(shared_with__in=shared, closed_at__isnull=False))

    def open(self) -> Self:
        return self.filter(closed_at=None)

    def closed(self) -> Self:
        return self.filter(closed_at__isnull=False)

    def with_facts(self) -> Self:
        """Read the State with its names, and who began and closed it."""
        return self.select_related("state", "begun_by", "closed_by").prefetch_related("state__former_names")


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    fields=["state", "version", "closed_at", "shared_with"],
    model_name="SelfAssessmentEvent",
)
class SelfAssessment(models.Model):
    """What a State finds of itself by one version of the questionnaire; it is open until `closed_at`."""

    if TYPE_CHECKING:
        levels: RelatedManager["Level"]

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="self_assessments")
    version = models.PositiveSmallIntegerField(gettext_lazy("version of the questionnaire"))
    begun_at = models.DateTimeField(default=timezone.now)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    closed_at = models.DateTimeField(gettext_lazy("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    shared_with = models.CharField(
        gettext_lazy("shared with"), max_length=20, choices=SharedWith, default=SharedWith.NOBODY
    )
    is_demonstration = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)

    objects = SelfAssessmentQuerySet.as_manager()

    class Meta:
        app_label = "exchange"
        ordering = (models.F("closed_at").desc(nulls_first=True), "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["state"],
                condition=models.Q(closed_at=None),
                name="a_state_has_one_open_self_assessment",
            ),
            models.CheckConstraint(
                condition=models.Q(shared_with__in=SharedWith.values), name="readers_of_levels_are_known"
            ),
            models.CheckConstraint(
                condition=models.Q(shared_with=SharedWith.NOBODY) | models.Q(closed_at__isnull=False),
                name="only_a_closed_self_assessment_is_shared",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | models.Q(closed_at__gte=models.F("begun_at")),
                name="a_self_assessment_is_closed_after_it_began",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("exchange:self_assessment:assessment", args=[self.key])

    @property
    def title(self) -> str:
        return _("Self-assessment of %(state)s") % {"state": self.state.name_in_text}

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_shared(self) -> bool:
        return self.shared_with != SharedWith.NOBODY

    @property
    def may_be_reopened(self) -> bool:
        return self.closed_at is not None and timezone.now() - self.closed_at < REOPENED_WITHIN

    @property
    def questionnaire(self) -> Questionnaire:
        return questionnaire(self.version)
