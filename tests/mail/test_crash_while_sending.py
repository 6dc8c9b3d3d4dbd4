"""What a database that crashed had not written yet of outcomes is written once more."""

import pytest
from django.db import connection

from nfp_portal.mail import actions, sender
from nfp_portal.mail.models import NEWSLETTER, Delivery, DeliveryState, Letter
from tests.mail import scripted

pytestmark = pytest.mark.django_db(transaction=True)

# More than the first window, which is recorded without waiting for the disk, and less than a batch.
AT = sender.WINDOW + 4
_CRASH = """
    UPDATE mail_delivery d SET state = 'sending', sent_at = NULL, lease_token = held.lease_token
    FROM (SELECT lease_token FROM mail_delivery WHERE state = 'sending' LIMIT 1) AS held
    WHERE d.state = 'sent';
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
"""


@pytest.fixture
def issue() -> Letter:
    letter = actions.freeze(subject="Issue 1", text="Words", stream=NEWSLETTER, key="issue-1")
    readers = [actions.Recipient(f"{number}", f"reader{number}@example.org", {}) for number in range(28)]
    actions.address_each(letter, readers)
    return letter


def test_what_a_crash_undid_is_recorded_by_the_worker_that_still_knows_it(
    relay: scripted.Relay, issue: Letter
) -> None:
    def crash() -> None:
        """Undo what was recorded, as a crash does, and break the sender's line, at message number AT."""
        if len(relay.messages) < AT:
            relay.meanwhile = crash
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM mail_delivery WHERE state = 'sent'")
            recorded.append(int(cursor.fetchone()[0]))
            cursor.execute(_CRASH)
        connection.close()

    recorded: list[int] = []
    relay.meanwhile = crash
    sender.dispatch()
    assert recorded in ([sender.WINDOW - 1], [sender.WINDOW])
    assert list(Delivery.objects.values_list("state", "ambiguous").distinct()) == [
        (DeliveryState.SENT, False)
    ]
    assert len(relay.recipients) == len(set(relay.recipients)) == 28
