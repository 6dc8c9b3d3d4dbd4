"""Printouts as documents that workers render."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self
from urllib.parse import urlencode
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from meetings.models import Meeting
from meetings.onsite.contents import content_of
from meetings.onsite.printouts import TITLES, Printout
from meetings.participation.kinds import PARTICIPANTS
from meetings.permissions import may_edit
from nfp_portal.accounts.models import User
from nfp_portal.jobs.models import Job
from nfp_portal.renderings.documents import OneReaderDocument


def address_of(meeting: Meeting, printout: Printout, **query: str) -> str:
    path = reverse(f"meetings:{printout}_pdf", args=[meeting.slug])
    return f"{path}?{urlencode(query)}" if query else path


@dataclass(frozen=True)
class PrintoutDocument(OneReaderDocument):
    """Printed and done with: names are not kept in one more file."""

    kind: ClassVar[str] = "meetings.printout"
    templates: ClassVar[tuple[str, ...]] = tuple(f"meetings/onsite/pdf/{each}.html" for each in Printout)
    meeting: Meeting
    printout: Printout
    person: UUID | None = None

    @classmethod
    def of(cls, job: Job) -> Self:
        meeting = Meeting.objects.with_location().get(key=job.subject)
        person = job.parameters["person"]
        return cls(meeting, Printout(job.parameters["printout"]), UUID(person) if person else None)

    @property
    def subject(self) -> str:
        return str(self.meeting.key)

    @property
    def parameters(self) -> dict[str, Any]:
        return {"printout": self.printout.value, "person": str(self.person or "")}

    def write(self) -> str:
        context = content_of(self.meeting, self.printout, self.person) | {
            "meeting": self.meeting,
            "title": self.title,
            "language": get_language(),
            "issued_on": timezone.localdate(),
        }
        return render_to_string(f"meetings/onsite/pdf/{self.printout}.html", context)

    @property
    def title(self) -> str:
        return str(TITLES[self.printout])

    @property
    def url(self) -> str:
        return address_of(
            self.meeting, self.printout, **({"person": str(self.person)} if self.person else {})
        )

    def may_read(self, user: User) -> bool:
        return may_edit(user)

    @property
    def trail(self) -> list[tuple[str, str]]:
        meetings = (_("Meetings"), reverse("meetings:list"))
        here = (self.meeting.title, self.meeting.get_absolute_url())
        return [meetings, here, (_("Participants"), PARTICIPANTS.page_url(self.meeting))]
