"""What the rooms add to the pages of a meeting. They register when Django starts; the record knows none."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from meetings.models import Meeting
from nfp_portal.accounts.access import Reader


class Column(StrEnum):
    TOP = "top"
    MAIN = "main"
    SIDE = "side"
    # Of the page of its participants.
    PARTICIPANTS = "participants"


@dataclass(frozen=True)
class Section:
    """A part of the page: `template` shows `content`, which it finds as `section.content`."""

    template: str
    content: Any


Maker = Callable[[Meeting, Reader], Section | None]
_MAKERS: dict[Column, list[Maker]] = {column: [] for column in Column}


def register_meeting_section(column: Column, maker: Maker) -> None:
    """Let `maker(meeting, reader)` add a section, or None where it has nothing this reader may see."""
    if maker not in _MAKERS[column]:
        _MAKERS[column].append(maker)


def sections_of(column: Column, meeting: Meeting, reader: Reader) -> list[Section]:
    """Return the sections of a column in the order in which the rooms were loaded."""
    sections = (maker(meeting, reader) for maker in _MAKERS[column])
    return [section for section in sections if section is not None]
