"""Who raised a point, as pages, documents and histories say it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from meetings.annotations import Annotation
from meetings.models import Meeting
from meetings.participation.attendance import Attendance, enumerated
from meetings.points.models import Body, Point
from network.models import Organisation, State


def in_seating_order(meeting: Meeting, bodies: Iterable[Body]) -> list[Body]:
    """Sort States as they sit, then Partners, then organisations."""
    rows = list(bodies)
    states = {body: 0 for body in rows if isinstance(body, State)}
    organisations = {body: 0 for body in rows if isinstance(body, Organisation)}
    present = Attendance(meeting, states, organisations)
    return [*present.participating_states, *present.partners, *present.organisations]


def name_in_text(meeting: Meeting, body: Body) -> str:
    """Name a body inside a sentence, a State as it was called at the meeting."""
    return body.name_on(meeting.named_as_of).in_text if isinstance(body, State) else str(body)


def raised_by(point: Point) -> str:
    """Write "Raised by Austria, co-raised by Belgium and Italy"."""
    first, others = _names(point)
    text = _("Raised by %(first)s, co-raised by %(others)s") if others else _("Raised by %(first)s")
    return text % {"first": first, "others": others}


def point_raised_by(point: Point) -> str:
    """Write it as the annotated agenda does."""
    first, others = _names(point)
    text = (
        _("Point raised by %(first)s, co-raised by %(others)s") if others else _("Point raised by %(first)s")
    )
    return text % {"first": first, "others": others}


def _names(point: Point) -> tuple[str, str]:
    meeting = point.meeting
    first, *others = point.bodies
    names = [name_in_text(meeting, body) for body in in_seating_order(meeting, others)]
    return name_in_text(meeting, first), enumerated(names)


def in_short(point: Point) -> Annotation:
    """What the agenda says under an item."""
    return Annotation(raised_by(point))


def in_full(point: Point) -> Annotation:
    """What the annotated agenda says under an item."""
    title = _("%(title)s (%(purpose)s)") % {"title": point.title, "purpose": point.get_purpose_display()}
    return Annotation(point_raised_by(point), title, point.text)
