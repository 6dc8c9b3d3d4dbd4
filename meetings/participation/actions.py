"""Mark who took part."""

from collections.abc import Collection
from uuid import UUID

from django.db import models, transaction

from meetings.actions.parts import lock_for_writing
from meetings.models import Meeting
from meetings.participation.models import Status
from nfp_portal.accounts.models import User


class NotBegunError(Exception):
    """Nobody takes part in a meeting before its first day."""


@transaction.atomic
def mark_attendance(
    meeting: Meeting, *, came: Collection[UUID], not_marked: Collection[UUID], by: User
) -> int:
    """Mark the people of the keys `came`, take the mark from those of `not_marked`; return how many changed.

    Whoever is in neither stays as they are, so that two persons can mark at two doors. Who withdrew is no
    longer registered and is not touched. Raises `NotBegunError`, `ReleasedError`.
    """
    if not meeting.has_begun:
        raise NotBegunError
    lock_for_writing(meeting, by)
    people = meeting.participants.registered()
    newer = models.F("revision") + 1
    marked = people.filter(key__in=came, status=Status.REGISTERED)
    unmarked = people.filter(key__in=not_marked, status=Status.ATTENDED)
    return marked.update(status=Status.ATTENDED, revision=newer) + unmarked.update(
        status=Status.REGISTERED, revision=newer
    )
