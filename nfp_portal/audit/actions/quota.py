"""Record who reads and exports personal data, and refuse whoever exceeds the quota of an hour."""

import time
from collections.abc import Sequence

from nfp_portal.accounts.models import User
from nfp_portal.audit.actions import record
from nfp_portal.audit.models import HOUR, Act, HourlyCounts, ReadCount

# Different entries opened in an hour of the clock: twice the Network, more than anybody opens by hand.
OPENED_PER_HOUR = 200
# Ten full pages of the directory; looking the whole Network up, also as of other days, stays below.
LISTED_PER_HOUR = 1_000
# Files and lists of addresses: each holds as many people as its reader may see.
EXPORTS_PER_HOUR = 30


class QuotaExceededError(Exception):
    """The account has read more entries, or exported more files, than the hour allows."""


def record_read(entry: int, *, by: User, subject: str) -> None:
    """Record that `by` opened a person's entry. Raises `QuotaExceededError`, recorded too."""
    refused = _has_read_enough(ReadCount.add(by.pk, opened=[entry]))
    record(Act.READ, by=by, subject=subject, refused=refused)
    if refused:
        raise QuotaExceededError


def count_listed(entries: Sequence[int], *, by: User, subject: str) -> None:
    """Count the entries that a list is about to show; one query, none for an empty list.

    Negative ids are people without an entry in the directory. Raises `QuotaExceededError`; only that is
    recorded.
    """
    if entries and _has_read_enough(ReadCount.add(by.pk, listed=entries)):
        record(Act.READ, by=by, subject=subject, refused=True)
        raise QuotaExceededError


def record_export(*, by: User, subject: str, kind: str, **details: object) -> None:
    """Record that `by` takes a file of many people. Raises `QuotaExceededError`, recorded too.

    Entries read count as well, so that nobody takes as a file what they may read no more of.
    """
    refused = _is_exhausted(ReadCount.add(by.pk, exports=1))
    if refused:
        details["refused"] = True
    record(Act.EXPORT, by=by, subject=subject, kind=kind, **details)
    if refused:
        raise QuotaExceededError


def count_export(*, by: User, subject: str, kind: str) -> None:
    """Count an export without recording it, as when a PDF is rendered for one reader.

    Raises `QuotaExceededError`; only that is recorded.
    """
    _expect_room(ReadCount.add(by.pk, exports=1), by=by, subject=subject, kind=kind)


def expect_quota(*, by: User, subject: str, kind: str) -> None:
    """Raise `QuotaExceededError`, recorded, if the quota is exceeded already; counts nothing."""
    _expect_room(ReadCount.add(by.pk), by=by, subject=subject, kind=kind)


def _expect_room(counts: HourlyCounts, *, by: User, subject: str, kind: str) -> None:
    if _is_exhausted(counts):
        record(Act.EXPORT, by=by, subject=subject, kind=kind, refused=True)
        raise QuotaExceededError


def _is_exhausted(counts: HourlyCounts) -> bool:
    return counts.exports > EXPORTS_PER_HOUR or _has_read_enough(counts)


def _has_read_enough(counts: HourlyCounts) -> bool:
    return counts.opened > OPENED_PER_HOUR or counts.listed > LISTED_PER_HOUR


def purge_read_counts() -> int:
    """Delete the counts of hours that are over; returns of how many accounts."""
    return ReadCount.objects.filter(hour__lt=int(time.time()) // HOUR).delete()[0]
