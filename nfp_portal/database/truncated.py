"""Lists of which a page shows only the first rows, and says so."""

from collections.abc import Iterable
from typing import TypeVar

from django.db import models

Row = TypeVar("Row")
Stored = TypeVar("Stored", bound=models.Model)

# More than any list of real data has, and what is still read at a glance.
MOST = 100


class Truncated(list[Row]):
    """The first rows of a list."""

    has_more = False


def truncated(rows: models.QuerySet[Stored], most: int = MOST) -> Truncated[Stored]:
    """Fetch the first `most` rows, and one more to know whether there are more."""
    return first_of(rows[: most + 1], most)


def first_of(rows: Iterable[Row], most: int) -> Truncated[Row]:
    """Keep the first `most` of rows of which no more than one beyond them is needed."""
    listed = list(rows)
    shown = Truncated(listed[:most])
    shown.has_more = len(listed) > most
    return shown
