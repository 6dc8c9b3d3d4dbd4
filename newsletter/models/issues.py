"""An issue of the newsletter, from draft to the archive."""

import hashlib
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import pghistory
import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from network.models import Chair, State
from network.models.search_text import SearchText, every_word
from newsletter.models.corrections import Erratum, Withdrawal
from newsletter.models.pieces import Piece, Section
from nfp_portal.accounts.audience import Audience
from nfp_portal.mail.models import Delivery, DeliveryState


class IssueStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waiting for approval")
    APPROVED = "approved", _("Approved")
    SENDING = "sending", _("Being sent")
    STOPPED = "stopped", _("Stopped")
    SENT = "sent", _("Sent")


# Some messages have left or may leave: the issue has its letter.
ON_THE_WAY = (IssueStatus.SENDING, IssueStatus.STOPPED)
RELEASED = (*ON_THE_WAY, IssueStatus.SENT)
FROZEN = (IssueStatus.APPROVED, *RELEASED)

_CONTENT = ("number", "title", "period", "dated_on", "language", "opening", "contributions_by")
_CONTENT_CHANGES = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in _CONTENT)

_IN_ITS_LANGUAGE = """
    IF EXISTS (SELECT 1 FROM newsletter_edition WHERE issue_id = NEW.id AND language = NEW.language) THEN
        RAISE EXCEPTION 'an edition is in this language' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'an_edition_is_in_another_language';
    END IF;
    RETURN NEW;
"""


def _is_withdrawn() -> models.Exists:
    return models.Exists(Withdrawal.objects.in_force().filter(issue=models.OuterRef("pk")))


def _if_stopped(number: models.QuerySet[Delivery, Any]) -> models.Case:
    counted = models.When(status=IssueStatus.STOPPED, then=Coalesce(models.Subquery(number), 0))
    return models.Case(counted, default=0)


class SectionOfIssue(NamedTuple):
    section: Section
    pieces: list[Piece]


class IssueQuerySet(models.QuerySet["Issue"]):
    def published(self) -> Self:
        """Keep what the archive shows. An issue goes out to the page at the instant its mail may."""
        return self.filter(status__in=RELEASED, released_at__lte=timezone.now()).exclude(_is_withdrawn())

    def matching(self, query: str, audiences: Iterable[Audience]) -> Self:
        """Keep the issues in which each word of the query occurs, in what these audiences may read."""
        issues, readable = self, Piece.objects.filter(audience__in=list(audiences))
        for word in query.split():
            pieces = readable.filter(every_word(word), issue=models.OuterRef("pk"))
            issues = issues.filter(every_word(word) | models.Exists(pieces))
        return issues

    def unfinished(self) -> Self:
        """Keep what waits for a person: to be approved, sent or, if it is the newest of all, resumed."""
        newest = Issue.objects.published().order_by("-number").values("number")[:1]
        return self.filter(
            models.Q(status__in=(IssueStatus.SUBMITTED, IssueStatus.APPROVED))
            | models.Q(status=IssueStatus.STOPPED, number=models.Subquery(newest))
        )

    def with_reach(self) -> Self:
        """Add if it is withdrawn; of a stopped one also how many recipients it has, and how many have it.

        Of all others nothing is counted: no page says it, and each issue has a delivery for each reader.
        """
        deliveries = Delivery.objects.filter(letter=models.OuterRef("letter")).order_by()
        numbers = deliveries.values("letter").annotate(
            recipients=models.Count("pk"), sent=models.Count("pk", filter=models.Q(state=DeliveryState.SENT))
        )
        return self.annotate(
            recipients=_if_stopped(numbers.values("recipients")),
            sent=_if_stopped(numbers.values("sent")),
            is_withdrawn=_is_withdrawn(),
        )

    def with_pieces(self) -> Self:
        """Fetch the contributions in printing order, with by-lines and translations, editions and errata.

        Five more queries.
        """
        pieces = models.Prefetch("pieces", queryset=Piece.objects.with_by_lines().prefetch_related("texts"))
        return self.prefetch_related(pieces, "editions", "errata")


