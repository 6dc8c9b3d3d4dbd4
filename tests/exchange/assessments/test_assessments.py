"""Assessments: requested by a State alone, decided on by it, handed over with recommendations."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from exchange.assessments import actions
from exchange.assessments.models import Assessment, Recommendation
from exchange.assessments.retention import purge_people_of_assessments
from exchange.initiatives.models import Initiative
from network.models import FieldOfWork
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role
from nfp_portal.turns.registry import source_named
from tests.factories.accounts import client_of, make_user
from tests.factories.assessments import (
    first_of,
    make_accepted,
    make_handed_over,
    make_opened,
    make_request,
    renewed,
)
from tests.factories.files import make_scan
from tests.factories.network import make_delegate, make_focal_point, state

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factors(settings: Any) -> None:
    settings.REQUIRE_MFA = False


def desk() -> Client:
    return client_of(make_user(Role.EDITOR))


def typed(**changes: str) -> dict[str, Any]:
    """What the form of a request sends."""
    given = {"key": str(uuid4()), "revision": "1", "scope": "Night patrols", "preferred_time": "Spring"}
    return given | {"contact": "Anna Demo", **changes}


def part_url(part: Recommendation, act: str) -> str:
    return f"{part.assessment.get_absolute_url()}recommendations/{part.key}/{act}/"


def decide(client: Client, part: Recommendation, verdict: str, **more: str) -> int:
    sent = {"verdict": verdict, "revision": str(part.revision)} | more
    return client.post(part_url(part, "verdict"), sent).status_code


def shown(client: Client, assessment: Assessment) -> str:
    return client.get(assessment.get_absolute_url()).content.decode()


# Requesting -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [make_delegate, make_focal_point])
def test_a_delegation_and_a_focal_point_request_one_for_their_own_state(make: Any) -> None:
    user = make("AT")
    response = client_of(user).post("/assessments/request/", typed())
    made = Assessment.objects.get()
    assert (response.status_code, made.state.iso2, made.scope) == (302, "AT", "Night patrols")
    assert (made.requested_by, str(made.stage.label), made.letter_name) == (user, "Requested", "")


def test_a_form_that_is_sent_twice_is_one_request() -> None:
    client, sent = client_of(make_delegate("AT")), typed()
    assert [client.post("/assessments/request/", sent).status_code for _time in range(2)] == [302, 302]
    assert Assessment.objects.count() == 1


def test_an_editor_enters_a_request_only_with_the_letter_of_the_state() -> None:
    client, sent = desk(), typed(state="PL", requested_on="2026-09-01")
    assert client.post("/assessments/request/", sent).status_code == 422
    assert client.post("/assessments/request/", sent | {"letter": make_scan()}).status_code == 302
    made = Assessment.objects.get()
    assert (made.state.iso2, made.letter_name) == ("PL", "note-verbale.pdf")


def test_nobody_else_requests_one() -> None:
    for role in (Role.PARTNER, Role.ADMINISTRATOR):
        assert client_of(make_user(role)).get("/assessments/request/").status_code == 404
    assert Client().get("/assessments/request/").status_code == 302
    assert client_of(make_user(Role.FOCAL_POINT)).get("/assessments/request/").status_code == 404


def test_a_request_is_withdrawn_until_it_is_answered_and_that_is_undone() -> None:
    made, client = make_request("AT"), client_of(make_focal_point("AT"))
    url = made.get_absolute_url()
    client.post(f"{url}withdraw/")
    assert str(renewed(made).stage.label) == "Withdrawn"
    client.post(f"{url}restore/")
    assert str(renewed(made).stage.label) == "Requested"
    actions.accept(renewed(made), revision=renewed(made).revision)
    client.post(f"{url}withdraw/")
    assert str(renewed(made).stage.label) == "Accepted"


def test_another_state_withdraws_nothing() -> None:
    made = make_request("AT")
    client = client_of(make_delegate("PL"))
    assert client.post(f"{made.get_absolute_url()}withdraw/").status_code == 404
    assert renewed(made).withdrawn_at is None


# Preparing --------------------------------------------------------------------------------------------


def test_editors_accept_plan_write_recommendations_and_hand_over_after_a_question() -> None:
    made, client = make_request("AT"), desk()
    url = made.get_absolute_url()
    client.post(f"{url}accept/", {"revision": "1"})
    plan = {"framework": "The Concept", "team": "Bert Demo; TNTD\nTwo experts", "held_from": "2026-05-04"}
    key = {"key": str(made.key), "revision": "2"}
    assert client.post(f"{url}plan/", plan | key).status_code == 302
    assert [(each.name, each.body) for each in made.team.all()] == [
        ("Bert Demo", "TNTD"),
        ("Two experts", ""),
    ]
    assert client.get(f"{url}hand-over/").status_code == 404  # nothing is recommended yet
    sent = {"key": str(uuid4()), "revision": "1", "kind": "training", "text": "Train at night."}
    client.post(f"{url}recommendations/", sent)
    assert "Recommendation 1" not in shown(client_of(make_delegate("AT")), made)
    assert "Hand it over" in client.get(f"{url}hand-over/").content.decode()
    client.post(f"{url}hand-over/", {"revision": str(renewed(made).revision)})
    assert str(renewed(made).stage.label) == "Report handed over"
    assert "Train at night." in shown(client_of(make_delegate("AT")), made)


def test_what_is_handed_over_is_what_was_read() -> None:
    made, client = make_accepted("AT"), desk()
    actions.recommend(made, uuid4(), {"kind": "other", "text": "Read this."})
    read = renewed(made).revision
    actions.recommend(made, uuid4(), {"kind": "other", "text": "Not read."})
    client.post(f"{made.get_absolute_url()}hand-over/", {"revision": str(read)})
    assert renewed(made).handed_over_at is None


def test_a_recommendation_that_is_handed_over_is_reworded_no_more() -> None:
    part, client = first_of(make_handed_over("AT")), desk()
    sent = {"key": str(part.key), "revision": str(part.revision), "kind": "other", "text": "Other words."}
    client.post(part_url(part, "change"), sent)
    assert client.post(part_url(part, "remove")).status_code == 404
    assert Recommendation.objects.get().text == "Draft one strategy for all services."


def test_two_editors_at_one_recommendation_lose_nothing() -> None:
    made = make_accepted("AT")
    part = actions.recommend(made, uuid4(), {"kind": "other", "text": "First."})
    actions.reword(part, {"text": "Second."}, revision=1)
    sent = {"key": str(part.key), "revision": "1", "kind": "other", "text": "Third."}
    response = desk().post(part_url(part, "change"), sent)
    assert (response.status_code, Recommendation.objects.get().text) == (409, "Second.")


def test_a_request_is_declined_with_a_reason_and_that_is_undone() -> None:
    made, client = make_request("AT"), desk()
    url = made.get_absolute_url()
    assert client.post(f"{url}decline/", {"revision": "1", "reason": ""}).status_code == 422
    client.post(f"{url}decline/", {"revision": "1", "reason": "No experts this year."})
    assert "No experts this year." in shown(client_of(make_delegate("AT")), made)
    client.post(f"{url}reconsider/")
    assert str(renewed(made).stage.label) == "Requested"


# The State decides ------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [make_delegate, make_focal_point])
def test_the_state_decides_with_one_click_and_takes_it_back(make: Any) -> None:
    part, client = first_of(make_handed_over("AT")), client_of(make("AT"))
    assert decide(client, part, "endorsed") == 302
    assert Recommendation.objects.get().verdict == "endorsed"
    client.post(part_url(part, "take-back"))
    assert Recommendation.objects.get().verdict == "waiting"
    again = first_of(part.assessment)
    assert decide(client, again, "noted", note="We do that already.") == 302
    assert "We do that already." in shown(client, part.assessment)


def test_nobody_decides_for_a_state_and_no_verdict_is_given_twice() -> None:
    part = first_of(make_opened("AT"))
    for user in (make_user(Role.EDITOR), make_focal_point("PL"), make_delegate("PL")):
        assert decide(client_of(user), part, "endorsed") == 404
    assert Recommendation.objects.get().verdict == "waiting"
    own = client_of(make_delegate("AT"))
    decide(own, part, "endorsed")
    decide(own, part, "not_endorsed")
    assert Recommendation.objects.get().verdict == "endorsed"


def test_an_endorsed_recommendation_becomes_an_initiative_by_one_click_and_each_names_the_other() -> None:
    field = FieldOfWork.objects.get(slug="policing")
    part, client = first_of(make_handed_over("AT", field=field)), client_of(make_focal_point("AT"))
    assert client.post(part_url(part, "initiative")).status_code == 302
    assert not Initiative.objects.filter(key=part.key).exists()  # it is not endorsed
    decide(client, part, "endorsed")
    for _time in range(2):
        client.post(part_url(part, "initiative"))
    made = Initiative.objects.get(key=part.key)
    assert (made.is_draft, made.proposed_on) == (True, None)  # the assessment is not opened
    assert (made.title, made.field, [str(body) for body in made.bodies]) == (
        part.text,
        field,
        [str(state("AT"))],
    )
    assert made.get_absolute_url() in shown(client, part.assessment)
    assert part.assessment.get_absolute_url() in client.get(made.get_absolute_url()).content.decode()
    client.post(part_url(part, "take-back"))
    assert Recommendation.objects.get().verdict == "endorsed"


def test_of_an_opened_assessment_the_click_proposes_at_once() -> None:
    made, client = make_opened("AT"), client_of(make_focal_point("AT"))
    decide(client, first_of(made), "endorsed")
    client.post(part_url(first_of(made), "initiative"))
    initiative = Initiative.objects.get()
    assert (initiative.status, initiative.proposed_on) == ("proposed", timezone.localdate())
    assert client_of(make_focal_point("PL")).get(initiative.get_absolute_url()).status_code == 200


def test_closing_names_the_initiatives_that_others_read_still() -> None:
    made, client = make_opened("AT"), client_of(make_focal_point("AT"))
    decide(client, first_of(made), "endorsed")
    client.post(part_url(first_of(made), "initiative"))
    number = Initiative.objects.get().number
    url = made.get_absolute_url()
    assert "stays one, which others read" in client.get(f"{url}open/").content.decode()
    page = client.post(f"{url}close/", follow=True).content.decode()
    assert f"What came of it stays as it is, and others read it: Initiative {number}." in page
    assert client_of(make_focal_point("PL")).get(f"/initiatives/{number}/").status_code == 200


def test_closing_says_nothing_of_a_draft_which_others_do_not_read() -> None:
    made, client = make_handed_over("AT"), client_of(make_focal_point("AT"))
    decide(client, first_of(made), "endorsed")
    client.post(part_url(first_of(made), "initiative"))
    actions.open_to(renewed(made), Audience.ALL, revision=renewed(made).revision)
    page = client.post(f"{made.get_absolute_url()}close/", follow=True).content.decode()
    assert ("alone read it." in page, "What came of it" in page) == (True, False)


# Turns ------------------------------------------------------------------------------------------------


def waiting(name: str, user: Any) -> int:
    rows = source_named(name).rows(user)
    return 0 if rows is None else rows.count()


def test_each_step_is_the_turn_of_who_acts_next() -> None:
    editor, delegate, focal_point = make_user(Role.EDITOR), make_delegate("AT"), make_focal_point("AT")
    strangers = (make_focal_point("PL"), make_delegate("PL"), make_user(Role.PARTNER))
    made = make_request("AT")
    assert waiting("assessment requested", editor) == 1
    actions.accept(made, revision=1)
    assert waiting("assessment requested", editor) == 0
    assert [waiting("assessment answered", each) for each in (delegate, focal_point)] == [1, 1]
    client_of(delegate).post(f"{made.get_absolute_url()}answer-read/")
    assert waiting("assessment answered", focal_point) == 0
    given = make_handed_over("AT")
    decided = "recommendations to decide on"
    assert [waiting(decided, each) for each in (delegate, focal_point)] == [1, 1]
    assert [waiting(decided, each) for each in strangers] == [0, 0, 0]
    page = client_of(delegate).get("/").content.decode()
    assert "Decide on the recommendations of the assessment" in page
    decide(client_of(delegate), first_of(given), "noted")
    assert waiting(decided, focal_point) == 0


# What the database holds ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "facts",
    [
        {"scope": ""},
        {"opened_at": timezone.now(), "audience": "all"},
        {"held_from": "2026-05-04"},
        {"declined_at": timezone.now()},
        {"accepted_at": timezone.now(), "withdrawn_at": timezone.now()},
        {"accepted_at": timezone.now(), "planned_from": "2026-05-04", "planned_to": "2026-05-01"},
    ],
)
def test_the_database_refuses_what_cannot_be(facts: dict[str, Any]) -> None:
    made = make_request("AT")
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.filter(pk=made.pk).update(**facts)


def test_contact_and_names_of_the_team_are_removed_a_year_after_the_hand_over() -> None:
    old, new = make_handed_over("AT"), make_handed_over("PL")
    Assessment.objects.filter(pk=old.pk).update(handed_over_at=timezone.now() - timedelta(days=366))
    assert purge_people_of_assessments() == 1
    assert purge_people_of_assessments() == 0
    assert (renewed(old).contact, old.team.get().name, old.team.get().body) == ("", "", "TNTD/BSMU")
    assert (renewed(new).contact, new.team.get().name) == ("Anna Demo, anna@example.org", "Bert Demo")


# Pages ------------------------------------------------------------------------------------------------


def test_the_history_has_each_step_and_verdict() -> None:
    part = first_of(make_handed_over("AT"))
    actions.decide(part, "noted", "", revision=part.revision, by=make_delegate("AT"))
    page = desk().get(f"{part.assessment.get_absolute_url()}history/").content.decode()
    parts = ("Accepted", "Report handed over", "Draft one strategy", "Noted", "started")
    assert [each for each in parts if each not in page] == []


def test_the_empty_list_says_what_to_do_first_and_what_public_records_say() -> None:
    pages = {
        "Say in one sentence what is to be assessed.": client_of(make_delegate("AT")),
        "A State requests an assessment, and decides who may read": Client(),
        "If a letter came instead, an editor enters it.": desk(),
    }
    for text, client in pages.items():
        page = client.get("/assessments/").content.decode()
        assert text in page
        assert "OSCE Secretariat, page of the Borders Team" in page


def test_a_list_and_a_page_cost_the_same_queries_at_any_length() -> None:
    client, counted = client_of(make_focal_point("PL")), []
    for number in (1, 8):
        for _time in range(number):
            made = make_opened("AT")
            make_handed_over("PL", "Trains", *(f"Recommendation of {each}" for each in range(number)))
        costs = []
        own = Assessment.objects.filter(state__iso2="PL").latest("pk")
        for url in ("/assessments/", made.get_absolute_url(), own.get_absolute_url()):
            with CaptureQueriesContext(connection) as queries:
                client.get(url)
            costs.append(len(queries))
        counted.append(costs)
    assert counted[0] == counted[1]
