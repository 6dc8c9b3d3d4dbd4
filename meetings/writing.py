"""Rooms that need to know who changes what a meeting's documents print. They register when Django starts."""

from collections.abc import Callable

from meetings.models import Meeting
from nfp_portal.accounts.models import User


class ReleasedError(Exception):
    """The report is published: what it prints changes no more, unless it is taken back to a draft."""


Watcher = Callable[[Meeting, User], None]
_WATCHERS: list[Watcher] = []


def register_watcher(watcher: Watcher) -> None:
    """Call `watcher(meeting, by)` before each change; the meeting is locked. It may raise `ReleasedError`."""
    if watcher not in _WATCHERS:
        _WATCHERS.append(watcher)


def note_writing(meeting: Meeting, by: User) -> None:
    for watcher in _WATCHERS:
        watcher(meeting, by)
