"""What somebody asks the Network, in numbered items."""

import uuid
from datetime import date
from typing import TYPE_CHECKING, Any, Self

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.models import FieldOfWork, State
from network.models.search_text import SearchText
from network.permissions import represented_states
from network.rounds.models import Round
from nfp_portal.accounts.access import FOCAL_POINTS, Reader, caller_of, is_delegation, is_secretariat
from nfp_portal.accounts.audience import Audience
from nfp_portal.revisions.models import Submission
from nfp_portal.turns.submissions import submission_key

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

KIND = "question"
LONGEST_ANSWER = 4000
MOST_ITEMS = 12
WEEKS = (2, 3, 4)
SUBJECT = "question-"


class ItemKind(models.TextChoices):
    CHOICE = "choice", _("Yes, no, planned, not applicable")
    TEXT = "text", _("Free text")


class Choice(models.TextChoices):
    YES = "yes", pgettext_lazy("letter", "Yes")
    NO = "no", pgettext_lazy("letter", "No")
    PLANNED = "planned", pgettext_lazy("letter", "Planned")
    NOT_APPLICABLE = "not_applicable", pgettext_lazy("letter", "Not applicable")


class QuestionQuerySet(models.QuerySet["Question"]):
    def opened(self) -> Self:
        return self.exclude(round=None)

    def open(self) -> Self:
        """Keep those that take answers."""
        return self.filter(round__isnull=False, round__closed_at=None)

    def closed(self) -> Self:
        return self.filter(round__closed_at__isnull=False)

    def drafts(self) -> Self:
        return self.filter(round=None)

    def visible_to(self, reader: Reader) -> Self:
        """Keep what `reader` may read: drafts their author's, and the secretariat's once submitted.

        Focal points read all that are open or closed, delegations those that their State asks or is asked.
        """
        return self.filter(models.Q(_opened_to(reader)) | _drafts_of(reader))

    def with_facts(self) -> Self:
        return self.select_related("state", "author", "round", "field")


def _opened_to(reader: Reader) -> models.Q:
    opened = models.Q(round__isnull=False)
    if caller_of(reader) in FOCAL_POINTS:
        return opened
    public = models.Q(round__closed_at__isnull=False, audience=Audience.ALL)
    if not is_delegation(reader):
        return public
    own = represented_states(reader).values("pk")
    is_asked = models.Exists(
        Question.states.through.objects.filter(question=models.OuterRef("pk"), state__in=own)
    )
    return public | (opened & (models.Q(state__in=own) | models.Q(is_asked)))


def _drafts_of(reader: Reader) -> models.Q:
    drafts = models.Q(round=None)
    own = drafts & models.Q(author=reader.pk) if reader.pk else models.Q(pk__in=())
    if not is_secretariat(reader):
        return own
    waiting = Submission.objects.waiting().values("subject")
    submitted = Question.objects.alias(submission=submission_key(SUBJECT, "pk")).filter(
        submission__in=waiting
    )
    return own | (drafts & models.Q(pk__in=submitted.values("pk")))


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["search_text"]
)
class Question(models.Model):
    """What a State (`state`) or the secretariat (none) asks; `number` and `round` come with the opening.

    Answers are due `weeks` after the opening, unless the end of the round was moved since.
    """

    if TYPE_CHECKING:
        items: RelatedManager["QuestionItem"]

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField(null=True, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=120)
    background = models.TextField(_("background"), max_length=4000)
    state = models.ForeignKey(
        State, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    states = models.ManyToManyField(State, related_name="+", verbose_name=_("States asked"))
    field = models.ForeignKey(
        FieldOfWork,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="questions",
        verbose_name=_("field of work"),
    )
    weeks = models.PositiveSmallIntegerField(_("answers are due after"), default=3)
    audience = models.CharField(
        _("who may read the question"), max_length=20, choices=Audience, default=Audience.FOCAL_POINTS
    )
    round = models.OneToOneField(Round, null=True, on_delete=models.PROTECT, related_name="question")
    summary = models.TextField(_("summary"), max_length=6000, blank=True)
    summarised_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    is_demonstration = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    search_text = models.GeneratedField(
        expression=SearchText("title", "background", "summary"),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        app_label = "exchange"
        ordering = ("-number", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(title="") & ~models.Q(background=""), name="a_question_says_something"
            ),
            models.CheckConstraint(
                condition=models.Q(weeks__in=WEEKS), name="answers_are_due_after_two_to_four_weeks"
            ),
            models.CheckConstraint(
                condition=models.Q(audience__in=Audience.values), name="audience_of_question_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(number=None, round=None)
                | models.Q(number__isnull=False, round__isnull=False),
                name="an_opened_question_has_a_number",
            ),
            models.CheckConstraint(
                condition=models.Q(summary="", summarised_at=None)
                | (~models.Q(summary="") & models.Q(summarised_at__isnull=False, round__isnull=False)),
                name="a_summary_is_of_an_opened_question",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        if self.number is None:
            return reverse("exchange:questions:draft", args=[self.key])
        return reverse("exchange:questions:question", args=[self.number])

    @property
    def subject(self) -> str:
        """The key of its submissions and of its round."""
        return f"{SUBJECT}{self.pk}"

    @property
    def is_opened(self) -> bool:
        return self.round_id is not None

    @property
    def is_restricted(self) -> bool:
        return self.audience == Audience.FOCAL_POINTS or self.is_open

    @property
    def is_open(self) -> bool:
        return self.round is not None and self.round.is_open

    @property
    def due_on(self) -> date | None:
        return self.round.closes_on if self.round else None


_ASKED_AS_OPENED = """
    IF EXISTS (SELECT 1 FROM exchange_question q WHERE q.round_id IS NOT NULL
               AND q.id = (CASE WHEN TG_OP = 'DELETE' THEN OLD.question_id ELSE NEW.question_id END)) THEN
        RAISE EXCEPTION 'what is asked stays as it was opened' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'items_of_an_opened_question_stay';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
"""


class QuestionItem(models.Model):
    """One numbered item; from the opening on it stays as it is."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(_("question"), max_length=300)
    kind = models.CharField(_("answered by"), max_length=10, choices=ItemKind, default=ItemKind.CHOICE)
    is_optional = models.BooleanField(_("optional"), default=False)

    class Meta:
        app_label = "exchange"
        ordering = ("number",)
        triggers = (
            pgtrigger.Trigger(
                name="stays_as_opened",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=_ASKED_AS_OPENED,
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=["question", "number"], name="items_of_a_question_are_numbered"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1, number__lte=MOST_ITEMS), name="a_question_has_few_items"
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="an_item_asks_something"),
            models.CheckConstraint(
                condition=models.Q(kind__in=ItemKind.values), name="kind_of_item_is_known"
            ),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def is_choice(self) -> bool:
        return self.kind == ItemKind.CHOICE

    @property
    def field(self) -> str:
        """The name of its field in forms."""
        return f"item-{self.number}"

    def to_json(self) -> dict[str, Any]:
        return {"text": self.text, "kind": self.kind, "is_optional": self.is_optional}
