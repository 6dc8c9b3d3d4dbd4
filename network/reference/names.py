"""Names of States in the languages of letters and editions: `state_names.csv`, for French `states.csv`."""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

REFERENCE = Path(__file__).parent


@cache
def names_in(language: str) -> dict[str, str]:
    """Return the names recorded in a language by the English ones; empty for English and any other one."""
    name, column = {"fr": ("states", "name_fr")}.get(language, ("state_names", language))
    return {row["name"]: row[column] for row in rows(name) if row.get(column)}


def rows(name: str) -> Iterator[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
