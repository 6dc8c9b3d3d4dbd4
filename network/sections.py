"""What other apps add to the page of a State. They register when Django starts; the directory knows none."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from network.models import State
from network.permissions import Reader


@dataclass(frozen=True)
class Section:
    """A part of the page: `template` shows `content`, which it finds as `section.content`."""

    title: str
    template: str
    content: Any


Maker = Callable[[State, Reader], Section | None]
_MAKERS: list[Maker] = []


def register_state_section(maker: Maker) -> None:
    """Let `maker(state, reader)` add a section, or None where it has nothing this reader may see."""
    if maker not in _MAKERS:
        _MAKERS.append(maker)


def sections_of(state: State, reader: Reader) -> list[Section]:
    """The sections of a State's page in the order in which the apps were loaded."""
    return [section for maker in _MAKERS if (section := maker(state, reader)) is not None]
