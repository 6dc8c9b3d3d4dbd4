"""The papers on the page of a meeting."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.models import Document, Meeting
from meetings.papers.kinds import PAPERS
from meetings.permissions import may_change_parts, may_read_agenda, widest_audience
from meetings.published import items_for
from meetings.sections import Section
from meetings.views.kinds import PartList, list_parts
from nfp_portal.accounts.access import Reader
from nfp_portal.accounts.audience import Audience
from nfp_portal.ui.buttons import Button


@dataclass(frozen=True)
class Papers:
    rows: PartList
    tools: list[Button]


def papers_of_meeting(meeting: Meeting, reader: Reader) -> Section | None:
    """Return the papers that `reader` may see, with their items as far as those are open; four queries."""
    papers = list(meeting.documents.visible_to(reader).with_versions())
    items = {item.pk: item for item in items_for(meeting, reader)} if papers else {}
    for document in papers:
        document.meeting, document.read_item = meeting, items.get(document.item_id)
    may_change = may_change_parts(reader, meeting)
    rows = list_parts(PAPERS, meeting, papers, may_edit=may_change)
    if rows is None:
        return None
    tools = [*(_editing(meeting) if may_change else []), *_downloads(meeting, papers, reader)]
    adding = [rows.add] if rows.add else []
    return Section("meetings/papers/list.html", Papers(replace(rows, add=None), adding + tools))


def _downloads(meeting: Meeting, papers: Iterable[Document], reader: Reader) -> list[Button]:
    if not any(document.latest for document in papers):
        return []
    archive = Button(
        _("All papers (ZIP)"), reverse("meetings:papers_zip", args=[meeting.slug]), "quiet small"
    )
    return [*_packs(meeting, reader), archive] if may_read_agenda(reader, meeting) else [archive]


def _packs(meeting: Meeting, reader: Reader) -> Iterator[Button]:
    """Yield the pack for everyone, and the one for focal points to those who may read it."""
    pack = reverse("meetings:pack_pdf", args=[meeting.slug])
    yield Button(_("Meeting pack (PDF)"), f"{pack}?copy=public", "small")
    if widest_audience(reader) == Audience.FOCAL_POINTS:
        focal_points = f"{pack}?copy=focal_points"
        yield Button(_("Meeting pack for focal points (PDF)"), focal_points, "quiet small")


def _editing(meeting: Meeting) -> list[Button]:
    drop = reverse("meetings:papers_drop", args=[meeting.slug])
    requests = reverse("meetings:papers_requests", args=[meeting.slug])
    return [
        Button(_("Add many files"), drop, "quiet small"),
        Button(_("Ask for papers"), requests, "quiet small"),
    ]
