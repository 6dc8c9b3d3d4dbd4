"""Note who reads whose contact details, and hold up whoever reads them by the hundred."""

import time

from django.core.cache import cache

from network.models import Person
from nfp_portal.accounts.models import User
from nfp_portal.audit.actions import record
from nfp_portal.audit.models import Act

# Twice the Network in an hour of the clock: more than anybody looks up by hand.
PER_HOUR = 200
# Files and lists of addresses: each holds as many as its reader may see.
EXPORTS_PER_HOUR = 30
HOUR = 3600


class TooManyReadError(Exception):
    """This account has opened more entries, or taken more files, than the hour allows."""


def note(person: Person, *, by: User) -> None:
    """Write down that `by` opened an entry that is not their own. Raises `TooManyReadError`, noted too."""
    if person.user_id == by.pk:
        return
    refused = _in_this_hour("read", by) > PER_HOUR
    record(Act.READ, by=by, subject=str(person.key), refused=refused)
    if refused:
        raise TooManyReadError


def note_export(*, by: User, **details: object) -> None:
    """Write down that `by` takes the directory along. Raises `TooManyReadError`, noted too."""
    refused = _in_this_hour("export", by) > EXPORTS_PER_HOUR
    told = details | {"refused": True} if refused else details
    record(Act.EXPORT, by=by, subject="directory", **told)
    if refused:
        raise TooManyReadError


def _in_this_hour(deed: str, by: User) -> int:
    """Count one more deed of this account; give how many the hour has seen."""
    key = f"network-{deed}-{by.pk}-{int(time.time()) // HOUR}"
    number: int = cache.get(key, 0) + 1
    cache.set(key, number, timeout=HOUR)
    return number
