"""Questions and answers for tests, one phrase each."""

from typing import Any
from uuid import uuid4

from exchange.questions.actions.answers import Written, answer_of, report_nothing, send_answer
from exchange.questions.actions.asking import Draft, ItemText, begin_question, put_to_states
from exchange.questions.models import Answer, Question
from network.rounds.actions.answers import GivenAnswer
from network.rounds.actions.opening import close_round
from network.rounds.models import Addressee, Channel
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import User
from nfp_portal.links.signing import path_of
from tests.factories.network import state
from tests.factories.rounds import mailbox_of

ITEMS = (
    ItemText("Do you use them?", "choice", is_optional=False),
    ItemText("What would you do differently?", "text", is_optional=True),
)


def make_question(by: User, asker: str = "", *codes: str, **facts: Any) -> Question:
    """A draft of `by` for a State, or for the secretariat; it asks Austria and Poland by default."""
    given = {
        "title": "Mobile readers",
        "background": "We want to buy some.",
        "weeks": 3,
        "audience": Audience.ALL,
        "state": state(asker) if asker else None,
    }
    states = tuple(state(code) for code in codes or ("AT", "PL"))
    items = facts.pop("items", ITEMS)
    return begin_question(uuid4(), Draft(given | facts, states, items), by=by)


def make_open_question(by: User, asker: str = "", *codes: str, **facts: Any) -> Question:
    return put_to_states(make_question(by, asker, *codes, **facts), by=by)


def close(question: Question) -> Question:
    assert question.round is not None
    close_round(question.round.key)
    return Question.objects.with_facts().get(pk=question.pk)


def row_of(question: Question, code: str) -> Addressee:
    return Addressee.objects.select_related("round").get(round=question.round_id, state__iso2=code)


def give(
    question: Question,
    code: str,
    choice: str = "yes",
    text: str = "",
    audience: str = "focal_points",
    **how: Any,
) -> Answer:
    """Send the answer of a State; `how` is the way it came, and the language of its text."""
    row = row_of(question, code)
    language = how.pop("language", "")
    given = GivenAnswer(**{"channel": Channel.LINK, "name": "Eva MUSTER"} | how)
    written = Written({1: choice, 2: text}, audience, answer_of(row).revision, language)
    return send_answer(row.key, written, given=given)


def give_nothing(question: Question, code: str) -> None:
    row = row_of(question, code)
    given = GivenAnswer(Channel.LINK, name="Eva MUSTER")
    report_nothing(row.key, revision=answer_of(row).revision, given=given)


def link_of(question: Question, code: str) -> str:
    """The address of the page behind a focal point's letter."""
    return path_of("round", mailbox_of(row_of(question, code)).key)
