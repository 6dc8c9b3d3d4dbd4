"""What other rooms add to the page of a question. They register when Django starts; questions know none."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from exchange.questions.models import Question
from nfp_portal.accounts.access import Reader
from nfp_portal.ui.buttons import Button


@dataclass(frozen=True)
class Section:
    """A part of the page: `template` shows `content`, which it finds as `section.content`; and buttons."""

    template: str
    content: Any
    tools: tuple[Button, ...] = ()


Maker = Callable[[Question, Reader], Section | None]
_MAKERS: list[Maker] = []


def register_question_section(maker: Maker) -> None:
    """Let `maker(question, reader)` add a section, or None where it has nothing for this reader."""
    if maker not in _MAKERS:
        _MAKERS.append(maker)


def sections_of(question: Question, reader: Reader) -> list[Section]:
    """Return the sections in the order in which the rooms were loaded."""
    return [section for maker in _MAKERS if (section := maker(question, reader)) is not None]
