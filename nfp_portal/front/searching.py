"""Search across the apps, each narrowed to what the asker may see."""

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


def find(words: str, asker: Reader) -> list[Group]:
    """The groups with hits; no words, no hits."""
    if not words:
        return []
    groups = (_states(words), _people(words, asker), _meetings(words, asker), _issues(words, asker))
    return [group for group in groups if group.hits]


def _states(words: str) -> Group:
    states = State.objects.filter(folded__contains=FoldedText(Value(words)))[:AT_MOST]
    hits = [Hit(state.name, state.get_absolute_url(), state.get_participation_display()) for state in states]
    return Group(_("States"), hits)


def _people(words: str, asker: Reader) -> Group:
    """Focal points of today, for members of the Network; whose words begin so come first."""
    if not may_see_people(asker):
        return Group("", [])
    people = [line.appointment.person for line in DirectoryEntry.objects.best_matches(words)[:AT_MOST]]
    hits = [Hit(person.in_list, person.get_absolute_url(), person.function) for person in people]
    return Group(_("Focal points"), hits)


def _meetings(words: str, asker: Reader) -> Group:
    meetings = Meeting.objects.visible_to(asker).matching(words).with_location().newest_first()[:AT_MOST]
    hits = [Hit(meeting.title, meeting.get_absolute_url(), meeting.location) for meeting in meetings]
    return Group(_("Meetings"), hits)


def _issues(words: str, asker: Reader) -> Group:
    issues = Issue.objects.published().matching(words, audiences_of(asker))[:AT_MOST]
    hits = [Hit(str(issue), issue.get_absolute_url(), issue.period) for issue in issues]
    return Group(_("Issues of the newsletter"), hits)
