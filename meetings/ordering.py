"""The order of the parts of a meeting, and what moving an item does to the times.

Moving two neighbours past each other keeps the time they fill together and the gap between them: the one
that comes first begins where the first one began, the other ends where the last one ended.
"""

from collections.abc import Sequence
from typing import TypeVar

from meetings.models.agenda import AgendaItem, Part

Row = TypeVar("Row", bound=Part)


class PastMidnightError(Exception):
    """A moved item would begin on the next day."""

    def __init__(self, item: AgendaItem) -> None:
        super().__init__(item.title)
        self.item = item


def moved(rows: Sequence[Row], row: Row, steps: int) -> list[Row]:
    """Return the rows with `row` moved down by `steps` (up if negative), at most to either end."""
    order = list(rows)
    start = order.index(row)
    target = max(0, min(len(order) - 1, start + steps))
    direction = 1 if target > start else -1
    for index in range(start, target, direction):
        first, second = sorted((index, index + direction))
        swap_times(order[first], order[second])
        order[first], order[second] = order[second], order[first]
    return order


def swap_times(first: Part, second: Part) -> None:
    """Let `second` begin where `first` did and `first` end where `second` did, each as long as before.

    Raises `PastMidnightError` where `first` would then begin on the next day.
    """
    if not isinstance(first, AgendaItem) or not isinstance(second, AgendaItem):
        return
    if not (first.local_start and first.local_end and second.local_start and second.local_end):
        return
    if first.local_end > second.local_start:  # side by side: the order is one of names, not of times
        return
    begins = second.local_end - (first.local_end - first.local_start)
    if begins.date() != first.day:
        raise PastMidnightError(first)
    second.begins, first.begins = first.begins, begins.time()


def placed(rows: Sequence[AgendaItem], item: AgendaItem) -> list[AgendaItem]:
    """Return the rows of a day with `item` where its time says; without a time at its place, or last."""
    others = [row for row in rows if row.pk != item.pk]
    if item.begins is None:
        index = [row.pk for row in rows].index(item.pk) if item in rows else len(others)
    else:
        later = [i for i, row in enumerate(others) if row.begins and row.begins > item.begins]
        index = later[0] if later else len(others)
    return [*others[:index], item, *others[index:]]
