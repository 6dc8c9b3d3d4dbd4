"""A news item in the OSCE's form, and what people say in it."""

import uuid
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.models import Meeting
from network.models import FieldOfWork, Organisation, State
from network.models.search_text import SearchText, every_word
from nfp_portal.accounts.access import Reader, is_secretariat
from nfp_portal.revisions.models import Submission
from nfp_portal.turns.submissions import submission_key
from nfp_portal.ui.uploads import RandomName

# How the submissions of an item begin, before its primary key.
SUBJECT = "news-"


class NewsKind(models.TextChoices):
    NEWS_ITEM = "news_item", _("News item")
    PRESS_RELEASE = "press_release", _("Press release")


class NewsStatus(models.TextChoices):
    """Derived from what is recorded of an item."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waiting for approval")
    PUBLISHED = "published", _("Published")


class NewsQuerySet(models.QuerySet["NewsItem"]):
    def visible_to(self, reader: Reader) -> Self:
        """Keep what `reader` may read: the secretariat all, others what is published."""
        return self if is_secretariat(reader) else self.published()

    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def unpublished(self) -> Self:
        return self.filter(published_at=None)

    def matching(self, query: str) -> Self:
        return self.filter(every_word(query))

    def newest_first(self) -> Self:
        """Order by the day it was issued, of which some are not recorded: those stand last."""
        return self.order_by(models.F("issued_on").desc(nulls_last=True), "-published_at", "-pk")

    def with_status(self) -> Self:
        """Add `is_submitted`, whether it waits for approval."""
        waiting = Submission.objects.waiting().filter(subject=models.OuterRef("subject_key"))
        return self.alias(subject_key=submission_key(SUBJECT, "pk")).annotate(
            is_submitted=models.Exists(waiting)
        )

    def with_all(self) -> Self:
        """Read with them what their pages show; five queries."""
        rows = self.select_related("meeting")
        return rows.prefetch_related("issuers", "fields_of_work", "states__former_names", "statements")


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["search_text"]
)
class NewsItem(models.Model):
    """One item. Without `issued_on` the day is not recorded: it is never filled in from another one.

    `recorded_in` names the public record that an item of earlier times is taken from. `key` is that of the
    form that began it.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=120, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=NewsKind, default=NewsKind.NEWS_ITEM)
    title = models.CharField(_("title"), max_length=250)
    location = models.CharField(
        _("place"), max_length=100, blank=True, help_text=_("Where it was issued, such as Vienna.")
    )
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    body = models.TextField(_("text"), max_length=20_000)
    issuers = models.ManyToManyField(
        Organisation, blank=True, related_name="news", verbose_name=_("issued by")
    )
    fields_of_work = models.ManyToManyField(
        FieldOfWork, blank=True, related_name="news", verbose_name=_("fields of work")
    )
    states = models.ManyToManyField(State, blank=True, related_name="news", verbose_name=_("States"))
    meeting = models.ForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="news",
        verbose_name=_("meeting"),
    )
    photo = models.FileField(_("photograph"), upload_to=RandomName("news"), blank=True)
    photo_credit = models.CharField(
        _("credit of the photograph"), max_length=120, blank=True, help_text=_("For example OSCE/Press.")
    )
    photo_alt = models.CharField(
        _("what the photograph shows"),
        max_length=300,
        blank=True,
        help_text=_("For those who do not see it."),
    )
    recorded_in = models.CharField(
        _("source"), max_length=300, blank=True, help_text=_("Only for an item taken from a public record.")
    )
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    edited_at = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    is_demonstration = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    search_text = models.GeneratedField(
        expression=SearchText("title", "body"), output_field=models.TextField(), db_persist=True
    )

    objects = NewsQuerySet.as_manager()

    class Meta:
        app_label = "exchange"
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(title="") & ~models.Q(body=""), name="news_says_something"
            ),
            models.CheckConstraint(
                condition=models.Q(photo="", photo_credit="", photo_alt="")
                | ~models.Q(photo="") & ~models.Q(photo_credit="") & ~models.Q(photo_alt=""),
                name="a_photograph_has_a_credit_and_words",
            ),
            models.CheckConstraint(condition=models.Q(kind__in=NewsKind.values), name="news_kind_is_known"),
            models.CheckConstraint(
                condition=models.Q(issued_on=None)
                | models.Q(published_at=None)
                | models.Q(issued_on__lte=TruncDate("published_at")),
                name="news_is_issued_before_it_is_published",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("exchange:news:item", args=[self.slug])

    @property
    def subject(self) -> str:
        """The key of its submissions for approval."""
        return f"{SUBJECT}{self.pk}"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def status(self) -> NewsStatus:
        """Its status; of a row without `with_status()` a draft that waits is a draft."""
        if self.is_published:
            return NewsStatus.PUBLISHED
        return NewsStatus.SUBMITTED if getattr(self, "is_submitted", False) else NewsStatus.DRAFT


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class Statement(models.Model):
    """What a speaker says in an item: word for word, or in the words of the portal."""

    item = models.ForeignKey(NewsItem, on_delete=models.CASCADE, related_name="statements")
    position = models.PositiveSmallIntegerField()
    speaker = models.CharField(_("speaker"), max_length=120)
    function = models.CharField(_("function"), max_length=250)
    text = models.TextField(_("what is said"), max_length=1000)
    is_quotation = models.BooleanField(_("word for word"), default=True)

    class Meta:
        app_label = "exchange"
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["item", "position"], name="one_statement_per_position"),
            models.CheckConstraint(
                condition=~models.Q(speaker="") & ~models.Q(function="") & ~models.Q(text=""),
                name="a_statement_has_a_speaker_with_a_function",
            ),
        )

    def __str__(self) -> str:
        return f"{self.speaker}, {self.function}"
