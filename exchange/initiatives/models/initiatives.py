"""What States want to do together, and where it came from."""

import uuid
from typing import Any, Self

import pghistory
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.practices.models import Practice
from meetings.models import Meeting
from meetings.points.models import Point
from meetings.reports.models import Conclusion
from network.models import FieldOfWork, State
from network.models.search_text import SearchText, every_word
from network.permissions import represented_states
from nfp_portal.accounts.access import Reader, is_secretariat
from nfp_portal.accounts.audience import Audience, audiences_of


class InitiativeStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PROPOSED = "proposed", _("Proposed")
    DISCUSSED = "discussed", _("Discussed")
    ENDORSED = "endorsed", _("Endorsed")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    DECLINED = "declined", _("Declined")
    MERGED = "merged", _("Merged into another initiative")

    @property
    def mark(self) -> str:
        marks = {
            "endorsed": "ahead",
            "running": "running",
            "done": "done",
            "declined": "failed",
            "merged": "over",
        }
        return marks.get(self.value, "waiting")


OPEN = (
    InitiativeStatus.PROPOSED,
    InitiativeStatus.DISCUSSED,
    InitiativeStatus.ENDORSED,
    InitiativeStatus.RUNNING,
)
# Before somebody endorses it an initiative is a matter of the focal points, whatever its audience.
PUBLIC = (InitiativeStatus.ENDORSED, InitiativeStatus.RUNNING, InitiativeStatus.DONE)
# What its sponsors and the secretariat alone read: what is not proposed yet, and what was declined.
CLOSED_TO_OTHERS = (InitiativeStatus.DRAFT, InitiativeStatus.DECLINED)


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    def with_status(self) -> Self:
        """Add the status: that of the latest step which changed it."""
        step: Any = Initiative._meta.get_field("steps").related_model  # noqa: SLF001 - Django's documented name
        latest = step.objects.filter(initiative=models.OuterRef("pk")).exclude(status="").order_by("-pk")
        proposed = models.Value(InitiativeStatus.PROPOSED.value)
        status = models.functions.Coalesce(models.Subquery(latest.values("status")[:1]), proposed)
        return self.annotate(status=status)

    def visible_to(self, reader: Reader) -> Self:
        """Keep what `reader` may read.

        The secretariat reads all, focal points what is neither draft nor declined, and each State its own;
        others what was endorsed for everyone.
        """
        if is_secretariat(reader):
            return self
        own = models.Q(sponsors__state__in=represented_states(reader))
        if Audience.FOCAL_POINTS in audiences_of(reader):
            shown = ~models.Q(status__in=CLOSED_TO_OTHERS)
        else:
            shown = models.Q(status__in=PUBLIC, audience=Audience.ALL)
        return self.filter(pk__in=self.model.objects.filter(own | shown).values("pk"))

    def for_audience(self, audience: Audience) -> Self:
        """Keep what a document for this audience may print."""
        if audience == Audience.FOCAL_POINTS:
            return self.exclude(status__in=CLOSED_TO_OTHERS)
        return self.filter(status__in=PUBLIC, audience=Audience.ALL)

    def proposed(self) -> Self:
        """Leave out drafts."""
        return self.exclude(status=InitiativeStatus.DRAFT)

    def open(self) -> Self:
        return self.filter(status__in=OPEN)

    def open_or_drafted_by(self, states: models.QuerySet[State]) -> Self:
        """Keep the open ones, and what these States have not proposed yet."""
        drafts = self.model.objects.drafted_by(states)
        return self.filter(models.Q(status__in=OPEN) | models.Q(pk__in=drafts.values("pk")))

    def drafted_by(self, states: models.QuerySet[State]) -> Self:
        """Keep what these States have not proposed yet."""
        own = self.model.objects.filter(sponsors__state__in=states)
        return self.filter(status=InitiativeStatus.DRAFT, pk__in=own.values("pk"))

    def matching(self, query: str) -> Self:
        return self.filter(every_word(query))

    def with_sponsors(self) -> Self:
        """Read who proposed them, with the names of States; three queries."""
        return self.prefetch_related("sponsors__state__former_names", "sponsors__organisation")

    def with_invitations(self) -> Self:
        """Read which States were invited to sponsor them, with their names; three queries."""
        return self.prefetch_related("invitations__state__former_names")


