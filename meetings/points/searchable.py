"""What the search finds of the points raised, for who reads them: titles and texts."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from meetings.models import Meeting
from meetings.points.kinds import POINTS
from meetings.points.models import Point
from meetings.points.permissions import may_see_points
from meetings.points.wording import raised_by
from meetings.searchable import NEWEST_FIRST, facets_of_meeting, part_of
from network.search.ranking import Rows, Table
from network.search.registry import Hit, Searchable, register_searchable
from nfp_portal.accounts.access import Reader


def _points(reader: Reader) -> Rows:
    """The points that wait or are on an agenda."""
    if not may_see_points(reader):
        return Point.objects.none()
    return Point.objects.visible_to(reader).filter(
        meeting__in=Meeting.objects.visible_to(reader), declined_at=None, withdrawn_at=None, merged_into=None
    )


def _of_points(rows: Rows, _reader: Reader) -> Iterable[tuple[int, Hit]]:
    for point in rows.select_related("meeting").with_raisers():
        meeting = point.meeting
        detail = part_of(meeting, raised_by(point))
        yield point.pk, Hit(str(point), POINTS.list_url(point), detail, meeting.is_demonstration, point.text)


TABLE = Table(
    Point,
    _points,
    _of_points,
    (NEWEST_FIRST, "position"),
    looks_inside=True,
    facets=facets_of_meeting(),
)


def register() -> None:
    names = frozenset({"point", "points"})
    register_searchable(Searchable(45, "points", _("Points raised"), (TABLE,), names))
