"""An initiative as a story on a time line: where it came from, what happened, what it led to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from exchange.initiatives.models import Initiative, InitiativeStatus, Step
from exchange.practices.models import Practice
from meetings.models import Meeting
from meetings.points.kinds import POINTS
from meetings.points.models import Point
from meetings.reports.follow_up import as_released, published_to
from meetings.reports.models import Conclusion
from meetings.wording import date_range
from nfp_portal.accounts.access import Reader
from nfp_portal.ui.renderers import NOTHING


@dataclass(frozen=True)
class Chapter:
    """What happened, when in words, and where more of it is read; `is_here` marks the initiative itself."""

    when: str
    heading: str
    text: str = ""
    url: str = ""
    label: str = ""
    is_here: bool = False

    @property
    def current(self) -> SafeString:
        """The attribute that marks the initiative among the others."""
        return SafeString(' aria-current="true"' if self.is_here else "")

    @property
    def link(self) -> SafeString:
        return (
            format_html('<p><a class="tap" href="{}">{}</a></p>', self.url, self.label)
            if self.url
            else NOTHING
        )


# What rooms above know of the origin of an initiative, as far as a reader may know it.
Origin = Callable[[Initiative, Reader], Iterator[Chapter]]
_ORIGINS: list[Origin] = []


def register_origin(make: Origin) -> None:
    """Let `make(initiative, reader)` yield where it came from, as far as this reader may know that."""
    if make not in _ORIGINS:
        _ORIGINS.append(make)


def story_of(initiative: Initiative, reader: Reader) -> list[Chapter]:
    """Return what `reader` may know of it, in order; what has no day stands where it belongs."""
    proposal = () if initiative.is_draft else _proposal(initiative)
    return [*_origin(initiative, reader), *proposal, *_steps(initiative, reader)]


def _origin(initiative: Initiative, reader: Reader) -> Iterator[Chapter]:
    conclusion = _conclusion(initiative, reader)
    meeting = _meeting(initiative.meeting or (conclusion.meeting if conclusion else None), reader)
    if meeting:
        yield Chapter(_days(meeting), _("Meeting"), "", meeting.get_absolute_url(), meeting.title)
    if point := _point(initiative, reader):
        when = date_format(point.raised_at, "j F Y")
        yield Chapter(when, _("Point raised"), "", POINTS.list_url(point), point.title)
    if conclusion:
        url = f"{reverse('meetings:report', args=[conclusion.meeting.slug])}#conclusions-{conclusion.key}"
        when = _days(conclusion.meeting)
        yield Chapter(when, _("Conclusion"), conclusion.text, url, _("Read it in the report"))
    for make in _ORIGINS:
        yield from make(initiative, reader)


def _proposal(initiative: Initiative) -> Iterator[Chapter]:
    facts = [
        _("Organised by %(text)s") % {"text": initiative.organisers} if initiative.organisers else "",
        _("Led by %(text)s") % {"text": initiative.lead} if initiative.lead else "",
    ]
    text = "\n".join([initiative.title, *filter(None, facts)])
    is_known = initiative.proposed_on or initiative.bodies
    heading = _("Initiative proposed") if is_known else _("Initiative")
    yield Chapter(_day(initiative.proposed_on), heading, text, is_here=True)


def _steps(initiative: Initiative, reader: Reader) -> Iterator[Chapter]:
    """Yield the steps as recorded, and the meeting it led to before what came after that.

    That it was a draft is part of it only as long as it is one.
    """
    event = _meeting(initiative.event, reader)
    begins = event.starts_on if event else None
    practice = _practice(initiative, reader)
    rows = initiative.steps.readable_by(reader).select_related("merged_into")
    steps = list(rows if initiative.is_draft else rows.exclude(status=InitiativeStatus.DRAFT))
    linked = _Linked.by(steps, reader)
    for step in steps:
        if event and begins and step.on and step.on > begins:
            yield _event(event)
            event = None
        yield _step(step, linked)
    if event:
        yield _event(event)
    if practice:
        yield _of_practice(practice)


def _of_practice(practice: Practice) -> Chapter:
    when = date_format(localtime(practice.published_at), "j F Y")
    return Chapter(when, _("Became a practice"), "", practice.get_absolute_url(), practice.title)


def _event(event: Meeting) -> Chapter:
    return Chapter(_days(event), _("Led to the meeting"), "", event.get_absolute_url(), event.title)


@dataclass(frozen=True)
class _Linked:
    """What the reader may know of that steps lead to, by key."""

    meetings: dict[int, Meeting]
    initiatives: set[int]

    @classmethod
    def by(cls, steps: list[Step], reader: Reader) -> "_Linked":
        """Two queries, however many steps."""
        meetings = Meeting.objects.visible_to(reader).in_bulk({each.meeting_id for each in steps} - {None})
        merged = Initiative.objects.visible_to(reader).filter(merged_steps__in=steps)
        return cls(meetings, set(merged.values_list("pk", flat=True)))


def _step(step: Step, linked: _Linked) -> Chapter:
    heading = str(InitiativeStatus(step.status).label) if step.status else _("Progress")
    if step.merged_into and step.merged_into_id in linked.initiatives:
        label = _("Initiative %(number)d") % {"number": step.merged_into.number}
        return Chapter(_day(step.on), heading, step.text, step.merged_into.get_absolute_url(), label)
    meeting = linked.meetings.get(step.meeting_id or 0)
    url, label = (meeting.get_absolute_url(), meeting.title) if meeting else ("", "")
    return Chapter(_day(step.on), heading, step.text, url, label)


def _days(meeting: Meeting) -> str:
    return date_range(meeting) if meeting.starts_on else _day(None)


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else _("date not recorded")


def _meeting(meeting: Meeting | None, reader: Reader) -> Meeting | None:
    if meeting is None:
        return None
    return Meeting.objects.visible_to(reader).with_location().filter(pk=meeting.pk).first()


def _practice(initiative: Initiative, reader: Reader) -> Practice | None:
    rows = Practice.objects.visible_to(reader).published()
    return rows.filter(initiatives=initiative).first()


def _conclusion(initiative: Initiative, reader: Reader) -> Conclusion | None:
    rows = Conclusion.objects.visible_to(reader).filter(pk=initiative.conclusion_id)
    readable = as_released(list(published_to(rows, reader).select_related("meeting")), reader)
    return readable[0] if readable else None


def _point(initiative: Initiative, reader: Reader) -> Point | None:
    rows = Point.objects.visible_to(reader).filter(pk=initiative.point_id)
    return rows.select_related("meeting").first()
