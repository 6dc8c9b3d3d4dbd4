"""What stands together on a page."""

from collections.abc import Iterable
from html.parser import HTMLParser

# What belongs together on a page: an entry, a row, a part with its heading, the head of the page.
BLOCKS = {"article", "aside", "figure", "header", "li", "section", "tr"}
WITHOUT_END = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Page(HTMLParser):
    """The blocks of a page as text, those inside others too; `targets` are the texts that links lead to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.blocks: list[tuple[str, list[str]]] = []
        self.targets: dict[str, str] = {}
        self._open: list[tuple[str, str, list[str], list[str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        for _tag, _id, _texts, links in self._open:
            links += [href for href in [given.get("href") or ""] if href.startswith("#")]
        if tag not in WITHOUT_END:
            is_block = tag in BLOCKS or "section" in (given.get("class") or "").split()
            self._open.append((tag if is_block else "", given.get("id") or "", [], []))

    def handle_data(self, data: str) -> None:
        for _tag, _id, texts, _links in self._open:
            texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        block, anchor, texts, links = self._open.pop()
        text = " ".join(" ".join(texts).split()).replace(" ,", ",")
        if block:
            self.blocks.append((text, links))
        if anchor:
            self.targets[f"#{anchor}"] = text

    def stand_together(self, texts: Iterable[str], source: str) -> bool:
        """Whether a block holds the texts and names their source, or links it on the same page."""
        return any(
            source in " ".join((block, *(self.targets.get(link, "") for link in links)))
            for block, links in self.blocks
            if all(text in block for text in texts)
        )
