"""Say whether somebody who was removed from a meeting can come back."""

from django.utils.translation import gettext as _

from meetings.actions.undoing import CannotComeBackError
from meetings.participation.models import Participant, ParticipantQuerySet, Role, Status, StudyVisit
from network.models import Organisation, Person, State


def check_return(participant: Participant) -> None:
    """Let somebody come back from the history as the entry they have now, for a body that is there still.

    Raises `CannotComeBackError` where the body is gone, or somebody else has the e-mail address or the last
    seat by now.
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
    if _needs_seat(participant) and not _has_seat(participant, others):
        raise CannotComeBackError(
            _("All seats are taken by now: first let somebody withdraw or wait, or add seats.")
        )
    person = Person.objects.filter(pk__in=[participant.person_id]).first()
    participant.person = (person.merged_into or person) if person else None
    if participant.role == Role.HEAD and others.for_body(participant.body).filter(role=Role.HEAD).exclude(
        status=Status.WITHDRAWN
    ):
        participant.role = Role.MEMBER


def _needs_seat(participant: Participant) -> bool:
    has_one = Participant.objects.admitted().filter(pk=participant.pk).exists()
    return participant.status == Status.ACCEPTED and not has_one


def _has_seat(participant: Participant, others: ParticipantQuerySet) -> bool:
    """Whether there is room for somebody at the meeting, and on the study visit if they join that."""
    meeting, admitted = participant.meeting, others.admitted()
    if meeting.seats is not None and admitted.count() >= meeting.seats:
        return False
    if not participant.joins_visit or meeting.visit_seats is None:
        return True
    return admitted.filter(study_visit=StudyVisit.JOINS).count() < meeting.visit_seats
