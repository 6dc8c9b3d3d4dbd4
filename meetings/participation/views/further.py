"""What a delegation can do behind its link beside its list; rooms register it when Django starts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.http import HttpResponse

from meetings.participation.delegations import MeetingDelegation
from meetings.participation.views.lists import ListPage
from nfp_portal.ui.buttons import Button


@dataclass(frozen=True)
class Further:
    """`name` is the word in the address that opens `page`; `label` is empty while it is not offered."""

    name: str
    label: Callable[[MeetingDelegation], str]
    page: Callable[[ListPage], HttpResponse]


_FURTHER: dict[str, Further] = {}


def register_further(further: Further) -> None:
    _FURTHER[further.name] = further


def further_of(page: ListPage) -> Further | None:
    """Return what the address of a page asks for beside the list."""
    return next((each for name, each in _FURTHER.items() if name in page.request.GET), None)


def offered_on(page: ListPage) -> Iterator[Button]:
    for name, each in _FURTHER.items():
        if label := each.label(page.delegation):
            yield Button(label, page.address(name), "quiet")
