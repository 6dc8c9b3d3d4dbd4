"""What States chose on the tile map: one mark a choice, for pages and for PDF."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from exchange.questions.models import Choice, QuestionItem
from exchange.questions.reading import Reading
from network.models import State
from nfp_portal.ui.tiles import CELL_HEIGHT, CELL_WIDTH

# Fill and mark inside a tile of 18 by 13; colours neither praise nor blame, and marks say the same without
# them. Style sheets do not reach a drawing in a PDF: the page's own overrule these.
_FILLS = {
    Choice.YES: "#0f3d56",
    Choice.NO: "#d3cdc0",
    Choice.PLANNED: "#2a7397",
    Choice.NOT_APPLICABLE: "#ffffff",
}
_MARKS = {
    Choice.YES: '<circle class="choice__mark" cx="9" cy="6.5" r="2" fill="#ffffff"/>',
    Choice.NO: '<path class="choice__mark--line" d="M6 6.5h6" stroke="#2a343b" stroke-width="1.3"/>',
    Choice.PLANNED: '<path class="choice__half" d="M9 .5h8.5v12H9z" fill="#a9c8da"/>',
    Choice.NOT_APPLICABLE: '<path class="choice__mark--line" d="M4.5 10.5l9-8" stroke="#2a343b"/>',
}
_BOX = (
    '<rect class="choice__box choice__box--{}" x=".5" y=".5" width="17" height="12" fill="{}" stroke="{}"/>'
)


def mark_of(choice: str) -> SafeString:
    """Return the inside of one tile of a choice; an outline without one."""
    if not choice:
        return format_html(_BOX, "none", "none", "#b9b3a6")
    known = Choice(choice)
    edge = "#4a5862" if known == Choice.NOT_APPLICABLE else _FILLS[known]
    mark = mark_safe(_MARKS[known])  # noqa: S308 - drawn above
    return format_html("{}{}", format_html(_BOX, known.value, _FILLS[known], edge), mark)


def icon_of(choice: str) -> SafeString:
    """Return the mark as a small picture; the words beside it say the same."""
    svg = '<svg class="choice-icon" viewBox="0 0 18 13" width="18" height="13" aria-hidden="true">{}</svg>'
    return format_html(svg, mark_of(choice))


@dataclass(frozen=True)
class LegendEntry:
    choice: Choice
    number: int

    @property
    def label(self) -> str:
        return str(self.choice.label)

    @property
    def icon(self) -> SafeString:
        return icon_of(self.choice)


@dataclass(frozen=True)
class ChoiceMap:
    """The map of one item: every participating State, and what those chose whose answer is read."""

    item: QuestionItem
    legend: list[LegendEntry]
    tiles: list[tuple[State, str]]

    @property
    def summary(self) -> str:
        """The map in one line, as the alternative text of its picture."""
        return "; ".join(f"{entry.label}: {entry.number}" for entry in self.legend)

    @property
    def drawing(self) -> SafeString:
        rows = (
            (
                (state.tile_column or 0) * CELL_WIDTH,
                (state.tile_row or 0) * CELL_HEIGHT,
                state.name,
                mark_of(choice),
            )
            for state, choice in self.tiles
        )
        tile = '<g transform="translate({} {})"><title>{}</title>{}</g>'
        svg = (
            '<svg class="choice-map" viewBox="-1 -1 320 136" width="320" height="136" role="img">'
            "<title>{}</title>{}</svg>"
        )
        return format_html(svg, self.summary, format_html_join("", tile, rows))


def maps_of(reading: Reading, states: Iterable[State]) -> list[ChoiceMap]:
    """Return a map for each item that asks for a choice."""
    participating = [state for state in states if state.is_participating]
    return [_map(reading, item, participating) for item in reading.choice_items]


def _map(reading: Reading, item: QuestionItem, states: list[State]) -> ChoiceMap:
    chosen = {each.state.pk: each.choice(item) for each in reading.answers}
    legend = [LegendEntry(choice, number) for choice, number in reading.counts(item).items()]
    return ChoiceMap(item, legend, [(state, chosen.get(state.pk, "")) for state in states])
