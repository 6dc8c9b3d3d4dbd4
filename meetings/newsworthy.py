"""What of the meetings the newsletter may print: those to come that everybody may know of."""

from datetime import date

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import pgettext_lazy

from meetings.models import Meeting
from meetings.wording import running_title_of
from nfp_portal.ui.letters import written_day
from nfp_portal.ui.markdown import escape_markdown
from nfp_portal.ui.newsworthy import Block, register_block

MEETINGS = 5


def coming_meetings(_since: date | None, until: date) -> str:
    """List the next meetings after `until`, each with its page; one query."""
    ahead = Meeting.objects.visible_to(AnonymousUser()).upcoming(until)
    return "\n".join(_line(meeting) for meeting in ahead[:MEETINGS])


def _line(meeting: Meeting) -> str:
    day = written_day(meeting.starts_on) if meeting.starts_on else ""
    title = escape_markdown(running_title_of(meeting))
    link = f"[{title}]({settings.SITE_URL}{meeting.get_absolute_url()})"
    return "- " + ", ".join(filter(None, (day, escape_markdown(meeting.city)))) + f": {link}"


def register() -> None:
    register_block(
        Block("meetings", pgettext_lazy("letter", "Next meetings"), text=coming_meetings, looks_ahead=True)
    )
