"""The first draft of a report, written from the agenda and the register."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from meetings.models import AgendaItem, Kind, Meeting
from meetings.participation.attendance import enumerated
from meetings.wording import date_range

# The part of the report for each kind of item; breaks are in none.
PARTS = {
    "opening": {Kind.OPENING},
    "sessions": {Kind.SESSION, Kind.WORKING_GROUP},
    "study_visit": {Kind.STUDY_VISIT},
    "closing": {Kind.CLOSING},
}


def draft_of(meeting: Meeting) -> dict[str, str]:
    """The parts of a report in Markdown, with what is known already; the rest is for its writer."""
    items = list(meeting.items.in_order().with_people())
    open_items = [item for item in items if not item.is_restricted]
    parts = {"background": _background(meeting)}
    for part, kinds in PARTS.items():
        parts[part] = _sections(item for item in open_items if item.kind in kinds)
    parts["focal_points_part"] = _sections(item for item in items if item.is_restricted)
    return parts


def _background(meeting: Meeting) -> str:
    sentences = [_("%(title)s took place.") % {"title": meeting.title}]
    if meeting.starts_on and meeting.location:
        values = {"title": meeting.title, "place": meeting.location, "dates": date_range(meeting)}
        sentences = [_("%(title)s took place in %(place)s on %(dates)s.") % values]
    if meeting.organiser:
        sentences.append(_("It was organised by %(organiser)s.") % {"organiser": meeting.organiser})
    if meeting.theme:
        sentences.append(_("Its theme: %(theme)s.") % {"theme": meeting.theme.rstrip(".")})
    return " ".join(sentences)


def _sections(items: Iterable[AgendaItem]) -> str:
    return "\n\n".join(_section(item) for item in items)


def _section(item: AgendaItem) -> str:
    lines = [f"# {item}"]
    if item.moderator:
        lines.append(_("%(name)s moderated.") % {"name": item.moderator})
    if item.speakers:
        names = enumerated([str(speaker) for speaker in item.speakers])
        lines.append(_("%(names)s spoke.") % {"names": names})
    if item.note:
        lines.append(item.note.replace("\n", "  \n"))  # a line break in Markdown
    return "\n\n".join(lines)
