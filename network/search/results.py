"""A search: what matches of all kinds, how many of each, and one page of it, best first."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.models.search_vectors import index_scans, with_matches
from network.search.facets import Narrowing, Values
from network.search.marking import Marker, spellings_of
from network.search.queries import Query
from network.search.registry import MOST, Hit, Ranked, Searchable, Source, kinds_in_order
from nfp_portal.accounts.access import Reader
from nfp_portal.ui.filters import ListFilter
from nfp_portal.ui.pagination import Page, paginate

ON_A_PAGE = 20


# A source with its kind, and the query without the names of the kind.
Candidate = tuple[Searchable, Source, Query]


@dataclass(frozen=True)
class Facet:
    """A kind with its number of matches; `has_more`: than that."""

    name: str
    title: str
    number: int
    has_more: bool
    is_chosen: bool


@dataclass(frozen=True)
class Match:
    """A row that matches, and where it was read from."""

    kind: Searchable
    source: Source
    ranked: Ranked
    values: Values = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """A hit as the page shows it, with the marks of what matches."""

    kind: Searchable
    title: SafeString
    passage: SafeString
    hit: Hit


@dataclass(frozen=True)
class Results:
    """`page` holds matches, `results` those of it that are shown; `filter` is the form of the facets."""

    query: Query
    facets: Sequence[Facet]
    filter: ListFilter
    page: Page[Match]
    results: Sequence[Result]

    @property
    def kind(self) -> str:
        """The kind that is kept; "" where all are shown."""
        return next((facet.name for facet in self.facets if facet.is_chosen), "")

    @property
    def number(self) -> int:
        return self.facets[0].number if self.facets else 0

    @property
    def summary(self) -> str:
        """Say how many are shown, and what to do where there are more than are ranked."""
        shown = next(facet for facet in self.facets if facet.is_chosen)
        number = ngettext("%(number)d result", "%(number)d results", shown.number) % {"number": shown.number}
        if self.query.is_inside:
            return _("%(number)s; these letters are inside other words") % {"number": number}
        if not shown.has_more:
            return number
        most = _("The first %(most)d of each kind are shown. Add a word to narrow them.") % {"most": MOST}
        return f"{number}. {most}"


def search(text: str, reader: Reader, parameters: QueryDict) -> Results:
    """Return what matches; `?kind=`, `?state=`, `?field=` and `?year=` narrow it, `?page=` turns the page.

    Two queries or three for each source, and those that show the hits of the page. Where nothing begins
    with the words of the query, short texts are looked through for them inside of words.
    """
    query = Query.of(text)
    matches = _matches(query, reader)
    if query.terms and not any(matches.values()):
        query = query.inside()
        matches = _matches(query, reader)
    chosen = parameters.get("kind", "")
    chosen = chosen if matches.get(chosen) else ""
    longer = {name for name, some in matches.items() if len(some) > MOST}
    ranked = {name: _with_values(some[:MOST]) for name, some in matches.items()}
    narrowing = Narrowing.of(parameters, [match.values for some in ranked.values() for match in some])
    narrowing.offer([match.values for match in _of_kind(ranked, chosen)])
    kept = {name: [match for match in some if narrowing.keeps(match.values)] for name, some in ranked.items()}
    listed = sorted(_of_kind(kept, chosen), key=lambda match: -match.ranked.score)
    page = paginate(parameters, listed, ON_A_PAGE)
    facets = _facets(kept, longer, chosen)
    return Results(query, facets, narrowing.form, page, _shown(query, list(page), reader))


def _of_kind(matches: Mapping[str, Sequence[Match]], kind: str) -> list[Match]:
    """Return the matches of a kind, of all kinds for none."""
    return [match for name, some in matches.items() if kind in {"", name} for match in some]


def _with_values(matches: Sequence[Match]) -> list[Match]:
    """Add by what facets narrow them; a query for each source."""
    values = {
        (number, key): of_row
        for number, (source, keys) in _by_source(matches).items()
        for key, of_row in source.facet_values(keys).items()
    }
    return [replace(each, values=values.get((id(each.source), each.ranked.key), {})) for each in matches]


def _matches(query: Query, reader: Reader) -> dict[str, list[Match]]:
    """Return the matches of each kind, best first; nothing for a query without a word."""
    if not query.terms or not (query.is_inside or query.compiled):
        return {}
    sources = [
        (kind, source, query.without(kind.names)) for kind in kinds_in_order() for source in kind.sources
    ]
    matches: dict[str, list[Match]] = {kind.name: [] for kind in kinds_in_order()}
    with index_scans():
        for kind, source, own in sources if query.is_inside else _worth_asking(sources):
            matches[kind.name] += [Match(kind, source, ranked) for ranked in source.ranked(own, reader)]
    return {name: sorted(some, key=lambda match: -match.ranked.score) for name, some in matches.items()}


def _worth_asking(sources: Sequence[Candidate]) -> list[Candidate]:
    """Leave out the sources whose vectors have no match, whoever reads them."""
    columns = [
        (number, (table, column, own.compiled))
        for number, (_kind, source, own) in enumerate(sources)
        if own.terms
        for table, column in source.vectors(own)
    ]
    matching = with_matches(column for _number, column in columns)
    wanted = {number for index, (number, _column) in enumerate(columns) if index in matching}
    checked = {number for number, _column in columns}
    return [each for number, each in enumerate(sources) if number in wanted or number not in checked]


def _facets(matches: Mapping[str, Sequence[Match]], longer: Collection[str], chosen: str) -> list[Facet]:
    """Return all kinds together, then each that has matches, `longer` ones with more; else nothing."""
    kinds = [
        Facet(kind.name, str(kind.title), len(some), kind.name in longer, kind.name == chosen)
        for kind in kinds_in_order()
        if (some := matches.get(kind.name))
    ]
    number, has_more = sum(each.number for each in kinds), any(each.has_more for each in kinds)
    everything = Facet("", _("Everything"), number, has_more=has_more, is_chosen=not chosen)
    return [everything, *kinds] if kinds else []


def _shown(query: Query, matches: Sequence[Match], reader: Reader) -> list[Result]:
    hits = _hits(matches, reader)
    listed = [
        (match.kind, hit) for match in matches if (hit := hits.get((id(match.source), match.ranked.key)))
    ]
    texts = (text for _kind, hit in listed for text in (hit.title, hit.text))
    typed = (phrase.text.casefold() for term in query.terms for phrase in term)
    marker = Marker(query, spellings_of([*texts, *typed]))
    return [_result(kind, hit, marker) for kind, hit in listed]


def _result(kind: Searchable, hit: Hit, marker: Marker) -> Result:
    passage = marker.passage(hit.text) if hit.text else SafeString()
    return Result(kind, marker.marked(hit.title), passage, hit)


def _hits(matches: Sequence[Match], reader: Reader) -> Mapping[tuple[int, int], Hit]:
    """Return the hits by source and key."""
    return {
        (number, key): hit
        for number, (source, keys) in _by_source(matches).items()
        for key, hit in source.hits(keys, reader).items()
    }


def _by_source(matches: Sequence[Match]) -> dict[int, tuple[Source, list[int]]]:
    """Return each source with the keys of its matches, by its identity."""
    by_source: dict[int, tuple[Source, list[int]]] = {}
    for match in matches:
        by_source.setdefault(id(match.source), (match.source, []))[1].append(match.ranked.key)
    return by_source
