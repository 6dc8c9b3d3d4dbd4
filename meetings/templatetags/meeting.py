"""What the pages and documents of meetings say about them: `{% load meeting %}`."""

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings import printing, wording
from meetings.models import AgendaItem, Document, Kind, Meeting, Stage
from meetings.permissions import is_from_public_records
from meetings.programme import Day
from nfp_portal.ui.renderers import NOTHING
from nfp_portal.ui.templatetags.elements import crumb_items, element

register = template.Library()
STYLES = {Kind.BREAK: "break", Kind.STUDY_VISIT: "visit"}


@register.filter
def dates(meeting: Meeting) -> str:
    return wording.date_range(meeting)


@register.filter
def running_title(meeting: Meeting) -> str:
    return wording.running_title_of(meeting)


@register.filter
def clock_of(meeting: Meeting) -> str:
    return wording.clock_of(meeting)


@register.filter
def times(item: AgendaItem) -> str:
    return wording.clock_times(item)


@register.filter
def dates_and_location(meeting: Meeting) -> str:
    return ", ".join(filter(None, (wording.date_range(meeting), meeting.location)))


@register.filter
def people_count(number: int) -> str:
    """Write how many came; empty where no number is recorded."""
    counted = ngettext("%(number)d participant", "%(number)d participants", number)
    return counted % {"number": number} if number else ""


@register.filter
def people_lines(item: AgendaItem) -> list[str]:
    return wording.people_lines(item)


@register.filter
def papers_line(item: AgendaItem) -> SafeString:
    """Name the papers of an item, those with a file as links."""
    titles = format_html_join(" · ", "{}", ((_paper_link(item, each),) for each in item.papers))
    return format_html(_("Papers: %(titles)s").replace("%(titles)s", "{}"), titles) if titles else NOTHING


def _paper_link(item: AgendaItem, document: Document) -> SafeString:
    if not document.latest:
        return format_html("{}", document.named)
    url = reverse("meetings:paper", args=[item.meeting.slug, document.key])
    return format_html('<a href="{}">{}</a>', url, document.named)


@register.filter
def item_title(item: AgendaItem) -> str:
    return wording.item_title(item)


@register.filter
def printed_rows(day: Day) -> Iterator[printing.PrintedRow]:
    return printing.printed_rows(day.items)


@register.inclusion_tag("components/crumbs.html")
def meeting_crumbs(meeting: Meeting, here: str = "") -> dict[str, Any]:
    """Show the way to a page of a meeting; without `here` it is the meeting's own."""
    steps = [(_("Meetings"), reverse("meetings:list")), (wording.title_of(meeting), "")]
    if here:
        steps = [steps[0], (wording.title_of(meeting), meeting.get_absolute_url()), (here, "")]
    return {"steps": crumb_items(steps)}


@register.inclusion_tag("meetings/head.html")
def meeting_head(meeting: Meeting, page_title: str = "") -> dict[str, Any]:
    """Show ordinal, title and facts; with a `page_title` the meeting's own is below it."""
    link = format_html('<a href="{}">{}</a>', meeting.get_absolute_url(), meeting.title)
    return {
        "ordinal": _ordinal(meeting),
        "title": page_title or meeting.title,
        "meeting_link": link if page_title else "",
        "facts": wording.facts_of(meeting),
        "source": meeting.recorded_in,
        "change": wording.change_of_plan(meeting),
        "note": meeting.status_note,
    }


def _ordinal(meeting: Meeting) -> SafeString:
    """Write the ending of the number high."""
    if not meeting.number:
        return NOTHING
    digits, ending = wording.ordinal_parts(meeting.number)
    return format_html('<p class="ordinal" aria-hidden="true">{}<sup>{}</sup></p>', digits, ending)


@register.simple_tag
def item_style(item: AgendaItem, block: str) -> str:
    """Return the modifier class of an item: restricted before anything else."""
    style = "restricted" if item.is_restricted else STYLES.get(Kind(item.kind), "")
    return f"{block} {block}--{style}" if style else block


@register.simple_tag
def item_times(item: AgendaItem, zone: ZoneInfo | str | None = "") -> SafeString:
    """Show begin and end by the clock of the meeting, and the begin also by that of `zone`."""
    if item.starts_at is None or item.begins is None:
        return NOTHING
    clock = f"{item.begins:%H:%M}"
    begin = format_html('<time datetime="{}">{}</time>', item.starts_at.isoformat(), clock)
    ends = [("agenda__end", f"{item.ends:%H:%M}")]
    if item.ends_after_midnight:
        ends.append(("agenda__end", _("next day")))
    if isinstance(zone, ZoneInfo):
        ends.append(("agenda__own", date_format(timezone.localtime(item.starts_at, zone), "D H:i")))
    return format_html("{}\n{}", begin, format_html_join("\n", '<span class="{}">{}</span>', ends))


@register.simple_tag
def stages(meeting: Meeting) -> SafeString:
    """Show how far the meeting is; nothing where the record does not say."""
    steps = (format_html("<li{}>{}</li>", mark, label) for label, mark in _stages(meeting))
    items = format_html_join("\n", "{}", ((step,) for step in steps))
    if not items:
        return NOTHING
    return format_html('<ol class="stages" aria-label="{}">{}</ol>', _("Stage of the meeting"), items)


def _stages(meeting: Meeting) -> list[tuple[str, SafeString]]:
    if (
        meeting.starts_on is None
        or meeting.stage == Stage.HELD
        or meeting.is_off
        or is_from_public_records(meeting)
    ):
        return []
    shown = [stage for stage in Stage if stage != Stage.PLANNED or meeting.stage == Stage.PLANNED]
    now = shown.index(Stage(meeting.stage))
    done, current = SafeString(' class="stages__done"'), SafeString(' aria-current="step"')
    marks = [done if index < now else current if index == now else NOTHING for index in range(len(shown))]
    return [(str(stage.label), mark) for stage, mark in zip(shown, marks, strict=True)]


@register.simple_tag
def invented_notice(meeting: Meeting, some: bool, css: str = "message message--info") -> SafeString:  # noqa: FBT001 - a tag
    """Say which parts of a page are invented: all of them, `some`, or none."""
    if meeting.is_demonstration:
        return element("p", _("This meeting is demonstration data: all of it is invented."), css)
    sentence = _(
        "Times, breaks and moderators of this agenda and the names of participants are demonstration data;"
        " dates, place, themes, States and bodies are recorded facts."
    )
    return element("p", sentence if some else "", css)
