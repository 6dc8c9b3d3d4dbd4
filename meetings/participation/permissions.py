"""Who may see the people of a meeting."""

from meetings.models.meetings import Reader
from meetings.permissions import widest_audience
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import User


def may_see_people(reader: Reader) -> bool:
    """The public sees States and bodies; whoever signed in sees who came."""
    return isinstance(reader, User) and reader.is_active


def may_see_emails(reader: Reader) -> bool:
    return widest_audience(reader) == Audience.FOCAL_POINTS
