"""The pieces of an issue, from draft to print."""

import hashlib
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Self

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.models import Agency, Organisation, State
from network.models.search_text import SearchText
from network.reference.names import names_in
from newsletter.pictures.statements import PICTURES_FIT
from newsletter.pictures.values import Picture, pictures_from
from nfp_portal.accounts.audience import Audience

if TYPE_CHECKING:
    from newsletter.models.editions import PieceText

# In characters: about half a page of A4.
SHORT = 1500


class Section(models.TextChoices):
    """The sections of an issue, in the order in which they are printed."""

    FOCUS = "focus", pgettext_lazy("letter", "OSCE focus")
    STATES = "states", pgettext_lazy("letter", "News from the States")
    FIELD = "field", pgettext_lazy("letter", "Field operations")
    PARTNERS = "partners", pgettext_lazy("letter", "Partners")
    LESSONS = "lessons", pgettext_lazy("letter", "Lessons learnt")
    NETWORK = "network", pgettext_lazy("letter", "Changes in the Network")
    CALENDAR = "calendar", pgettext_lazy("letter", "Calendar")


SECTION_ORDER = models.Case(
    *(models.When(section=section, then=index) for index, section in enumerate(Section)),
    output_field=models.PositiveSmallIntegerField(),
)


class PieceStatus(models.TextChoices):
    """Where a piece is. A draft is its contributor's alone."""

    DRAFT = "draft", _("Draft")
    OFFERED = "offered", _("Offered")
    EDITING = "editing", _("In editing")
    CLEARANCE = "clearance", _("With the State for clearance")
    CHANGED = "changed", _("Changed by the State")
    CLEARED = "cleared", _("Cleared")
    ACCEPTED = "accepted", _("Accepted")
    HELD_OVER = "held_over", _("Held over")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# What an editor may accept, edit and send for clearance.
WITH_EDITORS = frozenset(
    {
        PieceStatus.OFFERED,
        PieceStatus.EDITING,
        PieceStatus.CHANGED,
        PieceStatus.CLEARED,
        PieceStatus.HELD_OVER,
    }
)
# What waits for an editor to act.
WAITING = (PieceStatus.OFFERED, PieceStatus.CHANGED, PieceStatus.CLEARED)
# What contributors may still change (not while it is with them for clearance) or withdraw.
UNDECIDED = WITH_EDITORS | {PieceStatus.DRAFT, PieceStatus.CLEARANCE}
REFUSED = (PieceStatus.HELD_OVER, PieceStatus.DECLINED)


@dataclass(frozen=True)
class PrintedText:
    """What a State clears: all that is printed of a piece but its by-line, and for whom."""

    headline: str
    body: str
    credit: str = ""
    audience: str = Audience.ALL.value
    language: str = "en"
    pictures: tuple[Picture, ...] = ()

    def to_json(self) -> dict[str, Any]:
        parts = {field.name: getattr(self, field.name) for field in fields(self)}
        return parts | {"pictures": [picture.to_json() for picture in self.pictures]}

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> "PrintedText":
        return cls(**(row | {"pictures": pictures_from(row.get("pictures", []))}))

    @property
    def hash(self) -> str:
        """SHA-256 (hex), as the trigger `keep_cleared` computes it too."""
        pictures = (_OF_A_PICTURE.join(picture.printed) for picture in self.pictures)
        parts = (self.headline, self.body, self.credit, self.audience, self.language, *pictures)
        return hashlib.sha256(_BETWEEN.join(parts).encode()).hexdigest()


# Control characters, which no text has.
_BETWEEN, _OF_A_PICTURE = "\x1f", "\x1e"


class PieceQuerySet(models.QuerySet["Piece"]):
    def waiting(self) -> Self:
        """Keep what waits for an editor, oldest first."""
        return self.filter(status__in=WAITING).order_by("offered_at", "pk")

    def on_the_desk(self) -> Self:
        """Keep what the editors decide on, in the order of its way."""
        shown = WITH_EDITORS | {PieceStatus.CLEARANCE}
        return self.filter(status__in=shown).order_by(STATUS_ORDER, "offered_at", "pk")

    def seen_by_editors(self) -> Self:
        """Leave out the drafts, which are their contributors' alone."""
        return self.exclude(status=PieceStatus.DRAFT)

    def with_by_lines(self) -> Self:
        """Fetch the by-line's bodies and the States' former names (one more query), in printing order."""
        return self.with_origin().order_by(SECTION_ORDER, "position", "pk")

    def with_origin(self) -> Self:
        """Fetch the by-line's bodies and the States' former names (one more query)."""
        rows = self.select_related("state", "agency", "organisation")
        return rows.prefetch_related("state__former_names")


