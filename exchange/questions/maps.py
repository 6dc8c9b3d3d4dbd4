"""What States chose, on a tile map for each item that asks for a choice."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from exchange.questions.models import Choice, QuestionItem
from exchange.questions.reading import Reading
from network.models import State
from nfp_portal.ui.tiles import Tile, TileState


@dataclass(frozen=True)
class ChoiceMap:
    """The map of one item: every participating State, and what those chose whose answer is read.

    `legend` counts the answers of each choice, whoever gave them.
    """

    item: QuestionItem
    legend: list[tuple[Choice, int]]
    tiles: list[Tile]


def maps_of(reading: Reading, states: Iterable[State]) -> list[ChoiceMap]:
    """Return a map for each item that asks for a choice."""
    participating = [state for state in states if state.is_participating]
    return [_map(reading, item, participating) for item in reading.choice_items]


def _map(reading: Reading, item: QuestionItem, states: list[State]) -> ChoiceMap:
    chosen = {each.state.pk: each.choice(item) for each in reading.answers}
    tiles = [_tile(state, chosen.get(state.pk, "")) for state in states]
    return ChoiceMap(item, list(reading.counts(item).items()), tiles)


def _tile(state: State, choice: str) -> Tile:
    return Tile(
        code=state.iso2,
        name=state.name,
        column=state.tile_column or 0,
        row=state.tile_row or 0,
        state=cast("TileState", choice or "open"),
        text=str(Choice(choice).label) if choice else "",
    )
