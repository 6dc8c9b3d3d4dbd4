"""The search: its query in an address, and what rooms let it look through by registering."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise

from nfp_portal.accounts.access import Reader
from nfp_portal.database.truncated import Truncated, first_of

LONGEST = 100
# Of each kind so many are shown; a finder stops after one more, by which the page knows that there are more.
AT_MOST = 20
ENOUGH = AT_MOST + 1


@dataclass(frozen=True)
class Hit:
    """What matches, and where it is read. `detail` says what it belongs to."""

    title: str
    url: str
    detail: str = ""
    is_demonstration: bool = False


@dataclass(frozen=True)
class Searchable:
    """A kind of thing that is searched: `find(query, reader)` gives what this reader may know of, best first.

    Results come by `order`.
    """

    order: int
    name: str
    title: Promise
    find: Callable[[str, Reader], Iterable[Hit]]


@dataclass(frozen=True)
class Group:
    """The hits of one kind."""

    name: str
    title: str
    hits: Truncated[Hit]


_KINDS: dict[str, Searchable] = {}


def register_searchable(*kinds: Searchable) -> None:
    """Let kinds of things be searched."""
    _KINDS.update({kind.name: kind for kind in kinds})


def find(query: str, reader: Reader) -> list[Group]:
    """Return the kinds with hits; nothing without a query."""
    if not query:
        return []
    groups = [
        Group(kind.name, str(kind.title), first_of(kind.find(query, reader), AT_MOST)) for kind in _in_order()
    ]
    return [group for group in groups if group.hits]


def _in_order() -> list[Searchable]:
    return sorted(_KINDS.values(), key=lambda kind: kind.order)


def titles_of_kinds() -> list[str]:
    """Name all that is searched, in order."""
    return [str(kind.title) for kind in _in_order()]


def search_query(request: HttpRequest) -> str:
    """Return `?q=`, cut to its longest length."""
    return request.GET.get("q", "").strip()[:LONGEST]
