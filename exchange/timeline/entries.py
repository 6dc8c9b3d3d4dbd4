"""The lines of the history: recorded milestones and the meetings that were held, oldest first."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.timeline.milestones import Milestone, milestones
from meetings.models import Meeting
from meetings.wording import date_range
from network.labels import time_in_words
from network.models import Organisation, State
from network.templatetags.network import link


@dataclass(frozen=True)
class Entry:
    """One line. `begins` is a day, month or year as recorded, "" where none is.

    `when` says it in words, without the year where that is the heading of its period.
    `links` lead to what the portal holds about it.
    """

    anchor: str
    begins: str
    when: str
    title: str
    text: str
    states_are: str = ""
    links: tuple[str, ...] = ()
    source: str = ""
    is_meeting: bool = False

    @classmethod
    def of_meeting(cls, meeting: Meeting) -> Self:
        begins = meeting.starts_on.isoformat() if meeting.starts_on else ""
        anchor = f"meeting-{meeting.slug}"
        when = _without_year(date_range(meeting), begins)
        source = meeting.recorded_in
        return cls(anchor, begins, when, link(meeting), meeting.theme, source=source, is_meeting=True)


@dataclass(frozen=True)
class Period:
    """The lines of one year; `year` is "" for those without a recorded date."""

    year: str
    entries: list[Entry]


def periods() -> list[Period]:
    """Return the lines year by year, those without a date last; four queries for any number of lines.

    Only what is recorded: nothing of the demonstration.
    """
    meetings = list(_held())
    entries = [*_of_milestones(meetings), *map(Entry.of_meeting, meetings)]
    by_year: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda each: (not each.begins, each.begins, each.is_meeting)):
        by_year.setdefault(entry.begins[:4], []).append(entry)
    return [Period(*each) for each in by_year.items()]


def _held() -> Iterable[Meeting]:
    """Return the meetings that are over; of those without a date, also what is recorded of a time past."""
    ended = Meeting.objects.ended().values("pk")
    undated = models.Q(starts_on=None, names_on__lt=timezone.localdate())
    recorded = Meeting.objects.visible_to(AnonymousUser()).filter(is_demonstration=False)
    return recorded.filter(models.Q(pk__in=ended) | undated)


def _of_milestones(meetings: Iterable[Meeting]) -> Iterator[Entry]:
    linked: dict[str, Any] = {state.iso2: state for state in State.objects.all()}
    linked |= {structure.slug: structure for structure in Organisation.objects.structures()}
    linked |= {meeting.slug: meeting for meeting in meetings}
    for row in milestones():
        yield Entry(
            row.slug,
            row.begins,
            _when(row),
            row.title,
            row.text,
            row.states_are,
            tuple(_links(row, linked)),
            row.source,
        )


def _links(row: Milestone, linked: Mapping[str, Any]) -> Iterator[str]:
    for key in (*row.states, row.structure, row.meeting):
        if key in linked:
            yield link(linked[key])


def _when(row: Milestone) -> str:
    if not row.begins:
        return _("not recorded")
    begins = time_in_words(row.begins)
    return f"{begins}–{time_in_words(row.ends)}" if row.ends else _without_year(begins, row.begins)


def _without_year(when: str, begins: str) -> str:
    """Leave the year to the heading, where it comes last."""
    return when.removesuffix(begins[:4]).rstrip()
