"""What the points add to meetings, their agenda and the turns; imported when the models are there."""

from typing import Any

from meetings.actions.children import Children, register_children
from meetings.actions.part_links import PartLink, register_part_link, unlink_removed_item
from meetings.actions.undoing import register_restore_check
from meetings.annotations import register_annotator
from meetings.checklist import register_act
from meetings.models import MeetingDate
from meetings.participation.views.further import Further, register_further
from meetings.points import searchable, turns
from meetings.points.actions import (
    RAISERS,
    resume_letters,
    take_raisers_back,
    withhold_letters,
    write_raisers,
)
from meetings.points.annotating import short_annotations
from meetings.points.kinds import POINTS
from meetings.points.models import Point
from meetings.points.sections import points_of_meeting, why_kept
from meetings.points.views import by_link
from meetings.sections import Column, register_meeting_section
from meetings.views.kinds import register_part
from meetings.writing import register_keeper


def register() -> None:
    register_children(Point, Children(RAISERS, "raisers_number", write_raisers, take_raisers_back))
    register_part_link(PartLink(Point, "item", withhold_letters, resume_letters))
    register_restore_check(Point, _before_it_returns)
    register_annotator(short_annotations)
    register_act(MeetingDate.Kind.POINTS, POINTS.page_url)
    register_meeting_section(Column.SIDE, points_of_meeting)
    register_part(POINTS)
    register_keeper(why_kept)
    register_further(Further(by_link.NAME, by_link.label, by_link.page))
    searchable.register()
    turns.register()


def _before_it_returns(point: Any) -> None:
    """Mend a point that comes back from the history, and keep back the letter about what is taken back."""
    unlink_removed_item(point)
    if point.merged_into_id and not Point.objects.filter(pk=point.merged_into_id, merged_into=None).exists():
        point.merged_into = None
    if point.is_waiting:
        withhold_letters(point)
