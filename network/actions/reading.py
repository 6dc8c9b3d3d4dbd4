"""Note who reads whose contact details, and hold up whoever reads them by the hundred."""

from collections.abc import Iterable

from network.models import Person
from network.models.reading import HOUR, Counted, count_reading
from nfp_portal.accounts.models import User
from nfp_portal.audit.actions import record
from nfp_portal.audit.models import Act

__all__ = ["HOUR", "TooManyReadError", "note", "note_export", "note_list"]

# Each counts different entries in an hour of the clock. Twice the Network: more than anybody opens by hand.
PER_HOUR = 200
# Ten full pages of the directory; whoever looks the whole Network up, also as of other days, stays below.
LISTED_PER_HOUR = 1_000
# Files and lists of addresses: each holds as many as its reader may see.
EXPORTS_PER_HOUR = 30


class TooManyReadError(Exception):
    """This account has seen more entries, or taken more files, than the hour allows."""


def note(person: Person, *, by: User) -> None:
    """Write down that `by` opened an entry that is not their own. Raises `TooManyReadError`, noted too."""
    if person.user_id == by.pk:
        return
    refused = _has_seen_enough(count_reading(by.pk, opened=[person.pk]))
    record(Act.READ, by=by, subject=str(person.key), refused=refused)
    if refused:
        raise TooManyReadError


def note_list(people: Iterable[Person], *, by: User) -> None:
    """Count the entries a page of the directory is about to show; one query, none for an empty page.

    Raises `TooManyReadError`; that alone is noted.
    """
    others = [person.pk for person in people if person.user_id != by.pk]
    if others and _has_seen_enough(count_reading(by.pk, listed=others)):
        record(Act.READ, by=by, subject="directory", refused=True)
        raise TooManyReadError


def note_export(*, by: User, **details: object) -> None:
    """Write down that `by` takes the directory along. Raises `TooManyReadError`, noted too.

    Who has read as much as the hour allows cannot take the rest as a file either.
    """
    counted = count_reading(by.pk, exports=1)
    refused = counted.exports > EXPORTS_PER_HOUR or _has_seen_enough(counted)
    told = details | {"refused": True} if refused else details
    record(Act.EXPORT, by=by, subject="directory", **told)
    if refused:
        raise TooManyReadError


def _has_seen_enough(counted: Counted) -> bool:
    return counted.opened > PER_HOUR or counted.listed > LISTED_PER_HOUR
