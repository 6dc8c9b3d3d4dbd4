"""Two entries are given the same address in the same moment: one gets it, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from network.models import Person
from tests.factories.accounts import client_of, make_user
from tests.factories.network import make_agency, make_person

pytestmark = pytest.mark.django_db(transaction=True)

WANTED = "wanted@example.org"
# Long enough that the other one stands at the database's door.
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
