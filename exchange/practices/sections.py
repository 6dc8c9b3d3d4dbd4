"""Practices on the pages of the State that offers them and of the meeting where they were presented."""

from django.utils.translation import gettext as _

from exchange.practices.models import Practice
from meetings.models import Meeting
from meetings.sections import Section as MeetingSection
from network.models import State
from network.sections import Section as StateSection
from nfp_portal.accounts.access import Reader
from nfp_portal.database.truncated import truncated

_TEMPLATE = "exchange/practices/titles.html"


def practices_of_state(state: State, reader: Reader) -> StateSection | None:
    rows = truncated(Practice.objects.visible_to(reader).published().filter(state=state))
    return StateSection(_("Practices"), _TEMPLATE, rows) if rows else None


def practices_of_meeting(meeting: Meeting, reader: Reader) -> MeetingSection | None:
    rows = truncated(Practice.objects.visible_to(reader).published().filter(meeting=meeting))
    return MeetingSection("exchange/practices/of_meeting.html", rows) if rows else None
