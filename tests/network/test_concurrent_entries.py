"""Entries changed by two people at the same moment: neither overwrites the other unseen."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date
from threading import Event
from time import sleep
from typing import Any

import pghistory
import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from network.actions import undoing
from network.actions.agencies import accept_agency
from network.actions.appointments import record_appointment
from network.actions.contacts import update_contact
from network.actions.nominees import Nominee
from network.actions.undoing import undo_act
from network.models import Agency, Person
from network.models.references import referred
from nfp_portal.accounts.models import Role
from nfp_portal.revisions.stale import StaleError
from tests.factories.accounts import client_of, make_user
from tests.factories.network import make_agency, make_person, state

pytestmark = pytest.mark.django_db(transaction=True)

WANTED = "wanted@example.org"
# Long enough for the other transaction to wait for the lock.
HELD = 0.5


def take_it(written: Event) -> None:
    """Give an entry the address, and leave the transaction open for a while."""
    try:
        with transaction.atomic():
            make_person(email=WANTED)
            written.set()
            sleep(HELD)
    finally:
        connection.close()


def want_it(client: Client, person: Person, written: Event) -> tuple[int, str]:
    visible = {f"{way}_visibility": "network" for way in ("email", "second_email", "telephone", "mobile")}
    entry = {"given_name": "Anna", "family_name": "Muster", "email": WANTED, "revision": 1}
    try:
        written.wait()
        answer = client.post(reverse("network:edit", args=[person.key]), entry | visible)
        return answer.status_code, answer.content.decode()
    finally:
        connection.close()


def test_an_address_taken_in_the_same_moment_is_named_at_its_field() -> None:
    make_agency()
    user, written = make_user(), Event()
    person = make_person(user=user)
    client = client_of(user)
    with ThreadPoolExecutor(2) as pool:
        pool.submit(take_it, written)
        status, page = pool.submit(want_it, client, person, written).result()
    assert status == 422
    assert "This address belongs to another entry." in page


def correct_it(person: Person) -> None:
    try:
        update_contact(person.pk, {"function": "Head"}, revision=1)
    finally:
        connection.close()


def test_a_correction_of_an_entry_that_is_being_removed_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pghistory.context():
        eva = Nominee(facts={"given_name": "Eva", "family_name": "Neu"})
        made = record_appointment(state("AT").pk, eva, {"starts_on": date(2026, 3, 1)})
    corrections = []

    def look(model: Any, keys: set[int]) -> set[int]:
        corrections.append(pool.submit(correct_it, made.person))
        wait(corrections, HELD)
        return referred(model, keys)

    monkeypatch.setattr(undoing, "referred", look)
    with ThreadPoolExecutor(1) as pool:
        assert undo_act(made.pk, revision=1) == []
    assert isinstance(corrections[0].exception(), Person.DoesNotExist)


def name_it(agency: Agency, name: str) -> bool:
    try:
        accept_agency(agency.pk, name=name, kind="police", revision=1)
    except StaleError:
        return False
    finally:
        connection.close()
    return True


def test_of_two_who_name_an_institution_at_once_one_is_refused() -> None:
    agency, names = make_agency("AT", "Rivr Police"), ["River Police", "Water Police"]
    with ThreadPoolExecutor(2) as pool:
        written = list(pool.map(name_it, [agency, agency], names))
    agency.refresh_from_db()
    assert sorted(written) == [False, True]
    assert (agency.name, agency.revision) == (names[written.index(True)], 2)


def rename_in_administration(client: Client, agency: Agency, name: str) -> int:
    sent = {"state": agency.state_id, "kind": "police", "revision": "1", "name": name}
    try:
        return client.post(f"/admin/network/agency/{agency.pk}/change/", sent).status_code
    finally:
        connection.close()


def test_of_two_administrators_at_once_one_is_refused(settings: Any) -> None:
    settings.REQUIRE_MFA = False
    agency, names = make_agency("AT", "Rivr Police"), ["River Police", "Water Police"]
    clients = [client_of(make_user(Role.ADMINISTRATOR)) for _name in names]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(rename_in_administration, clients, [agency, agency], names))
    agency.refresh_from_db()
    assert sorted(answers) == [200, 302]
    assert (agency.name, agency.revision) == (names[answers.index(302)], 2)
