"""Who took part: on the page of a meeting, and on that of a State or structure."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.belonging import line_of
from meetings.models import Meeting
from meetings.participation.attendance import Attendance, attendance_of
from meetings.participation.models import INVITATION, UNDECIDED, Participant, Status
from meetings.participation.permissions import may_see_people
from meetings.participation.tiles import attendance_tiles
from meetings.permissions import may_edit
from meetings.sections import Section
from network.models import Organisation, State
from network.permissions import represented_states
from network.rounds.models import Addressee, Round
from network.rounds.queries import with_counts
from network.sections import MOST_LINES, section_of_lines
from network.sections import Section as StateSection
from nfp_portal.accounts.access import Reader, is_secretariat
from nfp_portal.database.truncated import truncated
from nfp_portal.ui.buttons import Button
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


@dataclass(frozen=True)
class InvitationInShort:
    """The invitation beside a meeting: how far it is, what its reader can do."""

    sentence: str
    offered: list[Button]


def invitation_of_meeting(meeting: Meeting, reader: Reader) -> Section | None:
    """Return the invitation for the secretariat, and for those whose delegation is invited."""
    rounds = with_counts(Round.objects.filter(kind=INVITATION, invitation__meeting=meeting))
    invited: Any = rounds.order_by("-opened_at").first() if may_see_people(reader) else None
    shown = None
    if is_secretariat(reader):
        shown = _for_staff(meeting, reader, invited)
    elif invited is not None and invited.is_open:
        shown = _for_delegation(meeting, reader)
    return Section("meetings/participation/invitation_in_short.html", shown) if shown else None


def _for_staff(meeting: Meeting, reader: Reader, invited: Any) -> InvitationInShort | None:
    if invited is not None:
        numbers = {"answered": invited.answered, "invited": invited.total}
        sentence = _("%(answered)d of %(invited)d delegations have answered.") % numbers
        board = Button(_("Open the board"), invited.get_absolute_url(), "quiet wide")
        waiting = meeting.participants.filter(status__in=UNDECIDED).exists()
        label = _("Select participants") if meeting.takes_nominations else _("Accept participants")
        accept = Button(label, reverse("meetings:accept", args=[meeting.slug]), "quiet wide")
        return InvitationInShort(sentence, [board, accept] if waiting and may_edit(reader) else [board])
    if not may_edit(reader) or meeting.has_ended or meeting.is_internal:
        return None
    invite = reverse("meetings:invite", args=[meeting.slug])
    return InvitationInShort(
        _("Nobody is invited yet."), [Button(_("Invite the delegations"), invite, "quiet wide")]
    )


def _for_delegation(meeting: Meeting, reader: Reader) -> InvitationInShort | None:
    """Offer the list to the focal points and the delegation of an invited State."""
    invited = Addressee.objects.filter(round__invitation__meeting=meeting, round__closed_at=None)
    own = represented_states(reader).filter(pk__in=invited.values("state"))
    buttons = [
        Button(
            _("List of %(state)s") % {"state": state.name_in_text},
            reverse("meetings:delegation", args=[meeting.slug, state.iso2]),
            "wide",
        )
        for state in own
    ]
    return InvitationInShort(_("Your delegation is invited."), buttons) if buttons else None


def meetings_of_structure(structure: Organisation, reader: Reader) -> StateSection | None:
    """Return the meetings a structure took part in; one query."""
    attended = Participant.objects.took_part().filter(meeting=OuterRef("pk"), organisation=structure)
    meetings = Meeting.objects.visible_to(reader).ended().newest_first()
    recorded = Meeting.recorded_bodies.through.objects.filter(meeting=OuterRef("pk"), organisation=structure)
    rows = meetings.filter(Exists(attended) | Exists(recorded))[: MOST_LINES + 1]
    return section_of_lines(_("Meetings attended"), map(line_of, rows))


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
