"""What the search finds of the pages that explain the portal, section by section."""

from html.parser import HTMLParser

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from network.search.registry import Searchable, register_searchable
from network.search.texts import Passage, Texts

# Routes that everybody reads, each with its template `front/<route>.html`.
PAGES = ("help", "about", "privacy", "accessibility")


class _Sections(HTMLParser):
    """Collects the headings of the main part of a page, and what is below each but links to other pages."""

    def __init__(self) -> None:
        super().__init__()
        self.listed: list[tuple[str, str, list[str]]] = []
        self._heading: str | None = None
        self._is_navigation = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_navigation |= tag == "nav"
        if tag in {"h1", "h2"}:
            self._heading = tag
            self.listed.append(("", dict(attrs).get("id") or "", []))

    def handle_endtag(self, tag: str) -> None:
        self._is_navigation &= tag != "nav"
        if tag == self._heading:
            self._heading = None

    def handle_data(self, data: str) -> None:
        if not self.listed or self._is_navigation:
            return
        title, anchor, texts = self.listed[-1]
        if self._heading:
            self.listed[-1] = (f"{title}{data}".strip(), anchor, texts)
        else:
            texts.append(data)


def sections() -> list[Passage]:
    """Return the sections of all pages as a visitor reads them, in English."""
    with override("en"):
        return [section for route in PAGES for section in _of_page(route)]


def _of_page(route: str) -> list[Passage]:
    parser = _Sections()
    page = render_to_string(f"front/{route}.html", {"help_address": settings.HELP_ADDRESS})
    parser.feed(page.partition("<main")[2].partition("</main>")[0])
    (page_title, _anchor, _texts), *_others = parser.listed
    return [
        Passage(
            title, f"{reverse(route)}#{anchor}".rstrip("#"), page_title, " ".join(" ".join(texts).split())
        )
        for title, anchor, texts in parser.listed
    ]


def register() -> None:
    register_searchable(Searchable(95, "help", _("Help"), (Texts(sections),), frozenset({"help"})))
