"""The page of a confirmation link: who may answer what, how often, and that GET changes nothing."""

import html
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from network.actions import contacts
from network.history import history_of
from network.models import Agency, Appointment, EndReason, Person
from network.proposals.models import Proposal, ProposalStatus
from network.rounds.actions.opening import close_round
from network.rounds.models import Addressee, Channel
from network.verification.models import Answer
from nfp_portal.accounts.languages import LETTER_LANGUAGES
from nfp_portal.accounts.models import Role
from nfp_portal.links.signing import path_of
from nfp_portal.mail.models import Delivery
from tests.factories.accounts import make_user
from tests.factories.network import make_agency, make_appointment
from tests.factories.rounds import (
    Row,
    answer_of,
    appointment_of,
    ask,
    confirmation_of,
    mailbox_of,
    open_round,
    page_of,
    rows_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def row() -> Row:
    return ask(telephone="+43 1 000 0001", function="Adviser")


def typed(row: Row, **changes: Any) -> dict[str, Any]:
    """What the form sends: the entry as it is, with the changes."""
    person = Person.objects.get(pk=row.person_id)
    fields = ("given_name", "family_name", "function", "email", "telephone")
    sent = {name: getattr(person, name) for name in fields}
    return sent | {"act": "change", "agency": person.agency_id or "", "revision": person.revision} | changes


def confirm(client: Client, row: Row, revision: int = 1) -> Any:
    return client.post(page_of(row), {"act": "confirm", "revision": revision})


def test_the_page_shows_the_entry_without_a_password(client: Client, row: Row) -> None:
    response = client.get(page_of(row))
    page = response.content.decode()
    assert response.status_code == 200
    assert str(row.person) in page
    assert "+43 1 000 0001" in page
    assert "sessionid" not in response.cookies


def test_opening_the_link_changes_nothing_however_often(client: Client, row: Row) -> None:
    for _scanner in range(3):
        client.get(page_of(row), HTTP_USER_AGENT="LinkScanner/1.0")
        client.head(page_of(row))
        client.options(page_of(row))
    row.refresh_from_db()
    assert (answer_of(row), row.answered_at, row.person.revision) == ("waiting", None, 1)


def test_one_button_confirms_the_entry(client: Client, row: Row) -> None:
    response = confirm(client, row)
    assert (response.status_code, response.headers["Location"]) == (302, page_of(row))
    row.refresh_from_db()
    assert (answer_of(row), row.channel) == (Answer.CONFIRMED, Channel.LINK)
    assert row.person.confirmed_on == timezone.localdate()
    page = client.get(page_of(row)).content.decode()
    assert "Thank you" in page
    assert "it was recorded that your entry is correct" in page


def test_confirming_twice_counts_once(client: Client, row: Row) -> None:
    assert [confirm(client, row).status_code for _press in range(2)] == [302, 302]
    row.person.refresh_from_db()
    assert row.person.revision == 2


def test_a_change_is_saved_and_counts_as_confirmed(client: Client, row: Row) -> None:
    response = client.post(page_of(row), typed(row, telephone="+43 1 000 0009"))
    assert response.status_code == 302
    row.refresh_from_db()
    assert (answer_of(row), row.person.telephone) == (Answer.CHANGED, "+43 1 000 0009")
    assert row.person.confirmed_on == timezone.localdate()


def test_saving_without_a_change_is_a_confirmation(client: Client, row: Row) -> None:
    client.post(page_of(row), typed(row))
    row.refresh_from_db()
    assert answer_of(row) == Answer.CONFIRMED


def test_the_history_says_that_the_link_was_the_way_and_keeps_no_token(client: Client, row: Row) -> None:
    client.post(page_of(row), typed(row, telephone="+43 1 000 0009"))
    step = history_of(Person.objects.get(pk=row.person_id))[0]
    assert step.by == "by the confirmation link"
    event = Person.objects.get(pk=row.person_id).events.order_by("pgh_id").last()
    assert event is not None
    assert path_of("round", mailbox_of(row).key).split("/")[2] not in str(event.pgh_context.metadata)


def test_the_history_names_nobody_who_happens_to_be_signed_in(client: Client, row: Row) -> None:
    client.force_login(make_user(Role.FOCAL_POINT))
    confirm(client, row)
    assert history_of(Person.objects.get(pk=row.person_id))[0].by == "by the confirmation link"


def test_a_stale_form_shows_both_versions_and_writes_nothing(client: Client, row: Row) -> None:
    contacts.update_contact(row.person_id, {"telephone": "+43 1 000 0005"}, revision=1)
    response = client.post(page_of(row), typed(row, telephone="+43 1 000 0009", revision=1))
    page = response.content.decode()
    assert response.status_code == 409
    assert "+43 1 000 0005" in page
    assert "+43 1 000 0009" in page
    row.refresh_from_db()
    assert (answer_of(row), row.person.telephone) == ("waiting", "+43 1 000 0005")


def test_a_confirmation_of_an_older_revision_confirms_nothing(client: Client, row: Row) -> None:
    contacts.update_contact(row.person_id, {"telephone": "+43 1 000 0005"}, revision=1)
    assert confirm(client, row, revision=1).status_code == 409
    row.refresh_from_db()
    assert answer_of(row) == "waiting"


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 30])
def test_a_revision_nobody_could_have_seen_confirms_nothing(client: Client, row: Row, revision: str) -> None:
    assert client.post(page_of(row), {"act": "confirm", "revision": revision}).status_code == 409


