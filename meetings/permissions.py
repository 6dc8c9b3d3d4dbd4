"""Who may see and change what of a meeting, beyond what the querysets' `visible_to` already hides."""

from meetings.models import Meeting
from meetings.models.meetings import Reader
from nfp_portal.accounts.access import EDITORS, caller_of, is_secretariat
from nfp_portal.accounts.audience import Audience, audiences_of


def may_edit(reader: Reader) -> bool:
    return caller_of(reader) in EDITORS


def may_read_agenda(reader: Reader, meeting: Meeting) -> bool:
    return meeting.has_agenda or is_secretariat(reader)


def widest_audience(reader: Reader) -> Audience:
    return Audience.FOCAL_POINTS if Audience.FOCAL_POINTS in audiences_of(reader) else Audience.ALL
