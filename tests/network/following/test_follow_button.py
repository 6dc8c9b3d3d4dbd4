"""One click on a page follows what it is about; another takes that back."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from network.following.models import Following
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role, User
from nfp_portal.turns.actions import choose_digest
from nfp_portal.turns.models import Digest
from tests.factories.accounts import client_of, make_user
from tests.factories.practices import make_practice

pytestmark = pytest.mark.django_db
# The page of each thing that can be followed, and the address of its button.
PAGES = {
    "/states/FI/": "/following/state/FI/",
    "/fields/policing/": "/following/field/policing/",
    "/meetings/": "/following/kind/meeting/",
    "/questions/": "/following/kind/question/",
    "/initiatives/": "/following/kind/initiative/",
    "/practices/": "/following/kind/practice/",
    "/news/": "/following/kind/news/",
    "/centres/": "/following/kind/centre/",
}


@pytest.fixture
def partner(settings: Any) -> User:
    settings.REQUIRE_MFA = False
    return make_user(Role.PARTNER)


def followed_by(user: User) -> tuple[list[str], list[str], list[str]]:
    row = Following.objects.get(user=user)
    fields, states = (
        row.fields_of_work.values_list("slug", flat=True),
        row.states.values_list("iso2", flat=True),
    )
    return sorted(fields), sorted(states), row.kinds


def test_each_page_has_the_button_which_leads_back_to_it_and_then_says_stop(partner: User) -> None:
    client = client_of(partner)
    for page, address in PAGES.items():
        shown = client.get(page).content.decode()
        assert f'action="{address}"' in shown, page
        assert "You follow it" not in shown
        answer = client.post(address, follow=True)
        shown = answer.content.decode()
        assert (answer.redirect_chain[-1][0], answer.status_code) == (page, 200)
        assert f'action="{address}stop/"' in shown, page
        assert "You follow it" in shown
    kinds = ["centre", "initiative", "meeting", "news", "practice", "question"]
    assert followed_by(partner) == (["policing"], ["FI"], kinds)


def test_it_is_taken_back_by_undo_and_nothing_else_is(partner: User) -> None:
    client = client_of(partner)
    client.post("/following/state/FI/")
    client.post("/following/kind/practice/")
    answer = client.post("/following/state/AT/", follow=True)
    assert 'action="/following/state/AT/stop/"' in answer.content.decode().partition("page-head")[0]
    for _click in range(2):
        answer = client.post("/following/state/AT/stop/", follow=True)
    assert "You no longer follow Austria." in answer.content.decode()
    assert 'action="/following/state/AT/"' in answer.content.decode().partition("page-head")[0]
    assert followed_by(partner) == ([], ["FI"], ["practice"])


def test_what_was_there_before_the_click_is_not_new_and_what_comes_after_is(
    partner: User, digests: Any
) -> None:
    make_practice("There before", "FI", audience=Audience.ALL)
    client_of(partner).post("/following/state/FI/")
    assert digests(partner) == []
    make_practice("A new one", "FI", audience=Audience.ALL)
    [text] = digests(partner)
    assert ("A new one" in text, "There before" in text) == (True, False)


def test_who_wants_no_digest_is_told_that_none_comes(partner: User) -> None:
    choose_digest(partner, Digest.NONE)
    answer = client_of(partner).post("/following/state/FI/", follow=True)
    assert "Your digest never comes" in answer.content.decode()


def test_a_visitor_has_no_button_and_what_does_not_exist_is_not_followed(partner: User) -> None:
    assert "/following/" not in Client().get("/states/FI/").content.decode()
    assert Client().post("/following/state/FI/").status_code == 302
    client = client_of(partner)
    for address in ("state/XX", "field/none", "kind/none", "person/FI"):
        assert client.post(f"/following/{address}/").status_code == 404
    assert not Following.objects.exists()


def test_the_button_costs_one_query_however_much_is_followed(partner: User) -> None:
    client = client_of(partner)
    counted = []
    for chosen in ((), ("AT", "BE", "DE", "FI", "PL")):
        for iso2 in chosen:
            client.post(f"/following/state/{iso2}/")
        client.get("/states/FI/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/states/FI/")
        counted.append(len([each for each in queries if "network_following" in each["sql"]]))
    assert counted == [1, 1]
