"""The PDF of an issue: for everybody, so without what is for focal points only."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Self

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from newsletter.content import context_of
from newsletter.models import Issue
from newsletter.permissions import may_read
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.languages import in_language
from nfp_portal.accounts.models import User
from nfp_portal.jobs.models import Job, JobState
from nfp_portal.jobs.renderer import RenderError
from nfp_portal.renderings import actions as renderings
from nfp_portal.renderings.documents import Document


@dataclass(frozen=True)
class IssueDocument(Document):
    """The issue as it was approved."""

    kind: ClassVar[str] = "newsletter.issue"
    templates: ClassVar[tuple[str, ...]] = ("newsletter/pdf/issue.html",)
    issue: Issue

    @classmethod
    def of(cls, job: Job) -> Self:
        return cls(Issue.objects.with_pieces().get(number=job.subject))

    @property
    def subject(self) -> str:
        return str(self.issue.number)

    @property
    def language(self) -> str:
        return self.issue.language

    def fingerprint(self) -> str:
        """Of what was approved, and of the errata since: each makes a new file, with all of them on top."""
        errata = [f"{each.published_at:%Y-%m-%d} {each.text}" for each in self.issue.published_errata]
        if not errata:
            return self.issue.content_hash
        return hashlib.sha256("\n".join([self.issue.content_hash, *errata]).encode()).hexdigest()

    def compose(self) -> str:
        """Raises `RenderError` if the issue is no longer what was approved."""
        if self.issue.fingerprint() != self.issue.content_hash:
            raise RenderError(_("The issue is no longer what was approved."))
        with in_language(self.issue.language):
            context = context_of(self.issue, frozenset({Audience.ALL})) | {"language": self.issue.language}
            return render_to_string(self.templates[0], context)

    @property
    def title(self) -> str:
        return _("Newsletter No. %(number)d") % {"number": self.issue.number}

    @property
    def url(self) -> str:
        return reverse("newsletter:issue_pdf", args=[self.issue.number])

    def may_read(self, user: User) -> bool:
        return self.issue.is_frozen and may_read(user, self.issue)

    @property
    def trail(self) -> list[tuple[str, str]]:
        number = _("No. %(number)d") % {"number": self.issue.number}
        return [
            (_("Newsletter"), reverse("newsletter:archive")),
            (number, self.issue.get_absolute_url()),
        ]


def path_of(issue: Issue) -> Path | None:
    """Return the PDF of the issue as it was approved, or None while there is none."""
    job = renderings.latest(IssueDocument(issue))
    return job.path if job is not None and job.state == JobState.DONE else None
