"""The points beside a meeting: until when they are raised, and where they are."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from meetings.models import Meeting, MeetingDate
from meetings.permissions import may_edit, may_read_agenda
from meetings.points.kinds import POINTS
from meetings.points.permissions import may_see_points, takes_points
from meetings.sections import Section
from network.permissions import represented_states
from nfp_portal.accounts.access import Reader
from nfp_portal.accounts.audience import Audience, audiences_of
from nfp_portal.ui.buttons import Button
from nfp_portal.ui.letters import written_day


@dataclass(frozen=True)
class PointsInShort:
    sentence: str
    offered: list[Button]


def points_of_meeting(meeting: Meeting, reader: Reader) -> Section | None:
    """Return the points for those who may read them, while they can be raised or where there are some."""
    if not may_see_points(reader):
        return None
    number, is_open = meeting.points.visible_to(reader).count(), takes_points(meeting)
    if not (number or is_open or (may_edit(reader) and not meeting.has_ended)):
        return None
    offered = [*_raising(meeting, reader, is_open=is_open), *_reading(meeting, reader, number)]
    shown = PointsInShort(until(meeting), offered)
    return Section("meetings/points/in_short.html", shown)


def until(meeting: Meeting) -> str:
    """Say until when points are raised, or why they are not, in the language in force."""
    last_day = meeting.date_of(MeetingDate.Kind.POINTS)
    if meeting.is_internal:
        return pgettext("letter", "Points can be raised once the meeting is announced.")
    if not takes_points(meeting):
        return pgettext("letter", "No more points are raised for this meeting.")
    if last_day is None:
        return pgettext("letter", "Points are raised until the meeting begins.")
    return pgettext("letter", "Points are raised until the end of %(day)s.") % {"day": written_day(last_day)}


def _raising(meeting: Meeting, reader: Reader, *, is_open: bool) -> list[Button]:
    if may_edit(reader):
        return [Button(_("Add a point"), POINTS.add_url(meeting), "quiet wide")]
    if not is_open or not represented_states(reader).exists():
        return []
    return [Button(_("Raise a point"), reverse("meetings:point_raise", args=[meeting.slug]), "wide")]


def _reading(meeting: Meeting, reader: Reader, number: int) -> list[Button]:
    counted = ngettext("%(number)d point raised", "%(number)d points raised", number) % {"number": number}
    listed = [Button(counted, POINTS.page_url(meeting), "quiet wide")] if number else []
    if Audience.FOCAL_POINTS not in audiences_of(reader) or not may_read_agenda(reader, meeting):
        return listed
    annotated = reverse("meetings:annotated", args=[meeting.slug])
    return [*listed, Button(_("Annotated agenda"), annotated, "quiet wide")]


def why_kept(meeting: Meeting) -> str:
    """Say that points were raised: their meeting is not deleted."""
    return _("Points were raised for it.") if meeting.points.exists() else ""
