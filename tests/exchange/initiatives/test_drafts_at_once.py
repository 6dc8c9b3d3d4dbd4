"""Two people act on one draft in the same moment: both get an answer, and neither act is half-done."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import transaction

from exchange.assessments.actions import decide, make_initiative, take_back_verdict
from exchange.assessments.models import Recommendation
from exchange.initiatives import actions
from exchange.initiatives.models import Initiative
from nfp_portal.revisions.history import events_of
from tests.at_once import at_once, until_somebody_waits
from tests.factories.accounts import client_of
from tests.factories.assessments import first_of, make_handed_over
from tests.factories.initiatives import make_draft
from tests.factories.network import make_delegate, make_focal_point

pytestmark = pytest.mark.django_db(transaction=True)


def make_given_up() -> tuple[Recommendation, Any]:
    """An endorsed recommendation to Austria, and what the history has of the draft that came of it."""
    part = first_of(make_handed_over("AT"))
    decide(part, "endorsed", "", revision=part.revision, by=None)
    draft = make_initiative(first_of(part.assessment), by=None)
    actions.give_up_draft(draft)
    return first_of(part.assessment), events_of(Initiative).filter(pgh_obj_id=draft.pk).latest("pgh_id")


def act_of_another(act: Callable[[], Any], row: Any, first: Callable[[], Any]) -> tuple[Any, Any]:
    """Let another begin an act while this connection holds the row, does `first` and commits; give both."""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            type(row)._base_manager.select_for_update().get(pk=row.pk)
            waiting = pool.submit(at_once, act)
            until_somebody_waits()
            own = first()
        return own, waiting.result()[0]


def test_a_draft_comes_back_beside_another_that_is_made_of_its_recommendation() -> None:
    part, removed = make_given_up()
    made, back = act_of_another(
        lambda: actions.restore_draft(removed), part, lambda: make_initiative(part, by=None)
    )
    assert made == back == Initiative.objects.get() == first_of(part.assessment).initiative


def test_a_draft_comes_back_beside_its_verdict_that_is_taken_back() -> None:
    part, removed = make_given_up()
    act_of_another(lambda: actions.restore_draft(removed), part, lambda: take_back_verdict(part))
    assert Initiative.objects.get().pk == removed.pgh_obj_id
    assert (first_of(part.assessment).verdict, first_of(part.assessment).initiative) == ("waiting", None)


@pytest.mark.parametrize(
    ("act", "answers"),
    [("give-up", "The draft is given up."), ("propose", "The draft was given up meanwhile")],
)
def test_who_clicks_beside_a_colleague_that_gives_it_up_gets_an_answer(act: str, answers: str) -> None:
    draft, client = make_draft(), client_of(make_focal_point("AT"))
    _none, answer = act_of_another(
        lambda: client.post(f"/initiatives/drafts/{draft.key}/{act}/", {"revision": "1"}),
        draft,
        lambda: actions.give_up_draft(draft),
    )
    assert (answer.status_code, answer["Location"]) == (302, "/initiatives/")
    assert answers in client.get("/initiatives/").content.decode()


@pytest.mark.parametrize(
    "colleague", [actions.give_up_draft, lambda draft: actions.propose_draft(draft, revision=1)]
)
def test_what_is_typed_beside_a_colleague_that_proposes_it_or_gives_it_up_stays(colleague: Any) -> None:
    draft, client = make_draft(), client_of(make_delegate("AT"))
    typed = {"key": str(draft.key), "revision": "1", "title": "Two forms", "summary": "Why."}
    _none, answer = act_of_another(
        lambda: client.post(f"{draft.get_absolute_url()}change/", typed), draft, lambda: colleague(draft)
    )
    assert (answer.status_code, "Two forms" in answer.content.decode()) == (409, True)
