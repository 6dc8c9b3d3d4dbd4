"""What is searched: kinds of things, which rooms register in `AppConfig.ready()`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from network.search.facets import Values
from network.search.queries import Query
from nfp_portal.accounts.access import Reader

# Of each source so many are ranked; it gives one more, by which the page knows that there are more.
MOST = 100


@dataclass(frozen=True)
class Hit:
    """What matches, and where it is read.

    `detail` says what it belongs to, `facts` how to reach a person. `text` is what this reader may read
    of it; the page takes the passage that matches from it.
    """

    title: str
    url: str
    detail: str = ""
    is_demonstration: bool = False
    text: str = ""
    facts: tuple[str | SafeString, ...] = ()


class Ranked(NamedTuple):
    """A row that matches, with its score: 3 and more for what is named so, 2 by its title, 1 by its text."""

    key: int
    score: float


class Source(Protocol):
    """Some rows that are searched."""

    def vectors(self, query: Query) -> Sequence[tuple[str, str]]:
        """Name the columns of which one has to match for a row to be ranked; none where that is not known."""

    def ranked(self, query: Query, reader: Reader) -> Sequence[Ranked]:
        """Return the best of the rows that match and that this reader may know of, at most `MOST` + 1."""

    def facet_values(self, keys: Sequence[int]) -> Mapping[int, Values]:
        """Return by what facets narrow rows that `ranked` gave; one query, none without facets."""

    def hits(self, keys: Sequence[int], reader: Reader) -> Mapping[int, Hit]:
        """Return the hits of rows that `ranked` gave; a row that is no longer there has none."""


@dataclass(frozen=True)
class Searchable:
    """A kind of thing that is searched. `names` are the words by which a query asks for the kind itself."""

    order: int
    name: str
    title: Promise
    sources: tuple[Source, ...]
    names: frozenset[str] = field(default=frozenset())


_KINDS: dict[str, Searchable] = {}


def register_searchable(*kinds: Searchable) -> None:
    """Let kinds of things be searched."""
    _KINDS.update({kind.name: kind for kind in kinds})


def kinds_in_order() -> list[Searchable]:
    return sorted(_KINDS.values(), key=lambda kind: kind.order)
