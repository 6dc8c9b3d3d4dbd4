"""Note who reads whose contact details, and hold up whoever reads them by the hundred."""

from collections.abc import Iterable, Sequence

from network.models import Person
from network.models.reading import HOUR, Counted, count_reading
from nfp_portal.accounts.models import User
from nfp_portal.audit.actions import record
from nfp_portal.audit.models import Act

__all__ = [
    "HOUR",
    "TooManyReadError",
    "count_print",
    "hold_up",
    "note",
    "note_export",
    "note_keys",
    "note_list",
]

# Each counts different entries in an hour of the clock. Twice the Network: more than anybody opens by hand.
PER_HOUR = 200
# Ten full pages of the directory; whoever looks the whole Network up, also as of other days, stays below.
LISTED_PER_HOUR = 1_000
# Files and lists of addresses: each holds as many as its reader may see.
EXPORTS_PER_HOUR = 30
DIRECTORY = "directory"


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
    note_keys([person.pk for person in people if person.user_id != by.pk], by=by)


def note_keys(keys: Sequence[int], *, by: User, subject: str = DIRECTORY) -> None:
    """Count those a list is about to show by their keys; negative ones have no entry in the directory."""
    if keys and _has_seen_enough(count_reading(by.pk, listed=keys)):
        record(Act.READ, by=by, subject=subject, refused=True)
        raise TooManyReadError


def note_export(*, by: User, subject: str = DIRECTORY, **details: object) -> None:
    """Write down that `by` takes a file of many people along. Raises `TooManyReadError`, noted too.

    Who has read as much as the hour allows cannot take the rest as a file either.
    """
    refused = _has_taken_enough(count_reading(by.pk, exports=1))
    told = details | {"refused": True} if refused else details
    record(Act.EXPORT, by=by, subject=subject, **told)
    if refused:
        raise TooManyReadError


def count_print(*, by: User) -> None:
    """Count that `by` has the directory drawn. Raises `TooManyReadError`; that alone is noted."""
    _expect_less(count_reading(by.pk, exports=1), by)


def hold_up(*, by: User) -> None:
    """Raise `TooManyReadError`, noted, for who has seen or taken enough already; counts nothing."""
    _expect_less(count_reading(by.pk), by)


def _expect_less(counted: Counted, by: User) -> None:
    if _has_taken_enough(counted):
        record(Act.EXPORT, by=by, subject=DIRECTORY, kind="pdf", refused=True)
        raise TooManyReadError


def _has_taken_enough(counted: Counted) -> bool:
    return counted.exports > EXPORTS_PER_HOUR or _has_seen_enough(counted)


def _has_seen_enough(counted: Counted) -> bool:
    return counted.opened > PER_HOUR or counted.listed > LISTED_PER_HOUR
