"""The PDF of a release, made once from what the release keeps."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Self

from django.urls import reverse

from meetings.models import Meeting
from meetings.reports.content import Content
from meetings.reports.files import keep_file
from meetings.reports.models import ReleaseCopy
from meetings.reports.pdf import COPY_OF, title_of_copy, trail_of
from meetings.reports.permissions import Document, may_read_document
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import User
from nfp_portal.jobs.models import Job
from nfp_portal.renderings import documents


@dataclass(frozen=True)
class ReleaseDocument(documents.Document):
    """Neither templates nor rows change it: its content is the copy's digest."""

    kind: ClassVar[str] = "meetings.release"
    is_kept_elsewhere: ClassVar[bool] = True
    templates: ClassVar[tuple[str, ...]] = ()
    copy: ReleaseCopy

    @classmethod
    def of(cls, job: Job) -> Self:
        copies = ReleaseCopy.objects.readable().select_related("release__report__meeting")
        return cls(copies.get(key=job.subject))

    @property
    def subject(self) -> str:
        return str(self.copy.key)

    def fingerprint(self) -> str:
        return self.copy.content_digest

    def compose(self) -> str:
        return Content.of(self.copy).document

    def keep(self, rendered: Path) -> None:
        keep_file(self.copy.key, rendered)

    @property
    def meeting(self) -> Meeting:
        return self.copy.release.report.meeting

    @property
    def title(self) -> str:
        release = self.copy.release
        number = f" {release.name}" if release.number else ""
        return title_of_copy(Document.REPORT, Audience(self.copy.audience)) + number

    @property
    def url(self) -> str:
        path = reverse("meetings:release_pdf", args=[self.meeting.slug, self.copy.release.number])
        return f"{path}?copy={COPY_OF[Audience(self.copy.audience)]}"

    def may_read(self, user: User) -> bool:
        meeting, audience = self.meeting, Audience(self.copy.audience)
        is_visible = Meeting.objects.visible_to(user).filter(pk=meeting.pk).exists()
        return is_visible and may_read_document(user, meeting, Document.REPORT, audience)

    @property
    def trail(self) -> list[tuple[str, str]]:
        return trail_of(self.meeting)