class InitiativeManager(models.Manager.from_queryset(InitiativeQuerySet)):  # type: ignore[misc] # made by Django
    """Always with `status`."""

    def get_queryset(self) -> InitiativeQuerySet:
        rows: InitiativeQuerySet = super().get_queryset()
        return rows.with_status()


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["search_text"]
)
class Initiative(models.Model):
    """`status` follows from its steps; no column could contradict them.

    It may come from a point raised, a conclusion or a meeting, and lead to another meeting (`event`)
    and to a practice.
    `proposed_on` is None where no day is recorded. `key` is that of the form which proposed it.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField(_("number"), unique=True, editable=False)
    title = models.CharField(_("title"), max_length=300)
    summary = models.TextField(_("what it is for"), max_length=4000)
    support = models.TextField(_("support requested"), max_length=1000, blank=True)
    lead = models.CharField(_("led by"), max_length=200, blank=True)
    organisers = models.CharField(_("organised by"), max_length=300, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    next_step = models.CharField(_("next step"), max_length=500, blank=True)
    field = models.ForeignKey(
        FieldOfWork,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="initiatives",
        verbose_name=_("field of work"),
    )
    audience = models.CharField(_("for"), max_length=20, choices=Audience, default=Audience.FOCAL_POINTS)
    point = models.ForeignKey(
        Point,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="initiatives",
        verbose_name=_("point raised"),
    )
    conclusion = models.ForeignKey(
        Conclusion,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="initiatives",
        verbose_name=_("conclusion"),
    )
    practice = models.ForeignKey(
        Practice,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="initiatives",
        verbose_name=_("practice that came of it"),
    )
    meeting = models.ForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="initiatives",
        verbose_name=_("came from the meeting"),
    )
    event = models.ForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="initiatives_before",
        verbose_name=_("led to the meeting"),
    )
    proposed_on = models.DateField(_("proposed"), null=True, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    is_demonstration = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    search_text = models.GeneratedField(
        expression=SearchText("title", "summary", "support", "lead", "organisers", "next_step"),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = InitiativeManager()

    class Meta:
        app_label = "exchange"
        ordering = ("-number",)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(title="") & ~models.Q(summary=""), name="an_initiative_says_something"
            ),
            models.CheckConstraint(
                condition=models.Q(audience__in=Audience.values), name="audience_of_initiative_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(event=None)
                | models.Q(meeting=None)
                | ~models.Q(event=models.F("meeting")),
                name="initiative_leads_to_another_meeting",
                violation_error_message=_("Choose another meeting than the one it came from."),
            ),
        )

    # Added by the manager.
    status: str

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("exchange:initiatives:initiative", args=[self.number])

    @property
    def status_label(self) -> str:
        return str(InitiativeStatus(self.status).label)

    @property
    def status_mark(self) -> str:
        """The kind of the status mark."""
        return InitiativeStatus(self.status).mark

    @property
    def is_draft(self) -> bool:
        return self.status == InitiativeStatus.DRAFT

    @property
    def number_label(self) -> str:
        """What people call it by; a draft has no number yet."""
        return str(InitiativeStatus.DRAFT.label) if self.is_draft else str(self.number)

    @property
    def is_worded_by_its_state(self) -> bool:
        """Whether who proposed it still rewords it: until it is discussed."""
        return self.status in {InitiativeStatus.DRAFT, InitiativeStatus.PROPOSED}

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_restricted(self) -> bool:
        return self.audience == Audience.FOCAL_POINTS or self.status not in PUBLIC

    @property
    def bodies(self) -> list[Any]:
        """Who proposes it: the first one, then the co-sponsors."""
        return [row.body for row in self.sponsors.all()]
