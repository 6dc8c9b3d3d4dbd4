"""The answer of a State: a draft that several write into until one of them sends it."""

import uuid
from typing import TYPE_CHECKING, Self

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exchange.questions.models.questions import LONGEST_ANSWER, Choice, QuestionItem
from network.models.people import WORKING_LANGUAGES
from network.permissions import represented_states
from network.rounds.models import Addressee, Outcome
from nfp_portal.accounts.access import EDITORS, FOCAL_POINTS, Reader, caller_of
from nfp_portal.accounts.audience import Audience
from nfp_portal.text.fields import AddressField

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


class AnswerAudience(models.TextChoices):
    ASKING = "asking", pgettext_lazy("letter", "Only who asks")
    FOCAL_POINTS = "focal_points", pgettext_lazy("letter", "All focal points")
    EVERYONE = "everyone", pgettext_lazy("letter", "Everyone, also in the newsletter")


class Copy(models.TextChoices):
    """The same answers for three circles of readers; files are made for these."""

    PUBLIC = "public", _("for everyone")
    FOCAL_POINTS = "focal_points", _("for focal points")
    ASKING = "asking", _("for who asks")


_IN_COPY = {
    Copy.PUBLIC: models.Q(
        audience=AnswerAudience.EVERYONE,
        addressee__round__question__audience=Audience.ALL,
        addressee__round__closed_at__isnull=False,
    ),
    Copy.FOCAL_POINTS: models.Q(audience__in=[AnswerAudience.EVERYONE, AnswerAudience.FOCAL_POINTS]),
    Copy.ASKING: models.Q(),
}


class AnswerQuerySet(models.QuerySet["Answer"]):
    def sent(self) -> Self:
        """Keep the answers that were given: no drafts, and not that there is nothing to report."""
        return self.filter(addressee__outcome=Outcome.ANSWERED)

    def in_copy(self, copy: Copy) -> Self:
        """Keep what a circle of readers reads; that of who asks is theirs alone."""
        return self.sent().filter(_IN_COPY[copy])

    def visible_to(self, reader: Reader) -> Self:
        """Keep the sent answers that `reader` may read.

        For the asking side alone means for nobody else: the secretariat is that side where it asks itself.
        The answer of one's own State is always there.
        """
        own = represented_states(reader).values("pk")
        of_own = models.Q(addressee__state__in=own) | models.Q(addressee__round__question__state__in=own)
        if caller_of(reader) in EDITORS:
            of_own |= models.Q(addressee__round__question__state=None)
        shared = Copy.FOCAL_POINTS if caller_of(reader) in FOCAL_POINTS else Copy.PUBLIC
        return self.sent().filter(_IN_COPY[shared] | of_own)

    def with_parts(self) -> Self:
        return self.select_related("addressee__state").prefetch_related("parts")


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    fields=["addressee", "audience"],
)
class Answer(models.Model):
    """What one addressee answers, or the draft of it while the addressee's outcome says *waiting*.

    `saved_by` is the name of who wrote last; who sent it is in the addressee. Of its history only who may
    read it is kept.
    """

    if TYPE_CHECKING:
        parts: RelatedManager["AnswerPart"]
        colleagues: RelatedManager["Colleague"]

    addressee = models.OneToOneField(Addressee, on_delete=models.CASCADE, related_name="question_answer")
    audience = models.CharField(
        _("shared with"), max_length=20, choices=AnswerAudience, default=AnswerAudience.FOCAL_POINTS
    )
    # Of its texts; empty for another than these, and where it is not known.
    language = models.CharField(_("language"), max_length=2, choices=WORKING_LANGUAGES, blank=True)
    saved_at = models.DateTimeField(null=True)
    saved_by = models.CharField(max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        app_label = "exchange"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(audience__in=AnswerAudience.values), name="audience_of_answer_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(language__in=["", *(code for code, _label in WORKING_LANGUAGES)]),
                name="language_of_answer_is_known",
            ),
        )

    def __str__(self) -> str:
        return f"answer of {self.addressee}"


_FITS_ITS_ITEM = """
    IF NOT EXISTS (
        SELECT 1 FROM exchange_questionitem i
        JOIN exchange_question q ON q.id = i.question_id
        JOIN network_addressee a ON a.round_id = q.round_id
        JOIN exchange_answer w ON w.addressee_id = a.id
        WHERE i.id = NEW.item_id AND w.id = NEW.answer_id AND (i.kind = 'choice') = (NEW.choice <> '')) THEN
        RAISE EXCEPTION 'this item is not answered so' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'an_item_of_the_question_is_answered_in_its_kind';
    END IF;
    RETURN NEW;
"""


class AnswerPart(models.Model):
    """What is answered to one item: a choice or a text, as the item asks; one left open has no row."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="parts")
    item = models.ForeignKey(QuestionItem, on_delete=models.CASCADE, related_name="+")
    choice = models.CharField(max_length=20, choices=Choice, blank=True)
    text = models.TextField(max_length=LONGEST_ANSWER, blank=True)

    class Meta:
        app_label = "exchange"
        triggers = (
            pgtrigger.Trigger(
                name="fits_its_item",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=_FITS_ITS_ITEM,
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=["answer", "item"], name="an_item_is_answered_once"),
            models.CheckConstraint(
                condition=models.Q(choice__in=Choice.values, text="")
                | (models.Q(choice="") & ~models.Q(text="")),
                name="a_choice_or_a_text_is_answered",
            ),
        )

    def __str__(self) -> str:
        return self.value

    @property
    def value(self) -> str:
        """What a form sends for it."""
        return self.choice or self.text


class Colleague(models.Model):
    """Somebody who was given a link of their own to the draft."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="colleagues")
    name = models.CharField(_("name"), max_length=200)
    address = AddressField(_("work e-mail"))
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    invited_by = models.CharField(max_length=200, blank=True)
    invited_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "exchange"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["answer", "address"], name="a_colleague_has_one_link_to_an_answer"
            ),
            models.CheckConstraint(
                condition=~models.Q(name="") & ~models.Q(address=""), name="a_colleague_has_name_and_address"
            ),
        )

    def __str__(self) -> str:
        return self.name
