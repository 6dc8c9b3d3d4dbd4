"""Which revision of an agenda a page shows, in a sentence above it."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import Meeting
from meetings.published import Agenda, content_of, number_of_changes
from nfp_portal.accounts.access import Reader, is_secretariat


def revision_note(meeting: Meeting, agenda: Agenda, reader: Reader) -> SafeString:
    """Say which revision it is and of which day; to the secretariat also what is not published yet."""
    revision = agenda.revision
    if revision is None:
        return SafeString("")
    values = {"revision": revision, "day": date_format(localtime(revision.published_at), "j F Y")}
    parts = [_("%(revision)s, published on %(day)s.") % values]
    if revision.number:
        url = reverse("meetings:agenda_changes", args=[meeting.slug])
        parts.append(format_html('<a class="tap" href="{}">{}</a>', url, _("What changed")))
    if is_secretariat(reader):
        parts.append(unpublished(agenda))
    return format_html(
        '<p class="muted small">{}</p>', format_html_join(" ", "{}", ((p,) for p in parts if p))
    )


def unpublished(agenda: Agenda) -> str:
    """Count what the rows say and the latest revision does not; empty where they agree."""
    if agenda.revision is None:
        return ""
    number = number_of_changes(agenda.revision.content, content_of(agenda.items))
    sentence = ngettext(
        "You see the agenda as it is now: %(number)d change is not published.",
        "You see the agenda as it is now: %(number)d changes are not published.",
        number,
    )
    return sentence % {"number": number} if number else ""