_STATUSES = (
    PieceStatus.CHANGED,
    PieceStatus.CLEARED,
    PieceStatus.OFFERED,
    PieceStatus.EDITING,
    PieceStatus.CLEARANCE,
    PieceStatus.HELD_OVER,
)
STATUS_ORDER = models.Case(
    *(models.When(status=status, then=index) for index, status in enumerate(_STATUSES)),
    default=len(_STATUSES),
    output_field=models.PositiveSmallIntegerField(),
)

# The issue's row is locked before its status is asked: what an approval under way will freeze, waits for it.
_OF_FROZEN_ISSUE = """
    PERFORM 1 FROM newsletter_issue WHERE id IN (OLD.issue_id, NEW.issue_id) FOR SHARE;
    IF EXISTS (
        SELECT 1 FROM newsletter_issue
        WHERE id IN (OLD.issue_id, NEW.issue_id) AND status IN ('approved', 'sending', 'stopped', 'sent')
    ) THEN
        RAISE EXCEPTION 'pgtrigger: the issue of this piece is approved and frozen';
    END IF;
    RETURN COALESCE(NEW, OLD);
"""


# Any other writer than the actions is held to it too: `convert_to` is no immutable function, so that it can
# be no check constraint.
_AS_CLEARED = """
    IF NEW.cleared_hash <> '' AND NEW.cleared_hash <> encode(sha256(convert_to(
        NEW.headline || E'\\x1f' || NEW.body || E'\\x1f' || NEW.credit || E'\\x1f' || NEW.audience
        || E'\\x1f' || NEW.language || coalesce((
            SELECT string_agg(E'\\x1f' || (picture->>'digest') || E'\\x1e' || (picture->>'alternative')
                || E'\\x1e' || (picture->>'credit'), '' ORDER BY number)
            FROM jsonb_array_elements(NEW.pictures) WITH ORDINALITY AS pictures (picture, number)
        ), ''), 'UTF8')), 'hex') THEN
        RAISE EXCEPTION 'this text is not the one that was cleared' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'a_cleared_text_is_printed_as_it_was_cleared';
    END IF;
    RETURN NEW;
"""


