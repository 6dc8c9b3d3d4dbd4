"""The documents of a meeting as HTML for the PDF renderer, each composed for one audience."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, Self

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from meetings.annotations import annotate
from meetings.models import AgendaItem, Meeting
from meetings.models.agenda import audiences_within
from meetings.participation.attendance import attendance_of, sentence_of
from meetings.participation.corrections import list_title
from meetings.participation.register import Group, list_of_participants
from meetings.participation.tiles import attendance_tiles
from meetings.participation.wording import heading_of, publication_notice
from meetings.points.annotating import full_annotations, printed_values
from meetings.programme import by_day
from meetings.published import agenda_copy, agenda_without_papers, content_of
from meetings.reports import follow_up
from meetings.reports.models import Release, Report
from meetings.reports.pack import Pack
from meetings.reports.permissions import Document, has_release, may_read_document, report_of
from meetings.reports.text import chapters_of, tables_of_report
from meetings.tables import tables_of_agenda
from meetings.wording import clock_of_days, date_range, location_of, ordinal_parts
from nfp_portal.accounts.access import Reader, is_secretariat
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import User
from nfp_portal.jobs.models import Job
from nfp_portal.jobs.registry import ReportProgress
from nfp_portal.renderings import documents

# The two kinds of copy, as addresses and commands name them.
COPIES = {"public": Audience.ALL, "focal_points": Audience.FOCAL_POINTS}
COPY_OF = {audience: name for name, audience in COPIES.items()}
TITLES = {
    Document.AGENDA: gettext_lazy("Agenda"),
    Document.ANNOTATED: gettext_lazy("Annotated agenda"),
    Document.REPORT: gettext_lazy("Report"),
    Document.PARTICIPANTS: gettext_lazy("List of participants"),
    Document.PACK: gettext_lazy("Meeting pack"),
}
# What prints the agenda with its times, as it is published.
WITH_TIMES = {Document.AGENDA, Document.ANNOTATED, Document.PACK}
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
        if self.document == Document.PACK:
            return compose_pack(self.pack)
        return compose(self.meeting, self.document, self.audience)

    @cached_property
    def pack(self) -> Pack:
        """What a pack holds, the same for its pages and for those of its papers."""
        return Pack(self.meeting, self.audience)

    def finish(self, rendered: Path, report: ReportProgress) -> Path:
        return self.pack.assemble(rendered, report) if self.document == Document.PACK else rendered

    @property
    def title(self) -> str:
        return title_of_copy(self.document, self.audience)

    @property
    def url(self) -> str:
        path = reverse(f"meetings:{self.document}_pdf", args=[self.meeting.slug])
        draft = "&draft=yes" if self.document == Document.REPORT and has_release(self.meeting) else ""
        return f"{path}?copy={COPY_OF[self.audience]}{draft}"

    def may_read(self, user: User) -> bool:
        is_visible = Meeting.objects.visible_to(user).filter(pk=self.meeting.pk).exists()
        return is_visible and self.may_be_read_by(user)

    def may_be_read_by(self, reader: Reader) -> bool:
        """Whether who sees the meeting reads this; a report that has a release is a draft beside it."""
        if self.document == Document.REPORT and has_release(self.meeting) and not is_secretariat(reader):
            return False
        return may_read_document(reader, self.meeting, self.document, self.audience)

    @property
    def trail(self) -> list[tuple[str, str]]:
        return trail_of(self.meeting)


def trail_of(meeting: Meeting) -> list[tuple[str, str]]:
    return [(_("Meetings"), reverse("meetings:list")), (meeting.title, meeting.get_absolute_url())]


def compose(meeting: Meeting, document: Document, audience: Audience, release: Release | None = None) -> str:
    """The whole document; what `audience` may not read is not fetched, so that it cannot slip in.

    A report is a draft unless it is composed for its `release`, or comes from public records.
    """
    if document == Document.PACK:
        return compose_pack(Pack(meeting, audience))
    context = _frame(meeting, document, audience) | _CONTENT[document](meeting, audience)
    if release is not None:
        context |= _of_release(context["symbol"], release)
    return render_to_string(f"meetings/reports/pdf/{document}.html", context)


def compose_pack(pack: Pack) -> str:
    """The pages of a pack without those of the papers, which are inserted when it is rendered."""
    context = _frame(pack.meeting, Document.PACK, pack.audience)
    context |= _agenda_alone(pack.meeting, pack.audience) | pack.context()
    return render_to_string("meetings/reports/pdf/pack.html", context)


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


def _of_release(symbol: str, release: Release) -> dict[str, Any]:
    """Say in head and foot which release it is, and when that was published."""
    number = f"Rev.{release.number}" if release.number else ""
    day = release.released_at or timezone.now()
    return {
        "symbol": "/".join(filter(None, (symbol, number))),
        "issued_on": timezone.localdate(day),
        "draft_notice": "",
    }


def _facts(meeting: Meeting, document: Document) -> list[tuple[str, str]]:
    facts = [
        (_("Dates"), date_range(meeting)),
        (_("Place"), location_of(meeting) or _("not recorded")),
        (_("Times"), clock_of_days(meeting) if document in WITH_TIMES else ""),
        (_("Organised by"), meeting.organiser),
    ]
    return [(term, text) for term, text in facts if text]


def _agenda_alone(meeting: Meeting, audience: Audience) -> dict[str, Any]:
    """Print the agenda that is published, and say in the head which revision it is."""
    agenda = agenda_copy(meeting, audience)
    context = _agenda(meeting, audience, agenda.items)
    if agenda.revision is None:
        return context
    number = str(agenda.revision) if agenda.revision.number else ""
    restricted = _("For focal points only") if audience == Audience.FOCAL_POINTS else ""
    symbol = "/".join(filter(None, (meeting.symbol, number))) or restricted
    return context | {"symbol": symbol, "issued_on": timezone.localdate(agenda.revision.published_at)}


def _agenda_with_tables(meeting: Meeting, audience: Audience) -> dict[str, Any]:
    return _agenda_alone(meeting, audience) | {"tables": tables_of_agenda(meeting, audience)}


def _annotated(meeting: Meeting, audience: Audience) -> dict[str, Any]:
    """Print the published agenda with the points under its items."""
    context = _agenda_alone(meeting, audience)
    annotations = full_annotations(meeting, audience)
    for day in context["days"]:
        annotate(day.items, annotations)
    return context


def _agenda(
    meeting: Meeting, audience: Audience, items: Iterable[AgendaItem] | None = None
) -> dict[str, Any]:
    """Return the agenda with these items, else with its rows as they are now."""
    if items is None:
        items = meeting.items.for_audience(audience).in_order().with_people()
        items = items.with_papers(audiences_within(audience))
    return {
        "objectives": list(meeting.objectives.for_audience(audience)),
        "days": by_day(meeting, items),
        "papers": list(meeting.documents.for_audience(audience).with_versions()),
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
        "list_title": list_title(meeting, is_restricted=with_people),
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
    context["draft_notice"] = "" if report.is_from_public_records else _("Draft: not approved.")
    context["chapters"] = chapters_of(report, context["attendance"], audience)
    context["conclusions"] = list(meeting.conclusions.for_audience(audience).select_related("led_to"))
    context["followed"] = follow_up.printed(context["conclusions"])
    return context | {"contents": _contents(context)}


def _contents(context: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the anchor and the title of each chapter and annex."""
    chapters = [(chapter.anchor, chapter.title) for chapter in context["chapters"]]
    conclusions = [("conclusions", _("Conclusions"))] if context["conclusions"] else []
    annexes = [("annex-agenda", _("Annex 1: Agenda")), ("annex-participants", _("Annex 2: Participants"))]
    papers = [("annex-papers", _("Annex 3: Papers"))] if context["papers"] else []
    return chapters + conclusions + annexes + papers


