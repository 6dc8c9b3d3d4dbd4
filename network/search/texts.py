"""Texts that are no rows, such as sections of a page, as a source of the search; the same for everybody."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db import connection

from network.search.facets import Values
from network.search.queries import Query
from network.search.ranking import BY_TEXT, BY_TITLE, NAMED_SO
from network.search.registry import Hit, Ranked
from nfp_portal.accounts.access import Reader

_VECTORS = """
    SELECT nfp_vector(title, '')::text, nfp_vector(title, body)::text
    FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS passage (title, body, n) ORDER BY n
"""
_MATCHING = """
    SELECT n - 1, CASE WHEN title @@ query THEN %s ELSE %s END + ts_rank(whole, query, 32) AS score
    FROM unnest(%s::tsvector[], %s::tsvector[]) WITH ORDINALITY AS passage (title, whole, n),
        CAST(%s AS tsquery) AS query
    WHERE whole @@ query ORDER BY score DESC
"""


class Passage(NamedTuple):
    """A heading with the text below it, and the page it stands on: a passage that is one itself begins it."""

    title: str
    url: str
    page: str
    text: str


@dataclass(frozen=True)
class Texts:
    """Passages that `read` gives, once; a query without words lists those that begin a page."""

    read: Callable[[], Sequence[Passage]]

    @cached_property
    def _passages(self) -> Sequence[Passage]:
        return self.read()

    @cached_property
    def _own_vectors(self) -> tuple[list[str], list[str]]:
        """Return the vectors of all titles, and those of the passages."""
        texts = [each.title for each in self._passages], [each.text for each in self._passages]
        with connection.cursor() as cursor:
            cursor.execute(_VECTORS, texts)
            titles, whole = zip(*cursor.fetchall(), strict=True)
        return list(titles), list(whole)

    def vectors(self, _query: Query) -> Sequence[tuple[str, str]]:
        return ()

    def ranked(self, query: Query, _reader: Reader) -> Sequence[Ranked]:
        if query.is_inside:
            return []
        if not query.terms:
            pages = (n for n, each in enumerate(self._passages) if each.title == each.page)
            return [Ranked(number, NAMED_SO) for number in pages]
        with connection.cursor() as cursor:
            cursor.execute(_MATCHING, [BY_TITLE, BY_TEXT, *self._own_vectors, query.compiled])
            return [Ranked(number, float(score)) for number, score in cursor.fetchall()]

    def facet_values(self, _keys: Sequence[int]) -> Mapping[int, Values]:
        return {}

    def hits(self, keys: Sequence[int], _reader: Reader) -> Mapping[int, Hit]:
        return {key: _hit(self._passages[key]) for key in keys}


def _hit(passage: Passage) -> Hit:
    detail = "" if passage.title == passage.page else passage.page
    return Hit(passage.title, passage.url, detail, text=passage.text)
