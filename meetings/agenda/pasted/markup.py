"""What a word processor or a sheet puts on the clipboard, as lines of cells."""

import re
from html.parser import HTMLParser

CELL_BREAK = "\v"
_BREAKS = {"p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table"}
# Word separates a bullet from its text by a tab, which is no new cell.
_BULLET = re.compile(r"^[•·▪◦‣*o–-]\t", re.MULTILINE)
_LEFT_OUT = {"style", "script", "title", "xml", "head"}


def lines_of_text(text: str) -> list[list[str]]:
    """Return the lines of plain text; a tab separates cells."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    lines = _BULLET.sub("• ", text).split("\n")
    return [[cell.strip(" \u00a0") for cell in line.split("\t")] for line in lines]


def lines_of_html(html: str) -> list[list[str]]:
    """Return the rows of tables as cells, in which `CELL_BREAK` is a new paragraph; other text by lines."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.finished()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[list[str]] = []
        self._text: list[str] = []
        self._row: list[str] | None = None
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LEFT_OUT:
            self._skipped += 1
        elif tag == "tr":
            self._flush()
            self._row = []
        elif tag in {"td", "th"}:
            self._text = []
        elif tag == "li":
            self._break()
            self._text.append("• ")
        elif tag in _BREAKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in _LEFT_OUT:
            self._skipped = max(0, self._skipped - 1)
        elif tag in {"td", "th"} and self._row is not None:
            self._row.append(self._paragraphs())
            self._text = []
        elif tag == "tr" and self._row is not None:
            self.lines.append(self._row)
            self._row, self._text = None, []
        elif tag in _BREAKS:
            self._break()

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self._text.append(data.replace("\u00a0", " ").replace("\n", " ").replace("\r", " "))

    def finished(self) -> list[list[str]]:
        self._flush()
        return self.lines

    def _break(self) -> None:
        self._text.append(CELL_BREAK)

    def _paragraphs(self) -> str:
        parts = (" ".join(part.split()) for part in "".join(self._text).split(CELL_BREAK))
        return CELL_BREAK.join(part for part in parts if part)

    def _flush(self) -> None:
        """Turn the text outside of tables into lines."""
        if self._row is None:
            self.lines += [[part] for part in self._paragraphs().split(CELL_BREAK) if part]
            self._text = []
