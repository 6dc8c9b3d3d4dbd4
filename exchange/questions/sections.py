"""Questions on the pages of fields of work; and what other rooms add to the page of a question."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import pgettext_lazy

from exchange.questions.models import Question
from exchange.questions.wording import status_of
from network.sections import FieldPart, Line
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


def _line(question: Any) -> Line:
    _mark, status = status_of(question)
    marks = {"is_restricted": question.is_restricted, "is_demonstration": question.is_demonstration}
    return Line(question.title, question.get_absolute_url(), status, **marks)


QUESTIONS_OF_FIELD = FieldPart(
    pgettext_lazy("letter", "Questions to the Network"),
    lambda reader: Question.objects.visible_to(reader).opened().with_facts(),
    _line,
    "exchange:questions:list",
    kind="question",
    states=("state",),
)
