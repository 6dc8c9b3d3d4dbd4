"""Who took part: on the page of a meeting, and on that of a State."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import Meeting
from meetings.models.meetings import Reader
from meetings.participation.attendance import Attendance, attendance_of
from meetings.participation.models import Participant, Status
from meetings.participation.permissions import may_see_people
from meetings.participation.tiles import attendance_tiles
from meetings.sections import Section
from network.models import State
from network.sections import Section as StateSection
from nfp_portal.database.truncated import truncated
from nfp_portal.ui.tiles import Tile


@dataclass(frozen=True)
class AttendanceInShort:
    title: str
    tiles: list[Tile]
    sentence: SafeString
    list_label: str


def attendance_of_meeting(meeting: Meeting, reader: Reader) -> Section | None:
    """Return how many took part once the meeting has ended; before, a link to who is registered."""
    if not meeting.has_ended:
        if not may_see_people(reader):
            return None
        shown = AttendanceInShort(_("Participants"), [], SafeString(""), _("Who is registered"))
    else:
        attendance = attendance_of(meeting)
        if not (attendance.headcount or attendance.states or attendance.bodies):
            return None
        tiles = attendance_tiles(attendance) if attendance.states else []
        has_list = attendance.states or attendance.bodies
        label = _("List of participants") if has_list else ""
        shown = AttendanceInShort(_("Who took part"), tiles, _numbers(attendance), label)
    return Section("meetings/participation/in_short.html", shown)


def _numbers(attendance: Attendance) -> SafeString:
    """Say how many came and from how many States; empty where no number is recorded."""
    if not attendance.headcount:
        return SafeString("")
    number = format_html("<strong>{}</strong>", attendance.headcount)
    people = _("%(number)s participants") if attendance.is_exact else _("more than %(number)s participants")
    sentence = SafeString(people % {"number": number})
    if states := len(attendance.participating_states):
        origin = ngettext(
            "from %(states)s participating State", "from %(states)s participating States", states
        )
        sentence = format_html(
            "{} {}", sentence, SafeString(origin % {"states": format_html("<strong>{}</strong>", states)})
        )
    return format_html("{}.", sentence)


def meetings_of_state(state: State, reader: Reader) -> StateSection | None:
    """Return the meetings a State took part in, with the number who came (0: not recorded); one query."""
    attended = Participant.objects.took_part().filter(meeting=OuterRef("pk"), state=state)
    came = Q(participants__state=state, participants__status=Status.ATTENDED)
    meetings = (
        Meeting.objects.visible_to(reader)
        .ended()
        .filter(Exists(attended) | Q(recorded_states=state))
        .annotate(came=Count("participants", filter=came, distinct=True))
        .newest_first()
    )
    rows = truncated(meetings)
    template = "meetings/participation/of_state.html"
    return StateSection(_("Meetings attended"), template, rows) if rows else None
