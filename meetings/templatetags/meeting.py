"""What the pages and documents of meetings say about them: `{% load meeting %}`."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone
from django.utils.formats import date_format

from meetings import wording
from meetings.models import AgendaItem, Meeting, Stage
from meetings.programme import Block, rows_on_paper

register = template.Library()


@register.filter
def dates(meeting: Meeting) -> str:
    return wording.date_range(meeting)


@register.filter
def short_title(meeting: Meeting) -> str:
    return wording.title_of(meeting)


@register.filter
def running_title(meeting: Meeting) -> str:
    return wording.running_title_of(meeting)


@register.simple_tag
def ordinal_of(meeting: Meeting) -> tuple[str, str]:
    """The number and its ordinal ending, apart, because the look sets the ending high."""
    return wording.ordinal_parts(meeting.number) if meeting.number else ("", "")


@register.filter
def clock_of(meeting: Meeting) -> str:
    return wording.clock_of(meeting)


@register.filter
def times(item: AgendaItem) -> str:
    return wording.clock_times(item)


@register.filter
def printed_rows(item: AgendaItem) -> list[Block]:
    return rows_on_paper(item)


@register.filter
def elsewhere(instant: datetime, zone: ZoneInfo) -> str:
    """The time in another zone, with the day of the week, which may differ."""
    return date_format(timezone.localtime(instant, zone), "D H:i")


@register.filter
def stages(meeting: Meeting) -> list[tuple[str, str]]:
    """The stages with *done*, *current* or nothing. Empty where the record does not tell them."""
    if meeting.starts_on is None or meeting.stage == Stage.HELD or _is_from_records(meeting):
        return []
    shown = [stage for stage in Stage if stage != Stage.PLANNED or meeting.stage == Stage.PLANNED]
    now = shown.index(Stage(meeting.stage))
    marks = ["done" if place < now else "current" if place == now else "" for place in range(len(shown))]
    return [(str(stage.label), mark) for stage, mark in zip(shown, marks, strict=True)]


def _is_from_records(meeting: Meeting) -> bool:
    report = getattr(meeting, "report", None)
    return report is not None and report.is_from_public_records
