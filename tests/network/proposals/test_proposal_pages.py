"""The queue of proposals, and the pages where staff decide on them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from network.actions.contacts import update_contact
from network.models import Appointment, Delegate, Person, Visibility
from network.proposals.actions.requests import Filing, nominate, request_correction
from network.proposals.models import Proposal, ProposalKind
from network.proposals.values import Correction, Nomination
from nfp_portal.accounts.models import Role, User
from tests.factories.accounts import client_of, make_user
from tests.factories.files import PDF, make_scan
from tests.factories.network import make_appointment, make_delegate, make_person, state
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_factor(settings: Any, tmp_path: Path) -> None:
    settings.REQUIRE_MFA = False
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def editor() -> Client:
    return client_of(make_user(Role.EDITOR))


@pytest.fixture
def approver() -> Client:
    return client_of(make_user(Role.APPROVER))


def pressed(client: Client, proposal: Proposal, act: str, **typed: str) -> Any:
    return client.post(f"{proposal.get_absolute_url()}{act}/", typed)


def test_open_proposals_are_listed_oldest_first_and_decided_ones_apart(editor: Client) -> None:
    first, second = make_proposal("AT"), make_proposal("DE", kind=ProposalKind.END)
    page = editor.get("/proposals/").context["page"]
    assert list(page.object_list) == [first, second]
    pressed(editor, second, "decline", reason="No letter.")
    assert list(editor.get("/proposals/").context["page"].object_list) == [first]
    assert list(editor.get("/proposals/?status=declined").context["page"].object_list) == [second]
    assert list(editor.get("/proposals/?status=lost").context["page"].object_list) == [first]


def test_a_nomination_goes_from_the_editor_to_the_approver(editor: Client, approver: Client) -> None:
    proposal = make_proposal("AT", submitted_by=make_delegate("AT"))
    assert pressed(approver, proposal, "accept").status_code == 404
    assert pressed(editor, proposal, "pass").status_code == 302
    assert pressed(editor, proposal, "accept").status_code == 404
    assert pressed(approver, proposal, "accept").status_code == 302
    proposal.refresh_from_db()
    assert (proposal.status, proposal.appointment) == ("accepted", Appointment.objects.get())


def test_the_page_offers_only_what_this_person_may_do(editor: Client, approver: Client) -> None:
    proposal = make_proposal("AT")

    def offered(client: Client) -> list[str]:
        context = client.get(proposal.get_absolute_url()).context
        decisions = [str(action.label) for action in context["decisions"]]
        return decisions + [name for name in ("may_decline", "may_withdraw") if context[name]]

    own = client_of(make_delegate("AT"))
    assert [offered(each) for each in (editor, approver, own)] == [
        ["Pass on to the approver", "may_decline"],
        ["Pass on to the approver", "may_decline"],
        ["may_withdraw"],
    ]
    assert offered(client_of(make_user(Role.ADMINISTRATOR))) == []
    pressed(editor, proposal, "pass")
    assert [offered(each) for each in (editor, approver, own)] == [
        ["may_decline"],
        ["Accept", "may_decline"],
        ["may_withdraw"],
    ]


def test_before_and_after_stand_side_by_side_with_the_differences_marked(editor: Client) -> None:
    person = make_person("AT", function="Clerk", unit="East")
    by = Filing(make_delegate("AT"))
    proposal = request_correction(person.pk, Correction({"function": "Head of Unit"}), by, revision=1)
    response = editor.get(proposal.get_absolute_url())
    page = response.content.decode()
    assert "<del>Clerk</del>" in page
    assert "<ins>Head of Unit</ins>" in page
    assert page.count("<ins>") == 1
    assert page.count(person.family_name) == 2
    assert "East" not in page


def test_accepting_a_correction_of_a_changed_entry_shows_three_versions_and_writes_nothing(
    editor: Client,
) -> None:
    person = make_person("AT", function="Clerk")
    by = Filing(make_delegate("AT"))
    proposal = request_correction(person.pk, Correction({"function": "Head of Unit"}), by, revision=1)
    update_contact(person.pk, {"function": "Adviser"}, revision=1)
    response = pressed(editor, proposal, "accept", revision="1")
    page = response.content.decode()
    assert response.status_code == 409
    assert all(phrase in page for phrase in ("Clerk", "Head of Unit", "Adviser", "Accept all the same"))
    person.refresh_from_db()
    assert person.function == "Adviser"
    assert (
        pressed(
            editor, proposal, "accept", revision=str(response.context["decisions"][0].revision)
        ).status_code
        == 302
    )
    person.refresh_from_db()
    assert person.function == "Head of Unit"


@pytest.mark.parametrize("seen", ["", "x", "9" * 40])
def test_a_decision_without_a_revision_is_refused(editor: Client, seen: str) -> None:
    proposal = make_proposal("AT", kind=ProposalKind.CORRECT, revision=1)
    assert pressed(editor, proposal, "accept", revision=seen).status_code == 409


def test_a_refusal_of_the_record_is_shown_on_the_page(editor: Client, approver: Client) -> None:
    appointment = make_appointment("AT")
    nomination = Nomination(timezone.localdate(), person_id=appointment.person.pk)
    proposal = nominate(state("AT").pk, nomination, Filing(make_delegate("AT")))
    assert "already speaks" in editor.get(proposal.get_absolute_url()).content.decode()
    pressed(editor, proposal, "pass")
    response = pressed(approver, proposal, "accept")
    assert response.status_code == 422
    assert "already speaks for the State" in response.content.decode()
    proposal.refresh_from_db()
    assert proposal.status == "passed"


def test_a_refusal_needs_its_reason(editor: Client) -> None:
    proposal = make_proposal("AT")
    assert pressed(editor, proposal, "decline", reason=" ").status_code == 422
    assert pressed(editor, proposal, "decline", reason="Not signed.").status_code == 302
    assert "Not signed." in client_of(make_delegate("AT")).get(proposal.get_absolute_url()).content.decode()


def test_a_decision_on_a_decided_proposal_says_that_it_is_decided(editor: Client) -> None:
    proposal = make_proposal("AT", kind=ProposalKind.END)
    pressed(editor, proposal, "decline", reason="Not signed.")
    response = editor.post(f"{proposal.get_absolute_url()}accept/", follow=True)
    assert "Somebody decided on it in this moment" in response.content.decode()


def test_withdrawing_has_its_own_heading_and_a_confirmation_page() -> None:
    proposal = make_proposal("AT")
    delegation = client_of(make_delegate("AT"))
    page = delegation.get(proposal.get_absolute_url()).content.decode()
    assert "No longer wanted?" in page
    assert ">Decide<" not in page
    question = delegation.get(f"{proposal.get_absolute_url()}withdraw/").content.decode()
    assert "Withdraw “" in question
    proposal.refresh_from_db()
    assert proposal.is_open
    assert pressed(delegation, proposal, "withdraw").status_code == 302
    assert delegation.get(f"{proposal.get_absolute_url()}withdraw/").status_code == 404


WAYS: list[Callable[[Client, Proposal], Any]] = [
    lambda client, proposal: client.get(proposal.get_absolute_url()),
    lambda client, proposal: client.get(f"{proposal.get_absolute_url()}instrument/"),
    lambda client, proposal: pressed(client, proposal, "withdraw"),
]


@pytest.mark.parametrize("way", WAYS)
def test_another_states_proposal_is_404(way: Callable[[Client, Proposal], Any]) -> None:
    scan: dict[str, Any] = {"instrument_file": make_scan(), "instrument_file_name": "note.pdf"}
    proposal = make_proposal("AT", **scan)
    for stranger in (make_delegate("DE"), make_user(Role.DELEGATION), make_user(Role.FOCAL_POINT)):
        assert way(client_of(stranger), proposal).status_code == 404
    own = way(client_of(make_delegate("AT")), proposal)
    assert own.status_code in {200, 302}
    own.close()


def test_the_scan_of_a_proposal_is_saved_under_its_given_name() -> None:
    proposal = make_proposal("AT", instrument_file=make_scan(), instrument_file_name="note.pdf")
    response = client_of(make_delegate("AT")).get(f"{proposal.get_absolute_url()}instrument/")
    assert response.headers["Content-Disposition"] == 'attachment; filename="note.pdf"'
    assert b"".join(response.streaming_content) == PDF  # type: ignore[attr-defined] # a file's answer


def test_a_delegation_does_not_read_the_remarks_of_the_secretariat(editor: Client) -> None:
    proposal = make_proposal("AT")
    pressed(editor, proposal, "pass")
    context = client_of(make_delegate("AT")).get(proposal.get_absolute_url()).context
    assert (context["warnings"], context["conflict"]) == ([], False)
    proposal.refresh_from_db()
    page = client_of(make_delegate("AT")).get(proposal.get_absolute_url()).content.decode()
    assert str(proposal.passed_by) not in page


@pytest.mark.parametrize("way", WAYS)
def test_a_delegate_of_another_state_no_longer_opens_the_former_states_proposals(
    way: Callable[[Client, Proposal], Any],
) -> None:
    moved, removed, focal_point = (make_delegate("AT") for _number in range(3))
    scan: dict[str, Any] = {"instrument_file": make_scan(), "instrument_file_name": "note.pdf"}
    proposals = [make_proposal("AT", submitted_by=user, **scan) for user in (moved, removed, focal_point)]
    Delegate.objects.filter(user=moved).update(state=state("DE"))
    Delegate.objects.filter(user=removed).delete()
    User.objects.filter(pk=focal_point.pk).update(role=Role.FOCAL_POINT)
    for proposal, user in zip(proposals, (moved, removed, focal_point), strict=True):
        assert way(client_of(User.objects.get(pk=user.pk)), proposal).status_code == 404


def test_values_hidden_since_are_not_shown_to_the_delegation_that_proposed_them(editor: Client) -> None:
    person, speaker = make_person("AT", email="anna@example.org"), make_delegate("AT")
    typed = {"email": "anna.new@example.org", "function": "Head"}
    proposal = request_correction(person.pk, Correction(typed), Filing(speaker), revision=1)
    delegation = client_of(speaker)

    def shown(client: Client) -> list[bool]:
        page = client.get(proposal.get_absolute_url()).content.decode()
        return [phrase in page for phrase in ("anna@example.org", "anna.new@example.org", "Head")]

    assert shown(delegation) == [True, True, True]
    Person.objects.filter(pk=person.pk).update(email_visibility=Visibility.SECRETARIAT)
    assert shown(delegation) == [False, False, True]
    assert shown(editor) == [True, True, True]
