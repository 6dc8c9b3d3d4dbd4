"""Meetings and their speakers on the pages of fields of work and of structures of the OSCE."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from meetings.models import AgendaEntry, AgendaItem, Meeting, Speaker
from meetings.models.entries import read_from_rows
from meetings.wording import date_range
from network.models import Organisation
from network.permissions import may_see_people
from network.sections import (
    MOST_LINES,
    FieldPart,
    Line,
    Section,
    register_field_part,
    register_structure_section,
    section_of_lines,
)
from nfp_portal.accounts.access import Reader, is_secretariat
from nfp_portal.accounts.audience import audiences_of


def line_of(meeting: Any) -> Line:
    days = date_range(meeting) if meeting.starts_on else ""
    detail = " · ".join(filter(None, (days, meeting.get_stage_display())))
    return Line(meeting.title, meeting.get_absolute_url(), detail, is_demonstration=meeting.is_demonstration)


MEETINGS_OF_FIELD = FieldPart(
    pgettext_lazy("letter", "Meetings"),
    lambda reader: Meeting.objects.visible_to(reader).newest_first(),
    line_of,
    "meetings:list",
    kind="meeting",
    states=("country",),
)


def meetings_organised_by(structure: Organisation, reader: Reader) -> Section | None:
    """Return the meetings that name a structure as their organiser, newest first; one query."""
    rows = Meeting.objects.visible_to(reader).filter(structure.named_in("organiser")).newest_first()
    return section_of_lines(_("Meetings organised"), map(line_of, rows[: MOST_LINES + 1]))


def speakers_of_structure(structure: Organisation, reader: Reader) -> Section | None:
    """Return who moderated or spoke for it in the agendas that this reader reads; two queries."""
    lines = [*_in_rows(structure, reader), *_in_revisions(structure, reader)]
    return section_of_lines(_("Spoke at meetings"), lines)


def _in_rows(structure: Organisation, reader: Reader) -> Iterator[Line]:
    visible = AgendaItem.objects.visible_to(reader)
    items = visible if is_secretariat(reader) else read_from_rows(visible)
    belongs = structure.named_in("body")
    if may_see_people(reader):  # where somebody works today is in the directory, not on the agenda
        belongs |= Q(person__organisation=structure)
    rows = Speaker.objects.filter(belongs, item__in=items).select_related("item__meeting")
    newest = F("item__meeting__starts_on").desc(nulls_last=True)
    for row in rows.order_by(newest, "item", "position")[: MOST_LINES + 1]:
        is_invented = row.item.meeting.is_demonstration or row.item.is_demonstration
        yield _line(row.item.meeting, row.item.key, str(row), str(row.item), is_invented=is_invented)


def _in_revisions(structure: Organisation, reader: Reader) -> Iterator[Line]:
    """Yield those of published agendas, which the secretariat reads in their rows."""
    if is_secretariat(reader):
        return
    rows = AgendaEntry.objects.open_to(audiences_of(reader)).exclude(of_item="")
    rows = rows.filter(structure.named_in("title")).select_related("meeting")
    for row in rows.order_by(F("meeting__starts_on").desc(nulls_last=True), "pk")[: MOST_LINES + 1]:
        yield _line(row.meeting, row.item_key, row.title, row.of_item, is_invented=row.is_demonstration)


def _line(meeting: Meeting, key: object, title: str, of_item: str, *, is_invented: bool) -> Line:
    url = f"{reverse('meetings:agenda', args=[meeting.slug])}#agenda-{key}"
    detail = " · ".join(filter(None, (of_item, meeting.title)))
    return Line(title, url, detail, is_demonstration=is_invented)


def register() -> None:
    register_field_part(MEETINGS_OF_FIELD)
    register_structure_section(meetings_organised_by)
    register_structure_section(speakers_of_structure)
