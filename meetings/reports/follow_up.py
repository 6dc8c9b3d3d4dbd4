"""What came of conclusions: how far each is, which meeting it led to, what is open when the next begins."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import models
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from meetings.models import Meeting
from meetings.permissions import may_edit, widest_audience
from meetings.reports.followers import Follower, followers_of
from meetings.reports.models import Conclusion, ConclusionStatus, ReleaseCopy, Report
from meetings.sections import Section
from meetings.times import today_in
from meetings.wording import date_range, title_of
from nfp_portal.accounts.access import Reader, is_secretariat
from nfp_portal.accounts.audience import Audience
from nfp_portal.ui.buttons import Button

# Of the conclusions of all earlier meetings so many are shown, the newest meeting's first.
AT_MOST = 30


@dataclass(frozen=True)
class FollowedUp:
    """A conclusion as a list of what followed shows it; `mark` is the kind of its status mark.

    Beside the conclusions themselves `text` is empty, and `facts` has what followed alone.
    """

    row: Conclusion
    number: int
    source: str
    text: str
    url: str
    mark: str
    status: str
    facts: list[str]
    led_to: Meeting | None
    led_to_dates: str
    followers: list[Follower]
    buttons: list[Button]


def follow_up_of(meeting: Meeting, reader: Reader, *, with_facts: bool = True) -> list[FollowedUp]:
    """Return the conclusions of a meeting that this reader may see, numbered as its report numbers them.

    Without facts beside the rows themselves, which say them.
    """
    rows = as_released(list(meeting.conclusions.visible_to(reader).select_related("led_to")), reader)
    followers = followers_of([row.pk for row in rows], reader)
    listed = [
        _followed_up(row, number, reader, followers[row.pk]) for number, row in enumerate(rows, start=1)
    ]
    return listed if with_facts else [replace(each, facts=[]) for each in listed]


def open_before(meeting: Meeting, reader: Reader) -> list[FollowedUp]:
    """Return what earlier meetings of its series concluded and is open still, newest meeting first."""
    open_ = published_to(Conclusion.objects.visible_to(reader), reader).filter(status=ConclusionStatus.OPEN)
    earlier = {"meeting__series": meeting.series, "meeting__starts_on__lt": meeting.starts_on}
    rows = open_.filter(**earlier).select_related("meeting", "led_to")
    newest = rows.order_by(models.F("meeting__starts_on").desc(nulls_last=True), "position")
    return _with_source(as_released(list(newest[:AT_MOST]), reader), reader)


def earlier_in_report(meeting: Meeting, audience: Audience) -> list[Conclusion]:
    """Return the conclusions that a report follows up: of the meeting before it, and older open ones.

    Of meetings whose report is published alone.
    """
    if meeting.starts_on is None:
        return []
    earlier = {"meeting__series": meeting.series, "meeting__starts_on__lt": meeting.starts_on}
    rows = Conclusion.objects.for_audience(audience).filter(
        **earlier, meeting__report__in=Report.objects.published()
    )
    last = rows.order_by("-meeting__starts_on").values("meeting")[:1]
    listed = rows.filter(models.Q(meeting__in=last) | models.Q(status=ConclusionStatus.OPEN))
    ordered = listed.select_related("meeting", "led_to").order_by("-meeting__starts_on", "position")
    return list(ordered[:AT_MOST])


def lines_on_earlier(meeting: Meeting, audience: Audience) -> list[str]:
    """Put each earlier conclusion into a line: the meeting, what it said, how far it is, what followed."""
    return [
        f"{title_of(row.meeting)}: {row.text} ({line.status}) {' '.join(line.lines)}".strip()
        for row in earlier_in_report(meeting, audience)
        for line in printed([row])
    ]


def concluded_before(meeting: Meeting, reader: Reader) -> list[FollowedUp]:
    """Return the conclusions that led to this meeting."""
    rows = published_to(Conclusion.objects.filter(led_to=meeting).visible_to(reader), reader)
    listed = rows.select_related("meeting", "led_to").order_by("meeting__starts_on", "position")
    return _with_source(as_released(list(listed[:AT_MOST]), reader), reader)


def _with_source(rows: list[Conclusion], reader: Reader) -> list[FollowedUp]:
    """Name the meeting of each, and give it the number it has in the copy that this reader reads."""
    all_ = Conclusion.objects.visible_to(reader).filter(meeting__in={row.meeting_id for row in rows})
    numbers: dict[int, int] = {}
    counted: Counter[int] = Counter()
    for key, meeting in all_.order_by("meeting", "position", "pk").values_list("pk", "meeting"):
        counted[meeting] += 1
        numbers[key] = counted[meeting]
    followers = followers_of([row.pk for row in rows], reader)
    return [_followed_up(row, numbers[row.pk], reader, followers[row.pk], with_source=True) for row in rows]


def published_to(rows: models.QuerySet[Conclusion], reader: Reader) -> models.QuerySet[Conclusion]:
    """Keep what is published, but for the secretariat."""
    if is_secretariat(reader):
        return rows
    return rows.filter(meeting__report__in=Report.objects.published())


def as_released(rows: list[Conclusion], reader: Reader) -> list[Conclusion]:
    """Keep those that read as in the current release; one that is new or changed since waits for the next.

    All of a meeting without a release are kept: public records hold them. One query.
    """
    if is_secretariat(reader) or not rows:
        return rows
    copies = ReleaseCopy.objects.readable().filter(
        audience=widest_audience(reader),
        release=models.F("release__report__current"),
        release__report__meeting__in={row.meeting_id for row in rows},
    )
    printed = {
        copy.release.report.meeting_id: {part.key: part.text for part in copy.parts}
        for copy in copies.select_related("release__report").order_by("version")
    }
    return [
        row
        for row in rows
        if row.meeting_id not in printed
        or f"{printed[row.meeting_id].get(f'conclusion-{row.key}')}\n".startswith(f"{row.text}\n")
    ]


def _followed_up(
    row: Conclusion, number: int, reader: Reader, followers: list[Follower], *, with_source: bool = False
) -> FollowedUp:
    led_to = row.led_to if row.led_to and (not row.led_to.is_internal or is_secretariat(reader)) else None
    edit = reverse("meetings:conclusion_follow_up", args=[row.meeting.slug, row.key])
    return FollowedUp(
        row,
        number,
        title_of(row.meeting) if with_source else _("Conclusion"),
        row.text if with_source else "",
        reverse("meetings:report", args=[row.meeting.slug]) + f"#conclusions-{row.key}",
        *_status(row),
        _facts(row, is_whole=with_source),
        led_to,
        date_range(led_to) if led_to else "",
        followers,
        [Button(_("Note what followed"), edit, "quiet small", row)] if may_edit(reader) else [],
    )


def _status(row: Conclusion) -> tuple[str, str]:
    """Return the kind of the status mark and its text; an open one that is past its day says so."""
    if row.status == ConclusionStatus.DONE:
        return "done", str(ConclusionStatus.DONE.label)
    if row.due_on is not None and row.due_on < today_in(row.meeting.zone):
        return "due", _("Open, overdue since %(day)s") % {"day": date_format(row.due_on, "j F Y")}
    return "ahead", str(ConclusionStatus.OPEN.label)


def _facts(row: Conclusion, *, is_whole: bool) -> list[str]:
    due = date_format(row.due_on, "j F Y") if row.due_on else ""
    of_conclusion = [(_("Addressed to: %(text)s"), row.addressee), (_("Due: %(text)s"), due)]
    lines = [*(of_conclusion if is_whole else []), (_("Follow-up: %(text)s"), row.follow_up)]
    return [line % {"text": text} for line, text in lines if text]


def open_conclusions(meeting: Meeting, reader: Reader) -> Section | None:
    """Return on the page of a meeting to come what earlier ones left open."""
    is_to_come = meeting.starts_on is not None and not meeting.has_ended
    rows = open_before(meeting, reader) if is_to_come else []
    return Section("meetings/reports/open_conclusions.html", rows) if rows else None


def conclusions_behind(meeting: Meeting, reader: Reader) -> Section | None:
    """Return which conclusions a meeting came of."""
    rows = concluded_before(meeting, reader)
    return Section("meetings/reports/conclusions_behind.html", rows) if rows else None


@dataclass(frozen=True)
class PrintedFollowUp:
    """A line of the table that documents print."""

    number: int
    addressee: str
    due: str
    status: str
    lines: list[str]


def printed(conclusions: Iterable[Conclusion]) -> list[PrintedFollowUp]:
    return [_printed(row, number) for number, row in enumerate(conclusions, start=1)]


def _printed(row: Conclusion, number: int) -> PrintedFollowUp:
    led_to = row.led_to if row.led_to and not row.led_to.is_internal else None
    values = {"title": led_to.title, "dates": date_range(led_to)} if led_to else {}
    lines = [row.follow_up, _("Led to: %(title)s (dates: %(dates)s)") % values if led_to else ""]
    due = date_format(row.due_on, "j F Y") if row.due_on else ""
    return PrintedFollowUp(number, row.addressee, due, row.get_status_display(), list(filter(None, lines)))
