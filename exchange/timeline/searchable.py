"""What the search finds of the Network's history."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from exchange.timeline.milestones import milestones
from network.search.registry import Searchable, register_searchable
from network.search.texts import Passage, Texts


def passages() -> Sequence[Passage]:
    return [
        Passage(each.title, each.url, str(_("History of the Network")), f"{each.text} {each.source}")
        for each in milestones()
    ]


def register() -> None:
    names = frozenset({"history", "milestones"})
    register_searchable(Searchable(90, "history", _("History"), (Texts(passages),), names))
