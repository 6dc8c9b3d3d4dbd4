"""What the rooms add to pages of the newsletter. They register when Django starts; the record knows none."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from nfp_portal.accounts.access import Reader


class Page(StrEnum):
    ARCHIVE = "archive"
    EDITORS_DESK = "editors_desk"


@dataclass(frozen=True)
class Section:
    """A part of the page: `template` shows `content`, which it finds as `section.content`."""

    template: str
    content: Any


Maker = Callable[[Reader], Section | None]
_MAKERS: dict[Page, list[Maker]] = {page: [] for page in Page}


def register_section(page: Page, maker: Maker) -> None:
    """Let `maker(reader)` add a section, or None where it has nothing this reader may see."""
    if maker not in _MAKERS[page]:
        _MAKERS[page].append(maker)


def sections_of(page: Page, reader: Reader) -> list[Section]:
    """Return the sections of a page in the order in which the rooms were loaded."""
    return [section for maker in _MAKERS[page] if (section := maker(reader)) is not None]
