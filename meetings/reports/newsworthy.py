"""Reports that the newsletter may take up: those that were published, which everyone may read."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meetings.models import Meeting
from meetings.reports.models import Release
from meetings.wording import running_title_of
from nfp_portal.ui.newsworthy import News


def published_reports(since: date | None) -> Iterator[News]:
    """Yield the first publication of each report after a day; corrections are no news. One query."""
    meetings = Meeting.objects.visible_to(AnonymousUser())
    rows = Release.objects.filter(number=0, released_at__isnull=False, report__meeting__in=meetings)
    if since is not None:
        rows = rows.filter(released_at__date__gt=since)
    for row in rows.select_related("report__meeting"):
        assert row.released_at is not None  # noqa: S101 - filtered above
        meeting = row.report.meeting
        yield News(
            key=f"report-{meeting.pk}",
            on=localdate(row.released_at),
            kind=_("Report published"),
            headline=_("Report of the meeting: %(title)s") % {"title": running_title_of(meeting)},
            url=reverse("meetings:report", args=[meeting.slug]),
            text=partial(_text, meeting),
            is_demonstration=meeting.is_demonstration,
        )


def _text(meeting: Meeting) -> str:
    link = f"[{_('Read the report')}]({settings.SITE_URL}{reverse('meetings:report', args=[meeting.slug])})"
    return "\n\n".join(filter(None, (meeting.theme, link)))
