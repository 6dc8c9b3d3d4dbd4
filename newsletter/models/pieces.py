"""The pieces of an issue: contributions, offered and accepted."""

from typing import Self

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Agency, Organisation, State
from network.models.search_text import SearchText
from nfp_portal.accounts.audience import Audience

# In characters: about half a page of A4.
SHORT = 1500


class Section(models.TextChoices):
    """The sections of an issue, in the order in which they are printed."""

    FOCUS = "focus", _("OSCE focus")
    STATES = "states", _("News from the States")
    FIELD = "field", _("Field operations")
    PARTNERS = "partners", _("Partners")
    LESSONS = "lessons", _("Lessons learnt")
    NETWORK = "network", _("Changes in the Network")
    CALENDAR = "calendar", _("Calendar")


SECTION_ORDER = models.Case(
    *(models.When(section=section, then=index) for index, section in enumerate(Section)),
    output_field=models.PositiveSmallIntegerField(),
)


class ContributionStatus(models.TextChoices):
    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def offered(self) -> Self:
        """Keep what waits for an editor, oldest first."""
        return self.filter(status=ContributionStatus.OFFERED).order_by("offered_at", "pk")

    def with_by_lines(self) -> Self:
        """Fetch the by-line's bodies and the States' former names (one more query), in printing order."""
        rows = self.select_related("state", "agency", "organisation")
        return rows.prefetch_related("state__former_names").order_by(SECTION_ORDER, "position", "pk")


# The issue's row is locked before its status is asked: what an approval under way will freeze, waits for it.
_OF_FROZEN_ISSUE = """
    PERFORM 1 FROM newsletter_issue WHERE id IN (OLD.issue_id, NEW.issue_id) FOR SHARE;
    IF EXISTS (
        SELECT 1 FROM newsletter_issue
        WHERE id IN (OLD.issue_id, NEW.issue_id) AND status IN ('approved', 'sending', 'stopped', 'sent')
    ) THEN
        RAISE EXCEPTION 'pgtrigger: the issue of this contribution is approved and frozen';
    END IF;
    RETURN COALESCE(NEW, OLD);
"""


@pghistory.track(exclude=["search_text"])
class Contribution(models.Model):
    """One piece of an issue. The by-line is a State with its agency, or an organisation: never a person.

    `audience` focal points: printed only on the page a focal point reads, never in mail, PDF or feed.
    """

    issue = models.ForeignKey(
        "newsletter.Issue",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contributions",
    )
    section = models.CharField(_("section"), max_length=10, choices=Section, default=Section.STATES)
    headline = models.CharField(_("headline"), max_length=160)
    body = models.TextField(
        _("text"),
        max_length=20_000,
        help_text=_("Markdown: **bold**, *italic*, [words](https://…), lists with “- ”."),
    )
    state = models.ForeignKey(
        State, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("State")
    )
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("agency")
    )
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("organisation"),
    )
    credit = models.CharField(
        _("credit"), max_length=80, blank=True, help_text=_("As printed, for example “(OSCE/Press)”.")
    )
    audience = models.CharField(_("for"), max_length=20, choices=Audience, default=Audience.ALL)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(
        _("status"), max_length=10, choices=ContributionStatus, default=ContributionStatus.OFFERED
    )
    # What it was made of, by `nfp_portal.ui.newsworthy`; empty for what somebody wrote.
    news_key = models.CharField(max_length=60, blank=True, editable=False)
    position = models.PositiveSmallIntegerField(default=0)
    offered_at = models.DateTimeField(default=timezone.now)
    is_demonstration = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    search_text = models.GeneratedField(
        expression=SearchText("headline", "body"), output_field=models.TextField(), db_persist=True
    )

    objects = ContributionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(issue=None) | models.Q(status="accepted"),
                name="contribution_of_an_issue_is_taken_in",
            ),
            models.CheckConstraint(
                condition=models.Q(state=None) | models.Q(organisation=None),
                name="by_line_is_a_state_or_an_organisation",
                violation_error_message=_("Choose a State or an organisation for the by-line, not both."),
            ),
            models.CheckConstraint(
                condition=models.Q(agency=None) | models.Q(state__isnull=False),
                name="agency_in_the_by_line_has_a_state",
                violation_error_message=_("An agency in the by-line needs its State."),
            ),
            models.CheckConstraint(
                condition=models.Q(section__in=Section.values, status__in=ContributionStatus.values)
                & models.Q(audience__in=Audience.values),
                name="contribution_words_are_known",
            ),
            models.UniqueConstraint(
                fields=["news_key"], condition=~models.Q(news_key=""), name="news_is_taken_up_once"
            ),
            models.UniqueConstraint(
                fields=["issue", "section", "position"],
                name="one_contribution_per_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="keep_frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=_OF_FROZEN_ISSUE,
            ),
        )

    def __str__(self) -> str:
        return self.headline

    @property
    def anchor(self) -> str:
        return f"contribution-{self.pk}"

    @property
    def is_restricted(self) -> bool:
        return self.audience != Audience.ALL

    @property
    def is_short(self) -> bool:
        """Whether it is printed on one page rather than broken across two."""
        return len(self.body) < SHORT

    @property
    def by_line(self) -> str:
        """State and agency, or organisation, named as of the issue's date."""
        if self.state is None:
            return self.organisation.name if self.organisation else ""
        name = self.state.name_on(self.issue.dated_on if self.issue else None).name
        return f"{name}, {self.agency.name}" if self.agency else name

    def content(self) -> list[str]:
        """All that a reader sees of it, for the issue's fingerprint."""
        parts = (self.section, self.position, self.headline, self.body, self.by_line, self.credit)
        return [str(part) for part in (*parts, self.audience)]
