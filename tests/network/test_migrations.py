"""The way back: what the migrations made, they can take back and make again."""

import pytest
from django.core.management import call_command
from django.db import connection

from network.models import State

APPS = ("newsletter", "meetings", "network")


def tables() -> list[str]:
    with connection.cursor() as cursor:
        return sorted(connection.introspection.table_names(cursor))


@pytest.mark.django_db(transaction=True)
def test_the_apps_can_be_taken_back_and_made_again() -> None:
    before, states = tables(), State.objects.participating().count()
    try:
        for app in APPS:
            call_command("migrate", app, "zero", verbosity=0)
        assert [table for table in tables() if table.startswith(APPS)] == []
    finally:
        call_command("migrate", verbosity=0)
    assert tables() == before
    assert State.objects.participating().count() == states == 57
