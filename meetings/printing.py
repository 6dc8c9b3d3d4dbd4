"""An agenda on paper: items in table rows that fit a page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from meetings.models import AgendaItem
from meetings.wording import item_title, people_lines

# A row of a table is kept on one page: a longer item is set in several rows.
LINES_OF_A_ROW = 8
# How the parts of an item are set that are not muted.
STYLES = {"": "small", "raised": "small agenda__raised"}


@dataclass(frozen=True)
class PrintedRow:
    """`lines` are pairs of a class and text; all but the first row of an item have no times and no title."""

    item: AgendaItem
    lines: list[tuple[str, str]]
    is_first: bool
    is_last: bool

    @property
    def attributes(self) -> SafeString:
        return SafeString("" if self.is_last else ' class="agenda__part"')

    @property
    def times(self) -> SafeString:
        if not self.is_first or self.item.begins is None:
            return SafeString("")
        end = f"{self.item.ends:%H:%M}"
        if self.item.ends_after_midnight:
            end = f"{end} {_('next day')}"
        return format_html('{}<span class="agenda__end">{}</span>', f"{self.item.begins:%H:%M}", end)

    @property
    def title(self) -> SafeString:
        if not self.is_first:
            return SafeString("")
        badge = SafeString("")
        if self.item.is_restricted:
            badge = format_html(' <span class="badge">{}</span>', _("Focal points only"))
        return format_html('<p class="agenda__title">{}{}</p>', item_title(self.item), badge)


def printed_rows(items: Iterable[AgendaItem]) -> Iterator[PrintedRow]:
    """Yield the rows of items, at least one for each; what is below a title is split by lines."""
    for item in items:
        lines = _details(item)
        starts = range(0, max(len(lines), 1), LINES_OF_A_ROW)
        for start in starts:
            rows = _paragraphs(lines[start : start + LINES_OF_A_ROW])
            yield PrintedRow(item, rows, is_first=start == 0, is_last=start == starts[-1])


def _details(item: AgendaItem) -> list[tuple[str, str]]:
    parts = [
        ("people", people_lines(item)),
        ("", item.note.splitlines()),
        ("location", [item.location] if item.location else []),
        ("papers", item.paper_lines),
        *_annotations(item),
    ]
    return [(part, line) for part, lines in parts for line in lines]


def _annotations(item: AgendaItem) -> Iterator[tuple[str, list[str]]]:
    """Yield what stands under an item: who raised what, and its text."""
    for each in item.annotations:
        yield "raised", [": ".join(filter(None, (each.line, each.title)))]
        yield "", each.text.splitlines()


def _paragraphs(lines: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Join the lines of each part; all but the note and what stands under the item are muted."""
    grouped = groupby(lines, key=lambda line: line[0])
    return [
        (STYLES.get(part, "small muted"), "\n".join(line for _part, line in rows)) for part, rows in grouped
    ]
