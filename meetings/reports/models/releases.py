"""What was published, exactly as it was: releases and their copies, which the database keeps as they are."""

import hashlib
import json
import uuid
from pathlib import Path
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from meetings.reports.models.reports import Report
from nfp_portal.accounts.audience import Audience
from nfp_portal.revisions.changes import Part

_APPROVED_AFTER_ITS_MEETING = """
    IF NEW.released_at IS NOT NULL AND EXISTS (
        SELECT 1 FROM meetings_report r JOIN meetings_meeting m ON m.id = r.meeting_id
        WHERE r.id = NEW.report_id
        AND (NEW.released_at AT TIME ZONE m.zone)::date <= coalesce(m.ends_on, m.starts_on)) THEN
        RAISE EXCEPTION 'the report is approved before its meeting has ended'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'report_is_approved_after_its_meeting';
    END IF;
    RETURN NEW;
"""
_KEPT = "USING ERRCODE = 'check_violation', CONSTRAINT = 'a_release_stays_as_it_was'"
_RELEASE_STAYS = f"RAISE EXCEPTION 'a release is neither changed nor removed' {_KEPT};"
# A copy takes its file once. It loses content and file when a later version, without a name, replaces it.
_COPY_STAYS = f"""
    IF TG_OP = 'UPDATE' AND (NEW.id, NEW.key, NEW.release_id, NEW.audience, NEW.version, NEW.made_at,
            NEW.made_by_id, NEW.reason, NEW.content_digest) IS NOT DISTINCT FROM (OLD.id, OLD.key,
            OLD.release_id, OLD.audience, OLD.version, OLD.made_at, OLD.made_by_id, OLD.reason,
            OLD.content_digest) THEN
        IF OLD.file_digest = '' AND NEW.content IS NOT DISTINCT FROM OLD.content THEN
            RETURN NEW;
        END IF;
        IF NEW.content IS NULL AND NEW.file = '' AND NEW.file_digest = OLD.file_digest AND EXISTS (
                SELECT 1 FROM meetings_releasecopy c WHERE c.release_id = OLD.release_id
                AND c.audience = OLD.audience AND c.version > OLD.version) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a copy of a release is neither changed nor removed' {_KEPT};
"""  # noqa: S608 - made of constants


class Release(models.Model):
    """One publication of a report: number 0 is the first, 1 is Rev.1. Who approved it did not write last.

    The one that keeps a report from public records before its first correction names nobody and no time.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveSmallIntegerField(default=0)
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # Only added to: the portal's database role may neither change nor delete its rows.
    is_append_only = True

    class Meta:
        app_label = "meetings"
        ordering = ("number",)
        triggers = (
            pgtrigger.Trigger(
                name="approved_after_its_meeting",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func=_APPROVED_AFTER_ITS_MEETING,
            ),
            pgtrigger.Trigger(
                name="stays_as_it_was",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=_RELEASE_STAYS,
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=["report", "number"], name="one_release_per_number"),
            models.CheckConstraint(
                condition=models.Q(released_by=None, released_at=None, written_by=None, number=0)
                | models.Q(released_by__isnull=False, released_at__isnull=False),
                name="release_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=models.Q(released_by=None)
                | models.Q(written_by=None)
                | ~models.Q(released_by=models.F("written_by")),
                name="report_is_released_by_a_second_person",
            ),
        )

    def __str__(self) -> str:
        return f"{self.report}, {self.name}"

    @property
    def name(self) -> str:
        """Return what documents of the field call it."""
        return f"Rev.{self.number}" if self.number else _("First publication")


class ReleaseCopyQuerySet(models.QuerySet["ReleaseCopy"]):
    def readable(self) -> Self:
        """Keep those that no later version replaced."""
        return self.filter(content__isnull=False)


class ReleaseCopy(models.Model):
    """What one audience reads of a release: `content` (releases.Content as JSON) and the PDF made of it.

    A later `version` says in `reason` why a name was removed; the one before it keeps its digests alone.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="copies")
    audience = models.CharField(max_length=20, choices=Audience)
    version = models.PositiveSmallIntegerField(default=1)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True)
    content = models.JSONField(null=True)
    content_digest = models.CharField(max_length=64)
    # Below MEDIA_ROOT, beside the renderings; empty until a worker has made it.
    file = models.FileField(max_length=100, blank=True)
    file_digest = models.CharField(max_length=64, blank=True)

    objects = ReleaseCopyQuerySet.as_manager()

    class Meta:
        app_label = "meetings"
        ordering = ("audience", "version")
        triggers = (
            pgtrigger.Trigger(
                name="stays_as_it_was",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=_COPY_STAYS,
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=["release", "audience", "version"], name="one_copy_per_version"),
            models.CheckConstraint(
                condition=models.Q(version=1, reason="") | models.Q(version__gt=1) & ~models.Q(reason=""),
                name="later_copy_says_why_it_was_made",
            ),
            models.CheckConstraint(
                condition=models.Q(file="") | ~models.Q(file_digest=""), name="file_of_a_copy_has_its_digest"
            ),
        )

    def __str__(self) -> str:
        return f"{self.release}, {self.get_audience_display()}, version {self.version}"

    @property
    def path(self) -> Path:
        return Path(settings.MEDIA_ROOT) / str(self.file)

    @property
    def parts(self) -> list[Part]:
        return [Part.from_json(row) for row in (self.content or {}).get("parts", [])]


def digest_of(content: dict[str, Any]) -> str:
    """SHA-256 of a content, the same however the database writes its JSON."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
