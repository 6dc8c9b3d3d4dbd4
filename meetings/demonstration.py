"""Invented people and times around the recorded meetings, where the demonstration is on; each is marked.

The 10th meeting gets its 102 participants, spread over the States and bodies that are recorded, and an
agenda with times. A meeting of next year, invented as a whole, shows what a coming meeting looks like.
"""

from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import islice
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from meetings import reference
from meetings.actions.dates import mark_done, set_dates
from meetings.actions.parts import change_part
from meetings.actions.speakers import write_panel
from meetings.agenda.actions.revisions import publish_agenda
from meetings.agenda.pasted.plan import fingerprint_of
from meetings.forms.dates import usual_days
from meetings.models import AgendaItem, AgendaRevision, Kind, Meeting, Objective, Series, Stage
from meetings.models.speaking import SpeakerRole, Speaking
from meetings.papers.samples import add_papers
from meetings.participation.models import Participant, Status, StudyVisit
from meetings.points.samples import add_points
from meetings.reference import key_of
from network.demonstration import AGENCIES, FUNCTIONS, invented_address, invented_names
from network.models import Organisation, Person, State
from nfp_portal.accounts.audience import Audience


class Name(NamedTuple):
    given: str
    family: str


FIRST, SECOND = date(2016, 4, 12), date(2016, 4, 13)

# How many came to the 10th meeting: for each State two, for these another number; together 102.
USUAL = 2
NUMBERS = {"DE": 10, "PL": 4, "US": 4, "AT": 3, "CH": 3, "FR": 3, "RU": 3, "TJ": 3, "UA": 3, "DZ": 1}
OF_BODIES = {
    "bomca": ["Dana|Reimers"],
    "bomnaf": ["Filip|Aertsen"],
    "dcaf": ["Mélanie|Rochat"],
    "europol": ["Pieter|van Houten"],
    "frontex": ["Ewa|Malinowska", "Tomás|Ferreira"],
    "icmpd": ["Lena|Oberhuber"],
    "interpol": ["Nathalie|Perrin", "Rafael|Quiroga"],
    "pcc-see": ["Matej|Zupan"],
    "uncct": ["Grace|Adeyemi"],
    "fbi": ["Daniel|Whitlock"],
    "nctc": ["Laura|Kendrick"],
}
OF_ALGERIA = "Yacine|Benhamou"
REGISTERED = ("AT", "FI", "KG")  # for the next meeting

# The 10th meeting's recorded items, by place in the record, with invented times and moderators.
TIMES = {
    1: (FIRST, "09:30", "10:15", ""),
    2: (FIRST, "10:15", "12:00", "Jana Müller|Federal Police of Germany"),
    3: (FIRST, "13:30", "15:00", "Matej Zupan|PCC SEE"),
    4: (FIRST, "15:30", "17:00", "Claire Lefèvre|France"),
    5: (SECOND, "08:00", "13:00", ""),
    6: (SECOND, "15:00", "16:30", "Border Security and Management Unit|"),
}
SPEAKERS = {
    2: ["Pieter van Houten|Senior Analyst|Europol", "Ewa Malinowska|Head of Sector|Frontex"],
    3: ["Nathalie Perrin|Co-ordinator|INTERPOL", "Lena Oberhuber|Project Manager|ICMPD"],
    4: ["Mélanie Rochat|Adviser|DCAF"],
}
ADDED = [
    (FIRST, "09:00", "09:30", "Registration and coffee", Kind.BREAK),
    (FIRST, "12:00", "13:30", "Lunch", Kind.BREAK),
    (FIRST, "15:00", "15:30", "Coffee", Kind.BREAK),
    (SECOND, "16:30", "17:00", "Closing of the meeting", Kind.CLOSING),
]

PUBLISHED_AGO = timedelta(days=14)
# So many days ago delegations were asked to nominate people for the course, and could no more.
DAYS_OF_COURSE = {"save_the_date": 90, "invitation": 60, "registration": 6}


PRACTICAL = """
**Arrival.** The venue is a few minutes on foot from the underground.

**Registration.** The desk is open from 8:30 on both days. Please bring an official document.

- Lunch and coffee are provided.
- The working languages are English and Russian, with interpretation.
"""


