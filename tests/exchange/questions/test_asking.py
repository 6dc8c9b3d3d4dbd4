"""A question is written, checked by a second person and opened; earlier ones like it are shown."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError

from exchange.questions.actions.asking import open_question, submit_question
from exchange.questions.actions.closing import write_summary
from exchange.questions.models import Question, QuestionItem
from network.models import State
from network.rounds.models import Addressee
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import User
from nfp_portal.turns.listing import turns_for
from tests.factories.accounts import client_of
from tests.factories.network import make_focal_point, state
from tests.factories.questions import close, give, make_open_question, make_question

pytestmark = pytest.mark.django_db

ASK = "/questions/ask/"


def page(response: Any) -> str:
    return " ".join(response.content.decode().split())


def typed(**changes: Any) -> dict[str, Any]:
    form: dict[str, Any] = {
        "key": str(uuid4()),
        "revision": "1",
        "title": "Mobile readers",
        "background": "We want to buy some.",
        "weeks": "3",
        "audience": Audience.FOCAL_POINTS.value,
        "states": ["AT", "PL"],
        "item-0-text": "Do you use them?",
        "item-0-kind": "choice",
        "item-1-text": "",
        "item-1-kind": "choice",
        "item-2-text": "What would you do differently?",
        "item-2-kind": "text",
        "item-2-is_optional": "on",
        "act": "save",
    }
    return form | changes


def test_a_question_is_asked_in_three_steps_and_opened_by_a_second_person(approver: User) -> None:
    author = make_focal_point("FI")
    own = client_of(author)
    assert "56" in page(own.get(ASK))  # all the others are ticked
    draft = own.post(ASK, typed(), follow=True)
    assert "What would you do differently?" in page(draft)
    question = Question.objects.get()
    submitted = own.post(f"/questions/drafts/{question.key}/submit/", follow=True)
    assert "The secretariat checks the question" in page(submitted)
    check = f"/questions/drafts/{question.key}/check/"
    desk = client_of(approver)
    assert "Look for it before you open it".lower() in page(desk.get(check)).lower()
    opened = desk.post(check, {"decision": "approve", "fingerprint": "1"}, follow=True)
    assert "The question is open" in page(opened)
    question.refresh_from_db()
    assert (question.number, question.state, question.author) == (1, state("FI"), author)
    assert list(question.items.values_list("number", "kind", "is_optional")) == [
        (1, "choice", False),
        (2, "text", True),
    ]
    assert set(Addressee.objects.values_list("state__iso2", flat=True)) == {"AT", "PL"}
    assert question.round is not None
    assert (question.due_on - question.round.opened_on).days == 21  # type: ignore[operator] # it is open


def test_rows_come_and_go_without_script_and_keep_what_was_typed() -> None:
    own = client_of(make_focal_point("FI"))
    more = page(own.post(ASK, typed(act="add")))
    assert more.count('class="ask__item"') == 4
    assert "Do you use them?</textarea>" in more
    less = page(own.post(ASK, typed(act="remove-0")))
    assert less.count('class="ask__item"') == 2
    assert "Do you use them?" not in less
    assert "What would you do differently?</textarea>" in less
    assert not Question.objects.exists()


def test_what_is_wrong_is_said_and_nothing_is_kept() -> None:
    own = client_of(make_focal_point("FI"))
    for wrong, sentence in (
        ({"title": ""}, "This field is required."),
        ({"states": ["FI", "AT"]}, "A State does not ask itself"),
        ({"item-0-text": "", "item-2-text": ""}, "Write at least one numbered question."),
        ({"weeks": "9"}, "Select a valid choice"),
    ):
        answer = own.post(ASK, typed(**wrong))
        assert answer.status_code == 422
        assert sentence in page(answer)
    assert not Question.objects.exists()


def test_a_question_is_sent_back_with_a_remark_and_submitted_again(approver: User) -> None:
    author = make_focal_point("FI")
    question = make_question(author, "FI")
    own, desk = client_of(author), client_of(approver)
    own.post(f"/questions/drafts/{question.key}/submit/")
    check = f"/questions/drafts/{question.key}/check/"
    assert desk.post(check, {"decision": "send_back", "remark": ""}).status_code == 422
    desk.post(check, {"decision": "send_back", "remark": "Shorter, please."})
    assert "Shorter, please." in page(own.get(question.get_absolute_url()))
    assert [each.item.title for each in turns_for(author).shown] == ["Mobile readers"]
    assert desk.get(question.get_absolute_url()).status_code == 404  # it is the author's again


def test_a_draft_is_its_authors_until_it_is_submitted(approver: User) -> None:
    question = make_question(make_focal_point("FI"), "FI")
    others = [client_of(user) for user in (approver, make_focal_point("FI"), make_focal_point("AT"))]
    for path in ("", "change/", "check/", "delete/"):
        assert [each.get(f"{question.get_absolute_url()}{path}").status_code for each in others] == [404] * 3


def test_earlier_questions_like_it_are_shown_first() -> None:
    make_open_question(make_focal_point("SE"), "SE", title="Dogs at ferry terminals")
    earlier = close(make_open_question(make_focal_point("NO"), "NO", title="Readers for documents on trains"))
    own = client_of(make_focal_point("FI"))
    shown = page(own.get("/questions/similar/?title=document readers on ferries"))
    assert earlier.title in shown
    assert "Dogs" not in shown
    assert "Asked before" not in page(own.get("/questions/similar/?title=uniforms"))


def test_an_opened_question_stays_as_it_was_opened(editor: User) -> None:
    question = make_open_question(editor)
    with pytest.raises(IntegrityError, match="what is asked stays as it was opened"):
        QuestionItem.objects.filter(question=question).update(text="Something else?")


def test_numbers_of_questions_have_no_gaps(editor: User) -> None:
    first = make_open_question(editor)
    make_question(editor)
    assert (first.number, make_open_question(editor).number) == (1, 2)
    assert State.objects.participating().count() == 57


def test_a_question_is_the_turn_of_who_checks_then_answers_then_sums_up(approver: User) -> None:
    author, answerer = make_focal_point("FI"), make_focal_point("AT")

    def verbs(user: User) -> list[str]:
        return [each.item.verb for each in turns_for(user).shown]

    question = make_question(author, "FI", "AT")
    submit_question(question.pk, by=author)
    assert verbs(approver) == ["Check the question “Mobile readers”"]
    assert verbs(answerer) == []
    opened = open_question(question.pk, revision=1, by=approver)
    assert (verbs(approver), verbs(author)) == ([], [])
    assert verbs(answerer) == ["Answer the question “Mobile readers”"]
    give(opened, "AT")
    assert verbs(answerer) == []
    close(opened)
    assert verbs(author) == ["Write the summary of “Mobile readers”"]
    write_summary(opened.pk, "One answered.", revision=opened.revision)
    assert verbs(author) == []


def test_two_tabs_of_one_draft_show_both_versions_item_by_item() -> None:
    own = client_of(make_focal_point("FI"))
    own.post(ASK, typed())
    question = Question.objects.get()
    change = f"/questions/drafts/{question.key}/change/"
    first = {"item-0-text": "Do you own them?", "item-1-text": "Since when?", "item-1-kind": "text"}
    own.post(change, typed(**first))
    second: dict[str, Any] = {"item-0-text": "Do you rent them?", "states": ["AT"], "item-2-text": ""}
    conflict = own.post(change, typed(**second))
    shown = page(conflict)
    assert conflict.status_code == 409
    assert ("network.State" in shown, "Austria, Poland" in shown) == (False, True)
    for text in ("Do you own them?", "Do you rent them?", "Since when?", "What would you do differently?"):
        assert text in shown, text
    differing = re.findall(r'name="keep:([a-z0-9_-]+)" value="theirs"', shown)
    items = ["item-0-text", "item-3-text", "item-3-kind", "item-4-text", "item-4-kind", "item-4-is_optional"]
    assert differing == ["states", *items]
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', shown))
    chosen = {f"keep:{name}": "theirs" for name in differing} | {"keep:item-0-text": "mine"}
    own.post(change, fields | {"states": ["AT"]} | chosen)
    question.refresh_from_db()
    assert [item.text for item in question.items.all()] == [
        "Do you rent them?",
        "Since when?",
        "What would you do differently?",
    ]
