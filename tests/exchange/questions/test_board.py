"""The board of a question: its map and legend, and what it does not say of an answer for the asker alone."""

import re

import pytest
from django.test import Client

from exchange.questions.models import Question
from network.rounds.report import compose
from network.rounds.tally import tally_of
from nfp_portal.accounts.models import Role
from tests.factories.accounts import client_of, make_user
from tests.factories.network import make_focal_point
from tests.factories.questions import give, give_nothing, make_open_question
from tests.texts import read

pytestmark = pytest.mark.django_db

# Of 57 States five are asked: two answer, one has nothing to report, two have no focal point to write to.
LEGEND = [
    ("present", "All have answered (2)"),
    ("none", "Mail does not arrive (2)"),
    ("unmarked", "Nothing to report (1)"),
    ("open", "Not asked (52)"),
]


@pytest.fixture
def question() -> Question:
    opened = make_open_question(make_focal_point("FI"), "FI", "AL", "DE", "AT", "BE", "PL")
    give(opened, "AL", "yes", "", "everyone", name="Alba SENDER")
    give(opened, "AT", "planned", "", "asking", name="Anna QUOLLNAME", note="by telephone from Vienna")
    give_nothing(opened, "BE")
    return opened


@pytest.fixture
def editor() -> Client:
    return client_of(make_user(Role.EDITOR))


def board_of(question: Question) -> str:
    assert question.round is not None
    return question.round.get_absolute_url()


def test_nothing_to_report_and_not_asked_are_two_entries_of_the_legend(
    question: Question, editor: Client
) -> None:
    page = editor.get(board_of(question)).content.decode()
    entry = r'legend__tile tile--(\w+)" aria-hidden="true"></span>\s*<span>([^<]+)</span>'
    assert re.findall(entry, page) == LEGEND
    assert re.search(r'class="tile tile--unmarked"[^>]* title="Belgium: nothing to report"', page)
    assert re.search(r'class="tile tile--open" title="Finland: not asked"', page)


def test_the_report_has_the_same_legend(question: Question, editor: Client) -> None:
    assert question.round is not None
    html = compose(tally_of(question.round))
    legend = html.partition('id="legend"')[2].partition("</p>")[0]
    assert re.findall(r"<span>(.+?)</span>", legend) == [text for _, text in LEGEND]
    printed = read(editor, f"{board_of(question)}report.pdf")
    assert ("not asked (52)" in printed, "nothing to report (1)" in printed) == (True, True)


def test_who_sent_an_answer_for_the_asker_alone_is_not_named(question: Question, editor: Client) -> None:
    board = board_of(question)
    for address in (f"{board}?show=all", f"{board}?show=answered", f"{board}?state=AT"):
        page = read(editor, address)
        assert ("austria" in page, "answered" in page) == (True, True), address
        assert ("quollname" in page, "from vienna" in page) == (False, False), address
    sent = read(editor, "/questions/1/answers/AT/")
    assert ("answer" in sent, "quollname" in sent) == (True, False)
    for file in ("report.pdf", "report.xlsx"):
        text = read(editor, f"{board}{file}")
        assert ("austria" in text, "quollname" in text, "from vienna" in text) == (True, False, False), file
    assert "alba sender" in read(editor, f"{board}?show=all")


def test_the_secretariat_reads_who_answered_what_it_asked(editor: Client) -> None:
    opened = make_open_question(make_user(Role.EDITOR), "", "AT")
    give(opened, "AT", "planned", "", "asking", name="Anna QUOLLNAME")
    assert "anna quollname" in read(editor, f"{board_of(opened)}?show=all")