@transaction.atomic
def load() -> None:
    """Add what is missing; what is there stays as it is."""
    reference.load()
    tenth = Meeting.objects.select_for_update().get(slug="10")
    if not tenth.participants.exists():
        Participant.objects.bulk_create(list(_participants(tenth)))
    if not tenth.items.filter(is_demonstration=True).exists():
        _time_agenda(tenth)
    if not Meeting.objects.filter(key=key_of("next")).exists():
        _plan_next()
    if not Meeting.objects.filter(key=key_of("next gathering")).exists():
        _plan_others()


def _participants(meeting: Meeting) -> Iterator[Participant]:
    for state in meeting.recorded_states.order_by("iso2"):
        for index, name in enumerate(islice(_names_of(state), NUMBERS.get(state.iso2, USUAL))):
            yield _participant(meeting, name, index, state=state)
    for body in meeting.recorded_bodies.order_by("slug"):
        for index, full_name in enumerate(OF_BODIES[body.slug]):
            yield _participant(meeting, Name(*full_name.split("|")), index, organisation=body)


def _names_of(state: State) -> Iterator[Name]:
    if state.iso2 == "DZ":
        return iter([Name(*OF_ALGERIA.split("|"))])
    return (Name(name.given, name.family) for name in invented_names(state.iso2))


def _participant(meeting: Meeting, name: Name, index: int, **body: State | Organisation) -> Participant:
    """`body` is either `state` or `organisation`."""
    [whom] = body.values()
    own = Person.objects.filter(given_name=name.given, family_name=name.family, **body)
    seed = len(name.given) + len(name.family) + index
    return Participant(
        key=key_of(meeting.slug, *name),
        meeting=meeting,
        person=own.first(),
        given_name=name.given,
        family_name=name.family,
        function=FUNCTIONS[seed % len(FUNCTIONS)],
        agency=list(AGENCIES.values())[seed % len(AGENCIES)] if isinstance(whom, State) else "",
        email=invented_address(*name, at=whom.iso2.lower() if isinstance(whom, State) else whom.slug),
        study_visit=StudyVisit.JOINS if index < USUAL else StudyVisit.NO,
        status=Status.ATTENDED,
        is_demonstration=True,
        **body,
    )


def _time_agenda(meeting: Meeting) -> None:
    for number, (day, begins, ends, moderator) in TIMES.items():
        item = meeting.items.filter(key=key_of(meeting.slug, "AgendaItem", number), begins=None).first()
        if item is not None:
            item.day, item.begins, item.minutes = day, _clock(begins), _minutes(begins, ends)
            item.is_demonstration = True
            item.save()
            if not item.people:
                write_panel(item, list(_panel(moderator, SPEAKERS.get(number, []))))
    for day, begins, ends, title, kind in ADDED:
        _add_item(meeting, (day, begins, ends), title, kind=kind)
    _number(meeting)


def _panel(moderator: str, speakers: list[str]) -> Iterator[Speaking]:
    if moderator:
        name, body = moderator.split("|")
        yield Speaking(SpeakerRole.MODERATOR, name, body=body)
    for speaker in speakers:
        yield Speaking.typed(SpeakerRole.SPEAKER, speaker.split("|"))


def _add_item(meeting: Meeting, times: tuple[date, str, str], title: str, **facts: object) -> None:
    day, begins, ends = times
    AgendaItem.objects.create(
        key=key_of(meeting.slug, day, begins),
        meeting=meeting,
        title=title,
        day=day,
        begins=_clock(begins),
        minutes=_minutes(begins, ends),
        is_demonstration=True,
        **facts,
    )


def _clock(text: str) -> time:
    return time.fromisoformat(text)


def _minutes(begins: str, ends: str) -> int:
    first, last = _clock(begins), _clock(ends)
    return (last.hour - first.hour) * 60 + last.minute - first.minute


def _number(meeting: Meeting) -> None:
    for position, item in enumerate(meeting.items.order_by("day", "begins", "position"), start=1):
        AgendaItem.objects.filter(pk=item.pk).update(position=position)


