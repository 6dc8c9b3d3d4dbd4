"""Record and count who reads whose entry; see `nfp_portal.audit.actions.quota`."""

from collections.abc import Iterable

from network.models import Person
from nfp_portal.accounts.models import User
from nfp_portal.audit.actions import quota

DIRECTORY = "directory"


def record_read(person: Person, *, by: User) -> None:
    """Record that `by` opened an entry of somebody else. Raises `QuotaExceededError`."""
    if person.user_id != by.pk:
        quota.record_read(person.pk, by=by, subject=str(person.key))


def count_listed(people: Iterable[Person], *, by: User) -> None:
    """Count the entries that a page of the directory is about to show. Raises `QuotaExceededError`."""
    quota.count_listed([person.pk for person in people if person.user_id != by.pk], by=by, subject=DIRECTORY)
