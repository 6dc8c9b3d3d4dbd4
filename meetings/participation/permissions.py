"""Who may see the people of a meeting, and who names those of a delegation."""

from django.contrib.auth.models import AnonymousUser

from meetings.models import Meeting
from meetings.permissions import may_edit, widest_audience
from network.models import Organisation, State
from network.permissions import represented_states
from nfp_portal.accounts.access import SIGNED_IN, Reader, caller_of
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import User


def may_join(meeting: Meeting, reader: Reader) -> bool:
    """Whether the reader is somebody who is accepted and takes part online."""
    if caller_of(reader) not in SIGNED_IN:
        return False
    return meeting.participants.joining_online().filter(person__user=reader.pk).exists()


def may_see_people(reader: Reader) -> bool:
    """The public sees States and bodies; whoever signed in sees who came."""
    return caller_of(reader) in SIGNED_IN


def may_see_emails(reader: Reader) -> bool:
    return widest_audience(reader) == Audience.FOCAL_POINTS


def may_answer_for(user: User | AnonymousUser, body: State | Organisation) -> bool:
    """Whether the user may answer the invitation: a State's focal points and delegation, and editors."""
    if may_edit(user):
        return True
    return isinstance(body, State) and represented_states(user).filter(pk=body.pk).exists()
