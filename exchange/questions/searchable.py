"""What the search finds of questions: what was asked, and what States answered, as far as one may read it."""

from collections.abc import Iterator

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from exchange.questions.models import Answer, Question
from exchange.questions.reading import with_text
from exchange.questions.wording import asker_in_list
from network.models.search_text import every_word
from nfp_portal.accounts.access import Reader
from nfp_portal.ui.search import ENOUGH, Hit, Searchable, register_searchable


def find_questions(query: str, reader: Reader) -> Iterator[Hit]:
    rows = Question.objects.opened().visible_to(reader).with_facts()
    for question in rows.filter(every_word(query)).order_by("-number")[:ENOUGH]:
        yield Hit(
            question.title, question.get_absolute_url(), asker_in_list(question), question.is_demonstration
        )


def find_answers(query: str, reader: Reader) -> Iterator[Hit]:
    """Yield answers to questions that the reader may read, newest question first."""
    questions = Question.objects.opened().visible_to(reader)
    rows = Answer.objects.visible_to(reader).filter(addressee__round__question__in=questions)
    rows = rows.select_related("addressee__state", "addressee__round__question")
    order = ("-addressee__round__question__number", "addressee__state__name")
    for answer in with_text(rows).filter(every_word(query)).order_by(*order)[:ENOUGH]:
        question, state = answer.addressee.round.question, answer.addressee.state
        anchor = f"#state-{state.iso2}" if state else ""
        title = f"{state}: {Truncator(answer.texts or '').chars(120)}"
        yield Hit(title, f"{question.get_absolute_url()}{anchor}", question.title, question.is_demonstration)


def register() -> None:
    register_searchable(
        Searchable(62, "questions", _("Questions to the Network"), find_questions),
        Searchable(64, "answers", _("Answers of States"), find_answers),
    )
