"""How a service does something well, and what became of the offer."""

import uuid
from typing import Any, Self

import pghistory
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exchange.questions.models import Question
from meetings.models import Meeting
from network.models import FieldOfWork, Person, State
from network.models.people import WORKING_LANGUAGES
from network.models.search_text import SearchText, every_word
from network.permissions import represented_states
from network.verification.statements import asked_since_of, rounds_asking
from nfp_portal.accounts.access import Reader, is_secretariat
from nfp_portal.accounts.audience import Audience, audiences_of


class Stage(models.TextChoices):
    """How far a practice has proved itself."""

    IDEA = "idea", pgettext_lazy("letter", "Idea")
    PROMISING = "promising", pgettext_lazy("letter", "Promising")
    GOOD = "good", pgettext_lazy("letter", "Good practice")
    RULE = "rule", pgettext_lazy("letter", "Made a rule")


class Mechanism(models.TextChoices):
    """By what means services work together in it."""

    JOINT_PATROL = "joint_patrol", pgettext_lazy("letter", "Joint patrol")
    LIAISON_OFFICER = "liaison_officer", pgettext_lazy("letter", "Liaison officer")
    JOINT_OPERATION = "joint_operation", pgettext_lazy("letter", "Joint operation")
    CENTRE = "centre", pgettext_lazy("letter", "Co-operation centre")
    INFORMATION = "information", pgettext_lazy("letter", "Information exchange system")
    CRISIS = "crisis", pgettext_lazy("letter", "Crisis communication")
    IDENTITY = "identity", pgettext_lazy("letter", "Identity management")
    TRAINING = "training", pgettext_lazy("letter", "Training")
    OTHER = "other", pgettext_lazy("letter", "Other")


class PracticeStatus(models.TextChoices):
    """What became of an offer; derived from what is recorded of it."""

    OFFERED = "offered", _("Offered, waits for the secretariat")
    SENT_BACK = "sent_back", _("Sent back with a remark")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")

    @property
    def mark(self) -> str:
        return {"published": "published", "sent_back": "failed", "withdrawn": "over"}.get(
            self.value, "waiting"
        )


