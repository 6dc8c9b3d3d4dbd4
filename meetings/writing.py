"""Rooms that need to know who changes what a meeting's documents print. They register when Django starts."""

from collections.abc import Callable

from meetings.models import Meeting
from nfp_portal.accounts.models import User


class ReleasedError(Exception):
    """The report is from public records and read from the rows: a correction is begun first."""


Keeper = Callable[[Meeting], str]
_KEEPERS: list[Keeper] = []


def register_keeper(keeper: Keeper) -> None:
    """Let a room say why a meeting must not be deleted; empty where it has no reason."""
    if keeper not in _KEEPERS:
        _KEEPERS.append(keeper)


def why_kept(meeting: Meeting) -> str:
    """Return the first reason why a meeting must not be deleted; empty where there is none."""
    return next((reason for keeper in _KEEPERS if (reason := keeper(meeting))), "")


# The account that writes; None is somebody who answers by a link.
Watcher = Callable[[Meeting, User | None], None]
_WATCHERS: list[Watcher] = []


def register_watcher(watcher: Watcher) -> None:
    """Call `watcher(meeting, by)` before each change; the meeting is locked. It may raise `ReleasedError`."""
    if watcher not in _WATCHERS:
        _WATCHERS.append(watcher)


def note_writing(meeting: Meeting, by: User | None) -> None:
    for watcher in _WATCHERS:
        watcher(meeting, by)
