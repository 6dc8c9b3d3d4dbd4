"""What a day of the agenda consists of: items, those side by side as one block, and free time between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from meetings.models import AgendaItem

FIRST_BEGIN = time(9)
USUAL_LENGTH = 60


@dataclass(frozen=True)
class Block:
    """Items that share their time: one, or working groups side by side."""

    items: list[AgendaItem]

    @property
    def local_start(self) -> datetime | None:
        return self.items[0].local_start


@dataclass(frozen=True)
class Free:
    begins: time
    minutes: int


def blocks(items: Sequence[AgendaItem]) -> Iterator[Block | Free]:
    """Yield the blocks of a day in their order, and what is free between two that have times."""
    end: datetime | None = None
    for block in _side_by_side(items):
        if end and block.local_start and end < block.local_start:
            yield Free(end.time(), (block.local_start - end) // timedelta(minutes=1))
        yield block
        end = latest_end(block.items, since=end)


def _side_by_side(items: Sequence[AgendaItem]) -> Iterator[Block]:
    group: list[AgendaItem] = []
    for item in items:
        if group and _shares_time(group[0], item):
            group.append(item)
            continue
        if group:
            yield Block(group)
        group = [item]
    if group:
        yield Block(group)


def _shares_time(one: AgendaItem, other: AgendaItem) -> bool:
    same = one.local_start is not None and one.local_start == other.local_start
    return same and one.minutes == other.minutes and one.is_parallel_to(other)


def latest_end(items: Sequence[AgendaItem], since: datetime | None = None) -> datetime | None:
    """Return when the last of these ends, or `since` if that is later."""
    ends = [end for item in items if (end := item.local_end)]
    return max([*ends, since] if since else ends, default=None)


def next_begin(items: Sequence[AgendaItem]) -> time | None:
    """Return when something can begin after these items of a day; None where the day is over by then."""
    end = latest_end(items)
    if end is None:
        return FIRST_BEGIN
    return end.time() if end.date() == items[0].day else None


def span(items: Sequence[AgendaItem]) -> tuple[time, time] | None:
    """Return when the first of a day's items begins and the last one ends; None without times."""
    starts = [item.begins for item in items if item.begins]
    end = latest_end(items)
    return (min(starts), end.time()) if starts and end else None
