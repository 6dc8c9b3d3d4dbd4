"""Create a meeting and change its own fields."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from meetings.models import Meeting
from meetings.writing import why_kept
from nfp_portal.revisions.stale import expect
from nfp_portal.ui.spelling import slug_of

# What the address of a meeting without a number may not be.
RESERVED_SLUGS = frozenset({"new"})
LONGEST_SLUG = 60


@transaction.atomic
def create_meeting(key: UUID, facts: Mapping[str, Any]) -> Meeting:
    """Make the meeting of this key, or give the one that a first click on the button made."""
    return make_meeting(key, facts)[0]


def make_meeting(key: UUID, facts: Mapping[str, Any]) -> tuple[Meeting, bool]:
    """Return the meeting of this key, and whether it is new."""
    slug = _slug(facts.get("number"), facts["title"])
    return Meeting.objects.get_or_create(key=key, defaults={**facts, "slug": slug})


class InUseError(Exception):
    """The meeting cannot be deleted; the message says why."""


@transaction.atomic
def delete_meeting(meeting: Meeting) -> None:
    """Delete a meeting to which nobody has come or is to come; its history stays. Raises `InUseError`."""
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if reason := why_kept(locked):
        raise InUseError(reason)
    locked.delete()


@transaction.atomic
def change_meeting(meeting_id: int, changes: Mapping[str, Any], *, revision: int) -> Meeting:
    """Change the named fields of a meeting that is still at `revision`.

    A new number becomes its address. Raises `StaleError`; the row stays locked until the transaction ends.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    expect(meeting, revision)
    for field, value in changes.items():
        setattr(meeting, field, value)
    if "number" in changes:
        meeting.slug = _slug(meeting.number, meeting.title)
    meeting.revision += 1
    meeting.save()
    return meeting


def _slug(number: int | None, title: str) -> str:
    if number is not None:
        return str(number)
    base = slug_of(title)[:LONGEST_SLUG].strip("-") or "meeting"
    if base.isdecimal() or base in RESERVED_SLUGS:
        base = f"meeting-{base}"
    taken = set(Meeting.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    candidates = [base, *(f"{base}-{count}" for count in range(2, len(taken) + 3))]
    return next(slug for slug in candidates if slug not in taken)
