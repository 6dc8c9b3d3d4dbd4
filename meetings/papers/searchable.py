"""What the search finds of the papers: symbols and titles."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models import Document, Meeting
from meetings.papers.kinds import PAPERS
from meetings.searchable import NEWEST_FIRST, facets_of_meeting, part_of
from network.search.ranking import Rows, Table
from network.search.registry import Hit, Searchable, register_searchable
from nfp_portal.accounts.access import Reader


def _papers(reader: Reader) -> Rows:
    return Document.objects.visible_to(reader).filter(meeting__in=Meeting.objects.visible_to(reader))


def _of_papers(rows: Rows, _reader: Reader) -> Iterable[tuple[int, Hit]]:
    for paper in rows.select_related("meeting").with_versions():
        meeting = paper.meeting
        detail = part_of(meeting, str(paper.get_kind_display()))
        yield paper.pk, Hit(paper.named, PAPERS.list_url(paper), detail, meeting.is_demonstration)


TABLE = Table(
    Document,
    _papers,
    _of_papers,
    (NEWEST_FIRST, "position", "pk"),
    exact=lambda text: models.Q(symbol__iexact=text),
    looks_inside=True,
    facets=facets_of_meeting(),
)


def register() -> None:
    names = frozenset({"paper", "papers", "document", "documents"})
    register_searchable(Searchable(70, "papers", _("Papers"), (TABLE,), names))
