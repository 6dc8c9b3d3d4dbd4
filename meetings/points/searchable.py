"""What the search finds of the points raised, for who reads them: titles and texts."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from meetings.models import Meeting
from meetings.points.kinds import POINTS
from meetings.points.models import Point
from meetings.points.permissions import may_see_points
from meetings.points.wording import raised_by
from meetings.searchable import NEWEST_FIRST, part_of
from network.models.search_text import every_word
from nfp_portal.accounts.access import Reader
from nfp_portal.ui.search import ENOUGH, Hit, Searchable, register_searchable


def find_points(query: str, reader: Reader) -> Iterator[Hit]:
    """Yield the points that wait or are on an agenda."""
    if not may_see_points(reader):
        return
    rows = Point.objects.visible_to(reader).filter(
        every_word(query),
        meeting__in=Meeting.objects.visible_to(reader),
        declined_at=None,
        withdrawn_at=None,
        merged_into=None,
    )
    rows = rows.select_related("meeting").with_raisers().order_by(NEWEST_FIRST, "position")
    for point in rows[:ENOUGH]:
        meeting = point.meeting
        yield Hit(
            str(point), POINTS.list_url(point), part_of(meeting, raised_by(point)), meeting.is_demonstration
        )


def register() -> None:
    register_searchable(Searchable(45, "points", _("Points raised"), find_points))
