"""An issue in more languages than its own: the editions, and the pieces translated for them.

See docs/decisions/0036-editions.md.
"""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsletter.models.issues import Issue
from newsletter.models.pieces import Piece

# The issue's row is locked before its status is asked: what an approval under way will freeze, waits for it.
_OF_EDITION = """
    PERFORM 1 FROM newsletter_issue WHERE id IN (OLD.issue_id, NEW.issue_id) FOR SHARE;
    IF EXISTS (
        SELECT 1 FROM newsletter_issue
        WHERE id IN (OLD.issue_id, NEW.issue_id) AND status IN ('approved', 'sending', 'stopped', 'sent')
    ) THEN
        RAISE EXCEPTION 'pgtrigger: the issue of this edition is approved and frozen';
    END IF;
    IF EXISTS (SELECT 1 FROM newsletter_issue WHERE id = NEW.issue_id AND language = NEW.language) THEN
        RAISE EXCEPTION 'the issue itself is in this language' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'an_edition_is_in_another_language';
    END IF;
    RETURN COALESCE(NEW, OLD);
"""
_OF_TEXT = """
    PERFORM 1 FROM newsletter_issue WHERE id IN (
        SELECT issue_id FROM newsletter_piece WHERE id IN (OLD.piece_id, NEW.piece_id)
    ) FOR SHARE;
    IF EXISTS (
        SELECT 1 FROM newsletter_piece p JOIN newsletter_issue i ON i.id = p.issue_id
        WHERE p.id IN (OLD.piece_id, NEW.piece_id)
          AND i.status IN ('approved', 'sending', 'stopped', 'sent')
    ) THEN
        RAISE EXCEPTION 'pgtrigger: the issue of this translation is approved and frozen';
    END IF;
    RETURN COALESCE(NEW, OLD);
"""


def _kept_while_draft(func: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="keep_frozen",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=func,
    )


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Edition(models.Model):
    """An issue in one more language. Its own language has no row: what it says is in the issue itself.

    What is empty is not translated yet. `revision` grows with each change.
    """

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="editions")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=200, blank=True)
    period = models.CharField(_("period"), max_length=60, blank=True)
    opening = models.TextField(_("opening note"), max_length=20_000, blank=True, help_text=_("Markdown."))
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("language",)
        constraints = (
            models.UniqueConstraint(fields=["issue", "language"], name="one_edition_per_language"),
            models.CheckConstraint(
                condition=models.Q(language__in=[code for code, _name in settings.LANGUAGES]),
                name="edition_language_is_known",
            ),
        )
        triggers = (_kept_while_draft(_OF_EDITION),)

    def __str__(self) -> str:
        return f"{self.issue}: {self.get_language_display()}"

    def content(self) -> list[str]:
        """All that a reader sees of it beside its pieces, for the issue's fingerprint."""
        return [self.language, self.title, self.period, self.opening]


@pghistory.track()
class PieceText(models.Model):
    """A piece in another language, as the secretariat translated it.

    `source_hash` is the `Piece.source_hash` of the text it was made from; where that is another one now, the
    translation is not printed. `pictures` has the words of its pictures in this language, each with the
    `Picture.source_hash` of what they were made from: of another picture or other words, the original ones
    are printed.
    """

    piece = models.ForeignKey(Piece, on_delete=models.PROTECT, related_name="texts")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    headline = models.CharField(_("headline"), max_length=160)
    body = models.TextField(_("text"), max_length=20_000, help_text=_("Markdown, as in the original."))
    credit = models.CharField(_("credit"), max_length=80, blank=True)
    # A list of `pictures.values.words_of`, in the order in which the piece has its pictures.
    pictures = models.JSONField(_("pictures"), default=list, blank=True)
    source_hash = models.CharField(max_length=64, editable=False)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("language",)
        constraints = (
            models.UniqueConstraint(fields=["piece", "language"], name="one_translation_per_language"),
            models.CheckConstraint(
                condition=~models.Q(pictures__contains=[{"alternative": ""}]),
                name="each_translated_picture_says_what_it_shows",
                violation_error_message=_("Say of each picture what it shows."),
            ),
        )
        triggers = (_kept_while_draft(_OF_TEXT),)

    def __str__(self) -> str:
        return self.headline

    def content(self) -> list[str]:
        """All that a reader sees of it, for the issue's fingerprint."""
        captions = [
            text for row in self.pictures for text in (row["source"], row["alternative"], row["credit"])
        ]
        return [self.language, self.headline, self.body, self.credit, self.source_hash, *captions]
