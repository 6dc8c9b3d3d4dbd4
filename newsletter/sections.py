"""What the rooms add to pages of the newsletter and to its pieces. They register when Django starts."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from newsletter.models import Issue, Piece
from nfp_portal.accounts.access import Reader
from nfp_portal.revisions.approval import Rows
from nfp_portal.ui.buttons import Button


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


PiecePart = Callable[[Piece], Section | None]
_PIECE_PARTS: list[PiecePart] = []


def register_piece_part(part: PiecePart) -> None:
    """Let `part(piece)` add a section to the editors' page of a piece, or None where there is none."""
    if part not in _PIECE_PARTS:
        _PIECE_PARTS.append(part)


def parts_of_piece(piece: Piece) -> list[Section]:
    return [section for part in _PIECE_PARTS if (section := part(piece)) is not None]


ApprovalPart = Callable[[Issue], Rows | None]
_APPROVAL_PARTS: list[ApprovalPart] = []


def register_approval_part(part: ApprovalPart) -> None:
    """Let `part(issue)` add rows to the page on which an issue is approved, or None where there are none."""
    if part not in _APPROVAL_PARTS:
        _APPROVAL_PARTS.append(part)


def parts_of_approval(issue: Issue) -> list[Rows]:
    return [rows for part in _APPROVAL_PARTS if (rows := part(issue)) is not None]


PieceTools = Callable[[Piece], list[Button]]
_PIECE_TOOLS: list[PieceTools] = []


def register_piece_tools(tools: PieceTools) -> None:
    """Let `tools(piece)` say what else an editor can do with a piece that is in no issue; without a query."""
    if tools not in _PIECE_TOOLS:
        _PIECE_TOOLS.append(tools)


def tools_of_piece(piece: Piece) -> list[Button]:
    return [button for tools in _PIECE_TOOLS for button in tools(piece)]


def register_section(page: Page, maker: Maker) -> None:
    """Let `maker(reader)` add a section, or None where it has nothing this reader may see."""
    if maker not in _MAKERS[page]:
        _MAKERS[page].append(maker)


def sections_of(page: Page, reader: Reader) -> list[Section]:
    """Return the sections of a page in the order in which the rooms were loaded."""
    return [section for maker in _MAKERS[page] if (section := maker(reader)) is not None]