def _plan_next() -> None:
    """A meeting in May of next year, whose registration is open and whose agenda is out."""
    first = _tuesday_of_may(timezone.localdate().year + 1)
    meeting = Meeting.objects.create(
        key=key_of("next"),
        slug="next-annual-meeting",
        title="Next annual meeting of the Network (demonstration)",
        starts_on=first,
        ends_on=first + timedelta(days=1),
        city="Vienna",
        country=State.objects.get(iso2="AT"),
        venue="Hofburg",
        format="in_person",
        stage=Stage.AGENDA,
        theme="Police and Customs Co-operation Centres: what they can do, and what they lack",
        organiser="Border Security and Management Unit",
        host="Invented hosts of the demonstration",
        joining_link="https://meeting.example.org/next",
        languages=["en", "ru"],
        practical=PRACTICAL,
        follows=Meeting.objects.get(slug="15"),
        is_demonstration=True,
    )
    _set_usual_dates(meeting)
    Objective.objects.create(
        meeting=meeting, position=1, text="Compare how the Centres work and what they need."
    )
    second = first + timedelta(days=1)
    _add_item(meeting, (first, "09:30", "10:15"), "Opening", kind=Kind.OPENING)
    _add_item(meeting, (first, "10:15", "12:00"), "What the Centres can do", session=1)
    _add_item(meeting, (first, "13:30", "15:00"), "What the Centres lack", session=2)
    _add_item(meeting, (second, "09:00", "10:30"), "Work plan of the Network", audience=Audience.FOCAL_POINTS)
    _add_item(meeting, (second, "11:00", "12:00"), "Conclusions and closing", kind=Kind.CLOSING)
    _add_item(meeting, (second, "13:30", "16:00"), "Visit to a Co-operation Centre", kind=Kind.STUDY_VISIT)
    _number(meeting)
    add_papers(meeting)
    add_points(meeting)
    _publish_twice(meeting)
    Participant.objects.bulk_create(_registered(meeting))


def _publish_twice(meeting: Meeting) -> None:
    """Publish the agenda as of a fortnight ago, and today with half an hour more as Rev.1."""
    first = _publish(meeting)
    AgendaRevision.objects.filter(pk=first.pk).update(published_at=timezone.now() - PUBLISHED_AGO)
    item = meeting.items.get(title="What the Centres lack")
    change_part(item, {"minutes": 120, "location": "Segment gallery"}, revision=item.revision, by=None)
    _publish(meeting)


def _publish(meeting: Meeting) -> AgendaRevision:
    fingerprint = fingerprint_of(list(meeting.items.in_order().with_people()))
    return publish_agenda(meeting, fingerprint=fingerprint, is_final=False, by=None)


def _set_usual_dates(meeting: Meeting, **others: date) -> None:
    """The dates that the form proposes, and `others`; what was to be done before today is done."""
    set_dates(meeting, dict(usual_days(meeting)) | others)
    for entry in meeting.dates.filter(day__lt=timezone.localdate()):
        mark_done(meeting, entry.kind)


def _plan_others() -> None:
    """The yearly gathering of field operations and a course of the Staff College, both invented."""
    spring = _tuesday_of_may(timezone.localdate().year + 1)
    gathering = Meeting.objects.create(
        key=key_of("next gathering"),
        slug="next-gathering-of-field-operations",
        series=Series.FIELD_OPERATIONS,
        title="Next gathering of field operations (demonstration)",
        starts_on=spring + timedelta(days=28),
        ends_on=spring + timedelta(days=29),
        city="Vienna",
        country=State.objects.get(iso2="AT"),
        format="in_person",
        stage=Stage.ANNOUNCED,
        organiser="Border Security and Management Unit",
        follows=Meeting.objects.get(slug="field-operations-gathering"),
        is_demonstration=True,
    )
    course = Meeting.objects.create(
        key=key_of("course"),
        slug="staff-college-course",
        series=Series.TRAINING,
        title="Course of the Border Management Staff College (demonstration)",
        starts_on=spring + timedelta(days=62),
        ends_on=spring + timedelta(days=66),
        city="Dushanbe",
        country=State.objects.get(iso2="TJ"),
        zone="Asia/Dushanbe",
        format="in_person",
        stage=Stage.REGISTRATION,
        organiser="OSCE Border Management Staff College",
        is_demonstration=True,
    )
    _set_usual_dates(gathering)
    today = timezone.localdate()
    asked_for = {kind: today - timedelta(days=days) for kind, days in DAYS_OF_COURSE.items()}
    _set_usual_dates(course, **asked_for)


def _registered(meeting: Meeting) -> Iterator[Participant]:
    """One person of some States; who takes part is known after the meeting."""
    for state in State.objects.filter(iso2__in=REGISTERED).order_by("iso2"):
        person = _participant(meeting, next(_names_of(state)), 0, state=state)
        person.status = Status.ACCEPTED
        yield person


def _tuesday_of_may(year: int) -> date:
    """The second Tuesday of May."""
    first_of_may = date(year, 5, 1)
    return first_of_may + timedelta(days=(1 - first_of_may.weekday()) % 7 + 7)
