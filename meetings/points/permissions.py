"""Who raises points, raises them too, and takes them back, and until when."""

from meetings.models import Meeting, MeetingDate
from meetings.points.models import Body, Point, PointStatus
from nfp_portal.accounts.access import FOCAL_POINTS, Reader, caller_of
from nfp_portal.accounts.models import Role

# Who reads points: all of them, or those of the own State.
READERS = FOCAL_POINTS | {Role.DELEGATION}


def may_see_points(reader: Reader) -> bool:
    return caller_of(reader) in READERS


def takes_points(meeting: Meeting) -> bool:
    """Whether States raise points by themselves: until the day that is set, and before the meeting."""
    is_closed = meeting.is_internal or meeting.is_off or meeting.has_begun
    return not (is_closed or meeting.is_past(MeetingDate.Kind.POINTS))


def takes_raisers(point: Point) -> bool:
    """Whether States raise this point too by themselves, or again what they withdrew."""
    is_withdrawn = point.status == PointStatus.WITHDRAWN and not point.meeting.has_begun
    return is_withdrawn or takes_points(point.meeting)


def may_change(point: Point, body: Body) -> bool:
    """Whether this body may reword the point: it raised it first, and nothing was decided."""
    return point.is_waiting and takes_points(point.meeting) and is_first(point, body)


def is_first(point: Point, body: Body) -> bool:
    return point.own_bodies[:1] == [body]


def may_join(point: Point, body: Body) -> bool:
    """Whether a body may raise a point too, or again what it withdrew."""
    if point.status == PointStatus.WITHDRAWN:
        return body in point.own_bodies
    return point.status in {PointStatus.WAITING, PointStatus.ON_AGENDA} and body not in point.bodies


def may_leave(point: Point, body: Body) -> bool:
    """Whether a body may withdraw from a point; from one on the agenda, who raised it first may not."""
    if body not in point.own_bodies:
        return False
    return point.is_waiting or (point.status == PointStatus.ON_AGENDA and body != point.bodies[0])
