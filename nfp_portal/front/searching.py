"""Search across the apps, each narrowed to what the asker may see."""

from dataclasses import dataclass

from django.db.models import Value
from django.utils.translation import gettext as _

from network.models import State
from network.models.states import FoldedText
from network.permissions import Reader
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
    return [group for group in (_states(words), _issues(words, asker)) if group.hits]


def _states(words: str) -> Group:
    states = State.objects.filter(folded__contains=FoldedText(Value(words)))[:AT_MOST]
    hits = [Hit(state.name, state.get_absolute_url(), state.get_participation_display()) for state in states]
    return Group(_("States"), hits)


def _issues(words: str, asker: Reader) -> Group:
    issues = Issue.objects.published().matching(words, audiences_of(asker))[:AT_MOST]
    hits = [Hit(str(issue), issue.get_absolute_url(), issue.period) for issue in issues]
    return Group(_("Issues of the newsletter"), hits)
