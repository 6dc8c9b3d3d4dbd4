"""A delegation sees its own State, asks for what is wrong, and meets nothing of another State."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from network.actions.contacts import update_contact
from network.models import Agency, Delegate, Person, Visibility
from network.proposals.models import Proposal, ProposalKind
from nfp_portal.accounts.models import Role, User
from nfp_portal.mail.models import Delivery
from tests.factories.accounts import client_of, make_user
from tests.factories.files import make_scan
from tests.factories.network import make_agency, make_appointment, make_delegate, make_person
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
LETTER = {"instrument_kind": "note_verbale", "instrument_reference": "AT/7", "instrument_on": "2026-02-20"}
EVA = LETTER | {
    "given_name": "Eva",
    "family_name": "Neu",
    "email": "eva.neu@example.org",
    "starts_on": "2026-12-01",
}


@pytest.fixture(autouse=True)
def _one_factor(settings: Any, tmp_path: Path) -> None:
    settings.REQUIRE_MFA = False
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def austria() -> Client:
    return client_of(make_delegate("AT"))


def test_the_page_shows_the_states_focal_points_and_proposals(austria: Client) -> None:
    own = make_appointment("AT")
    other = make_appointment("DE", person=make_person("DE", family_name="Fremd"))
    coming = make_appointment("AT", starts_on=TODAY + timedelta(days=30))
    make_appointment("AT", ends_on=TODAY)
    proposal, foreign = make_proposal("AT"), make_proposal("DE")
    response = austria.get("/delegation/")
    assert {row.appointment for row in response.context["rows"]} == {own, coming}
    assert list(response.context["proposals"]) == [proposal]
    page = response.content.decode()
    assert other.person.family_name not in page
    assert str(foreign.key) not in page


def test_the_page_says_what_is_missing(austria: Client) -> None:
    missing = austria.get("/delegation/").context["missing"]
    assert missing == ["No focal point is named."]
    person = make_person("AT", email="", agency=None)
    make_appointment("AT", person=person, ends_on=TODAY + timedelta(days=9))
    missing = austria.get("/delegation/").context["missing"]
    assert missing == [
        "Only one focal point is named: nobody stands in.",
        "No focal point is named as the first contact.",
        f"1 entry waits for the yearly confirmation. {person}",
        f"{person} has no e-mail address.",
        f"{person} has no agency.",
        f"The appointment of {person} ends soon, and no successor is named.",
    ]


def test_nothing_is_missing_where_all_is_well(austria: Client) -> None:
    for first in (date(2020, 1, 1), None):
        make_appointment("AT", person=make_person("AT", confirmed_on=TODAY), primary_from=first)
    assert austria.get("/delegation/").context["missing"] == []


def test_a_delegation_without_a_state_is_told_what_to_do() -> None:
    client = client_of(make_user(Role.DELEGATION))
    response = client.get("/delegation/")
    assert response.status_code == 200
    assert "not tied to a State" in response.content.decode()
    assert client.get("/delegation/nominate/").status_code == 404


def test_an_account_that_is_no_delegation_any_more_speaks_for_nobody() -> None:
    user = make_delegate("AT")
    User.objects.filter(pk=user.pk).update(role=Role.FOCAL_POINT)
    assert client_of(User.objects.get(pk=user.pk)).get("/delegation/").status_code == 404


def test_somebody_new_is_nominated_with_the_scan_of_the_letter(austria: Client) -> None:
    former = make_appointment("AT")
    typed = EVA | {
        "instrument_file": make_scan(),
        "new_agency": "River Police",
        "new_agency_kind": "police",
        "succeeds": str(former.pk),
        "predecessor_ends_on": "2026-12-31",
        "note": "Thank you.",
    }
    response = austria.post("/delegation/nominate/", typed)
    proposal = Proposal.objects.get()
    assert response.headers["Location"] == proposal.get_absolute_url()
    assert (proposal.origin, proposal.note, proposal.instrument_file_name) == (
        "delegation",
        "Thank you.",
        "note-verbale.pdf",
    )
    assert proposal.values == {
        "entry": {"given_name": "Eva", "family_name": "Neu", "email": "eva.neu@example.org"},
        "new_agency": ["River Police", "police"],
        "starts_on": "2026-12-01",
        "predecessor_ends_on": "2026-12-31",
        "succeeds": former.pk,
    }
    page = austria.get(proposal.get_absolute_url()).content.decode()
    assert all(phrase in page for phrase in ("River Police", str(former.person), "31 December 2026"))
    assert not Agency.objects.filter(name="River Police").exists()


def test_an_official_of_the_directory_is_nominated(austria: Client) -> None:
    known = make_person("AT")
    austria.post("/delegation/nominate/", LETTER | {"starts_on": "2026-12-01", "known": str(known.pk)})
    proposal = Proposal.objects.get()
    assert (proposal.person, proposal.values["person_id"], "entry" in proposal.values) == (
        known,
        known.pk,
        False,
    )


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"family_name": ""}, "family_name"),
        ({"email": ""}, "email"),
        ({"instrument_kind": ""}, "instrument_kind"),
        ({"instrument_reference": ""}, "instrument_reference"),
        ({"instrument_on": ""}, "instrument_on"),
        ({"predecessor_ends_on": "2026-12-31"}, "succeeds"),
        ({"starts_on": "2026-12-01", "ends_on": "2026-11-01"}, "ends_on"),
    ],
)
def test_a_nomination_that_lacks_something_is_not_sent(
    austria: Client, typed: dict[str, str], field: str
) -> None:
    response = austria.post("/delegation/nominate/", EVA | typed)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not Proposal.objects.exists()


def test_a_scan_that_is_something_else_is_refused(austria: Client) -> None:
    scan = make_scan("letter.exe")
    response = austria.post("/delegation/nominate/", EVA | {"instrument_file": scan})
    assert "instrument_file" in response.context["form"].errors


def test_submitting_twice_makes_one_proposal(austria: Client) -> None:
    typed = EVA | {"key": str(uuid4())}
    places = {austria.post("/delegation/nominate/", typed).headers["Location"] for _press in range(2)}
    assert len(places) == Proposal.objects.count() == 1


def test_a_delegation_proposes_an_end(austria: Client) -> None:
    appointment = make_appointment("AT")
    typed = {
        "ends_on": "2026-12-01",
        "end_reason": "succeeded",
        "successor_given_name": "Eva",
        "successor_family_name": "Neu",
    }
    austria.post(f"/delegation/appointments/{appointment.pk}/end/", typed)
    proposal = Proposal.objects.get()
    assert proposal.values["successor"]["family_name"] == "Neu"
    assert (proposal.values["on"], proposal.revision, proposal.appointment) == ("2026-12-01", 1, appointment)


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"ends_on": "2020-01-01"}, "ends_on"), ({"successor_email": "e@example.org"}, "successor_family_name")],
)
def test_an_end_that_makes_no_sense_is_not_sent(austria: Client, typed: dict[str, str], field: str) -> None:
    appointment = make_appointment("AT")
    data = {"ends_on": "2026-12-01", "end_reason": "new_duties"} | typed
    response = austria.post(f"/delegation/appointments/{appointment.pk}/end/", data)
    assert field in response.context["form"].errors


def contact(person: Person, **typed: str) -> dict[str, str]:
    own = {"given_name": person.given_name, "family_name": person.family_name, "email": person.email}
    return own | {"revision": "1", "agency": str(person.agency_id or "")} | typed


def test_a_correction_holds_only_what_differs(austria: Client) -> None:
    person = make_person("AT", function="Clerk")
    agency = make_agency("AT", "River Police")
    typed = contact(person, function="Head of Unit", agency=str(agency.pk))
    austria.post(f"/delegation/people/{person.key}/correct/", typed)
    proposal = Proposal.objects.get()
    assert proposal.values == {"function": "Head of Unit", "agency_id": agency.pk}
    assert proposal.before["function"] == "Clerk"
    person.refresh_from_db()
    assert person.function == "Clerk"


def test_an_open_proposal_is_linked_and_not_offered_again(austria: Client) -> None:
    appointment = make_appointment("AT")
    end, correction = (make_proposal("AT", kind=kind) for kind in (ProposalKind.END, ProposalKind.CORRECT))
    Proposal.objects.filter(pk=end.pk).update(appointment=appointment, person=appointment.person)
    Proposal.objects.filter(pk=correction.pk).update(person=appointment.person)
    row = next(each for each in austria.get("/delegation/").context["rows"] if each.end)
    assert (row.appointment, row.end, row.correction) == (appointment, end, correction)
    page = austria.get("/delegation/").content.decode()
    assert "End requested on" in page
    assert "Correction requested on" in page
    assert f"/delegation/appointments/{appointment.pk}/end/" not in page
    assert f"/delegation/people/{appointment.person.key}/correct/" not in page


def test_required_fields_of_a_new_person_are_marked_and_reported_in_form_order(austria: Client) -> None:
    make_appointment("AT", starts_on=date(2013, 3, 21))
    page = austria.get("/delegation/nominate/").content.decode()
    assert page.count("(needed for a new one)") == 3
    assert "(21 March 2013 – …)" in page
    form = austria.post("/delegation/nominate/", {"given_name": ""}).context["form"]
    wrong = [field.name for field in form if field.errors]
    assert wrong[:3] == ["given_name", "family_name", "email"]
    assert wrong[-3:] == ["instrument_kind", "instrument_reference", "instrument_on"]


def test_no_correction_is_offered_for_an_entry_of_another_state(austria: Client) -> None:
    make_appointment("AT")
    guest = make_appointment("AT", person=make_person("DE")).person
    shown = austria.get("/delegation/").content.decode()
    assert f"/delegation/people/{guest.key}/correct/" not in shown
    assert shown.count("/correct/") == 1


def test_a_delegation_reads_the_note_it_wrote_itself(austria: Client) -> None:
    austria.post("/delegation/nominate/", EVA | {"note": "By the courier of Monday."})
    page = austria.get(Proposal.objects.get().get_absolute_url()).content.decode()
    assert "By the courier of Monday." in page


def test_a_correction_without_changes_is_not_sent(austria: Client) -> None:
    person = make_person("AT")
    response = austria.post(f"/delegation/people/{person.key}/correct/", contact(person))
    assert response.status_code == 422
    assert not Proposal.objects.exists()


def test_the_correction_form_leaves_out_fields_the_delegation_may_not_read(austria: Client) -> None:
    hidden = {"telephone": "+43 1 000 0000", "telephone_visibility": Visibility.NETWORK}
    person = make_person("AT", **hidden, mobile="+43 1 000 0001", mobile_visibility=Visibility.SECRETARIAT)
    page = austria.get(f"/delegation/people/{person.key}/correct/").content.decode()
    assert "+43 1 000 000" not in page.replace("as +43 1 000 0000", "")
    assert "_visibility" not in page


def test_a_delegation_has_no_forms_for_another_state(austria: Client) -> None:
    foreign = make_appointment("DE")
    for address in (
        f"/delegation/appointments/{foreign.pk}/end/",
        f"/delegation/people/{foreign.person.key}/correct/",
    ):
        assert austria.get(address).status_code == 404
        assert austria.post(address, {}).status_code == 404
    typed = LETTER | {"starts_on": "2026-12-01"}
    for name, value in (("known", foreign.person.pk), ("succeeds", foreign.pk)):
        response = austria.post("/delegation/nominate/", EVA | typed | {name: str(value)})
        assert name in response.context["form"].errors
    assert not Proposal.objects.exists()


def test_nothing_of_another_states_pending_acts_is_found_anywhere(austria: Client) -> None:
    make_proposal(
        "DE", values={"entry": {"given_name": "Zora", "family_name": "Zzyx"}, "starts_on": "2026-12-01"}
    )
    addresses = ["/delegation/", "/states/DE/", "/network/?q=zzyx", "/search/?q=zzyx", "/network.csv?q=zzyx"]
    for address in addresses:
        page = austria.get(address).content.decode().upper()
        for own in ('VALUE="ZZYX"', "Q=ZZYX", "<TITLE>ZZYX", "“ZZYX”"):  # what was typed
            page = page.replace(own, "")
        assert "ZZYX" not in page
    assert austria.get("/proposals/").status_code == 404


def test_an_editor_invites_a_delegation_for_its_state() -> None:
    editor = client_of(make_user(Role.EDITOR))
    assert editor.get("/delegations/?state=AT").context["form"]["state"].initial == "AT"
    typed = {"state": "AT", "email": "mission@example.org", "name": "Mission of Austria"}
    for _press in range(2):
        assert editor.post("/delegations/", typed).status_code == 302
    delegate = Delegate.objects.get()
    assert (delegate.state.iso2, delegate.user.role) == ("AT", Role.DELEGATION)
    assert Delivery.objects.filter(address="mission@example.org").exists()
    assert "mission@example.org" in editor.get("/delegations/").content.decode()


def test_an_account_speaks_for_one_state_and_keeps_its_role() -> None:
    editor = client_of(make_user(Role.EDITOR))
    taken = make_delegate("DE")
    for email in (taken.email, make_user(Role.FOCAL_POINT).email):
        response = editor.post("/delegations/", {"state": "AT", "email": email})
        assert response.status_code == 422
        assert "email" in response.context["form"].errors
    assert Delegate.objects.get().state.iso2 == "DE"


def test_an_account_that_was_closed_is_not_opened_by_an_invitation() -> None:
    editor = client_of(make_user(Role.EDITOR))
    closed = make_delegate("AT")
    closed.is_active = False
    closed.save()
    response = editor.post("/delegations/", {"state": "AT", "email": closed.email})
    assert "only an administrator opens it again" in str(response.context["form"].errors["email"])
    closed.refresh_from_db()
    assert not closed.is_active


def test_the_pages_of_its_own_state_link_to_the_delegations_forms(austria: Client) -> None:
    own, foreign = make_appointment("AT"), make_appointment("DE")
    assert 'href="/delegation/"' in austria.get("/states/AT/").content.decode().split("<main")[1]
    assert 'href="/delegation/"' not in austria.get("/states/DE/").content.decode().split("<main")[1]
    asking = f"/delegation/people/{own.person.key}/correct/"
    assert asking in austria.get(own.person.get_absolute_url()).content.decode()
    page = austria.get(foreign.person.get_absolute_url()).content.decode()
    assert "/delegation/people/" not in page


@pytest.mark.parametrize("revision", ["99999999999", "-5", "0", "x"])
def test_a_revision_that_nothing_ever_had_is_refused(austria: Client, revision: str) -> None:
    person = make_person("AT")
    typed = contact(person, function="Head", revision=revision)
    assert austria.post(f"/delegation/people/{person.key}/correct/", typed).status_code == 422


def test_a_correction_of_a_changed_entry_shows_both_versions(austria: Client) -> None:
    person = make_person("AT", function="Clerk")
    update_contact(person.pk, {"function": "Adviser"}, revision=1)
    response = austria.post(f"/delegation/people/{person.key}/correct/", contact(person, function="Head"))
    assert response.status_code == 409
    assert "Adviser" in response.content.decode()
    assert not Proposal.objects.exists()


def test_a_delegation_does_not_learn_that_the_directory_holds_a_hidden_address(austria: Client) -> None:
    person = make_appointment("AT", person=make_person("AT")).person
    hidden = make_person("DE", email="hidden@example.org", email_visibility=Visibility.SECRETARIAT)
    nominated = austria.post("/delegation/nominate/", EVA | {"email": hidden.email})
    corrected = austria.post(
        f"/delegation/people/{person.key}/correct/",
        {"given_name": "Anna", "family_name": "Muster", "email": hidden.email, "revision": 1},
    )
    assert [nominated.status_code, corrected.status_code] == [302, 302]
    editor = client_of(make_user(Role.EDITOR))
    for proposal in Proposal.objects.all():
        pages = [each.get(proposal.get_absolute_url()).content.decode() for each in (editor, austria)]
        assert ["The e-mail address belongs to" in page for page in pages] == [True, False]
    correction = Proposal.objects.get(kind=ProposalKind.CORRECT)
    accepted = editor.post(f"/proposals/{correction.key}/accept/", {"revision": 1})
    assert accepted.status_code == 422
    assert "This address belongs to another entry." in accepted.content.decode()


def test_an_official_whose_address_the_delegation_reads_is_to_be_chosen(austria: Client) -> None:
    known = make_person("AT", email="known@example.org")
    response = austria.post("/delegation/nominate/", EVA | {"email": known.email})
    assert response.status_code == 422
    assert "choose that entry instead" in response.content.decode()