@pghistory.track(exclude=["search_text"])
class Piece(models.Model):
    """One piece of an issue. The by-line is a State with its agency, or an organisation: never a person.

    `audience` focal points: printed only on the page a focal point reads, never in mail, PDF or feed.
    `author` is who wrote or entered it signed in; none where it came by a link. `cleared_hash` is the hash of
    the text that its State cleared, "" where none is cleared; a piece that `needs_clearance` is not printed
    without. `reason` says why it was held over or declined.
    """

    issue = models.ForeignKey(
        "newsletter.Issue",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="pieces",
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
    # A list of `Picture` as JSON, in printing order; their bytes are `StoredPicture` by digest.
    pictures = models.JSONField(_("pictures"), default=list, blank=True)
    audience = models.CharField(_("for"), max_length=20, choices=Audience, default=Audience.ALL)
    language = models.CharField(
        _("language of the text"), max_length=2, choices=settings.LANGUAGES, default="en"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    status = models.CharField(_("status"), max_length=10, choices=PieceStatus, default=PieceStatus.OFFERED)
    reason = models.TextField(_("reason"), max_length=1_000, blank=True)
    needs_clearance = models.BooleanField(_("needs clearance"), default=False)
    cleared_hash = models.CharField(max_length=64, blank=True, editable=False)
    cleared_at = models.DateTimeField(_("cleared"), null=True, editable=False)
    # What it was made of, by `nfp_portal.ui.newsworthy`, or the key of the form in which editors wrote it;
    # empty for what others wrote.
    news_key = models.CharField(max_length=60, blank=True, editable=False)
    # What a block said when it was last filled, for who fills it again.
    filled_text = models.TextField(blank=True, editable=False)
    position = models.PositiveSmallIntegerField(default=0)
    offered_at = models.DateTimeField(default=timezone.now)
    is_demonstration = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    search_text = models.GeneratedField(
        expression=SearchText("headline", "body"), output_field=models.TextField(), db_persist=True
    )

    objects = PieceQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(issue=None) | models.Q(status="accepted"),
                name="piece_of_an_issue_is_accepted",
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
                condition=models.Q(section__in=Section.values, status__in=PieceStatus.values)
                & models.Q(audience__in=Audience.values),
                name="piece_words_are_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=REFUSED) | ~models.Q(reason=""),
                name="a_refused_piece_has_a_reason",
                violation_error_message=_("Say why: whoever wrote it reads the reason."),
            ),
            models.CheckConstraint(
                condition=models.Q(cleared_hash="", cleared_at=None)
                | (~models.Q(cleared_hash="") & models.Q(cleared_at__isnull=False)),
                name="a_clearance_has_a_time_and_a_text",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="cleared") | ~models.Q(cleared_hash=""),
                name="a_cleared_piece_has_a_cleared_text",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="accepted", needs_clearance=True) | ~models.Q(cleared_hash=""),
                name="a_piece_for_clearance_is_accepted_cleared",
                violation_error_message=_("Its State has not cleared this text."),
            ),
            models.CheckConstraint(
                condition=models.Q(status="draft") | ~models.Q(pictures__contains=[{"alternative": ""}]),
                name="each_picture_says_what_it_shows",
                violation_error_message=_("Say of each picture what it shows."),
            ),
            models.UniqueConstraint(
                fields=["news_key"], condition=~models.Q(news_key=""), name="news_is_taken_up_once"
            ),
            models.UniqueConstraint(
                fields=["issue", "section", "position"],
                name="one_piece_per_position",
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
            pgtrigger.Trigger(
                name="keep_cleared",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_AS_CLEARED,
            ),
            pgtrigger.Trigger(
                name="keep_mail_small",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=PICTURES_FIT,
            ),
        )

    def __str__(self) -> str:
        return self.headline

    @property
    def text(self) -> PrintedText:
        parts = (self.headline, self.body, self.credit, self.audience, self.language)
        return PrintedText(*parts, pictures_from(self.pictures))

    @property
    def source_hash(self) -> str:
        """SHA-256 (hex) of all that is translated of it, and of its language."""
        return PrintedText(self.headline, self.body, self.credit, "", self.language).hash

    def translation_in(self, language: str) -> "PieceText | None":
        """Return the text in this language that was made from the text of now (no query where prefetched)."""
        own = self.source_hash
        rows = (text for text in self.texts.all() if text.language == language)
        return next((text for text in rows if text.source_hash == own), None)

    @property
    def may_be_accepted(self) -> bool:
        """Whether it can be set in an issue now: what needs the OK of its State has it."""
        return self.status in WITH_EDITORS and (self.is_cleared or not self.needs_clearance)

    @property
    def is_cleared(self) -> bool:
        return self.cleared_hash != ""

    @property
    def origin(self) -> str:
        """Who wrote it, as editors name it: the account, or the body where it came by a link."""
        return str(self.author or self.state or self.organisation or "")

    @property
    def anchor(self) -> str:
        return f"contribution-{self.pk}"

    @property
    def is_restricted(self) -> bool:
        return self.audience != Audience.ALL

    @property
    def is_public(self) -> bool:
        """Whether everybody reads it."""
        return not self.is_restricted and self.issue is not None and self.issue.is_published

    @property
    def is_short(self) -> bool:
        """Whether it is printed on one page rather than broken across two."""
        return len(self.body) < SHORT

    @property
    def by_line(self) -> str:
        """The by-line in English."""
        return self.by_line_in(settings.LANGUAGE_CODE)

    def by_line_in(self, language: str) -> str:
        """State and agency, or organisation, named as of the issue's date.

        The State is named in this language as far as that is recorded, all else as it is.
        """
        if self.state is None:
            return self.organisation.name if self.organisation else ""
        name = self.state.name_on(self.issue.dated_on if self.issue else None).name
        name = names_in(language).get(name, name)
        return f"{name}, {self.agency.name}" if self.agency else name

    def content(self) -> list[str]:
        """All that a reader sees of it, for the issue's fingerprint."""
        parts = (self.section, self.position, self.headline, self.body, self.by_line, self.credit)
        pictures = [text for picture in self.text.pictures for text in picture.printed]
        return [*(str(part) for part in (*parts, self.audience, self.language)), *pictures]
