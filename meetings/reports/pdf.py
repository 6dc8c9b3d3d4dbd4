"""The documents of a meeting as HTML for the PDF renderer, each composed for one audience."""

import hashlib
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from meetings.models import Meeting
from meetings.participation.attendance import attendance_of, sentence_of
from meetings.participation.register import Group, list_of_participants
from meetings.participation.tiles import attendance_tiles
from meetings.participation.wording import heading_of, publication_notice
from meetings.programme import by_day
from meetings.reports.models import Report
from meetings.reports.permissions import Document, may_read_document, report_of
from meetings.reports.text import chapters_of
from meetings.wording import clock_of_days, date_range, ordinal_parts
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import User
from nfp_portal.jobs.models import Job
from nfp_portal.renderings import documents

# The two kinds of copy, as addresses and commands name them.
COPIES = {"public": Audience.ALL, "focal_points": Audience.FOCAL_POINTS}
COPY_OF = {audience: name for name, audience in COPIES.items()}
TITLES = {
    Document.AGENDA: gettext_lazy("Agenda"),
    Document.REPORT: gettext_lazy("Report"),
    Document.PARTICIPANTS: gettext_lazy("List of participants"),
}
COPY_LABELS = {
    Audience.ALL: gettext_lazy("public copy"),
    Audience.FOCAL_POINTS: gettext_lazy("copy for focal points"),
}


def title_of_copy(document: Document, audience: Audience) -> str:
    return f"{TITLES[document]} ({COPY_LABELS[audience]})"


@dataclass(frozen=True)
class MeetingDocument(documents.Document):
    kind: ClassVar[str] = "meetings.document"
    templates: ClassVar[tuple[str, ...]] = (
        *(f"meetings/reports/pdf/{document}.html" for document in Document),
        *(f"meetings/reports/pdf/{form}.html" for form in ("people", "numbers", "names")),
        "components/tile_map_pdf.html",
    )
    meeting: Meeting
    document: Document
    audience: Audience

    @classmethod
    def of(cls, job: Job) -> Self:
        meeting = Meeting.objects.with_location().get(key=job.subject)
        return cls(meeting, Document(job.parameters["document"]), Audience(job.parameters["audience"]))

    @property
    def subject(self) -> str:
        return str(self.meeting.key)

    @property
    def parameters(self) -> dict[str, Any]:
        return {"document": self.document.value, "audience": self.audience.value}

    def fingerprint(self) -> str:
        return fingerprint(self.meeting, self.document, self.audience)

    def compose(self) -> str:
        return compose(self.meeting, self.document, self.audience)

    @property
    def title(self) -> str:
        return title_of_copy(self.document, self.audience)

    @property
    def url(self) -> str:
        path = reverse(f"meetings:{self.document}_pdf", args=[self.meeting.slug])
        return f"{path}?copy={COPY_OF[self.audience]}"

    def may_read(self, user: User) -> bool:
        is_visible = Meeting.objects.visible_to(user).filter(pk=self.meeting.pk).exists()
        return is_visible and may_read_document(user, self.meeting, self.document, self.audience)

    @property
    def trail(self) -> list[tuple[str, str]]:
        return [
            (_("Meetings"), reverse("meetings:list")),
            (self.meeting.title, self.meeting.get_absolute_url()),
        ]


def compose(meeting: Meeting, document: Document, audience: Audience) -> str:
    """The whole document; what `audience` may not read is not fetched, so that it cannot slip in."""
    context = _frame(meeting, document, audience) | _CONTENT[document](meeting, audience)
    return render_to_string(f"meetings/reports/pdf/{document}.html", context)


def _frame(meeting: Meeting, document: Document, audience: Audience) -> dict[str, Any]:
    digits, suffix = ordinal_parts(meeting.number) if meeting.number else ("", "")
    restricted = audience == Audience.FOCAL_POINTS
    return {
        "meeting": meeting,
        "document": document,
        "language": get_language(),
        "ordinal": digits,
        "suffix": suffix,
        "restricted": _("For focal points only: please do not pass this copy on.") if restricted else "",
        "symbol": meeting.symbol or (_("For focal points only") if restricted else ""),
        "issued_on": timezone.localdate(),
        "invented": meeting.is_demonstration or meeting.items.filter(is_demonstration=True).exists(),
        "facts": _facts(meeting, document),
    }


def _facts(meeting: Meeting, document: Document) -> list[tuple[str, str]]:
    facts = [
        (_("Dates"), date_range(meeting)),
        (_("Place"), ", ".join(filter(None, (meeting.venue, meeting.location))) or _("not recorded")),
        (_("Times"), clock_of_days(meeting) if document == Document.AGENDA else ""),
        (_("Organised by"), meeting.organiser),
    ]
    return [(term, text) for term, text in facts if text]


