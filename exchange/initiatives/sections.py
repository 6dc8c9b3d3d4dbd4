"""Initiatives at their ends: on the pages of the meetings they came from and led to, and at conclusions."""

from collections.abc import Collection, Sequence

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.initiatives.models import Initiative
from meetings.models import Meeting
from meetings.permissions import may_edit
from meetings.points.models import Point
from meetings.reports.follow_up import published_to
from meetings.reports.followers import Follower
from meetings.sections import Section
from network.permissions import represented_states
from nfp_portal.accounts.access import Reader, is_focal_point
from nfp_portal.ui.buttons import Button


def initiatives_of_meeting(meeting: Meeting, reader: Reader) -> Section | None:
    """Return what came of a meeting, its conclusions and points, and what it came of itself."""
    conclusions = published_to(meeting.conclusions.visible_to(reader), reader)
    points = meeting.points.visible_to(reader)
    came_of_it = models.Q(meeting=meeting) | models.Q(conclusion__in=conclusions) | models.Q(point__in=points)
    rows = Initiative.objects.visible_to(reader).filter(came_of_it | models.Q(event=meeting))
    listed = [
        (row, _("It led to this meeting") if row.event_id == meeting.pk else row.status_label)
        for row in rows.order_by("number")
    ]
    return Section("exchange/initiatives/of_meeting.html", listed) if listed else None


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


def initiatives_of_conclusions(conclusions: Collection[int], reader: Reader) -> dict[int, Follower]:
    """Return what became of conclusions; the latest initiative of each."""
    rows = Initiative.objects.visible_to(reader).filter(conclusion__in=conclusions).order_by("number")
    return {
        row.conclusion_id: Follower(
            _("Initiative %(number)d: %(title)s") % {"number": row.number, "title": row.title},
            row.get_absolute_url(),
        )
        for row in rows
        if row.conclusion_id is not None
    }
