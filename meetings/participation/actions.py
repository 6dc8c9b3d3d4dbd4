"""Mark who took part; say whether somebody removed can come back."""

from collections.abc import Collection
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext as _

from meetings.actions.parts import lock_for_writing
from meetings.actions.undoing import CannotComeBackError
from meetings.models import Meeting
from meetings.participation.models import Participant, Status
from network.models import Organisation, Person, State
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


def check_return(participant: Participant) -> None:
    """Let somebody come back from the history as the entry they have now, for a body that is there still.

    Raises `CannotComeBackError` where the body is gone, or somebody else has the e-mail address by now.
    """
    states = State.objects.filter(pk__in=[participant.state_id])
    organisations = Organisation.objects.filter(pk__in=[participant.organisation_id])
    if not states.exists() and not organisations.exists():
        raise CannotComeBackError(
            _("The State or organisation they came for is no longer recorded: add them anew.")
        )
    others = Participant.objects.filter(meeting=participant.meeting_id).exclude(pk=participant.pk)
    if participant.email and (known := others.filter(email=participant.email).first()):
        message = _(
            "%(name)s is on the list with this e-mail address now: change or remove that entry first."
        )
        raise CannotComeBackError(message % {"name": known})
    person = Person.objects.filter(pk__in=[participant.person_id]).first()
    participant.person = (person.merged_into or person) if person else None
