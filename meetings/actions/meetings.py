"""Create a meeting and change its own fields."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from meetings.models import Meeting
from nfp_portal.revisions.stale import expect
from nfp_portal.ui.spelling import slug_of

# What the address of a meeting without a number may not be.
RESERVED_SLUGS = frozenset({"new"})
LONGEST_SLUG = 60


@transaction.atomic
def create_meeting(key: UUID, facts: Mapping[str, Any]) -> Meeting:
    """Make the meeting of this key, or give the one that a first press of the button made."""
    slug = _slug(facts.get("number"), facts["title"])
    meeting, _made = Meeting.objects.get_or_create(key=key, defaults={**facts, "slug": slug})
    return meeting


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
