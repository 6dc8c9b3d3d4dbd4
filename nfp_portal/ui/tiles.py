"""The tile map: one equal tile per participating State on a grid of 16 columns and 9 rows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.text import capfirst

COLUMNS, ROWS = 16, 9
TileState = Literal[
    "many",
    "one",
    "due",
    "none",
    "present",
    "part",
    "unmarked",
    "yes",
    "no",
    "planned",
    "not_applicable",
    "open",
]
# What somebody chose; the variant `marked` shows it, with `open` for who chose nothing or was not asked.
CHOICES: tuple[TileState, ...] = ("yes", "no", "planned", "not_applicable", "open")
ORDER: tuple[TileState, ...] = ("many", "one", "present", "part", "due", "none", "unmarked", *CHOICES)

# The mini map's drawing, in its own units: a cell and the tile inside it.
CELL_WIDTH, CELL_HEIGHT, TILE_WIDTH, TILE_HEIGHT = 20, 15, 18, 13


@dataclass(frozen=True, slots=True)
class Tile:
    """One State: `text` says in full what `state` shows by colour and marks, or is empty."""

    code: str
    name: str
    column: int
    row: int
    state: TileState
    text: str
    href: str = ""
    # On a map of search results: this State is one of them.
    is_chosen: bool = False

    @property
    def label(self) -> str:
        return f"{self.name}: {self.text}" if self.text else self.name

    @property
    def x(self) -> int:
        return self.column * CELL_WIDTH

    @property
    def y(self) -> int:
        return self.row * CELL_HEIGHT


@dataclass(frozen=True, slots=True)
class LegendEntry:
    state: TileState
    text: str
    count: int

    @property
    def sample(self) -> Tile:
        """A tile without a code, for a legend that is drawn."""
        return Tile("", "", 0, 0, self.state, self.text)


def legend(tiles: Iterable[Tile]) -> list[LegendEntry]:
    """Count the tiles that say the same, by state and text in the order of `ORDER`; without text none."""
    counts = Counter((tile.state, tile.text) for tile in tiles if tile.text)
    in_order = sorted(counts.items(), key=lambda entry: ORDER.index(entry[0][0]))
    return [LegendEntry(state, capfirst(text), count) for (state, text), count in in_order]


def outlines(tiles: Iterable[Tile]) -> list[tuple[TileState, str]]:
    """The tiles of each state as the data of one SVG path, in the units of the mini map."""
    paths: dict[TileState, str] = {}
    for tile in tiles:
        box = f"M{tile.x} {tile.y}h{TILE_WIDTH}v{TILE_HEIGHT}h-{TILE_WIDTH}z"
        paths[tile.state] = paths.get(tile.state, "") + box
    return list(paths.items())


def summary(tiles: Sequence[Tile], caption: str = "") -> str:
    """Return the whole map in one line, as the alternative text of its picture."""
    parts = "; ".join(f"{entry.text}: {entry.count}" for entry in legend(tiles))
    return f"{caption}. {parts}" if caption else parts
