"""Who may see and change what of a meeting, beyond what the querysets' `visible_to` already hides."""

from collections.abc import Callable

from meetings.models import Meeting
from nfp_portal.accounts.access import EDITORS, Reader, caller_of, is_secretariat
from nfp_portal.accounts.audience import Audience, audiences_of

Joiner = Callable[[Meeting, Reader], bool]
_JOINERS: list[Joiner] = []


def register_joiner(joiner: Joiner) -> None:
    """Let a room say whether a reader may know how to join a meeting online."""
    if joiner not in _JOINERS:
        _JOINERS.append(joiner)


def may_join_online(reader: Reader, meeting: Meeting) -> bool:
    """Whether the reader may see the joining link: the secretariat, and whom a room lets join."""
    if is_secretariat(reader):
        return True
    return any(joiner(meeting, reader) for joiner in _JOINERS)


def may_edit(reader: Reader) -> bool:
    return caller_of(reader) in EDITORS


def may_change_parts(reader: Reader, meeting: Meeting) -> bool:
    """Whether the reader may change agenda, people and papers: an editor.

    A report from public records is read from them, and holds them as they are until a correction is begun.
    """
    return may_edit(reader) and not is_from_public_records(meeting)


def is_from_public_records(meeting: Meeting) -> bool:
    """Whether the meeting's published report was compiled outside the portal."""
    report = getattr(meeting, "report", None)
    return report is not None and bool(report.is_from_public_records)


def may_read_agenda(reader: Reader, meeting: Meeting) -> bool:
    return meeting.has_agenda or is_secretariat(reader)


def widest_audience(reader: Reader) -> Audience:
    return Audience.FOCAL_POINTS if Audience.FOCAL_POINTS in audiences_of(reader) else Audience.ALL
