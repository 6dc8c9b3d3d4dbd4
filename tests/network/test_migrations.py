"""The way back: a release that is taken back takes its migrations back with it, and the record stays."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from network import demonstration
from network.models import Appointment, DirectoryEntry, Network, Person, coverage

RECORD = "0003_reference"
KEPT = ("key", "given_name", "family_name", "email", "state_id", "agency_id", "confirmed_on")


@pytest.mark.django_db(transaction=True)
def test_the_directory_goes_back_to_its_first_release_and_forth_again() -> None:
    demonstration.load()
    people, appointments = _people(), _appointments()
    others, covered = set(Network.objects.values_list("name", flat=True)), _covered()
    firsts, lines = _first_contacts(), DirectoryEntry.objects.count()
    try:
        call_command("migrate", "network", RECORD, verbosity=0)
        assert _rows_of("network_person") == len(people)
        assert "network_round" not in connection.introspection.table_names()
    finally:
        call_command("migrate", verbosity=0)
    assert _people() == people
    assert _appointments() == appointments
    assert set(Network.objects.values_list("name", flat=True)) == others
    assert (_covered(), _first_contacts(), DirectoryEntry.objects.count()) == (covered, firsts, lines)


def _people() -> list[tuple[Any, ...]]:
    return list(Person.objects.order_by("pk").values_list(*KEPT))


def _appointments() -> list[tuple[Any, ...]]:
    return list(Appointment.objects.order_by("pk").values_list("person", "state", "starts_on", "ends_on"))


def _covered() -> list[tuple[str, str]]:
    """What the map says of each State."""
    return [(entry.state.iso2, str(entry.status)) for entry in coverage()]


def _first_contacts() -> set[int]:
    return set(Appointment.objects.primary().values_list("pk", flat=True))


def _rows_of(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        return int(cursor.fetchone()[0])
