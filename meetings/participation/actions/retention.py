"""What is kept of participants for a short time only; see the table in docs/runbook.md."""

from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone

from meetings.models import Meeting
from meetings.participation.actions.mailing import JOINING, prefix_of
from meetings.participation.letters import Step
from meetings.participation.models import NOTES_AFTER, ChangeRequest, DelegationList, PersonalNotes
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import Delivery

REQUESTS_AFTER = timedelta(days=365)


def purge_personal_notes() -> int:
    """Delete the notes whose day has come; return how many."""
    number, _by_model = PersonalNotes.objects.filter(delete_on__lte=timezone.localdate()).delete()
    return number


@transaction.atomic
def purge_lists() -> int:
    """Forget the drafts of closed invitations, and what was requested in rounds that closed a year ago.

    What a person requested goes a year later.
    """
    drafts = DelegationList.objects.filter(addressee__round__closed_at__isnull=False).exclude(draft={})
    number = drafts.update(draft={}, draft_saved_at=None)
    closed = timezone.now() - REQUESTS_AFTER
    old = models.Q(addressee__round__closed_at__lt=closed) | models.Q(
        participant__isnull=False, at__lt=closed
    )
    requests, _by_model = ChangeRequest.objects.filter(old).delete()
    return number + requests


def purge_links_of_people() -> int:
    """Remove names and links from the letters to the people of meetings that are over; return how many."""
    over = timezone.localdate() - NOTES_AFTER
    ended = Meeting.objects.ended().exclude(starts_on__gt=over)
    prefixes = [prefix_of(step, meeting) for meeting in ended for step in (*Step, JOINING)]
    return sum(
        mail.forget_slots(Delivery.objects.filter(letter__key__startswith=prefix)) for prefix in prefixes
    )
