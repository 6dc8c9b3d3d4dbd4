"""Lists of which a page shows the beginning alone, and says so."""

from typing import TypeVar

from django.db import models

Row = TypeVar("Row")
Stored = TypeVar("Stored", bound=models.Model)

# More than anybody has, who is no mistake; and what is still read at a glance.
MOST = 100


class Beginning(list[Row]):
    """The first rows of a list; `is_cut` says that there are more."""

    is_cut = False


def beginning(rows: models.QuerySet[Stored], most: int = MOST) -> Beginning[Stored]:
    """Fetch the first `most` of the rows, and one more to know whether there are more."""
    found = list(rows[: most + 1])
    shown = Beginning(found[:most])
    shown.is_cut = len(found) > most
    return shown
