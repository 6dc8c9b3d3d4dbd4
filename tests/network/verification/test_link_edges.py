"""The page behind a confirmation link at its edges: merged entries, absurd input, renewed appointments."""

import html
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from network.actions.merging import merge
from network.models import Appointment, EndReason
from network.proposals.models import Proposal, ProposalStatus
from network.verification.models import Answer
from nfp_portal.accounts.languages import LETTER_LANGUAGES
from tests.factories.network import make_appointment
from tests.factories.rounds import Row, answer_of, ask, open_round, page_of, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def row() -> Row:
    return ask()


def leave(client: Client, row: Row, **facts: Any) -> Any:
    return client.post(page_of(row), {"act": "leave", "last_day": timezone.localdate().isoformat()} | facts)


def test_the_link_of_a_merged_entry_leads_to_the_kept_ones_question(client: Client) -> None:
    target, duplicate = make_appointment(), make_appointment()
    opened = open_round()
    write(opened)
    rows = {row.person_id: row for row in opened.addressees.all()}
    merge(target.person_id, duplicate.person_id, taken=(), revisions=(1, 1))
    address = page_of(rows[duplicate.person_id])
    assert str(target.person) in client.get(address).content.decode()
    target.person.refresh_from_db()
    sent = {"act": "confirm", "revision": target.person.revision}
    assert client.post(address, sent).status_code == 302
    answers = {row.person_id: answer_of(row) for row in opened.addressees.all()}
    assert answers == {target.person_id: Answer.CONFIRMED, duplicate.person_id: "waiting"}
    assert "Thank you" in client.get(address).content.decode()


@pytest.mark.parametrize("revision", ["9" * 5000, "99999999999", "-1", "x"])
def test_an_absurd_revision_is_stale_and_no_fault(client: Client, row: Row, revision: str) -> None:
    assert client.post(page_of(row), {"act": "confirm", "revision": revision}).status_code == 409
    row.refresh_from_db()
    assert answer_of(row) == "waiting"


# ruff: noqa: E501 - sentences
NAMELESS = {
    "de": "Nennen Sie Vor- und Familiennamen der Nachfolge, oder lassen Sie alles zu ihr leer.",
    "en": "Give the given and family name of your successor, or leave all about that person empty.",
    "es": "Indique el nombre y los apellidos de quien le sucede, o deje vacío todo lo referente a esa persona.",
    "fr": "Indiquez le prénom et le nom de famille de votre successeur, ou laissez vide tout ce qui le concerne.",
    "it": "Indichi nome e cognome di chi Le succede, oppure lasci vuoto tutto ciò che riguarda quella persona.",
    "ru": "Укажите имя и фамилию преемника либо оставьте все сведения о нём пустыми.",
}


@pytest.mark.parametrize("language", LETTER_LANGUAGES)
@pytest.mark.parametrize("named", [{"successor_email": "eva@example.org"}, {"successor_given_name": "Eva"}])
def test_a_successor_has_a_whole_name(client: Client, row: Row, language: str, named: dict[str, str]) -> None:
    typed = {"act": "leave", "last_day": timezone.localdate().isoformat()} | named
    response = client.post(f"{page_of(row)}?in={language}", typed)
    assert response.status_code == 422
    assert NAMELESS[language] in html.unescape(response.content.decode())
    assert not Proposal.objects.exists()


def test_the_last_day_does_not_lie_before_the_appointment(client: Client) -> None:
    today = timezone.localdate()
    row = ask(make_appointment(starts_on=today - timedelta(days=3)))
    response = leave(client, row, last_day=(today - timedelta(days=4)).isoformat())
    assert response.status_code == 422
    assert "Write the first day of your appointment" in response.content.decode()
    assert leave(client, row, last_day=(today - timedelta(days=3)).isoformat()).status_code == 302


def test_who_leaves_after_a_renewal_leaves_todays_appointment(client: Client, row: Row) -> None:
    today = timezone.localdate()
    Appointment.objects.update(ends_on=today, end_reason=EndReason.NEW_DUTIES)
    renewed = make_appointment(person=row.person, starts_on=today)
    leave(client, row)
    assert Proposal.objects.get().appointment == renewed
    client.post(page_of(row), {"act": "confirm", "revision": 1})
    assert Proposal.objects.get().status == ProposalStatus.WITHDRAWN


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("ru", "<dd>Кыргызстан</dd>"),
        ("fr", "<dd>Kirghizistan</dd>"),
        ("en", "<dd>Kyrgyzstan</dd>"),
    ],
)
def test_a_states_name_is_said_in_the_language_of_the_page(client: Client, language: str, shown: str) -> None:
    row = ask(make_appointment("KG"))
    assert shown in client.get(f"{page_of(row)}?in={language}").content.decode()


def test_a_mistake_is_written_as_the_french_write_it(client: Client, row: Row) -> None:
    sent = {"act": "change", "given_name": "Eva", "family_name": "Neu", "telephone": "12", "revision": "1"}
    page = client.post(f"{page_of(row)}?in=fr", sent).content.decode()
    assert "Téléphone\u00a0: Écrivez le numéro" in page
    assert "+43\u00a01\u00a0000\u00a00000" in page


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("", "Veuillez réessayer dans une heure"),
        ("?in=ru", "Пожалуйста, повторите попытку через час"),
    ],
)
def test_too_many_forms_are_refused_in_the_language_of_the_link(
    client: Client, monkeypatch: pytest.MonkeyPatch, address: str, title: str
) -> None:
    row = ask(languages=["fr"])
    monkeypatch.setattr("nfp_portal.links.views.PER_HOUR", 0)
    answer = client.post(page_of(row) + address, {"act": "confirm", "revision": 1})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "3600")
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert title in html.unescape(answer.content.decode())
    assert answer_of(row) == "waiting"
