"""Why States' acts on points are refused, in the language in force."""

from django.utils.translation import pgettext

from meetings.actions.parts import RemovedError
from meetings.models import Meeting
from meetings.points.actions import PointDecidedError, PointsClosedError
from meetings.points.sections import until
from meetings.writing import ReleasedError

REFUSALS = (PointsClosedError, PointDecidedError, RemovedError, ReleasedError)


def refusal_in_words(meeting: Meeting, refusal: Exception) -> str:
    if isinstance(refusal, PointsClosedError):
        return until(meeting)
    if isinstance(refusal, ReleasedError):
        return pgettext("letter", "The report of this meeting is published: its points stay as they are.")
    return pgettext("letter", "The Secretariat has decided on this point meanwhile.")