@pghistory.track(exclude=["search_text"])
class Issue(models.Model):
    """One issue, addressed by its number.

    `dated_on` is the date of the masthead, and names of States are those of that day. `content_hash`
    (SHA-256, hex) is taken at the approval; from then on the database refuses changes of the content.
    `revision` grows with each change: a form shows by it whether the issue changed since it was opened.
    """

    if TYPE_CHECKING:
        recipients: int  # all three by `with_reach()`
        sent: int
        is_withdrawn: bool

    number = models.PositiveSmallIntegerField(_("number"), unique=True, validators=[MinValueValidator(1)])
    title = models.CharField(_("title"), max_length=200)
    period = models.CharField(_("period"), max_length=60, help_text=_("In words, for example “April 2016”."))
    dated_on = models.DateField(_("date of the issue"), default=timezone.localdate)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="en")
    contributions_by = models.DateField(
        _("contributions to the next issue by"),
        null=True,
        blank=True,
        help_text=_("Printed at the end of the issue."),
    )
    opening = models.TextField(_("opening note"), max_length=20_000, blank=True, help_text=_("Markdown."))
    status = models.CharField(_("status"), max_length=10, choices=IssueStatus, default=IssueStatus.DRAFT)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("last editor")
    )
    edited_at = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    content_hash = models.CharField(max_length=64, blank=True)
    # When it is to leave, and who said so; empty unless it is approved and waits for that instant.
    scheduled_for = models.DateTimeField(null=True)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    released_at = models.DateTimeField(null=True)
    letter = models.OneToOneField("mail.Letter", null=True, on_delete=models.PROTECT, related_name="issue")
    is_demonstration = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    search_text = models.GeneratedField(
        expression=SearchText("title", "period", "opening"), output_field=models.TextField(), db_persist=True
    )

    objects = IssueQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.CheckConstraint(condition=models.Q(number__gt=0), name="issue_number_counts_from_one"),
            models.CheckConstraint(
                condition=models.Q(status__in=IssueStatus.values), name="issue_status_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=FROZEN, approved_by__isnull=False, approved_at__isnull=False)
                & ~models.Q(content_hash="")
                | ~models.Q(status__in=FROZEN)
                & models.Q(approved_by=None, approved_at=None, content_hash=""),
                name="frozen_issue_is_approved",
            ),
            models.CheckConstraint(
                condition=~models.Q(approved_by=models.F("edited_by")),
                name="issue_approved_by_a_second_person",
                violation_error_message=_("A second person must approve: you were the last to edit it."),
            ),
            models.CheckConstraint(
                condition=models.Q(scheduled_for=None, scheduled_by=None)
                | models.Q(
                    status=IssueStatus.APPROVED, scheduled_for__isnull=False, scheduled_by__isnull=False
                ),
                name="scheduled_issue_is_approved",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=RELEASED, released_at__isnull=False)
                | ~models.Q(status__in=RELEASED) & models.Q(released_at=None),
                name="released_issue_has_an_instant",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=ON_THE_WAY, letter__isnull=False)
                | models.Q(status=IssueStatus.SENT)
                | ~models.Q(status__in=RELEASED) & models.Q(letter=None),
                name="issue_on_its_way_has_a_letter",
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="keep_content",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"OLD.status IN ('approved', 'sending', 'stopped', 'sent') AND ({_CONTENT_CHANGES}"
                    " OR NEW.status <> 'draft' AND OLD.content_hash IS DISTINCT FROM NEW.content_hash)"
                ),
            ),
            pgtrigger.Trigger(
                name="keep_languages_apart",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.language IS DISTINCT FROM NEW.language"),
                func=_IN_ITS_LANGUAGE,
            ),
            pgtrigger.Protect(
                name="keep_published",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    # A sent issue goes on being sent to those who have not received it.
                    "OLD.status = 'sent' AND NEW.status NOT IN ('sent', 'sending')"
                    " OR OLD.status IN ('sending', 'stopped') AND NEW.status IN ('draft', 'submitted')"
                ),
            ),
        )

    def __str__(self) -> str:
        return f"No. {self.number}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("newsletter:issue", args=[self.number])

    @property
    def is_frozen(self) -> bool:
        return self.status in FROZEN

    @property
    def is_released(self) -> bool:
        """Whether it has gone out, be it withdrawn since."""
        return self.status in RELEASED and self.released_at is not None and self.released_at <= timezone.now()

    @property
    def is_published(self) -> bool:
        """Whether everybody reads it; a query for one that has gone out."""
        return self.is_released and self.withdrawal is None

    @cached_property
    def withdrawal(self) -> Withdrawal | None:
        """What took it out of the public eye, if it is not put back; one query, made once."""
        return self.withdrawals.in_force().select_related("by").first()

    @property
    def published_errata(self) -> list[Erratum]:
        """Its errata, the oldest first; no query on `with_pieces()` rows."""
        return [each for each in self.errata.all() if each.published_at is not None]

    def pieces_for(self, audiences: Iterable[Audience]) -> list[Piece]:
        return [one for one in self.pieces.all() if one.audience in frozenset(audiences)]

    def sections_for(self, audiences: Iterable[Audience]) -> list[SectionOfIssue]:
        """Group what these audiences may read by section, in printing order, without empty sections."""
        pieces = self.pieces_for(audiences)
        groups = [
            SectionOfIssue(section, [one for one in pieces if one.section == section]) for section in Section
        ]
        return [group for group in groups if group.pieces]

    def fingerprint(self) -> str:
        """SHA-256 (hex) over all that readers will see, so that what was approved is what is sent."""
        content = {name: str(getattr(self, name)) for name in _CONTENT}
        rows = [piece.content() for piece in self.pieces.all()]
        parts = [content, rows, *([translated] if (translated := self._translated()) else [])]
        text = json.dumps(parts, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def _translated(self) -> list[list[str]]:
        """Return what editions and translated pieces say, and by-lines that are not in English."""
        by_lines = [
            [language, *(piece.by_line_in(language) for piece in self.pieces.all())]
            for language in self.languages
            if language != settings.LANGUAGE_CODE
        ]
        texts = [
            [str(index), *text.content()]
            for index, piece in enumerate(self.pieces.all())
            for text in piece.texts.all()
        ]
        return [*(edition.content() for edition in self.editions.all()), *texts, *by_lines]

    @property
    def languages(self) -> list[str]:
        """The languages in which it appears, its own first; no query on `with_pieces()` rows."""
        return [self.language, *(edition.language for edition in self.editions.all())]

    @cached_property
    def chair(self) -> State | None:
        """The State chairing the OSCE in the issue's year, with its former names; None if none is recorded.

        Two queries, made once however often a template asks.
        """
        chairs = Chair.objects.select_related("state").prefetch_related("state__former_names")
        chair = chairs.filter(year=self.dated_on.year).first()
        return chair.state if chair else None
