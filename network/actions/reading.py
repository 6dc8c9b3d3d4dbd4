"""Note who reads whose contact details, and hold up whoever reads them by the hundred."""

import time

from django.core.cache import cache

from network.models import Person
from nfp_portal.accounts.models import User
from nfp_portal.audit.actions import record
from nfp_portal.audit.models import Act

# Twice the Network in an hour of the clock: more than anybody looks up by hand.
PER_HOUR = 200
HOUR = 3600


class TooManyReadError(Exception):
    """This account has opened more entries than the hour allows."""


def note(person: Person, *, by: User) -> None:
    """Write down that `by` opened an entry that is not their own. Raises `TooManyReadError`, noted too."""
    if person.user_id == by.pk:
        return
    key = f"network-read-{by.pk}-{int(time.time()) // HOUR}"
    number: int = cache.get(key, 0) + 1
    cache.set(key, number, timeout=HOUR)
    refused = number > PER_HOUR
    record(Act.READ, by=by, subject=str(person.key), refused=refused)
    if refused:
        raise TooManyReadError
