"""Invented points of the meeting to come: one is on the agenda, one waits and is raised by two States."""

from uuid import uuid5

from meetings.actions.parts import add_part
from meetings.models import Meeting
from meetings.points.actions import RAISERS
from meetings.points.models import Point, RaiserData
from network.models import State

# Title, text, purpose, who raises it (the first one raised it), and under which item it is.
_POINTS = (
    (
        "Stamps in travel documents",
        (
            "Invented: several services see the same false stamps. We propose that focal points exchange"
            " pictures of them, and that the meeting names who collects them."
        ),
        "decision",
        ("AT", "DE", "BE"),
        "What the Centres lack",
    ),
    (
        "Training for small posts",
        (
            "Invented: posts with fewer than ten officers cannot send anybody to a course of a week. We would"
            " like to hear how others train them."
        ),
        "discussion",
        ("FI", "KG"),
        "",
    ),
)


def add_points(meeting: Meeting) -> None:
    for title, text, purpose, codes, item in _POINTS:
        states = State.objects.in_bulk(codes, field_name="iso2")
        facts = {
            "title": title,
            "text": text,
            "purpose": purpose,
            "item": meeting.items.filter(title=item).first(),
            RAISERS: [RaiserData.now(states[code], None) for code in codes],
        }
        add_part(Point, meeting, uuid5(meeting.key, title), facts, by=None)
