"""Centres on the pages of States, meetings, practices and initiatives."""

from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from exchange.centres.models import Centre
from exchange.centres.permissions import links_of, may_read_details
from exchange.initiatives.models import Initiative
from exchange.practices.models import Practice
from meetings.models import Meeting
from meetings.sections import Section as MeetingSection
from network.models import State
from network.sections import MOST_LINES, FieldPart, Line, Section, section_of_lines
from nfp_portal.accounts.access import Reader


def centres_of_state(state: State, _reader: Reader) -> Section | None:
    return _section(Centre.objects.kept().of_state(state))


def centres_of_practice(practice: Practice, _reader: Reader) -> Section | None:
    return _section(Centre.objects.kept().filter(practices=practice))


def centres_of_initiative(initiative: Initiative, _reader: Reader) -> Section | None:
    return _section(Centre.objects.kept().filter(initiatives=initiative))


def centres_of_meeting(meeting: Meeting, _reader: Reader) -> MeetingSection | None:
    section = _section(Centre.objects.kept().filter(meetings=meeting))
    return MeetingSection("exchange/centres/of_meeting.html", section.content) if section else None


def _line_of_centre(centre: Any) -> Line:
    url = centre.get_absolute_url()
    return Line(centre.name, url, centre.location, is_demonstration=centre.is_demonstration)


def _followed(reader: Reader) -> QuerySet[Centre]:
    """Return the centres with the `version` that this reader can tell from the one before."""
    version = F("changes") if may_read_details(reader) else F("public_changes")
    return Centre.objects.kept().annotate(version=version)


CENTRES = FieldPart(
    pgettext_lazy("letter", "Co-operation centres"),
    _followed,
    _line_of_centre,
    "exchange:centres:list",
    column="",
    kind="centre",
    states=("host", "states"),
    version="version",
)


def sections_of(centre: Centre, reader: Reader) -> list[Section]:
    """Return what editors chose for a centre, as far as this reader may read of it; three queries."""
    titles = {"initiatives": _("Initiatives"), "practices": _("Practices"), "meetings": _("Meetings")}
    return [
        section
        for name, rows in links_of(centre, reader).items()
        if (section := section_of_lines(titles[name], map(_line_of, rows[: MOST_LINES + 1])))
    ]


def _section(rows: Any) -> Section | None:
    return section_of_lines(_("Co-operation centres"), map(_line_of_centre, rows[: MOST_LINES + 1]))


def _line_of(row: Any) -> Line:
    is_restricted = getattr(row, "is_restricted", False)
    return Line(
        row.title,
        row.get_absolute_url(),
        is_restricted=is_restricted,
        is_demonstration=row.is_demonstration,
    )
