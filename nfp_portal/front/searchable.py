"""What the search finds of the pages that explain the portal, section by section."""

from collections.abc import Mapping, Sequence
from functools import cache
from html.parser import HTMLParser
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from network.search.facets import Values
from network.search.queries import Query
from network.search.ranking import BY_TEXT, BY_TITLE, NAMED_SO
from network.search.registry import Hit, Ranked, Searchable, register_searchable
from nfp_portal.accounts.access import Reader

# Routes that everybody reads, each with its template `front/<route>.html`.
PAGES = ("help", "about", "privacy", "accessibility")
_VECTORS = """
    SELECT nfp_vector(title, '')::text, nfp_vector(title, body)::text
    FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS section (title, body, n) ORDER BY n
"""
_MATCHING = """
    SELECT n - 1, CASE WHEN title @@ query THEN %s ELSE %s END + ts_rank(whole, query, 32) AS score
    FROM unnest(%s::tsvector[], %s::tsvector[]) WITH ORDINALITY AS section (title, whole, n),
        CAST(%s AS tsquery) AS query
    WHERE whole @@ query ORDER BY score DESC
"""


class Section(NamedTuple):
    """A heading with the text below it; the first of a page is the page itself."""

    title: str
    url: str
    page: str
    text: str


class _Sections(HTMLParser):
    """Collects the headings of the main part of a page, and what is below each."""

    def __init__(self) -> None:
        super().__init__()
        self.listed: list[tuple[str, str, list[str]]] = []
        self._heading: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"h1", "h2"}:
            self._heading = tag
            self.listed.append(("", dict(attrs).get("id") or "", []))

    def handle_endtag(self, tag: str) -> None:
        if tag == self._heading:
            self._heading = None

    def handle_data(self, data: str) -> None:
        if not self.listed:
            return
        title, anchor, texts = self.listed[-1]
        if self._heading:
            self.listed[-1] = (f"{title}{data}".strip(), anchor, texts)
        else:
            texts.append(data)


@cache
def sections() -> list[Section]:
    """Return the sections of all pages as a visitor reads them, in English."""
    with override("en"):
        return [section for route in PAGES for section in _of_page(route)]


def _of_page(route: str) -> list[Section]:
    parser = _Sections()
    page = render_to_string(f"front/{route}.html", {"help_address": settings.HELP_ADDRESS})
    parser.feed(page.partition("<main")[2].partition("</main>")[0])
    (page_title, _anchor, _texts), *_others = parser.listed
    return [
        Section(
            title, f"{reverse(route)}#{anchor}".rstrip("#"), page_title, " ".join(" ".join(texts).split())
        )
        for title, anchor, texts in parser.listed
    ]


@cache
def _vectors() -> tuple[list[str], list[str]]:
    """Return the vectors of all titles, and those of the sections."""
    texts = [each.title for each in sections()], [each.text for each in sections()]
    with connection.cursor() as cursor:
        cursor.execute(_VECTORS, texts)
        titles, whole = zip(*cursor.fetchall(), strict=True)
    return list(titles), list(whole)


class HelpPages:
    """The same for everybody."""

    def vectors(self, _query: Query) -> Sequence[tuple[str, str]]:
        return ()

    def ranked(self, query: Query, _reader: Reader) -> Sequence[Ranked]:
        if query.is_inside:
            return []
        if not query.terms:
            pages = (n for n, each in enumerate(sections()) if each.title == each.page)
            return [Ranked(number, NAMED_SO) for number in pages]
        with connection.cursor() as cursor:
            cursor.execute(_MATCHING, [BY_TITLE, BY_TEXT, *_vectors(), query.compiled])
            return [Ranked(number, float(score)) for number, score in cursor.fetchall()]

    def facet_values(self, _keys: Sequence[int]) -> Mapping[int, Values]:
        return {}

    def hits(self, keys: Sequence[int], _reader: Reader) -> Mapping[int, Hit]:
        return {key: _hit(sections()[key]) for key in keys}


def _hit(section: Section) -> Hit:
    detail = "" if section.title == section.page else section.page
    return Hit(section.title, section.url, detail, text=section.text)


def register() -> None:
    register_searchable(Searchable(95, "help", _("Help"), (HelpPages(),), frozenset({"help"})))
