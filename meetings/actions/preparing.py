"""Prepare the next meeting of a series from an earlier one: agenda, objectives, dates, and nobody's name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from meetings.actions.dates import set_dates
from meetings.actions.fitting import fit_times
from meetings.actions.meetings import make_meeting
from meetings.models import AgendaItem, Meeting, Objective

# What stays as it was; with the place also what hangs on it.
KEPT = ("series", "format", "organiser", "languages")
KEPT_WITH_THE_PLACE = ("city", "country", "zone", "venue", "host", "practical")
OF_ITEM = ("kind", "day", "begins", "minutes", "session", "title", "note", "audience", "position")


@dataclass(frozen=True)
class Prepared:
    meeting: Meeting
    left_open: list[str]  # items whose times do not fit the new days


@transaction.atomic
def prepare_next(earlier: Meeting, key: UUID, facts: Mapping[str, Any], *, same_place: bool) -> Prepared:
    """Make the meeting that follows another one, with these facts; the same key again makes no second one."""
    names = KEPT + (KEPT_WITH_THE_PLACE if same_place else ())
    kept = {name: getattr(earlier, name) for name in names}
    meeting, is_new = make_meeting(key, {**kept, **facts, "follows": earlier})
    if not is_new:
        return Prepared(meeting, [])
    _copy_objectives(earlier, meeting)
    left_open = list(_copy_items(earlier, meeting, with_rooms=same_place))
    _copy_dates(earlier, meeting)
    return Prepared(meeting, left_open)


def _copy_objectives(earlier: Meeting, meeting: Meeting) -> None:
    for each in earlier.objectives.all():
        Objective.objects.create(
            meeting=meeting, text=each.text, audience=each.audience, position=each.position
        )


def _copy_items(earlier: Meeting, meeting: Meeting, *, with_rooms: bool) -> Iterator[str]:
    """Copy the agenda without people and papers; yield the titles of items that do not fit."""
    former = list(earlier.days())
    for each in earlier.items.in_order():
        item = AgendaItem(meeting=meeting, **{name: getattr(each, name) for name in OF_ITEM})
        item.location = each.location if with_rooms else ""
        if not fit_times(item, former):
            yield item.title
        item.save()


def _copy_dates(earlier: Meeting, meeting: Meeting) -> None:
    """Keep the distance of each date from the first day."""
    if earlier.starts_on and meeting.starts_on:
        offset = meeting.starts_on - earlier.starts_on
        set_dates(meeting, {each.kind: each.day + offset for each in earlier.dates.all()})
