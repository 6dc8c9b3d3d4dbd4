"""Reports that the newsletter may name: those that were published, which everyone may read."""

from datetime import date

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from meetings.models import Meeting
from meetings.reports.models import Release
from meetings.wording import running_title_of
from nfp_portal.ui.markdown import escape_markdown
from nfp_portal.ui.newsworthy import Block, register_block


def published_reports(since: date | None, until: date) -> str:
    """List the reports first published after `since` up to `until`, oldest first; one query.

    A correction is no news.
    """
    meetings = Meeting.objects.visible_to(AnonymousUser())
    rows = Release.objects.filter(number=0, released_at__date__lte=until, report__meeting__in=meetings)
    if since is not None:
        rows = rows.filter(released_at__date__gt=since)
    rows = rows.select_related("report__meeting").order_by("released_at")
    return "\n".join(_line(row.report.meeting) for row in rows)


def _line(meeting: Meeting) -> str:
    address = settings.SITE_URL + reverse("meetings:report", args=[meeting.slug])
    link = f"[{escape_markdown(running_title_of(meeting))}]({address})"
    return "- " + ": ".join(filter(None, (link, escape_markdown(meeting.theme))))


def register() -> None:
    register_block(Block("reports", pgettext_lazy("letter", "Published reports"), text=published_reports))
