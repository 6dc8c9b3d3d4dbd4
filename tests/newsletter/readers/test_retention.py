"""An address that nobody confirmed, or that the directory no longer names, is kept no longer."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from newsletter.readers.models import Reader, SubscriptionState
from newsletter.readers.reasons import update_readers
from newsletter.readers.retention import purge_readers
from tests.factories.network import make_appointment, make_person
from tests.factories.newsletter import make_subscription

pytestmark = pytest.mark.django_db


def test_who_subscribed_opted_out_or_is_in_the_directory_stays() -> None:
    make_appointment("AT", person=make_person("AT", email="anna@example.org"))
    update_readers()
    for state in SubscriptionState:
        make_subscription(f"{state}@example.org", state=state)
    Reader.objects.update(created_at=timezone.now() - timedelta(days=91))
    Reader.objects.exclude(asked_at=None).update(asked_at=F("asked_at") - timedelta(days=31))
    assert purge_readers() == 2
    left = set(Reader.objects.values_list("address", flat=True))
    assert left == {"anna@example.org", "active@example.org", "ended@example.org"}


def test_an_address_that_may_still_be_confirmed_stays() -> None:
    make_subscription("pending@example.org", state=SubscriptionState.PENDING)
    make_subscription("none@example.org", state=SubscriptionState.NONE)
    assert purge_readers() == 0
