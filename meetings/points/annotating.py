"""The points under the items of an agenda, in the order in which those who raised them sit."""

from collections.abc import Callable

from meetings.annotations import Annotation
from meetings.models import Meeting
from meetings.models.agenda import audiences_within
from meetings.points.models import Point, PointQuerySet
from meetings.points.wording import in_full, in_seating_order, in_short, name_in_text
from nfp_portal.accounts.access import Reader
from nfp_portal.accounts.audience import Audience


def short_annotations(meeting: Meeting, reader: Reader) -> dict[int, list[Annotation]]:
    """Return who raised points, for the agenda as `reader` sees it; one query where there are none."""
    return _annotations(meeting, meeting.points.named_on_agenda(reader), in_short)


def full_annotations(meeting: Meeting, audience: Audience) -> dict[int, list[Annotation]]:
    """Return who raised points and their text, for the annotated agenda of an audience."""
    rows = meeting.points.filter(audience__in=audiences_within(audience))
    return _annotations(meeting, rows, in_full)


def printed_values(meeting: Meeting, audience: Audience) -> list[tuple[object, ...]]:
    """Return all that the annotated agenda of an audience is made of, in no language."""
    rows = meeting.points.filter(audience__in=audiences_within(audience))
    return [
        (point.item_id, point.title, point.text, point.purpose, _names(point))
        for point in on_agenda(meeting, rows)
    ]


def _names(point: Point) -> list[str]:
    return [name_in_text(point.meeting, body) for body in point.bodies]


def _annotations(
    meeting: Meeting, rows: PointQuerySet, written: Callable[[Point], Annotation]
) -> dict[int, list[Annotation]]:
    by_item: dict[int, list[Annotation]] = {}
    for point in on_agenda(meeting, rows):
        assert point.item_id is not None  # noqa: S101 - chosen by it
        by_item.setdefault(point.item_id, []).append(written(point))
    return by_item


def on_agenda(meeting: Meeting, rows: PointQuerySet) -> list[Point]:
    """Return the points that are on the agenda, by who raised them first."""
    points = list(rows.exclude(item=None).with_raisers())
    for point in points:
        point.meeting = meeting
    order = in_seating_order(meeting, {point.bodies[0] for point in points})
    return sorted(points, key=lambda point: order.index(point.bodies[0]))
