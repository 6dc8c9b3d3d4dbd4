"""The PDF of an issue: for everybody, so without what is for focal points only."""

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Self

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from newsletter.content import AddressOfPicture, context_of, pictures_of
from newsletter.models import Issue, Piece
from newsletter.permissions import may_read
from newsletter.pictures.actions import LostPictureError, contents
from newsletter.pictures.values import Picture
from newsletter.printed import PrintedIssue
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import User
from nfp_portal.jobs.models import Job, JobState
from nfp_portal.jobs.renderer import RenderError
from nfp_portal.renderings import actions as renderings
from nfp_portal.renderings.documents import Document


@dataclass(frozen=True)
class IssueDocument(Document):
    """An edition of the issue as it was approved; `edition` is its language, "" for the issue's own."""

    kind: ClassVar[str] = "newsletter.issue"
    templates: ClassVar[tuple[str, ...]] = ("newsletter/pdf/issue.html",)
    issue: Issue
    edition: str = ""

    @classmethod
    def of(cls, job: Job) -> Self:
        number, _dash, edition = job.subject.partition("-")
        return cls(Issue.objects.with_pieces().get(number=number), edition)

    @property
    def subject(self) -> str:
        """The number of the issue, and the language of an edition that is not in its own: 12, 12-ru."""
        return f"{self.issue.number}-{self.edition}" if self.edition else str(self.issue.number)

    @property
    def language(self) -> str:
        return self.edition or self.issue.language

    def fingerprint(self) -> str:
        """Of what was approved, and of the errata since: each makes a new file, with all of them on top."""
        errata = [f"{each.published_at:%Y-%m-%d} {each.text}" for each in self.issue.published_errata]
        if not errata:
            return self.issue.content_hash
        return hashlib.sha256("\n".join([self.issue.content_hash, *errata]).encode()).hexdigest()

    def compose(self) -> str:
        """Raises `RenderError` for a lost picture; until it is out, if it is no longer what was approved.

        From then on the database alone keeps it: a body in a by-line that has another name since would
        otherwise leave an erratum without a file.
        """
        if not self.issue.is_released and self.issue.fingerprint() != self.issue.content_hash:
            raise RenderError(_("The issue is no longer what was approved."))
        with translation.override(self.language):
            readable = frozenset({Audience.ALL})
            context = context_of(self.issue, readable, self.edition, _inside(self.issue))
            return render_to_string(self.templates[0], context | {"language": self.language})

    @property
    def title(self) -> str:
        return _("Newsletter No. %(number)d") % {"number": self.issue.number}

    @property
    def url(self) -> str:
        return PrintedIssue.of(self.issue, self.edition).pdf_path

    def may_read(self, user: User) -> bool:
        return self.issue.is_frozen and may_read(user, self.issue)

    @property
    def trail(self) -> list[tuple[str, str]]:
        number = _("No. %(number)d") % {"number": self.issue.number}
        return [
            (_("Newsletter"), reverse("newsletter:archive")),
            (number, self.issue.get_absolute_url()),
        ]


def _inside(issue: Issue) -> AddressOfPicture:
    """Return the pictures as data in the document: the process that prints it reads no database."""
    try:
        by_digest = contents(pictures_of(issue))
    except LostPictureError as error:
        text = _("The file of the picture “%(picture)s” is lost.")
        raise RenderError(text % {"picture": error.picture.alternative}) from error

    def address(_piece: Piece, picture: Picture) -> str:
        return f"data:{picture.content_type};base64,{b64encode(by_digest[picture.digest]).decode()}"

    return address


def path_of(issue: Issue) -> Path | None:
    """Return the PDF of the issue as it was approved, or None while there is none."""
    job = renderings.latest(IssueDocument(issue))
    return job.path if job is not None and job.state == JobState.DONE else None
