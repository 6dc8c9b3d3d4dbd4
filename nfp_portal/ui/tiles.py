"""The tile map: one equal tile per participating State on a grid of 16 columns and 9 rows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.text import capfirst

COLUMNS, ROWS = 16, 9
TileState = Literal["many", "one", "due", "none", "present", "part", "unmarked"]
ORDER: tuple[TileState, ...] = ("many", "one", "present", "part", "due", "none", "unmarked")

# The mini map's drawing, in its own units: a cell and the tile inside it.
CELL_WIDTH, CELL_HEIGHT, TILE_WIDTH, TILE_HEIGHT = 20, 15, 18, 13


@dataclass(frozen=True, slots=True)
class Tile:
    """What one State shows: `words` say in full what `state` shows in colour and marks, or nothing."""

    code: str
    name: str
    column: int
    row: int
    state: TileState
    words: str
    href: str = ""
    # Of a map that answers a question: this State belongs to the answer.
    is_chosen: bool = False

    @property
    def label(self) -> str:
        return f"{self.name}: {self.words}" if self.words else self.name

    @property
    def x(self) -> int:
        return self.column * CELL_WIDTH

    @property
    def y(self) -> int:
        return self.row * CELL_HEIGHT


@dataclass(frozen=True, slots=True)
class LegendEntry:
    state: TileState
    words: str
    count: int


def legend(tiles: Iterable[Tile]) -> list[LegendEntry]:
    """Count the tiles of each state that has words; they are those of the state's first tile."""
    tiles = [tile for tile in tiles if tile.words]
    counts = Counter(tile.state for tile in tiles)
    words = {tile.state: tile.words for tile in reversed(tiles)}
    return [LegendEntry(state, capfirst(words[state]), counts[state]) for state in ORDER if counts[state]]


def summary(tiles: Sequence[Tile], caption: str = "") -> str:
    """Say the whole map in one line, for those who cannot see the picture of it."""
    parts = "; ".join(f"{entry.words}: {entry.count}" for entry in legend(tiles))
    return f"{caption}. {parts}" if caption else parts
