"""What the search finds of the reports: conclusions, as far as they are published."""

from collections.abc import Iterator

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from meetings.models import Meeting
from meetings.reports.follow_up import as_released, published_to
from meetings.reports.kinds import CONCLUSIONS
from meetings.reports.models import Conclusion
from meetings.reports.permissions import report_of
from meetings.searchable import NEWEST_FIRST, part_of
from network.models.search_text import every_word
from nfp_portal.accounts.access import Reader, is_secretariat
from nfp_portal.ui.search import ENOUGH, Hit, Searchable, register_searchable

LONGEST_TITLE = 200


def find_conclusions(query: str, reader: Reader) -> Iterator[Hit]:
    """Yield conclusions that read as in the current release; three queries."""
    matching = Conclusion.objects.visible_to(reader).filter(
        every_word(query), meeting__in=Meeting.objects.visible_to(reader)
    )
    rows = published_to(matching, reader).select_related("meeting__report")
    newest = rows.order_by(NEWEST_FIRST, "position", "pk")[:ENOUGH]
    for row in as_released(list(newest), reader):
        title = Truncator(row.text).chars(LONGEST_TITLE)
        yield Hit(title, _address(row, reader), part_of(row.meeting), row.meeting.is_demonstration)


def _address(row: Conclusion, reader: Reader) -> str:
    """Return where this reader sees the row: editors in the draft that is being written, if there is one."""
    report = report_of(row.meeting)
    if report is None:
        return row.meeting.get_absolute_url()
    page = report.draft_url if is_secretariat(reader) else f"{row.meeting.get_absolute_url()}report"
    return f"{page}#{CONCLUSIONS.anchor(row)}"


def register() -> None:
    register_searchable(Searchable(60, "conclusions", _("Conclusions"), find_conclusions))
