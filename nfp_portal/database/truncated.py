"""Lists of which a page shows only the first rows, and says so."""

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
    fetched = list(rows[: most + 1])
    shown = Truncated(fetched[:most])
    shown.has_more = len(fetched) > most
    return shown
