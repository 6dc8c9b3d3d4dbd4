"""An e-mail address typed on the page of a link: the page does not reveal whose it is already."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from network.models import Person, Visibility
from network.proposals.checks import warnings_about
from network.proposals.models import Origin, Proposal, ProposalKind, ProposalStatus
from network.verification.actions import addresses, answers
from nfp_portal.accounts.models import Role
from tests.factories.accounts import client_of, make_user
from tests.factories.network import make_delegate, make_person
from tests.factories.proposals import make_proposal
from tests.factories.rounds import Row, ask, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_factor(settings: Any) -> None:
    settings.REQUIRE_MFA = False


@pytest.fixture
def row() -> Row:
    return ask(function="Adviser")


def typed(row: Row, email: str) -> dict[str, Any]:
    """What the form sends: the entry as it is, with another address."""
    person = Person.objects.get(pk=row.person_id)
    sent = {name: getattr(person, name) for name in ("given_name", "family_name", "function", "telephone")}
    more = {"act": "change", "agency": person.agency_id or "", "revision": person.revision, "email": email}
    return sent | more


def told_of(client: Client, row: Row, email: str) -> list[str]:
    """Return what the holder of the link sees after asking for an address, without the varying parts."""
    answer = client.post(page_of(row), typed(row, email))
    assert answer.status_code == 302
    pages = [client.get(page_of(row) + again).content.decode() for again in ("", "?again=1")]
    changing = r'name="(csrfmiddlewaretoken|revision)" value="\w+"'
    return [re.sub(changing, "", page).replace(email.lower(), "(the address)") for page in pages]


def test_only_the_secretariat_learns_that_another_entry_has_the_address(client: Client, row: Row) -> None:
    former = row.person.email
    hidden = make_person("FR", email="taken@example.org", email_visibility=Visibility.SECRETARIAT)
    taken = told_of(client, row, "Taken@example.org")
    row.person.refresh_from_db()
    assert (row.person.email, row.person.confirmed_on) == (former, timezone.localdate())
    proposal = Proposal.objects.get()
    assert (proposal.person, proposal.values) == (row.person, {"email": "taken@example.org"})
    warning = f"The e-mail address belongs to the entry of {hidden}"
    assert [warning in each for each in warnings_about(proposal)] == [True]
    assert taken == told_of(client, row, "free@example.org")
    assert "(the address)" in taken[1]
    assert former not in "".join(taken)


def test_resubmitting_the_form_does_not_reveal_it_either(client: Client, row: Row) -> None:
    former, pages = row.person.email, []
    make_person("FR", email="taken@example.org", email_visibility=Visibility.SECRETARIAT)
    for email in ("taken@example.org", "free@example.org"):
        sent = typed(row, email)
        assert client.post(page_of(row), sent).status_code == 302
        again = client.post(page_of(row), sent)
        assert again.status_code == 409
        pages.append([address in again.content.decode() for address in (email, former)])
    assert pages == [[False, False], [False, False]]


def test_the_states_delegation_does_not_see_the_request(client: Client, row: Row) -> None:
    make_person("FR", email="taken@example.org", email_visibility=Visibility.SECRETARIAT)
    client.post(page_of(row), typed(row, "taken@example.org"))
    asked_by_link, code = Proposal.objects.get(), row.represents.iso2
    delegation, editor = client_of(make_delegate(code)), client_of(make_user(Role.EDITOR))
    own = asked_by_link.get_absolute_url()
    assert [each.get(own).status_code for each in (delegation, editor)] == [404, 200]
    assert delegation.get(f"{own}scan/").status_code == 404
    shown = delegation.get("/delegation/")
    assert [row.correction for row in shown.context["rows"]] == [None]
    assert list(shown.context["proposals"]) == []
    assert str(asked_by_link.key) not in shown.content.decode()


@pytest.mark.parametrize("kind", ProposalKind)
@pytest.mark.parametrize("origin", Origin)
def test_a_delegation_sees_in_its_list_what_it_may_open(kind: ProposalKind, origin: Origin) -> None:
    proposal, speaker = make_proposal("AT", kind=kind, origin=origin), make_delegate("AT")
    is_listed = Proposal.objects.shown_to_delegation(proposal.state).exists()
    may_open = client_of(speaker).get(proposal.get_absolute_url()).status_code == 200
    assert is_listed == may_open == ((kind, origin) != (ProposalKind.CORRECT, Origin.CONFIRMATION))


def test_a_second_address_withdraws_the_open_request(client: Client, row: Row) -> None:
    make_person(email="taken@example.org")
    client.post(page_of(row), typed(row, "taken@example.org"))
    client.post(page_of(row), typed(row, "free@example.org"))
    row.person.refresh_from_db()
    assert row.person.email == "free@example.org"
    assert Proposal.objects.get().status == ProposalStatus.WITHDRAWN


def test_one_request_waits_for_an_entry_however_often_the_link_is_used(client: Client, row: Row) -> None:
    make_person(email="taken@example.org")
    make_person(email="second@example.org")
    for email in ("taken@example.org", "taken@example.org", "second@example.org"):
        assert client.post(page_of(row), typed(row, email)).status_code == 302
    waiting = Proposal.objects.get()
    row.person.refresh_from_db()
    assert (waiting.values, waiting.revision) == ({"email": "second@example.org"}, row.person.revision)


def test_an_address_taken_in_the_same_moment_is_asked_for_like_any_other(
    client: Client, row: Row, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_person(email="taken@example.org")
    looks = iter([lambda _row, changes: (dict(changes), ""), addresses.take_out_clash])

    def look(row: Row, changes: dict[str, Any]) -> Any:
        return next(looks)(row, changes)

    monkeypatch.setattr(answers, "take_out_clash", look)
    assert client.post(page_of(row), typed(row, other.email)).status_code == 302
    assert Proposal.objects.get().values == {"email": other.email}
