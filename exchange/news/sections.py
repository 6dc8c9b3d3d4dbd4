"""News on the pages of meetings, States, structures and fields of work."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from exchange.news.models import NewsItem
from meetings.models import Meeting
from meetings.sections import Section as MeetingSection
from network.models import Organisation, State
from network.sections import MOST_LINES, FieldPart, Line, Section, section_of_lines
from nfp_portal.accounts.access import Reader


def news_of_meeting(meeting: Meeting, _reader: Reader) -> MeetingSection | None:
    rows = list(NewsItem.objects.published().filter(meeting=meeting).newest_first())
    return MeetingSection("exchange/news/of_meeting.html", rows) if rows else None


def news_of_state(state: State, _reader: Reader) -> Section | None:
    return _section(NewsItem.objects.published().filter(states=state))


def news_of_structure(structure: Organisation, _reader: Reader) -> Section | None:
    return _section(NewsItem.objects.published().filter(issuers=structure))


def _section(rows: Any) -> Section | None:
    return section_of_lines(_("News"), (_line(row) for row in rows.newest_first()[: MOST_LINES + 1]))


def _line(item: Any) -> Line:
    on = date_format(item.issued_on, "j F Y") if item.issued_on else _("issued on: not recorded")
    return Line(item.title, item.get_absolute_url(), on, is_demonstration=item.is_demonstration)


NEWS_OF_FIELD = FieldPart(
    pgettext_lazy("letter", "News"),
    lambda _reader: NewsItem.objects.published(),
    _line,
    "exchange:news:list",
    column="fields_of_work",
    kind="news",
    states=("states",),
)
