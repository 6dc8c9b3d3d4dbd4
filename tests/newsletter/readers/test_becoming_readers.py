"""The migration that makes readers of subscriptions keeps every row, token, instant and delivery."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from nfp_portal.mail.models import Suppression
from tests.factories.network import make_person

BEFORE, AFTER = [("newsletter", "0008_states_of_pieces")], [("newsletter", "0009_readers")]
CONFIRMED = datetime(2025, 3, 1, 8, tzinfo=UTC)
ENDED = datetime(2025, 4, 1, 8, tzinfo=UTC)


def migrate(target: list[tuple[str, str]]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate(target)
    return MigrationExecutor(connection).loader.project_state(target).apps


@pytest.mark.django_db
def test_subscriptions_become_readers_who_receive_what_they_received() -> None:
    person = make_person("AT", email="active@example.org")
    old = migrate(BEFORE).get_model("newsletter", "Subscription")
    facts = {
        "active": {"confirmed_at": CONFIRMED},
        "pending": {},
        "ended": {"confirmed_at": CONFIRMED, "ended_at": ENDED},
        "bounced": {"confirmed_at": CONFIRMED},
    }
    rows = {
        state: old.objects.create(email=f"{state}@example.org", state=state, **each)
        for state, each in facts.items()
    }
    held = Suppression.objects.create(address="held@example.org", stream="", reason="550")
    old.objects.create(email=held.address, state="bounced", confirmed_at=CONFIRMED)
    readers = migrate(AFTER).get_model("newsletter", "Reader")
    streams = set(Suppression.objects.values_list("address", "stream"))
    assert streams == {("held@example.org", ""), ("bounced@example.org", "newsletter")}
    for state, row in rows.items():
        reader = readers.objects.get(address=f"{state}@example.org")
        assert (reader.pk, reader.token, reader.confirm_token) == (row.pk, row.token, row.confirm_token)
        assert (reader.confirmed_at, reader.opted_out_at) == (row.confirmed_at, row.ended_at)
        assert (reader.asked_at is not None) == (state == "pending")
    assert readers.objects.get(address="active@example.org").person_id == person.pk
    back = migrate(BEFORE).get_model("newsletter", "Subscription")
    states = dict(back.objects.values_list("email", "state"))
    assert states["active@example.org"] == "active"
    assert states["ended@example.org"] == "ended"
    assert states["pending@example.org"] == "pending"
