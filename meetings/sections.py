"""What meetings add to the pages of other apps."""

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from meetings.models import Meeting, Participant, Status
from meetings.models.meetings import Reader
from network.models import State
from network.sections import Section
from nfp_portal.database.truncated import truncated


def meetings_of_state(state: State, reader: Reader) -> Section | None:
    """The meetings a State took part in, with the number who came (0: not recorded); one query."""
    attended = Participant.objects.took_part().filter(meeting=OuterRef("pk"), state=state)
    came = Q(participants__state=state, participants__status=Status.ATTENDED)
    meetings = (
        Meeting.objects.visible_to(reader)
        .ended()
        .filter(Exists(attended) | Q(recorded_states=state))
        .annotate(came=Count("participants", filter=came, distinct=True))
        .newest_first()
    )
    found = truncated(meetings)
    return Section(_("Meetings attended"), "meetings/of_state.html", found) if found else None
