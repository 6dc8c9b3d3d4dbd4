"""Who may see the people of a meeting."""

from meetings.models.meetings import Reader
from meetings.permissions import widest_audience
from nfp_portal.accounts.access import SIGNED_IN, caller_of
from nfp_portal.accounts.audience import Audience


def may_see_people(reader: Reader) -> bool:
    """The public sees States and bodies; whoever signed in sees who came."""
    return caller_of(reader) in SIGNED_IN


def may_see_emails(reader: Reader) -> bool:
    return widest_audience(reader) == Audience.FOCAL_POINTS
