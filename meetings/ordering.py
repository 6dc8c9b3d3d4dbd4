"""Where an item stands in its day, and what moving it does to the times.

Moving two neighbours past each other keeps the time they fill together and the gap between them: the one
that comes first begins where the first one began, the other ends where the last one ended.
"""

from collections.abc import Sequence
from typing import TypeVar

from meetings.models.agenda import AgendaItem, Part

Row = TypeVar("Row", bound=Part)


def moved(rows: Sequence[Row], row: Row, steps: int) -> list[Row]:
    """Give the rows with `row` moved down by `steps` (up if negative), at most to either end."""
    order = list(rows)
    start = order.index(row)
    target = max(0, min(len(order) - 1, start + steps))
    direction = 1 if target > start else -1
    for place in range(start, target, direction):
        first, second = sorted((place, place + direction))
        swap_times(order[first], order[second])
        order[first], order[second] = order[second], order[first]
    return order


def swap_times(first: Part, second: Part) -> None:
    """Let `second` begin where `first` did and `first` end where `second` did, each as long as before."""
    if not isinstance(first, AgendaItem) or not isinstance(second, AgendaItem):
        return
    if not (first.starts_at and first.ends_at and second.starts_at and second.ends_at):
        return
    if first.ends_at > second.starts_at:  # side by side: the order is one of names, not of times
        return
    begin, end = first.starts_at, second.ends_at
    long_first, long_second = first.ends_at - first.starts_at, second.ends_at - second.starts_at
    second.starts_at, second.ends_at = begin, begin + long_second
    first.starts_at, first.ends_at = end - long_first, end


def placed(rows: Sequence[AgendaItem], item: AgendaItem) -> list[AgendaItem]:
    """Give the rows of a day with `item` where its time says; without a time at its place, or last."""
    others = [row for row in rows if row.pk != item.pk]
    if item.starts_at is None:
        place = [row.pk for row in rows].index(item.pk) if item in rows else len(others)
        return [*others[:place], item, *others[place:]]
    later = [i for i, row in enumerate(others) if row.starts_at and row.starts_at > item.starts_at]
    place = later[0] if later else len(others)
    return [*others[:place], item, *others[place:]]