_CONTENT = {
    Document.AGENDA: _agenda_with_tables,
    Document.ANNOTATED: _annotated,
    Document.PARTICIPANTS: _participants,
    Document.REPORT: _report,
}


def fingerprint(meeting: Meeting, document: Document, audience: Audience) -> str:
    """SHA-256 of what the document would be made of, without making it; at most ten queries.

    A change of what `audience` may not read leaves it as it is.
    """
    rows: list[Any] = [list(Meeting.objects.filter(pk=meeting.pk).values_list())]
    if document != Document.PARTICIPANTS:
        parts = (meeting.objectives.all(), meeting.documents.all())
        rows += [list(part.for_audience(audience).values_list()) for part in parts]
        rows += _items(meeting, document, audience)
    if document in {Document.REPORT, Document.PARTICIPANTS}:
        rows += _present(meeting, audience)
    if document == Document.AGENDA:
        rows.append(tables_of_agenda(meeting, audience))
    if document == Document.ANNOTATED:
        rows.append(printed_values(meeting, audience))
    if document == Document.REPORT:
        rows += _written(meeting, audience)
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def _items(meeting: Meeting, document: Document, audience: Audience) -> list[Any]:
    """What the agenda says alone is what was published; a report has the rows as they are now."""
    if document == Document.REPORT:
        return [list(meeting.items.in_order().for_audience(audience).values_list())]
    agenda = agenda_without_papers(meeting, audience)
    return [str(agenda.revision or ""), content_of(agenda.items)]


def _present(meeting: Meeting, audience: Audience) -> list[Any]:
    """Whom the list shows, which the end of the meeting changes too."""
    with_people = audience == Audience.FOCAL_POINTS
    people = meeting.participants.order_by("pk")
    if meeting.has_ended:
        people = people.took_part()
    else:
        people = people.registered() if with_people else people.none()
    columns = () if with_people else ("state", "organisation")
    return [
        list_title(meeting, is_restricted=with_people),
        meeting.has_ended,
        list(people.values_list(*columns)),
        list(meeting.recorded_states.order_by("pk").values_list("pk", flat=True)),
        list(meeting.recorded_bodies.order_by("pk").values_list("pk", flat=True)),
    ]


def _written(meeting: Meeting, audience: Audience) -> list[Any]:
    shared = ("background", "opening", "sessions", "study_visit", "closing", "status")
    parts = (*shared, "focal_points_part") if audience == Audience.FOCAL_POINTS else shared
    report = report_of(meeting)
    return [
        list(Report.objects.filter(meeting=meeting).values_list(*parts)),
        tables_of_report(report, audience) if report else [],
        list(meeting.conclusions.for_audience(audience).values_list()),
        [(row.pk, row.revision) for row in follow_up.earlier_in_report(meeting, audience)],
    ]
