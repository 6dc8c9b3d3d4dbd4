"""A closed question becomes a practice by one click, with nothing in it that its readers may not read."""

from typing import Any

import pytest
from django.test import Client

from exchange.practices.actions import publish
from exchange.practices.models import Practice
from exchange.questions.actions.closing import write_summary
from exchange.questions.models import Question
from network.models import FieldOfWork
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role
from tests.factories.accounts import client_of, make_user
from tests.factories.network import make_delegate, make_focal_point
from tests.factories.practices import make_practice
from tests.factories.questions import close, give, make_open_question

pytestmark = pytest.mark.django_db

BUTTON, WAY = "Make a practice of it", "/practices/offer/?question=1"


def page(client: Client, path: str) -> str:
    return " ".join(client.get(path).content.decode().split())


def closed_question(**facts: Any) -> Question:
    """Finland asks five: one answers everybody, one focal points, one Finland alone, one is silent."""
    question = make_open_question(make_focal_point("FI"), "FI", "AL", "DE", "AT", "PL", **facts)
    give(question, "AL", "yes", "Fewer devices", "focal_points" if "audience" in facts else "everyone")
    give(question, "DE", "no", "Test in the cold", "focal_points")
    give(question, "AT", "planned", "Under seal", "asking")
    write_summary(question.pk, "Two of three read away from the line.", revision=question.revision)
    return close(question)


def ticked(form: str) -> list[str]:
    """The States whose box of "other States involved" is ticked."""
    boxes = form.split('name="involved" value="')[1:]
    return [box[:2] for box in boxes if "checked" in box.partition(">")[0]]


def test_one_click_on_a_closed_question_opens_the_offer_filled_in() -> None:
    readers = FieldOfWork.objects.create(name="Identity at the line")
    closed_question(field=readers)
    finland = client_of(make_focal_point("FI"))
    assert f'href="{WAY}"' in page(finland, "/questions/1/")
    form = page(finland, WAY)
    assert 'value="Mobile readers"' in form
    assert "Two of three read away from the line.</textarea>" in form
    assert '<option value="all" selected>' in form
    assert f'<option value="{readers.pk}" selected>Identity at the line</option>' in form
    assert ticked(form) == ["AL"]
    assert '<option value="FI" selected>' in page(client_of(make_user(Role.EDITOR)), WAY)


def test_of_a_question_for_focal_points_the_practice_is_for_them_too() -> None:
    closed_question(audience=Audience.FOCAL_POINTS)
    finland = client_of(make_focal_point("FI"))
    form = page(finland, WAY)
    assert ticked(form) == ["AL", "DE"]
    typed = {"title": "Readers", "summary": "How.", "stage": "idea", "mechanism": "other", "language": "en"}
    refused = finland.post(WAY, typed | {"revision": "1", "audience": "all"})
    assert refused.status_code == 422
    assert "The question is for focal points only" in refused.content.decode()
    assert finland.post(WAY, typed | {"revision": "1", "audience": "focal_points"}).status_code == 302
    made = Practice.objects.get()
    changed = finland.post(f"{made.get_absolute_url()}change/", typed | {"revision": "1", "audience": "all"})
    assert changed.status_code == 422


def test_who_asked_and_the_secretariat_make_one_and_nobody_else_once_it_is_closed() -> None:
    closed_question()
    make_open_question(make_user(Role.EDITOR))
    may = {
        "who asked": client_of(make_focal_point("FI")),
        "secretariat": client_of(make_user(Role.EDITOR)),
    }
    others = {
        "visitor": Client(),
        "who answered": client_of(make_focal_point("AL")),
        "delegation of who asked": client_of(make_delegate("FI")),
    }
    for who, client in may.items():
        assert (BUTTON in page(client, "/questions/1/"), client.get(WAY).status_code) == (True, 200), who
    for who, client in others.items():
        assert BUTTON not in page(client, "/questions/1/"), who
        assert client.get(WAY).status_code != 200, who
    for number in ("2", "99", "x", "99999999999999999999"):
        assert may["secretariat"].get(f"/practices/offer/?question={number}").status_code == 404, number
    assert BUTTON not in page(may["secretariat"], "/questions/2/")


def test_question_and_practice_lead_to_one_another_for_those_who_read_both() -> None:
    question = closed_question()
    finland = client_of(make_focal_point("FI"))
    typed = {"title": "Reading away", "summary": "How.", "stage": "idea", "mechanism": "other"}
    finland.post(
        WAY, typed | {"language": "en", "audience": "all", "revision": "1", "involved": ["AL", "FI"]}
    )
    made = Practice.objects.get()
    assert (made.question, [state.iso2 for state in made.involved.all()]) == (question, ["AL"])
    assert "Reading away" not in page(Client(), "/questions/1/")  # not published yet
    publish(made, revision=1, by=None)
    assert 'href="/practices/reading-away/">Reading away</a>' in page(Client(), "/questions/1/")
    shown = page(Client(), "/practices/reading-away/")
    assert '<a href="/questions/1/">Question 1: Mobile readers</a>' in shown
    assert "<dt>Other States involved</dt><dd>Albania</dd>" in shown
    assert "Reading away" in page(Client(), "/states/AL/")


def test_a_practice_names_no_question_to_those_who_do_not_read_it() -> None:
    closed_question(audience=Audience.FOCAL_POINTS)
    made = make_practice("Own", question=Question.objects.get(), audience=Audience.ALL)
    assert "Mobile readers" not in page(Client(), made.get_absolute_url())
    assert "Question 1: Mobile readers" in page(client_of(make_focal_point("PL")), made.get_absolute_url())
