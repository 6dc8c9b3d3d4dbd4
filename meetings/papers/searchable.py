"""What the search finds of the papers: symbols and titles."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from meetings.models import Document, Meeting
from meetings.papers.kinds import PAPERS
from meetings.searchable import NEWEST_FIRST, part_of
from network.models.search_text import every_word
from nfp_portal.accounts.access import Reader
from nfp_portal.ui.search import ENOUGH, Hit, Searchable, register_searchable


def find_papers(query: str, reader: Reader) -> Iterator[Hit]:
    rows = Document.objects.visible_to(reader).filter(
        every_word(query), meeting__in=Meeting.objects.visible_to(reader)
    )
    ordered = rows.select_related("meeting").with_versions().order_by(NEWEST_FIRST, "position", "pk")
    for paper in ordered[:ENOUGH]:
        meeting = paper.meeting
        detail = part_of(meeting, str(paper.get_kind_display()))
        yield Hit(paper.named, PAPERS.list_url(paper), detail, meeting.is_demonstration)


def register() -> None:
    register_searchable(Searchable(70, "papers", _("Papers"), find_papers))
