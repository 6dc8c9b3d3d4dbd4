"""Who asked a question gets a letter when it opens and when it closes."""

import pytest

from exchange.questions.actions.asking import open_question, submit_question
from exchange.questions.models import Question
from nfp_portal.accounts.models import Role, User
from nfp_portal.mail.models import Delivery
from tests.factories.accounts import make_user
from tests.factories.network import make_appointment, make_focal_point
from tests.factories.questions import close, give, give_nothing, make_question

pytestmark = pytest.mark.django_db


def opened(question: Question) -> Question:
    assert question.author is not None
    submit_question(question.pk, by=question.author)
    return open_question(question.pk, revision=question.revision, by=make_user(Role.APPROVER))


def letters_to(address: str) -> list[str]:
    rows = Delivery.objects.filter(address=address, letter__key__startswith="question ").order_by("pk")
    return list(rows.values_list("letter__subject", flat=True))


def test_a_focal_point_who_asked_reads_that_it_is_open_and_how_many_answered() -> None:
    finland = make_focal_point("FI")
    question = opened(make_question(finland, "FI", "AT", "PL", "DE"))
    assert letters_to(finland.email) == ["Your question is open: Mobile readers"]
    give(question, "AT")
    give_nothing(question, "PL")
    for _time in range(2):
        close(question)
    assert letters_to(finland.email) == [
        "Your question is open: Mobile readers",
        "Your question is closed: Mobile readers",
    ]
    closing = Delivery.objects.get(letter__subject__startswith="Your question is closed").letter
    assert "2 of 3 States have answered" in closing.text.replace("\n", " ")


def test_where_the_author_no_longer_speaks_for_the_state_its_focal_points_are_written_to(
    editor: User,
) -> None:
    successor = make_appointment("FI").person
    opened(make_question(editor, "FI"))
    assert (letters_to(successor.email), letters_to(editor.email)) == (
        ["Your question is open: Mobile readers"],
        [],
    )


def test_the_secretariat_s_own_question_is_written_about_to_its_author(editor: User) -> None:
    opened(make_question(editor))
    assert letters_to(editor.email) == ["Your question is open: Mobile readers"]
