"""Search across the apps, each narrowed to what the reader may see."""

from dataclasses import dataclass

from django.db.models import Value
from django.utils.translation import gettext as _

from meetings.models import Meeting
from network.models import DirectoryEntry, State
from network.models.states import FoldedText
from network.permissions import Reader, may_see_people
from newsletter.models import Issue
from nfp_portal.accounts.audience import audiences_of

AT_MOST = 20


@dataclass(frozen=True)
class Hit:
    title: str
    url: str
    more: str = ""


@dataclass(frozen=True)
class Group:
    title: str
    hits: list[Hit]


def find(query: str, reader: Reader) -> list[Group]:
    """The groups with hits; nothing without a query."""
    if not query:
        return []
    groups = (_states(query), _people(query, reader), _meetings(query, reader), _issues(query, reader))
    return [group for group in groups if group.hits]


def _states(query: str) -> Group:
    states = State.objects.filter(folded__contains=FoldedText(Value(query)))[:AT_MOST]
    hits = [Hit(state.name, state.get_absolute_url(), state.get_participation_display()) for state in states]
    return Group(_("States"), hits)


def _people(query: str, reader: Reader) -> Group:
    """Focal points of today, for members of the Network; those whose words begin so come first."""
    if not may_see_people(reader):
        return Group("", [])
    people = [line.appointment.person for line in DirectoryEntry.objects.best_matches(query)[:AT_MOST]]
    hits = [Hit(person.in_list, person.get_absolute_url(), person.function) for person in people]
    return Group(_("Focal points"), hits)


def _meetings(query: str, reader: Reader) -> Group:
    meetings = Meeting.objects.visible_to(reader).matching(query).with_location().newest_first()[:AT_MOST]
    hits = [Hit(meeting.title, meeting.get_absolute_url(), meeting.location) for meeting in meetings]
    return Group(_("Meetings"), hits)


def _issues(query: str, reader: Reader) -> Group:
    issues = Issue.objects.published().matching(query, audiences_of(reader))[:AT_MOST]
    hits = [Hit(str(issue), issue.get_absolute_url(), issue.period) for issue in issues]
    return Group(_("Issues of the newsletter"), hits)
