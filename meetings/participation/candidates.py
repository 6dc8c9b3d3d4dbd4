"""Whom a delegation may name with one tick: its focal points, who came last time, who is listed already."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from meetings.models import Meeting
from meetings.participation.delegations import MeetingDelegation
from meetings.participation.models import Participant
from network.models import Appointment, Person, State
from nfp_portal.text.capitals import in_capitals
from nfp_portal.ui.spelling import plain_letters


@dataclass(frozen=True)
class Candidate:
    """Somebody of whom a list needs nothing but a tick; `key` names the row of the form."""

    key: str
    given_name: str
    family_name: str
    function: str = ""
    agency: str = ""
    form_of_address: str = ""
    email: str = ""
    language: str = settings.LANGUAGE_CODE
    person: Person | None = None
    # The person as a participant of this meeting, if they were ever on its list.
    participant: Participant | None = None

    @property
    def name(self) -> str:
        return f"{self.given_name} {in_capitals(self.family_name)}"

    @property
    def position(self) -> str:
        return ", ".join(filter(None, (self.function, self.agency)))

    @property
    def is_listed(self) -> bool:
        return self.participant is not None and self.participant.is_listed

    @property
    def signs(self) -> set[object]:
        """By what one person is seen to be another: entry, address, name."""
        signs: set[object] = {folded_name(f"{self.given_name} {self.family_name}")}
        signs |= {self.person.pk} if self.person else set()
        return signs | ({self.email} if self.email else set())


def folded_name(name: str) -> str:
    """Return a name in plain letters, its parts in one order, for comparing."""
    return " ".join(sorted(plain_letters(name).casefold().split()))


@dataclass(frozen=True)
class Candidates:
    """In the order of the page; nobody is in two of them. `last_meeting` is where `last_time` came."""

    from_directory: list[Candidate]
    last_time: list[Candidate]
    listed: list[Candidate]
    last_meeting: Meeting | None


def candidates_of(delegation: MeetingDelegation) -> Candidates:
    """Return whom the delegation may tick; five queries, however many there are."""
    listed = [_of_participant(each, f"listed-{each.pk}", each) for each in _listed(delegation)]
    directory, listed = _joined(_from_directory(delegation), listed)
    last_meeting = _last_meeting(delegation)
    came, listed = _joined(_came(delegation, last_meeting, directory), listed)
    return Candidates(directory, came, listed, last_meeting)


def _listed(delegation: MeetingDelegation) -> Iterable[Participant]:
    return delegation.participants.select_related("person").order_by("pk")


def _joined(candidates: list[Candidate], listed: list[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
    """Let the candidates who are on the list know it; return them, and who else is on the list."""
    rest, known = list(listed), []
    for each in candidates:
        same = next((other for other in rest if other.signs & each.signs), None)
        if same is not None:
            rest.remove(same)
        known.append(replace(each, participant=same.participant) if same else each)
    return known, rest


def _from_directory(delegation: MeetingDelegation) -> list[Candidate]:
    """The focal points of a State, first contacts first; of an organisation the people recorded for it."""
    body = delegation.body
    if not isinstance(body, State):
        people = Person.objects.kept().filter(organisation=body).select_related("user", "agency")
        return [_of_person(person) for person in people]
    today = timezone.localdate()
    rows = Appointment.objects.in_force().filter(state=body).select_related("person__user", "person__agency")
    first = sorted(rows.order_by("starts_on", "pk"), key=lambda each: not each.is_primary_on(today))
    return [_of_person(person) for person in dict.fromkeys(each.person for each in first)]


def _of_person(person: Person) -> Candidate:
    return Candidate(
        key=f"person-{person.pk}",
        given_name=person.given_name,
        family_name=person.family_name,
        function=person.function,
        agency=str(person.agency or ""),
        form_of_address=person.form_of_address,
        email=person.email,
        language=person.language_of_mail,
        person=person,
    )


def _of_participant(row: Participant, key: str, listed: Participant | None = None) -> Candidate:
    return Candidate(
        key=key,
        given_name=row.given_name,
        family_name=row.family_name,
        function=row.function,
        agency=row.agency,
        form_of_address=row.form_of_address,
        email=row.email,
        language=row.language,
        person=row.person,
        participant=listed,
    )


def _last_meeting(delegation: MeetingDelegation) -> Meeting | None:
    """The latest earlier meeting of the series at which anybody took part for this State or body."""
    came = Participant.objects.took_part().for_body(delegation.body)
    meetings = (
        Meeting.objects.ended().filter(series=delegation.meeting.series).exclude(pk=delegation.meeting.pk)
    )
    with_them = meetings.filter(pk__in=came.values("meeting"))
    return with_them.order_by(F("starts_on").desc(nulls_last=True)).first()


def _came(
    delegation: MeetingDelegation, meeting: Meeting | None, directory: Iterable[Candidate]
) -> list[Candidate]:
    """Who took part at that meeting, without those whom the directory names already."""
    if meeting is None:
        return []
    known = set().union(*(each.signs for each in directory))
    rows = Participant.objects.filter(meeting=meeting).took_part().for_body(delegation.body)
    came = [_of_participant(row, f"last-{row.pk}") for row in rows.select_related("person")]
    return [each for each in came if not each.signs & known]
