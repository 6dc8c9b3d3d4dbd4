"""Write down for an issue what the portal knows itself: changes in the Network, the next meetings.

The words are made once and are then a contribution like any other, for an editor to change.
"""

from collections import Counter
from datetime import date

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import Meeting
from network.models import Appointment, State
from newsletter.actions.issues import locked_for_edit, touch
from newsletter.actions.news import last_date
from newsletter.actions.pieces import end_of
from newsletter.models import Issue, Piece, PieceStatus, Section
from nfp_portal.accounts.languages import in_language
from nfp_portal.accounts.models import User

MEETINGS = 5


@transaction.atomic
def add_changes(number: int, *, by: User) -> Piece | None:
    """Add how many focal points States have named since the issue before; None if nobody was named."""
    issue = locked_for_edit(number, by)
    with in_language(issue.language):
        text = changes_since(last_date(issue), issue.dated_on)
        return _add(issue, Section.NETWORK, _("New focal points"), text, by) if text else None


@transaction.atomic
def add_calendar(number: int, *, by: User) -> Piece | None:
    """Add the announced meetings that lie ahead of the issue's date; None if there is none."""
    issue = locked_for_edit(number, by)
    with in_language(issue.language):
        text = meetings_after(issue.dated_on)
        return _add(issue, Section.CALENDAR, _("Next meetings"), text, by) if text else None


def meetings_after(day: date) -> str:
    """Say in Markdown which meetings everybody may know of come after `day`, each with its page."""
    ahead = Meeting.objects.visible_to(AnonymousUser()).upcoming(day)
    return "\n".join(_dated(meeting) for meeting in ahead[:MEETINGS])


def _dated(meeting: Meeting) -> str:
    day = date_format(meeting.starts_on, "j F Y") if meeting.starts_on else ""
    link = f"[{meeting.title}]({settings.SITE_URL}{meeting.get_absolute_url()})"
    return "- " + ", ".join(filter(None, (day, meeting.city))) + f": {link}"


def changes_since(since: date | None, until: date) -> str:
    """Say in Markdown how many were named per State after `since` and up to `until`; names nobody."""
    named = Appointment.objects.filter(starts_on__lte=until)
    if since is not None:
        named = named.filter(starts_on__gt=since)
    per_state = Counter(named.values_list("state_id", flat=True))
    if not per_state:
        return ""
    states = State.objects.with_names().filter(pk__in=per_state).order_by("protocol_order", "name_fr")
    lines = [f"- {state.name_on(until).name}: {per_state[state.pk]}" for state in states]
    return "\n\n".join([_head(sum(per_state.values()), len(per_state), since), "\n".join(lines)])


def _head(people: int, states: int, since: date | None) -> str:
    """Give the sentence above the list."""
    named = ngettext("%(number)d focal point", "%(number)d focal points", people) % {"number": people}
    by = ngettext("%(number)d State", "%(number)d States", states) % {"number": states}
    if since is None:
        return _("Named so far: %(named)s by %(by)s.") % {"named": named, "by": by}
    values = {"named": named, "by": by, "since": date_format(since, "j F Y")}
    return _("Named since %(since)s: %(named)s by %(by)s.") % values


def _add(issue: Issue, section: Section, headline: str, text: str, by: User) -> Piece:
    """Set the text in its section; what was written there under this headline before is replaced."""
    kept = issue.pieces.filter(section=section, headline=headline).first()
    piece = kept or Piece(
        issue=issue,
        section=section,
        headline=headline,
        author=by,
        status=PieceStatus.ACCEPTED,
        position=end_of(issue, section),
    )
    piece.body = text
    if kept is not None:
        piece.revision += 1
    piece.save()
    touch(issue, by)
    return piece
