"""Search across the apps, each narrowed to what the asker may see."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, Value
from django.utils.translation import gettext as _

from network.models import State
from network.models.states import FoldedText
from network.permissions import Reader
from newsletter.models import Contribution, Issue
from nfp_portal.accounts.audience import Audience

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
    groups = (_states(words), _issues(words))
    return [group for group in groups if group.hits]


def _states(words: str) -> Group:
    states = State.objects.filter(folded__contains=FoldedText(Value(words)))[:AT_MOST]
    hits = [Hit(state.name, state.get_absolute_url(), state.get_participation_display()) for state in states]
    return Group(_("States"), hits)


def _issues(words: str) -> Group:
    """Issues of the archive by title, and by headlines of what everybody may read."""
    folded = FoldedText(Value(words))
    headlines = Contribution.objects.filter(issue=OuterRef("pk"), audience=Audience.ALL)
    found = (
        Issue.objects.published()
        .alias(folded_title=FoldedText(F("title")))
        .filter(
            Q(folded_title__contains=folded)
            | Exists(headlines.alias(folded=FoldedText(F("headline"))).filter(folded__contains=folded))
        )
    )
    hits = [
        Hit(
            _("No. %(number)s: %(title)s") % {"number": issue.number, "title": issue.title},
            issue.get_absolute_url(),
            issue.period,
        )
        for issue in found[:AT_MOST]
    ]
    return Group(_("Newsletter"), hits)
