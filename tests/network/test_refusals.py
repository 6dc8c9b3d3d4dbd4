"""Acts that come too late or are not to be done: each page says so and changes nothing."""

import html
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.actions.contacts import undo_change
from network.models import Agency, Appointment, Person
from network.proposals.actions.decisions import NotYoursError, accept, pass_on, withdraw
from network.proposals.models import Origin, Proposal, ProposalKind
from network.rounds import kinds
from network.rounds.actions.answers import NoLongerAskedError
from network.rounds.models import Addressee, Channel, Round
from network.verification.actions.answers import answer_check
from nfp_portal.accounts.languages import LETTER_LANGUAGES
from nfp_portal.accounts.models import Invitation, Role
from nfp_portal.revisions.stale import StaleError
from tests.factories.accounts import client_of, make_user
from tests.factories.network import make_agency, make_appointment, make_delegate, make_person
from tests.factories.proposals import make_proposal
from tests.factories.rounds import answer_of, appointment_of, ask, page_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
EVA = {"given_name": "Eva", "family_name": "Neu", "email": "eva@example.org", "starts_on": "2026-12-01"}
LETTER = {"instrument_kind": "note_verbale", "instrument_reference": "AT/7", "instrument_on": "2026-02-20"}


@pytest.fixture(autouse=True)
def _one_factor(settings: Any) -> None:
    settings.REQUIRE_MFA = False


@pytest.fixture
def desk() -> Client:
    return client_of(make_user(Role.EDITOR))


@pytest.fixture
def austria() -> Client:
    return client_of(make_delegate("AT"))


def end(appointment: Appointment) -> None:
    Appointment.objects.filter(pk=appointment.pk).update(ends_on=TODAY, end_reason="new_duties")


# The entry ----------------------------------------------------------------------------------------


def test_a_person_without_an_address_is_not_invited(desk: Client) -> None:
    person = make_appointment(person=make_person(email="")).person
    answer = desk.post(reverse("network:invite", args=[person.key]), follow=True)
    assert "Enter an e-mail address first." in answer.content.decode()
    assert not Invitation.objects.exists()


def test_a_person_whose_appointment_has_ended_is_not_invited(desk: Client) -> None:
    person = make_appointment(ends_on=TODAY, end_reason="new_duties").person
    answer = desk.post(reverse("network:invite", args=[person.key]), follow=True)
    message = "This person&#x27;s appointment has ended: record a new one first."
    assert message in answer.content.decode()
    assert not Invitation.objects.exists()


def test_the_creation_of_an_entry_cannot_be_undone(desk: Client) -> None:
    person = make_person()
    with pytest.raises(StaleError):
        undo_change(person.pk, revision=1)
    answer = desk.post(reverse("network:undo", args=[person.key, 1]), follow=True)
    assert "Another change followed" in answer.content.decode()


def test_entries_that_cannot_be_merged_say_why_on_the_page(desk: Client) -> None:
    target, duplicate = make_person(), make_person()
    for person in (target, duplicate):
        held = make_appointment(person=person, starts_on=date(2018, 1, 1))
        make_proposal(kind=ProposalKind.END, appointment=held, person=person)
    fields = {
        name: "target"
        for name in ("family_name", "email")
        if getattr(target, name) != getattr(duplicate, name)
    }
    typed = fields | {"target_revision": 1, "duplicate_revision": 1}
    answer = desk.post(reverse("network:merge", args=[target.key, duplicate.key]), typed)
    assert answer.status_code == 422
    assert "decide one of them first" in answer.content.decode()
    duplicate.refresh_from_db()
    assert duplicate.merged_into is None


# Rounds -------------------------------------------------------------------------------------------


def test_an_answer_of_who_is_no_focal_point_any_more_is_not_entered(desk: Client) -> None:
    row = ask()
    end(appointment_of(row))
    answer = desk.post(reverse("network:rounds:on_behalf", args=[row.key]), {"note": ""}, follow=True)
    assert "Nobody waits for this answer any more: there is nothing to enter." in answer.content.decode()
    row.refresh_from_db()
    assert answer_of(row) == "waiting"


def test_a_call_in_a_communication_check_confirms_no_entry() -> None:
    row, editor = ask(check=True), make_user(Role.EDITOR)
    answer_check(row.key, Channel.ON_BEHALF, by=editor)
    row.refresh_from_db()
    assert (answer_of(row), row.channel) == ("answered", Channel.ON_BEHALF)
    assert (row.person.confirmed_on, row.person.revision) == (None, 1)


