"""What the search finds of questions: what was asked, and what States answered, as far as one may read it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from exchange.questions.models import Answer, AnswerPart, Question, QuestionItem
from exchange.questions.models.answers import AnswerQuerySet
from exchange.questions.reading import with_text
from exchange.questions.wording import asker_in_list
from network.models import State
from network.models.search_vectors import SEARCH_VECTOR
from network.search.facets import FIELD, STATE, YEAR, Values, values_of
from network.search.queries import Query
from network.search.ranking import BY_TEXT, Rows, Table, has, has_number
from network.search.registry import MOST, Hit, Ranked, Searchable, register_searchable
from nfp_portal.accounts.access import Reader


def _questions(reader: Reader) -> Rows:
    return Question.objects.opened().visible_to(reader)


def _of_questions(rows: Rows, _reader: Reader) -> Iterable[tuple[int, Hit]]:
    for row in rows.with_facts().prefetch_related("items"):
        text = "\n".join([row.summary, row.background, *(item.text for item in row.items.all())])
        yield row.pk, Hit(row.title, row.get_absolute_url(), asker_in_list(row), row.is_demonstration, text)


def _by_item(query: Query, _reader: Reader) -> models.Q:
    """A question is found by each of its items too."""
    return models.Q(pk__in=QuestionItem.objects.filter(has(query)).values("question"))


class Answers:
    """What States answered: each term is in one of the texts or the name of the State."""

    def vectors(self, query: Query) -> Sequence[tuple[str, str]]:
        """Name the columns for one term; of several each may be in another."""
        tables = (AnswerPart, State) if len(query.terms) == 1 else ()
        return [(model._meta.db_table, SEARCH_VECTOR) for model in tables]  # noqa: SLF001 - Django's documented name

    def ranked(self, query: Query, reader: Reader) -> Sequence[Ranked]:
        """Return answers to questions that the reader may read, newest question first; one query."""
        if not query.terms or query.is_inside:
            return []
        rows = _answers(reader)
        for term in query.terms:
            one = Query("", (term,))
            parts = AnswerPart.objects.filter(has(one)).values("answer")
            states = State.objects.filter(has(one)).values("pk")
            rows = rows.filter(models.Q(pk__in=parts) | models.Q(addressee__state__in=states))
        written = AnswerPart.objects.exclude(text="").values("answer")
        newest = rows.filter(pk__in=written).order_by(*_NEWEST)
        return [Ranked(key, BY_TEXT) for key in newest.values_list("pk", flat=True)[: MOST + 1]]

    def facet_values(self, keys: Sequence[int]) -> Mapping[int, Values]:
        of_round = "addressee__round__"
        columns = {
            STATE: "addressee__state__iso2",
            FIELD: f"{of_round}question__field__slug",
            YEAR: f"{of_round}opened_at__year",
        }
        return values_of(Answer.objects.filter(pk__in=keys), columns)

    def hits(self, keys: Sequence[int], reader: Reader) -> Mapping[int, Hit]:
        rows = with_text(_answers(reader).filter(pk__in=keys))
        return {
            row.pk: _of_answer(row)
            for row in rows.select_related("addressee__state", "addressee__round__question")
        }


_NEWEST = ("-addressee__round__question__number", "addressee__state__name")


def _answers(reader: Reader) -> AnswerQuerySet:
    return Answer.objects.visible_to(reader).filter(addressee__round__question__in=_questions(reader))


def _of_answer(answer: Any) -> Hit:
    question, state = answer.addressee.round.question, answer.addressee.state
    anchor = f"#state-{state.iso2}" if state else ""
    texts = answer.texts or ""
    title = f"{state}: {Truncator(texts).chars(120)}"
    url = f"{question.get_absolute_url()}{anchor}"
    return Hit(title, url, question.title, question.is_demonstration, texts)


QUESTIONS = Table(
    Question,
    _questions,
    _of_questions,
    ("-number",),
    exact=has_number,
    also=_by_item,
    others=((QuestionItem, SEARCH_VECTOR),),
    facets={STATE: "state__iso2", FIELD: "field__slug", YEAR: "round__opened_at__year"},
)


def register() -> None:
    register_searchable(
        Searchable(
            62, "questions", _("Questions to the Network"), (QUESTIONS,), frozenset({"question", "questions"})
        ),
        Searchable(64, "answers", _("Answers of States"), (Answers(),), frozenset({"answer", "answers"})),
    )