class PracticeQuerySet(models.QuerySet["Practice"]):
    def visible_to(self, reader: Reader) -> Self:
        """Keep what `reader` may read: the secretariat all, a State its own, others what is open to them."""
        if is_secretariat(reader):
            return self
        published = models.Q(published_at__isnull=False, withdrawn_at=None, audience__in=audiences_of(reader))
        return self.filter(published | models.Q(state__in=represented_states(reader)))

    def published(self) -> Self:
        return self.filter(published_at__isnull=False, withdrawn_at=None)

    def waiting(self) -> Self:
        return self.filter(published_at=None, withdrawn_at=None, remark="")

    def sent_back(self) -> Self:
        return self.filter(sent_back_at__isnull=False, withdrawn_at=None)

    def changed(self) -> Self:
        """Keep what its State says has changed, until the secretariat changes it."""
        return self.published().exclude(reported="")

    def unconfirmed_since(self, since: Any) -> Self:
        """Keep what is published and was last confirmed before a day, or an expression for one."""
        return self.published().filter(confirmed_on__lt=since, reported="")

    def asked_about(self) -> Self:
        """Keep what an open verification asks its State about, with its round's `opened_at`, `closes_at`."""
        rounds = self.annotate(**rounds_asking(models.OuterRef("state")))
        return rounds.unconfirmed_since(asked_since_of(models.F("opened_at")))

    def of_state(self, state: State) -> Self:
        """Keep what a State offers, and what it is involved in."""
        involved = Practice.involved.through.objects.filter(practice=models.OuterRef("pk"), state=state)
        return self.filter(models.Q(state=state) | models.Exists(involved))

    def matching(self, query: str) -> Self:
        return self.filter(every_word(query))

    def with_uses(self) -> Self:
        """Read State and field with them, and which States use them too; two queries."""
        return self.select_related("state", "field").prefetch_related("uses")

    def with_all(self) -> Self:
        """Read with them what their pages show; four queries."""
        rows = self.select_related("state", "field", "contact", "meeting", "question__round")
        return rows.prefetch_related("uses__state__former_names", "state__former_names", "involved")


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["search_text"]
)
class Practice(models.Model):
    """It was published or sent back with a remark, neither while it waits; withdrawn it keeps which of them.

    `involved` are other States in it. Of a `question` for focal points a practice is for them too.
    `confirmed_on` is the day on which its State last said that it is as described. `key` is that of the form
    that offered it.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=120, unique=True, editable=False)
    state = models.ForeignKey(
        State, on_delete=models.PROTECT, related_name="practices", verbose_name=_("State")
    )
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("what is done, and why"), max_length=4000)
    worked = models.TextField(_("what worked"), max_length=4000, blank=True)
    failed = models.TextField(_("what did not work"), max_length=4000, blank=True)
    proof = models.TextField(_("evidence"), max_length=2000, blank=True)
    stage = models.CharField(_("stage"), max_length=20, choices=Stage)
    mechanism = models.CharField(_("mechanism"), max_length=20, choices=Mechanism)
    field = models.ForeignKey(
        FieldOfWork,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="practices",
        verbose_name=_("field of work"),
    )
    contact = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("contact")
    )
    meeting = models.ForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="practices",
        verbose_name=_("presented at the meeting"),
    )
    question = models.ForeignKey(
        Question,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="practices",
        verbose_name=_("came of the question"),
    )
    involved = models.ManyToManyField(
        State, blank=True, related_name="+", verbose_name=_("other States involved")
    )
    language = models.CharField(_("written in"), max_length=2, choices=WORKING_LANGUAGES, default="en")
    audience = models.CharField(_("for"), max_length=20, choices=Audience, default=Audience.FOCAL_POINTS)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    offered_at = models.DateTimeField(default=timezone.now, editable=False)
    remark = models.TextField(_("remark"), max_length=2000, blank=True)
    sent_back_at = models.DateTimeField(null=True, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    reported = models.TextField(_("what has changed"), max_length=2000, blank=True)
    reported_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    # What the secretariat withdrew, it alone restores.
    is_withdrawn_by_editor = models.BooleanField(default=False, editable=False)
    confirmed_on = models.DateField(_("last confirmed"), null=True, blank=True, editable=False)
    is_demonstration = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    search_text = models.GeneratedField(
        expression=SearchText("title", "summary", "worked", "failed", "proof"),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = PracticeQuerySet.as_manager()

    class Meta:
        app_label = "exchange"
        ordering = ("title", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(published_at=None) | models.Q(remark=""),
                name="a_practice_is_published_or_sent_back",
            ),
            models.CheckConstraint(
                condition=models.Q(remark="", sent_back_at=None)
                | (~models.Q(remark="") & models.Q(sent_back_at__isnull=False)),
                name="a_practice_is_sent_back_at_an_instant",
            ),
            models.CheckConstraint(
                condition=models.Q(published_at=None, confirmed_on=None)
                | models.Q(published_at__isnull=False, confirmed_on__isnull=False),
                name="a_published_practice_was_true_once",
            ),
            models.CheckConstraint(
                condition=models.Q(reported="", reported_at=None)
                | (~models.Q(reported="") & models.Q(reported_at__isnull=False, published_at__isnull=False)),
                name="a_change_is_reported_of_a_published_practice",
            ),
            models.CheckConstraint(
                condition=~models.Q(title="") & ~models.Q(summary=""), name="a_practice_says_something"
            ),
            models.CheckConstraint(
                condition=models.Q(stage__in=Stage.values), name="stage_of_practice_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(mechanism__in=Mechanism.values), name="mechanism_of_practice_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(audience__in=Audience.values), name="audience_of_practice_is_known"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("exchange:practices:practice", args=[self.slug])

    @property
    def status(self) -> PracticeStatus:
        if self.withdrawn_at:
            return PracticeStatus.WITHDRAWN
        if self.published_at:
            return PracticeStatus.PUBLISHED
        return PracticeStatus.SENT_BACK if self.remark else PracticeStatus.OFFERED

    @property
    def is_published(self) -> bool:
        return self.status == PracticeStatus.PUBLISHED

    @property
    def is_restricted(self) -> bool:
        return self.audience == Audience.FOCAL_POINTS
