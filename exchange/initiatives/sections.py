"""Initiatives at their ends: meetings, conclusions, practices; and with what States and structures do."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from exchange.initiatives.models import Initiative, Sponsor, Step
from exchange.permissions import may_edit
from exchange.practices.models import Practice
from meetings.models import Meeting
from meetings.points.models import Point
from meetings.reports.follow_up import published_to
from meetings.reports.followers import Follower
from meetings.sections import Section
from network.models import Organisation
from network.permissions import represented_states
from network.sections import MOST_LINES, FieldPart, Line, section_of_lines
from network.sections import Section as PageSection
from nfp_portal.accounts.access import Reader, is_focal_point
from nfp_portal.ui.buttons import Button

SectionOfInitiative = Callable[[Initiative, Reader], PageSection | None]
_OF_INITIATIVES: list[SectionOfInitiative] = []


def register_initiative_section(make: SectionOfInitiative) -> None:
    """Let `make(initiative, reader)` add a section, or None where it has nothing this reader may see."""
    if make not in _OF_INITIATIVES:
        _OF_INITIATIVES.append(make)


def sections_of(initiative: Initiative, reader: Reader) -> list[PageSection]:
    return [section for make in _OF_INITIATIVES if (section := make(initiative, reader)) is not None]


def initiatives_of_meeting(meeting: Meeting, reader: Reader) -> Section | None:
    """Return what came of a meeting, its conclusions and points, was discussed there, or led to it."""
    conclusions = published_to(meeting.conclusions.visible_to(reader), reader)
    points = meeting.points.visible_to(reader)
    came_of_it = models.Q(meeting=meeting) | models.Q(conclusion__in=conclusions) | models.Q(point__in=points)
    discussed = Step.objects.readable_by(reader).filter(meeting=meeting, initiative=models.OuterRef("pk"))
    rows = Initiative.objects.visible_to(reader).annotate(is_discussed_here=models.Exists(discussed))
    here = rows.filter(came_of_it | models.Q(event=meeting) | models.Q(is_discussed_here=True))
    listed = [(row, _how_it_belongs(row, meeting)) for row in here.order_by("number")]
    return Section("exchange/initiatives/of_meeting.html", listed) if listed else None


def _how_it_belongs(row: Any, meeting: Meeting) -> str:
    if row.event_id == meeting.pk:
        return _("It led to this meeting")
    here = _("Discussed at this meeting") if row.is_discussed_here else ""
    return " · ".join(filter(None, (here, row.status_label)))


def offer_for_points(points: Sequence[Point], reader: Reader) -> dict[int, Button]:
    """Return for each point its initiative, or for who may make one of it the way there."""
    made = {row.point_id: row for row in Initiative.objects.visible_to(reader).filter(point__in=points)}
    states = set(represented_states(reader)) if is_focal_point(reader) else set()
    return {
        point.pk: _of_point(point, made.get(point.pk))
        for point in points
        if point.pk in made or may_edit(reader) or states.intersection(point.bodies)
    }


def _of_point(point: Point, initiative: Initiative | None) -> Button:
    if initiative is not None:
        label = _("Initiative %(number)d") % {"number": initiative.number}
        return Button(label, initiative.get_absolute_url(), "quiet small", initiative)
    url = reverse("exchange:initiatives:propose_point", args=[point.key])
    return Button(_("Make it an initiative"), url, "quiet small", point)


def initiatives_of_conclusions(conclusions: Collection[int], reader: Reader) -> dict[int, list[Follower]]:
    """Return the initiatives that came of conclusions, oldest first; one query."""
    followers: dict[int, list[Follower]] = defaultdict(list)
    rows = Initiative.objects.visible_to(reader).filter(conclusion__in=conclusions)
    for row in rows.order_by("number"):
        label = _("Initiative %(number)d: %(title)s") % {"number": row.number, "title": row.title}
        followers[row.conclusion_id].append(Follower(label, row.get_absolute_url()))
    return followers


def _line(row: Any) -> Line:
    marks = {"is_restricted": row.is_restricted, "is_demonstration": row.is_demonstration}
    return Line(row.title, row.get_absolute_url(), row.status_label, **marks)


def initiatives_of_practice(practice: Practice, reader: Reader) -> PageSection | None:
    """Return the initiatives that the practice came from; one query."""
    rows = Initiative.objects.visible_to(reader).filter(practice=practice)[: MOST_LINES + 1]
    return section_of_lines(_("Initiatives it came from"), map(_line, rows))


def initiatives_of_structure(structure: Organisation, reader: Reader) -> PageSection | None:
    """Return what a structure proposed, sponsors, leads or organises; one query."""
    belongs = models.Q(pk__in=Sponsor.objects.filter(organisation=structure).values("initiative"))
    belongs |= structure.named_in("organisers") | structure.named_in("lead")
    rows = Initiative.objects.visible_to(reader).filter(belongs)[: MOST_LINES + 1]
    return section_of_lines(_("Initiatives"), map(_line, rows))


INITIATIVES_OF_FIELD = FieldPart(
    pgettext_lazy("letter", "Initiatives"),
    Initiative.objects.visible_to,
    _line,
    "exchange:initiatives:list",
    query={"status": "all"},
    kind="initiative",
    states=("sponsors__state",),
)
