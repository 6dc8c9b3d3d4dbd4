"""What the search finds of the reports: their texts and conclusions, as far as they are published."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.models import Meeting
from meetings.permissions import widest_audience
from meetings.reports.follow_up import as_released, published_to
from meetings.reports.kinds import CONCLUSIONS
from meetings.reports.models import Conclusion, ReleaseCopy, Report
from meetings.reports.permissions import report_of
from meetings.reports.text import PARTS, RESTRICTED_PARTS
from meetings.searchable import NEWEST_FIRST, facets_of_meeting, part_of
from meetings.wording import date_range, running_title_of
from network.models.search_vectors import TITLE_VECTOR
from network.search.queries import Query, number_in
from network.search.ranking import Rows, Table, has
from network.search.registry import Hit, Ranked, Searchable, register_searchable
from nfp_portal.accounts.access import Reader, is_secretariat
from nfp_portal.accounts.audience import Audience

LONGEST_TITLE = 120

# Conclusions -----------------------------------------------------------------------------------------


def _conclusions(reader: Reader) -> Rows:
    rows = Conclusion.objects.visible_to(reader).filter(meeting__in=Meeting.objects.visible_to(reader))
    return published_to(rows, reader)


def _read_so(ranked: Sequence[Ranked], reader: Reader) -> Sequence[Ranked]:
    """Keep those that read as in the current release; two queries."""
    rows = Conclusion.objects.filter(pk__in=[row.key for row in ranked])
    kept = {row.pk for row in as_released(list(rows), reader)}
    return [row for row in ranked if row.key in kept]


def _of_conclusions(rows: Rows, reader: Reader) -> Iterable[tuple[int, Hit]]:
    for row in as_released(list(rows.select_related("meeting__report")), reader):
        text = "\n".join(filter(None, (row.text if len(row.text) > LONGEST_TITLE else "", row.follow_up)))
        title = Truncator(row.text).chars(LONGEST_TITLE)
        detail, invented = part_of(row.meeting), row.meeting.is_demonstration
        yield row.pk, Hit(title, _address(row, reader), detail, invented, text)


def _address(row: Conclusion, reader: Reader) -> str:
    """Return where this reader sees the row: editors in the draft that is being written, if there is one."""
    report = report_of(row.meeting)
    if report is None:
        return row.meeting.get_absolute_url()
    page = report.draft_url if is_secretariat(reader) else f"{row.meeting.get_absolute_url()}report"
    return f"{page}#{CONCLUSIONS.anchor(row)}"


# Reports ---------------------------------------------------------------------------------------------


def _reports(reader: Reader) -> Rows:
    """The reports that this reader reads as their rows are: the secretariat all, others public records."""
    rows = Report.objects.filter(meeting__in=Meeting.objects.visible_to(reader))
    return rows if is_secretariat(reader) else rows.published().filter(current=None)


def _copies(reader: Reader) -> Rows:
    """What others read of current releases: the latest copy for their audience."""
    if is_secretariat(reader):
        return ReleaseCopy.objects.none()
    return ReleaseCopy.objects.readable().filter(
        audience=widest_audience(reader),
        release=models.F("release__report__current"),
        release__report__meeting__in=Meeting.objects.visible_to(reader),
    )


def _by_meeting(query: Query, reader: Reader, path: str) -> models.Q:
    """A report is found by the title of its meeting too, and by its restricted part for who reads that."""
    condition = models.Q(has(query, TITLE_VECTOR, f"{path}title"))
    if path == "meeting__" and widest_audience(reader) == Audience.FOCAL_POINTS:
        condition |= models.Q(has(query, "restricted_vector"))
    return condition


def _named(text: str, path: str) -> models.Q:
    number = number_in(text)
    return models.Q(pk=None) if number is None else models.Q(**{f"{path}number": number})


def _of_reports(rows: Rows, reader: Reader) -> Iterator[tuple[int, Hit]]:
    is_restricted = widest_audience(reader) != Audience.FOCAL_POINTS
    for row in rows.select_related("meeting"):
        parts = (getattr(row, name) for name in PARTS if not (is_restricted and name in RESTRICTED_PARTS))
        url = row.draft_url if is_secretariat(reader) else f"{row.meeting.get_absolute_url()}report"
        yield row.pk, _hit(row.meeting, url, parts)


def _of_copies(rows: Rows, _reader: Reader) -> Iterator[tuple[int, Hit]]:
    for row in rows.select_related("release__report__meeting"):
        meeting = row.release.report.meeting
        yield row.pk, _hit(meeting, f"{meeting.get_absolute_url()}report", (part.text for part in row.parts))


def _hit(meeting: Meeting, url: str, texts: Iterable[str]) -> Hit:
    title = _("Report: %(meeting)s") % {"meeting": running_title_of(meeting)}
    text = "\n".join(filter(None, texts))
    return Hit(title, url, date_range(meeting), meeting.is_demonstration, text)


def _table(model: type[models.Model], rows: object, hits: object, path: str) -> Table:
    others = ((Meeting, TITLE_VECTOR), (Report, "restricted_vector"))
    return Table(
        model,
        rows,  # type: ignore[arg-type]
        hits,  # type: ignore[arg-type]
        newest=(models.F(f"{path}starts_on").desc(nulls_last=True), "pk"),
        title=f"{path}title",
        titles=(TITLE_VECTOR, f"{path}title"),
        exact=partial(_named, path=path),
        also=partial(_by_meeting, path=path),
        others=others,
        facets=facets_of_meeting(path),
    )


OF_CONCLUSIONS = Table(
    Conclusion,
    _conclusions,
    _of_conclusions,
    (NEWEST_FIRST, "position", "pk"),
    "text",
    kept=_read_so,
    facets=facets_of_meeting(),
)
OF_REPORTS = _table(Report, _reports, _of_reports, "meeting__")
OF_COPIES = _table(ReleaseCopy, _copies, _of_copies, "release__report__meeting__")


def register() -> None:
    register_searchable(
        Searchable(
            35,
            "reports",
            gettext_lazy("Reports"),
            (OF_REPORTS, OF_COPIES),
            frozenset({"report", "reports"}),
        ),
        Searchable(
            60,
            "conclusions",
            gettext_lazy("Conclusions"),
            (OF_CONCLUSIONS,),
            frozenset({"conclusion", "conclusions"}),
        ),
    )
