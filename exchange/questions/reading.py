"""The answers to a question as one reader, or one circle of readers, reads them.

Every figure comes from the answers that are given to it: what somebody may not read is in none.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exchange.questions.models import Answer, AnswerPart, Choice, Copy, Question, QuestionItem
from exchange.questions.models.answers import AnswerQuerySet
from exchange.questions.permissions import is_asking_side
from exchange.questions.wording import value_in_words
from meetings.participation.attendance import enumerated
from network.models import State
from network.models.search_text import SearchText, every_word
from network.models.states import in_protocol_order
from network.permissions import may_see_people
from network.rounds.models import Addressee, Channel, Outcome
from nfp_portal.accounts.access import FOCAL_POINTS, Reader, caller_of
from nfp_portal.ui.filters import ListFilter


@dataclass(frozen=True)
class StateAnswer:
    """What one State answered, by the key of each item."""

    state: State
    answer: Answer
    parts: dict[int, AnswerPart]

    def choice(self, item: QuestionItem) -> str:
        part = self.parts.get(item.pk)
        return part.choice if part else ""

    def text(self, item: QuestionItem) -> str:
        """Return the answer to an item in words; empty where it was left open."""
        part = self.parts.get(item.pk)
        return value_in_words(item, part.value) if part else ""

    def language(self, item: QuestionItem) -> str:
        """Return the language that the answer to an item is written in, where that is known."""
        return "" if item.is_choice else self.answer.language

    @property
    def by(self) -> str:
        """Who answered, and how it came where the secretariat entered it."""
        row = self.answer.addressee
        is_entered = row.channel == Channel.ON_BEHALF
        how = (row.note or str(row.get_channel_display())) if is_entered else ""
        return ", ".join(filter(None, (row.answered_name, how)))


@dataclass(frozen=True)
class Reading:
    """The answers in protocol order, with what is counted from them.

    `sees_all` says that nothing was left out; `names_people` that the reader sees who wrote.
    """

    question: Question
    items: list[QuestionItem]
    answers: list[StateAnswer]
    number_asked: int
    number_nothing: int
    sees_all: bool
    names_people: bool

    @cached_property
    def choice_items(self) -> list[QuestionItem]:
        return [item for item in self.items if item.is_choice]

    def counts(self, item: QuestionItem) -> dict[Choice, int]:
        """Count the choices of an item, in the order in which they are offered."""
        counted = Counter(each.choice(item) for each in self.answers)
        return {choice: counted[choice] for choice in Choice if counted[choice]}

    @property
    def number_open(self) -> int:
        return self.number_asked - self.number_nothing - len(self.answers)

    @property
    def names(self) -> str:
        return enumerated([each.state.name_in_text for each in self.answers])

    @property
    def total(self) -> str:
        return _("(%(number)d in total)") % {"number": len(self.answers)}

    @property
    def rest(self) -> str:
        """Say how many have nothing to report, and of how many there is nothing to read."""
        number = self.number_nothing
        nothing = ngettext(
            "Nothing to report: %(number)d State.", "Nothing to report: %(number)d States.", number
        )
        unread = (
            _("No answer: %(number)d.") if self.sees_all else _("No answer that you may read: %(number)d.")
        )
        sentences = [nothing % {"number": number}] if number else []
        return " ".join([*sentences, unread % {"number": self.number_open}])

    @property
    def sentence(self) -> str:
        """Say who answered, in protocol order."""
        if not self.answers:
            return " ".join([_("No answers yet.") if self.question.is_open else _("No answers."), self.rest])
        responses = _("Responses from %(names)s %(total)s.") % {"names": self.names, "total": self.total}
        return f"{responses} {self.rest}"


def reading_for(question: Question, reader: Reader) -> Reading:
    """Return what `reader` may read; five queries."""
    return _reading(
        question,
        Answer.objects.visible_to(reader),
        sees_all=is_asking_side(reader, question),
        names_people=may_see_people(reader),
    )


def reading_of_copy(question: Question, copy: Copy) -> Reading:
    """Return what a circle of readers reads, for a file: without the names of those who wrote."""
    sees_all = copy == Copy.ASKING
    return _reading(question, Answer.objects.in_copy(copy), sees_all=sees_all, names_people=False)


def copy_for(question: Question, reader: Reader) -> Copy:
    """Return the copy whose files this reader is given."""
    if is_asking_side(reader, question):
        return Copy.ASKING
    return Copy.FOCAL_POINTS if caller_of(reader) in FOCAL_POINTS else Copy.PUBLIC


def _reading(question: Question, answers: AnswerQuerySet, *, sees_all: bool, names_people: bool) -> Reading:
    rows = Addressee.objects.filter(round=question.round_id)
    numbers = rows.aggregate(total=Count("pk"), nothing=Count("pk", filter=Q(outcome=Outcome.NOTHING)))
    sent = answers.filter(addressee__round=question.round_id).with_parts()
    return Reading(
        question=question,
        items=list(question.items.all()),
        answers=_in_order(sent),
        number_asked=numbers["total"],
        number_nothing=numbers["nothing"],
        sees_all=sees_all,
        names_people=names_people,
    )


def _in_order(answers: Iterable[Answer]) -> list[StateAnswer]:
    by_state = {answer.addressee.state: answer for answer in answers if answer.addressee.state}
    return [
        StateAnswer(state, by_state[state], {part.item_id: part for part in by_state[state].parts.all()})
        for state in in_protocol_order(by_state)
    ]


# Narrowing ------------------------------------------------------------------------------------------


def narrowed(reading: Reading, narrowing: ListFilter) -> list[StateAnswer]:
    """Keep what has each word (`q`), these answers (`a1`, `a2` …) and this audience (`shared`).

    One query more for words.
    """
    if not narrowing.is_valid():
        return []
    chosen = {item: narrowing.chosen(f"a{item.number}") for item in reading.choice_items}
    audience = narrowing.chosen("shared")
    matching = _matching(reading, narrowing.query) if narrowing.query else None
    return [
        each
        for each in reading.answers
        if (matching is None or each.answer.pk in matching)
        and audience in {"", each.answer.audience}
        and all(value in {"", each.choice(item)} for item, value in chosen.items())
    ]


def _matching(reading: Reading, query: str) -> set[int]:
    """Return the keys of the answers whose State or text has each of the words."""
    read = [each.answer.pk for each in reading.answers]
    return set(
        with_text(Answer.objects.filter(pk__in=read)).filter(every_word(query)).values_list("pk", flat=True)
    )


def with_text(answers: AnswerQuerySet) -> "QuerySet[Any]":
    """Add to answers what is searched of them: the State's name and what it wrote."""
    texts = AnswerPart.objects.filter(answer=OuterRef("pk")).order_by().values("answer")
    together = Subquery(texts.annotate(together=StringAgg("text", " ")).values("together"))
    return answers.annotate(texts=together).alias(search_text=SearchText("addressee__state__name", "texts"))