@pytest.mark.parametrize("act", ["confirm", "change", "leave", "here"])
def test_an_appointment_that_ends_in_this_moment_takes_no_answer(
    client: Client, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    row = ask(check=act == "here")

    def ends_after_the_look(round_: Round) -> kinds.Page:
        end(appointment_of(row))
        return kinds.link_page_of(round_)

    monkeypatch.setattr("network.rounds.views.link.link_page_of", ends_after_the_look)
    person = row.person
    typed = {"given_name": "Anna", "family_name": person.family_name, "email": person.email}
    answer = client.post(page_of(row), typed | {"act": act, "revision": 1, "last_day": str(TODAY)})
    assert (answer.status_code, "This appointment has ended" in answer.content.decode()) == (410, True)
    row.refresh_from_db()
    assert (answer_of(row), row.person.revision, Proposal.objects.count()) == ("waiting", 1, 0)
    with pytest.raises(NoLongerAskedError):
        answer_check(row.key)


THANKS = {
    "de": "Ihre Antwort wurde am",
    "en": "Your answer was recorded on",
    "es": "Su respuesta quedó registrada el",
    "fr": "Votre réponse a été enregistrée le",
    "it": "La Sua risposta è stata registrata il",
    "ru": "Ваш ответ получен",
}


@pytest.mark.parametrize("language", LETTER_LANGUAGES)
def test_who_answered_a_check_is_thanked_in_each_language(client: Client, language: str) -> None:
    row = ask(check=True, languages=[language])
    page = client.post(page_of(row), {"act": "here"}, follow=True).content.decode()
    row = Addressee.objects.get(pk=row.pk)
    assert f'<html lang="{language}">' in page
    assert row.answered_at is not None
    assert THANKS[language] in html.unescape(page)


# Asking and deciding ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"predecessor_ends_on": "2019-01-01"}, "predecessor_ends_on", "choose a day after the start"),
        ({"known": "own"}, "succeeds", "Nobody succeeds in the own place."),
    ],
)
def test_an_impossible_hand_over_is_not_sent(
    austria: Client, typed: dict[str, str], field: str, message: str
) -> None:
    former = make_appointment("AT", starts_on=date(2020, 1, 1))
    own = {name: str(former.person_id) if value == "own" else value for name, value in typed.items()}
    answer = austria.post("/delegation/nominate/", EVA | LETTER | {"succeeds": former.pk} | own)
    assert answer.status_code == 422
    assert message in str(answer.context["form"].errors[field])
    assert not Proposal.objects.exists()


def test_an_agency_chosen_from_the_list_stands_in_the_new_entry(austria: Client) -> None:
    customs = make_agency("AT", "Customs Administration")
    austria.post("/delegation/nominate/", EVA | LETTER | {"agency": customs.pk})
    asked_for = Proposal.objects.get()
    pass_on(asked_for.pk, by=make_user(Role.EDITOR))
    accept(asked_for.pk, seen=None, by=make_user(Role.APPROVER))
    assert Person.objects.get().agency == customs


def test_an_agency_that_a_nomination_names_enters_with_the_nominee(austria: Client) -> None:
    river = {"new_agency": "River Police", "new_agency_kind": "police"}
    austria.post("/delegation/nominate/", EVA | LETTER | river)
    assert not Agency.objects.filter(name="River Police").exists()
    asked_for = Proposal.objects.get()
    pass_on(asked_for.pk, by=make_user(Role.EDITOR))
    accept(asked_for.pk, seen=None, by=make_user(Role.APPROVER))
    made = Person.objects.get().agency
    assert made is not None
    assert (made.name, made.kind, made.reviewed_at) == ("River Police", "police", None)


def test_a_nominee_whose_address_signs_somebody_else_in_is_appointed_and_not_invited() -> None:
    taken = make_user(Role.PARTNER).email
    entry = {"given_name": "Eva", "family_name": "Neu", "email": taken}
    asked_for = make_proposal(values={"entry": entry, "starts_on": str(TODAY)})
    pass_on(asked_for.pk, by=make_user(Role.EDITOR))
    accept(asked_for.pk, seen=None, by=make_user(Role.APPROVER))
    assert Appointment.objects.get().person.user is None
    assert not Invitation.objects.exists()


def test_who_leaves_after_an_end_was_recorded_begins_with_its_last_day() -> None:
    user = make_user()
    last = TODAY + timedelta(days=30)
    make_appointment(person=make_person(user=user), ends_on=last + timedelta(days=1), end_reason="new_duties")
    form = client_of(user).get("/me/leave/").context["form"]
    assert form["ends_on"].value() == last


def test_a_focal_point_cannot_withdraw_another_ones_proposal() -> None:
    asked_for = make_proposal(kind=ProposalKind.END, origin=Origin.FOCAL_POINT, submitted_by=make_user())
    with pytest.raises(NotYoursError):
        withdraw(asked_for.pk, by=make_user())
    assert client_of(make_user()).post(f"{asked_for.get_absolute_url()}withdraw/").status_code == 404


def test_a_proposal_that_came_without_a_scan_has_none_to_save(desk: Client) -> None:
    assert desk.get(f"{make_proposal().get_absolute_url()}instrument/").status_code == 404
