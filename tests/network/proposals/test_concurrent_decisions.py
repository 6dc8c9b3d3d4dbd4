"""Two people decide in the same moment: one decision is made, and the record is changed once."""

from collections.abc import Callable
from typing import Any

import pghistory
import pytest
from django.http import HttpResponse
from django.test import Client

from network.actions.merging import merge
from network.models import Appointment
from network.proposals.models import Proposal, ProposalKind
from nfp_portal.accounts.models import Role
from nfp_portal.mail.models import Delivery
from nfp_portal.revisions.stale import StaleError
from tests.at_once import at_once
from tests.factories.accounts import client_of, make_user
from tests.factories.network import make_appointment, make_delegate
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db(transaction=True)
EVA = {"given_name": "Eva", "family_name": "Neu", "starts_on": "2026-03-01", "primary": "on"}


@pytest.fixture(autouse=True)
def _one_factor(settings: Any) -> None:
    settings.REQUIRE_MFA = False


def statuses(*acts: Callable[[], Any]) -> list[int]:
    """The status of each answer, sorted."""
    return sorted(int(answer.status_code) for answer in at_once(*acts))


def press(client: Client, proposal: Proposal, act: str, **typed: str) -> Callable[[], Any]:
    return lambda: client.post(f"{proposal.get_absolute_url()}{act}/", typed)


@pytest.mark.parametrize("_round", range(3))
def test_two_approvers_accept_one_nomination_once(_round: int) -> None:
    proposal = make_proposal("AT", submitted_by=make_delegate("AT"))
    client_of(make_user(Role.EDITOR)).post(f"{proposal.get_absolute_url()}pass/")
    approvers = [client_of(make_user(Role.APPROVER)) for _number in range(2)]
    assert statuses(*(press(each, proposal, "accept") for each in approvers)) == [302, 302]
    assert Appointment.objects.count() == 1
    assert Delivery.objects.filter(letter__subject__startswith="Accepted").count() == 1


@pytest.mark.parametrize("_round", range(3))
def test_one_accepts_while_another_declines(_round: int) -> None:
    asking = make_delegate("AT")
    proposal = make_proposal("AT", kind=ProposalKind.END, submitted_by=asking)
    first, second = (client_of(make_user(Role.EDITOR)) for _number in range(2))
    answers = statuses(
        press(first, proposal, "accept", revision="1"), press(second, proposal, "decline", reason="No.")
    )
    assert answers == [302, 302]
    proposal.refresh_from_db()
    ended = Appointment.objects.get().ends_on is not None
    assert proposal.status == ("accepted" if ended else "declined")
    assert Delivery.objects.filter(address=asking.email).count() == 1


@pytest.mark.parametrize("_round", range(3))
def test_a_delegation_withdraws_while_an_editor_accepts(_round: int) -> None:
    own = make_delegate("AT")
    proposal = make_proposal("AT", kind=ProposalKind.END, submitted_by=own)
    editor = client_of(make_user(Role.EDITOR))
    at_once(press(editor, proposal, "accept", revision="1"), press(client_of(own), proposal, "withdraw"))
    proposal.refresh_from_db()
    assert (proposal.status == "accepted") == (Appointment.objects.get().ends_on is not None)


@pytest.mark.parametrize("_round", range(3))
def test_two_first_contacts_recorded_at_once_follow_each_other(_round: int) -> None:
    desks = [client_of(make_user(Role.EDITOR)) for _number in range(2)]
    later = EVA | {"starts_on": "2026-04-01"}
    answers = statuses(
        *(
            lambda desk=desk, typed=typed: desk.post("/states/AT/appointments/new/", typed)
            for desk, typed in zip(desks, (EVA, later), strict=True)
        )
    )
    assert answers == [302, 302]
    first, second = Appointment.objects.order_by("starts_on")
    assert (first.primary_until, second.primary_until) == (second.primary_from, None)


def test_of_two_concurrent_ends_one_is_recorded() -> None:
    appointment = make_appointment("AT")
    desks = [client_of(make_user(Role.EDITOR)) for _number in range(2)]
    typed = {"revision": "1", "ends_on": "2026-05-01", "end_reason": "new_duties"}
    address = f"/appointments/{appointment.pk}/end/"
    at_once(*(lambda desk=desk: desk.post(address, typed) for desk in desks))
    appointment.refresh_from_db()
    assert appointment.revision == 2


@pytest.mark.parametrize("_round", range(5))
def test_a_delegation_asks_anew_while_an_editor_accepts(_round: int) -> None:
    own = make_delegate("AT")
    proposal = make_proposal("AT", kind=ProposalKind.END, submitted_by=own)
    assert proposal.appointment is not None
    address = f"/delegation/appointments/{proposal.appointment.pk}/end/"
    typed = {"ends_on": "2026-12-01", "end_reason": "new_duties"}
    delegation, editor = client_of(own), client_of(make_user(Role.EDITOR))
    answers = statuses(
        press(editor, proposal, "accept", revision="1"), lambda: delegation.post(address, typed)
    )
    assert answers == [302, 302]


def test_an_import_is_not_undone_from_an_appointment() -> None:
    """Each row of it is one State's; its own page takes it back."""
    with pghistory.context(path="/imports/1/commit/"):
        made = [make_appointment(iso2) for iso2 in ("AT", "DE")]
    client_of(make_user(Role.EDITOR)).post(f"/appointments/{made[0].pk}/undo/1/")
    assert Appointment.objects.count() == len(made)


@pytest.mark.parametrize("_round", range(3))
def test_a_correction_is_accepted_while_its_entry_is_merged(_round: int) -> None:
    proposal, target = make_proposal("AT", kind=ProposalKind.CORRECT), make_appointment("AT").person
    duplicate = proposal.person
    assert duplicate is not None
    editor = client_of(make_user(Role.EDITOR))

    def merged() -> HttpResponse:
        try:
            merge(target.pk, duplicate.pk, taken=(), revisions=(1, 1))
        except StaleError:
            return HttpResponse(status=409)
        return HttpResponse(status=200)

    answers = statuses(press(editor, proposal, "accept", revision="1"), merged)
    assert answers in ([200, 302], [200, 409], [302, 409])
