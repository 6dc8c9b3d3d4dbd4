"""How rows of a table are matched and ranked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from network.models.search_text import Letters, every_word
from network.models.search_vectors import SEARCH_VECTOR, TITLE_VECTOR, Column, Matches, Rank
from network.search.facets import Values, values_of
from network.search.queries import Query, number_in
from network.search.registry import MOST, Hit, Ranked
from nfp_portal.accounts.access import Reader

NAMED_SO, BY_TITLE, BY_TEXT, INSIDE_WORDS = 3.0, 2.0, 1.0, 0.5

# A query set with the phrases of its room, which types cannot name here.
Rows = Any
# More rows than any table has.
ALL = 1_000_000_000


def has(query: Query, column: str = SEARCH_VECTOR, beside: str = "pk") -> Matches:
    """Whether a row has what the query asks for; the table is that of the field `beside`."""
    return Matches(Column(column, beside), query.expression)


def has_number(text: str) -> models.Q:
    """Whether a row has the number that is typed, also written as 10th; none where no number is."""
    number = number_in(text)
    return models.Q(pk=None) if number is None else models.Q(number=number)


@dataclass(frozen=True)
class Table:
    """Rows with the columns of `vector_columns`.

    `rows` gives those that a reader may know of, `present` yields (key, hit) for some of them. `newest`
    orders rows that fit equally well. `exact` says which rows are named by what is typed, besides those with
    such a title; `titles` is the column of title vectors and of keys. `also` adds to what matches, by the
    vectors of `others`; `kept` takes away what this reader reads otherwise. `looks_inside`: a column
    `search_text` is short enough to look inside its words. `facets` are the columns by which facets narrow.
    """

    model: type[models.Model]
    rows: Callable[[Reader], Rows]
    present: Callable[[Rows, Reader], Iterable[tuple[int, Hit]]]
    newest: tuple[str | models.OrderBy, ...] = ("-pk",)
    title: str = "title"
    titles: tuple[str, str] = (TITLE_VECTOR, "pk")
    exact: Callable[[str], models.Q] = lambda _text: models.Q(pk=None)
    also: Callable[[Query, Reader], models.Q] | None = None
    others: tuple[tuple[type[models.Model], str], ...] = ()
    kept: Callable[[Sequence[Ranked], Reader], Sequence[Ranked]] | None = None
    looks_inside: bool = False
    facets: Mapping[str, str] = field(default_factory=dict)

    def vectors(self, _query: Query) -> Sequence[tuple[str, str]]:
        columns = ((self.model, SEARCH_VECTOR), *self.others)
        return [(model._meta.db_table, column) for model, column in columns]  # noqa: SLF001 - Django's documented name

    def ranked(self, query: Query, reader: Reader) -> Sequence[Ranked]:
        """Return the best rows; one query.

        Of more matches than `MOST` those by title and the newest are ranked.
        """
        rows = self.rows(reader)
        if query.is_inside:
            ranked = self._inside(rows, query)
        elif query.terms:
            ranked = self._scored(self._matching(rows, query, reader), query)
        else:
            ranked = self._all(rows, NAMED_SO)
        return self.kept(ranked, reader) if self.kept else ranked

    def facet_values(self, keys: Sequence[int]) -> Mapping[int, Values]:
        if not self.facets:
            return {}
        return values_of(self.model._base_manager.filter(pk__in=keys), self.facets)  # noqa: SLF001 - as below

    def hits(self, keys: Sequence[int], reader: Reader) -> Mapping[int, Hit]:
        return dict(self.present(self.rows(reader).filter(pk__in=keys), reader))

    def _matching(self, rows: Rows, query: Query, reader: Reader) -> Rows:
        """Keep what matches. The limit keeps Postgres from joining first and reading vectors row by row."""
        own = rows.model._base_manager.filter(has(query)).values("pk")[:ALL]  # noqa: SLF001 - Django's documented name
        matches = models.Q(pk__in=own)
        return rows.filter(matches | self.also(query, reader) if self.also else matches)

    def _scored(self, matching: Rows, query: Query) -> Sequence[Ranked]:
        in_title = Matches(Column(*self.titles), query.expression)
        first = matching.alias(in_title=in_title).order_by("-in_title", *self.newest)
        best = matching.model._base_manager.filter(pk__in=first.values("pk")[: MOST + 1])  # noqa: SLF001 - as above
        named = models.Q(letters__in=[Letters(models.Value(text)) for text in query.whole])
        tier = models.Case(
            models.When(named | self.exact(query.text), then=models.Value(NAMED_SO)),
            models.When(in_title, then=models.Value(BY_TITLE)),
            default=models.Value(BY_TEXT),
        )
        rank = Rank(Column(SEARCH_VECTOR, "pk"), query.expression)
        scored = best.alias(letters=Letters(self.title)).annotate(score=tier + rank)
        return [Ranked(*row) for row in scored.order_by("-score", *self.newest).values_list("pk", "score")]

    def _inside(self, rows: Rows, query: Query) -> Sequence[Ranked]:
        return self._all(rows.filter(every_word(query.text)), INSIDE_WORDS) if self.looks_inside else []

    def _all(self, rows: Rows, score: float) -> Sequence[Ranked]:
        keys = rows.order_by(*self.newest).values_list("pk", flat=True)[: MOST + 1]
        return [Ranked(key, score) for key in keys]