def _agenda(meeting: Meeting, audience: Audience) -> dict[str, Any]:
    items = meeting.items.for_audience(audience).in_order()
    return {
        "objectives": list(meeting.objectives.for_audience(audience)),
        "days": by_day(meeting, items),
        "papers": list(meeting.papers.for_audience(audience)),
    }


def _participants(meeting: Meeting, audience: Audience) -> dict[str, Any]:
    attendance = attendance_of(meeting)
    with_people = audience == Audience.FOCAL_POINTS
    register = list_of_participants(attendance, with_people=with_people)
    has_people = any(each.people for group in register for each in group.delegations)
    return {
        "attendance": attendance,
        "sentence": sentence_of(attendance),
        "tiles": attendance_tiles(attendance) if attendance.states else [],
        "groups": [(heading_of(group), group, _form_of(group, has_people=has_people)) for group in register],
        "notice": _notice(meeting, has_people=has_people),
        "nobody": _("No State and no body is recorded for this meeting.") if meeting.has_ended else "",
    }


def _form_of(group: Group, *, has_people: bool) -> str:
    """Choose how a category is printed: its people, the numbers, or the names of States alone."""
    form = "people" if has_people else "numbers" if group.number else "names"
    return f"meetings/reports/pdf/{form}.html"


def _notice(meeting: Meeting, *, has_people: bool) -> str:
    listed = [_("This is the list of those registered.")] if has_people and not meeting.has_ended else []
    return " ".join([*filter(None, [publication_notice(meeting)]), *listed])


def _report(meeting: Meeting, audience: Audience) -> dict[str, Any]:
    context = _agenda(meeting, audience) | _participants(meeting, audience)
    report = report_of(meeting)
    assert report is not None  # noqa: S101 - asked for by the callers
    context["draft_notice"] = "" if report.is_released else _("Draft: not approved.")
    context["chapters"] = chapters_of(report, context["attendance"], audience)
    context["conclusions"] = list(meeting.conclusions.for_audience(audience))
    return context | {"contents": _contents(context)}


def _contents(context: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the anchor and the title of each chapter and annex."""
    chapters = [(chapter.anchor, chapter.title) for chapter in context["chapters"]]
    conclusions = [("conclusions", _("Conclusions"))] if context["conclusions"] else []
    annexes = [("annex-agenda", _("Annex 1: Agenda")), ("annex-participants", _("Annex 2: Participants"))]
    papers = [("annex-papers", _("Annex 3: Papers"))] if context["papers"] else []
    return chapters + conclusions + annexes + papers


_CONTENT = {
    Document.AGENDA: _agenda,
    Document.PARTICIPANTS: _participants,
    Document.REPORT: _report,
}


def fingerprint(meeting: Meeting, document: Document, audience: Audience) -> str:
    """SHA-256 of what the document would be made of, without making it; at most nine queries.

    A change of what `audience` may not read leaves it as it is.
    """
    rows: list[Any] = [list(Meeting.objects.filter(pk=meeting.pk).values_list())]
    if document != Document.PARTICIPANTS:
        rows += [list(part.for_audience(audience).values_list()) for part in _parts(meeting)]
    if document != Document.AGENDA:
        rows += _present(meeting, audience)
    if document == Document.REPORT:
        rows += _written(meeting, audience)
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def _parts(meeting: Meeting) -> list[Any]:
    return [meeting.objectives.all(), meeting.items.in_order(), meeting.papers.all()]


def _present(meeting: Meeting, audience: Audience) -> list[Any]:
    """Whom the list shows, which the end of the meeting changes too."""
    with_people = audience == Audience.FOCAL_POINTS
    people = meeting.participants.order_by("pk")
    if meeting.has_ended or not with_people:
        people = people.took_part() if meeting.has_ended else people.none()
    columns = () if with_people else ("state", "organisation")
    return [
        meeting.has_ended,
        list(people.values_list(*columns)),
        list(meeting.recorded_states.order_by("pk").values_list("pk", flat=True)),
        list(meeting.recorded_bodies.order_by("pk").values_list("pk", flat=True)),
    ]


def _written(meeting: Meeting, audience: Audience) -> list[Any]:
    shared = ("background", "opening", "sessions", "study_visit", "closing", "status", "released_at")
    parts = (*shared, "focal_points_part") if audience == Audience.FOCAL_POINTS else shared
    return [
        list(Report.objects.filter(meeting=meeting).values_list(*parts)),
        list(meeting.conclusions.for_audience(audience).values_list()),
    ]
