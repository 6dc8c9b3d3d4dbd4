"""Tables that rooms add to the agenda and the report of a meeting. They register when Django starts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from meetings.models import Meeting
from nfp_portal.accounts.audience import Audience


@dataclass(frozen=True)
class RoomTable:
    """A table in words: `head` names the columns, each row has a text for each."""

    anchor: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def labelled(self) -> list[dict[str, Any]]:
        """Each row with its head, and its other texts beside the names of their columns."""
        labels = self.head[1:]
        return [{"head": row[0], "cells": list(zip(labels, row[1:], strict=True))} for row in self.rows]

    @property
    def lines(self) -> list[str]:
        """Each row in a line, as a comparison shows it."""
        return [" · ".join(row) for row in self.rows]


# What a table says to whoever reads what is for this audience, None for nothing.
Maker = Callable[[Meeting, Audience], RoomTable | None]
_MAKERS: list[Maker] = []


def register_table(maker: Maker) -> None:
    if maker not in _MAKERS:
        _MAKERS.append(maker)


def tables_of_agenda(meeting: Meeting, audience: Audience) -> list[RoomTable]:
    """Return the tables of an agenda: of today, so that a meeting which is over has none."""
    return [] if meeting.has_ended else tables_of(meeting, audience)


def tables_of(meeting: Meeting, audience: Audience) -> list[RoomTable]:
    """Return the tables that have rows."""
    tables = (maker(meeting, audience) for maker in _MAKERS)
    return [table for table in tables if table is not None and table.rows]