def test_a_mistake_is_named_at_its_field_and_typed_values_stay(client: Client, row: Row) -> None:
    response = client.post(page_of(row), typed(row, telephone="01 234", function="Kept words"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Write the number with its country code" in page
    assert "Kept words" in page


def test_an_agency_named_by_link_is_added_to_the_state(client: Client, row: Row) -> None:
    client.post(page_of(row), typed(row, new_agency="River Police"))
    row.person.refresh_from_db()
    assert row.person.agency == Agency.objects.get(name="River Police", state=row.represents)


def test_an_agency_of_another_state_cannot_be_chosen(client: Client, row: Row) -> None:
    response = client.post(page_of(row), typed(row, agency=make_agency("DE", "Zoll").pk))
    assert response.status_code == 422


def leave(client: Client, row: Row, **facts: Any) -> Any:
    return client.post(page_of(row), {"act": "leave", "last_day": "2026-12-31"} | facts)


def test_who_has_left_names_a_successor_and_keeps_the_appointment(client: Client, row: Row) -> None:
    leave(
        client, row, successor_given_name="Eva", successor_family_name="Neu", successor_email="e@example.org"
    )
    row.refresh_from_db()
    assert (answer_of(row), confirmation_of(row).last_day, confirmation_of(row).successor) == (
        Answer.LEFT,
        date(2026, 12, 31),
        "Eva NEU",
    )
    assert appointment_of(row).ends_on is None
    page = client.get(page_of(row)).content.decode()
    assert "31 December 2026" in page
    assert "Eva NEU" in page


def test_leaving_is_proposed_to_the_secretariat(client: Client, row: Row) -> None:
    leave(client, row, successor_given_name="Eva", successor_family_name="Neu")
    proposal = Proposal.objects.get(appointment=appointment_of(row))
    assert (proposal.values["on"], proposal.origin) == ("2027-01-01", "confirmation")
    assert proposal.values["successor"]["family_name"] == "Neu"


@pytest.mark.parametrize("missing", ["successor_given_name", "successor_family_name"])
def test_a_successor_is_named_by_both_names_as_on_the_portal(client: Client, row: Row, missing: str) -> None:
    named = {"successor_given_name": "Eva", "successor_family_name": "Neu"} | {missing: ""}
    response = leave(client, row, **named)
    assert list(response.context["leaving_form"].errors) == [missing]


def test_submitting_leaving_twice_proposes_one_end(client: Client, row: Row) -> None:
    for _press in range(2):
        leave(client, row)
    assert Proposal.objects.count() == 1


def test_a_second_answer_replaces_the_first(client: Client, row: Row) -> None:
    leave(client, row, successor_given_name="Eva", successor_family_name="Neu")
    assert "Yes, all is correct" not in client.get(page_of(row)).content.decode()
    assert "Yes, all is correct" in client.get(f"{page_of(row)}?again").content.decode()
    confirm(client, row)
    row.refresh_from_db()
    assert (answer_of(row), confirmation_of(row).last_day, confirmation_of(row).successor_family_name) == (
        Answer.CONFIRMED,
        None,
        "",
    )
    assert Proposal.objects.get().status == ProposalStatus.WITHDRAWN


@pytest.mark.parametrize("last_day", ["", "soon", "2016-01-01", "2099-01-01"])
def test_a_last_day_far_away_or_missing_is_refused(client: Client, row: Row, last_day: str) -> None:
    assert leave(client, row, last_day=last_day).status_code == 422
    row.refresh_from_db()
    assert answer_of(row) == "waiting"


def test_a_closed_round_takes_no_answer(client: Client, row: Row) -> None:
    close_round(row.round.key)
    assert client.get(page_of(row)).status_code == 410
    assert confirm(client, row).status_code == 410
    row.refresh_from_db()
    assert answer_of(row) == "waiting"


def test_an_ended_appointment_has_nothing_to_confirm(client: Client, row: Row) -> None:
    Appointment.objects.update(ends_on=timezone.localdate(), end_reason=EndReason.NEW_DUTIES)
    response = client.get(page_of(row))
    assert response.status_code == 410
    assert "appointment has ended" in response.content.decode()


def test_an_appointment_that_ends_tomorrow_is_confirmed_today(client: Client, row: Row) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    Appointment.objects.update(ends_on=tomorrow, end_reason=EndReason.NEW_DUTIES)
    assert confirm(client, row).status_code == 302


def test_a_link_that_was_never_made_is_not_found(client: Client, row: Row) -> None:
    token = path_of("round", mailbox_of(row).key).split("/")[2]
    forged = [token[:-1], f"{token}x", token.replace(".", "x"), row.key.hex, f"{row.key.hex}.", "AT", "."]
    assert [client.get(f"/answer/{each}/").status_code for each in forged] == [404] * len(forged)
    assert [client.post(f"/answer/{each}/").status_code for each in forged] == [404] * len(forged)


def test_a_link_signed_with_an_earlier_key_still_opens(client: Client, row: Row, settings: Any) -> None:
    page = page_of(row)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key, as long as one has to be for a portal 0123456789"
    assert page_of(row) != page
    assert client.get(page).status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert client.get(page).status_code == 404


def test_the_link_is_the_same_at_each_asking_and_names_nobody(row: Row) -> None:
    page = page_of(row)
    assert page == page_of(Addressee.objects.get(pk=row.pk))
    assert row.person.family_name.lower() not in page.lower()
    assert row.person.key.hex not in page


@pytest.mark.parametrize("path", ["", "forged"])
def test_the_page_is_neither_cached_nor_indexed_and_sends_no_referrer(
    client: Client, row: Row, path: str
) -> None:
    response = client.get(f"/answer/{path}/" if path else page_of(row))
    assert response.headers["Cache-Control"] == "no-store, private"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"


ALL_CORRECT = {
    "de": "Ja, alles stimmt",
    "en": "Yes, all is correct",
    "es": "Sí, todo es correcto",
    "fr": "Oui, tout est exact",
    "it": "Sì, tutto è esatto",
    "ru": "Да, всё верно",
}


@pytest.mark.parametrize("language", LETTER_LANGUAGES)
def test_the_page_speaks_the_persons_language_and_any_other_on_demand(client: Client, language: str) -> None:
    row = ask(languages=[language])
    assert mailbox_of(row).language == language
    page = client.get(page_of(row)).content.decode()
    assert f'<html lang="{language}">' in page
    assert ALL_CORRECT[language] in html.unescape(page)
    other = "fr" if language != "fr" else "en"
    assert ALL_CORRECT[other] in html.unescape(client.get(f"{page_of(row)}?in={other}").content.decode())


def test_errors_are_said_in_the_persons_language(client: Client) -> None:
    row = ask(languages=["de"])
    page = client.post(page_of(row), typed(row, telephone="01", family_name="")).content.decode()
    assert "Schreiben Sie die Nummer mit Landesvorwahl" in page
    assert "Dieses Feld ist zwingend erforderlich." in page
    assert "Es wurde noch nichts gespeichert" in page


def test_other_pages_stay_wholly_english_in_that_persons_browser(client: Client) -> None:
    row = ask(languages=["de"])
    client.get(page_of(row), HTTP_ACCEPT_LANGUAGE="de")
    page = client.get("/about/", HTTP_ACCEPT_LANGUAGE="de").content.decode()
    assert '<html lang="en">' in page


def test_one_persons_link_never_answers_for_a_colleague(client: Client) -> None:
    first, second = make_appointment(), make_appointment()
    opened = open_round("AT")
    one, other = (rows_of(opened)[each.person] for each in (first, second))
    confirm(client, one)
    other.refresh_from_db()
    assert answer_of(other) == "waiting"
    assert other.person.confirmed_on is None


def test_a_communication_check_is_one_button_and_confirms_no_entry(client: Client) -> None:
    row = ask(check=True)
    page = client.get(page_of(row)).content.decode()
    assert "I am here" in page
    assert "All correct" not in page
    client.post(page_of(row), {"act": "here"})
    row.refresh_from_db()
    assert (answer_of(row), row.person.confirmed_on, row.person.revision) == ("answered", None, 1)
    assert "again" not in client.get(page_of(row)).content.decode()


def test_in_a_check_the_first_answer_counts(client: Client) -> None:
    row = ask(check=True)
    client.post(page_of(row), {"act": "here"})
    row.refresh_from_db()
    first = row.answered_at
    client.post(page_of(row), {"act": "here"})
    row.refresh_from_db()
    assert row.answered_at == first


@pytest.mark.parametrize(
    ("check", "act"), [(True, "confirm"), (True, "leave"), (False, "here"), (False, "x")]
)
def test_an_act_the_round_does_not_offer_changes_nothing(client: Client, *, check: bool, act: str) -> None:
    row = ask(check=check)
    client.post(page_of(row), {"act": act, "revision": 1, "last_day": "2026-12-31"})
    row.refresh_from_db()
    assert answer_of(row) == "waiting"


def test_the_page_names_the_help_address(client: Client, row: Row) -> None:
    assert settings.HELP_ADDRESS in client.get(page_of(row)).content.decode()


def test_a_changed_address_is_mailed_to_the_former_one(client: Client) -> None:
    row = ask(languages=["fr"], email="former@example.org")
    client.post(page_of(row), typed(row, email="new@example.org"))
    delivery = Delivery.objects.get()
    assert (delivery.address, delivery.letter.language) == ("former@example.org", "fr")
    assert delivery.letter.subject == "Votre adresse électronique dans l’annuaire a été modifiée"
    assert "new@example.org" not in delivery.letter.text


def test_a_change_of_anything_else_sends_no_mail(client: Client, row: Row) -> None:
    client.post(page_of(row), typed(row, function="Head of Unit"))
    assert Delivery.objects.count() == 0


def test_the_second_address_is_shown_and_changed_behind_the_link(client: Client) -> None:
    row = ask(second_email="unit@example.org")
    assert "unit@example.org" in client.get(page_of(row)).content.decode()
    assert client.post(page_of(row), typed(row, second_email="desk@example.org")).status_code == 302
    row.person.refresh_from_db()
    assert row.person.second_email == "desk@example.org"


def test_only_the_address_before_all_changes_by_link_gets_a_mail(client: Client, row: Row) -> None:
    former = row.person.email
    for email in ("victim@example.org", "mine@example.org", "other@example.org"):
        client.post(page_of(row), typed(row, email=email, act="change"))
    assert Person.objects.get(pk=row.person_id).email == "other@example.org"
    deliveries = Delivery.objects.filter(letter__key=f"moved-{row.key}")
    assert [delivery.address for delivery in deliveries] == [former]
