"""What holds for all rooms of the exchange: their history, and what a visitor finds at a hidden address."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from exchange.initiatives.actions import change, join, take_back_step
from exchange.practices.actions import change as reword
from exchange.practices.actions import use_too
from exchange.questions.actions.closing import write_summary
from network.models import FieldOfWork
from nfp_portal.accounts.models import Role
from tests.factories import questions
from tests.factories.accounts import client_of, make_user
from tests.factories.initiatives import make_initiative
from tests.factories.network import make_appointment, make_focal_point, state
from tests.factories.practices import make_practice, offer_practice

pytestmark = pytest.mark.django_db


def desk() -> Client:
    return client_of(make_user(Role.EDITOR))


def history_of(thing: Any, client: Client | None = None) -> str:
    return (client or desk()).get(f"{thing.get_absolute_url()}history/").content.decode()


def missing(page: str, *parts: str) -> list[str]:
    return [part for part in parts if part not in page]


def test_the_history_of_an_initiative_has_its_words_its_sponsors_and_its_steps() -> None:
    made = make_initiative("One form", status="discussed")
    facts = {"lead": "Austria", "field": FieldOfWork.objects.get(name="Policing")}
    change(made, facts, revision=made.revision, is_editor=True)
    join(made, state("BE"))
    take_back_step(made, made.steps.get().key)
    page = history_of(made)
    parts = ("<strong>Led by</strong>", "Policing", "<strong>Sponsor:</strong> Belgium", "removed")
    assert missing(page, *parts, "<strong>Step:</strong> Discussed") == []


def test_the_history_of_a_practice_has_its_decisions_and_who_uses_it() -> None:
    practice = make_practice("Two in one car", "PL")
    reword(practice, {"proof": "Fewer complaints."}, revision=practice.revision, is_editor=True)
    use_too(practice, state("BE"), by=make_focal_point("BE"))
    parts = ("Published", "Fewer complaints.", "<strong>Also used by:</strong> Belgium", "started")
    assert missing(history_of(practice), *parts) == []


def test_the_history_of_a_question_has_no_answer() -> None:
    question = questions.make_open_question(make_user(Role.EDITOR))
    questions.give(question, "AT", text="A quoll of an answer")
    write_summary(question.pk, "In short.", revision=question.revision)
    page = history_of(question)
    assert missing(page, "In short.", "started") == []
    assert "quoll" not in page


def test_the_history_is_for_editors() -> None:
    practice = make_practice(audience="all")
    path = f"{practice.get_absolute_url()}history/"
    assert [client_of(make_focal_point()).get(path).status_code, Client().get(path).status_code] == [404, 302]


def test_a_history_costs_the_same_queries_at_any_length() -> None:
    made, client, counted = make_initiative(), desk(), []
    history_of(made, client)
    for codes in (("BE",), ("DE", "FI", "FR", "PL", "SI")):
        for code in codes:
            join(made, state(code))
            made.refresh_from_db()
            change(made, {"lead": code}, revision=made.revision, is_editor=True)
        with CaptureQueriesContext(connection) as queries:
            history_of(made, client)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_a_visitor_is_led_to_sign_in_whether_something_is_hidden_there_or_not() -> None:
    hidden = (
        make_initiative(),
        offer_practice(),
        questions.make_open_question(make_user(Role.EDITOR)),
    )
    paths = [thing.get_absolute_url() for thing in hidden]
    paths += [f"/questions/{hidden[2].number}.pdf", f"/questions/{hidden[2].number}.xlsx"]
    nothing = ["/initiatives/99/", "/practices/none/", "/questions/99/", "/questions/99.pdf"]
    for path in [*paths, *nothing]:
        response = Client().get(path)
        assert (response.status_code, response.headers["Location"]) == (302, f"/accounts/login/?next={path}")
    stranger = client_of(make_user(Role.PARTNER))
    assert {stranger.get(path).status_code for path in [*paths, *nothing]} == {404}


def test_who_speaks_for_two_states_chooses_for_which_in_every_room() -> None:
    user = make_focal_point("AT")
    make_appointment("BE", person=user.person)
    client = client_of(user)
    for path in ("/questions/ask/", "/initiatives/propose/", "/practices/offer/"):
        page = client.get(path).content.decode()
        assert missing(page, '<option value="AT"', '<option value="BE"') == [], path
    practice = offer_practice("Two in one car", "BE")
    page = client.get(f"{practice.get_absolute_url()}change/").content.decode()
    assert missing(page, '<option value="BE" selected') == []
    one = client_of(make_focal_point("PL")).get("/practices/offer/").content.decode()
    assert 'name="state"' not in one
