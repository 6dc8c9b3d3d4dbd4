"""Who can be announced at an item: the participants of the meeting and the people of the directory."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _

from meetings.models import Meeting
from meetings.models.speaking import Speaking
from meetings.participation.models import Participant
from meetings.wording import running_title_of
from network.models import Organisation, Person, State
from network.models.search_text import SearchText, every_word

MOST_OFFERED = 8
_NAMES = ("given_name", "family_name")


@dataclass(frozen=True)
class Known:
    """Somebody as they would be announced; `note` says where the portal knows them from."""

    name: str
    function: str
    body: str
    person_id: int | None
    note: str

    @property
    def line(self) -> str:
        return f"{self.name}; {self.function}; {self.body}".rstrip("; ")


def offered(meeting: Meeting, query: str) -> list[Known]:
    """Return whom the words name, those of this meeting first; four queries at most."""
    if not query.split():
        return []
    matches: dict[tuple[str, str], Known] = {}
    for known in (*_participants(meeting, every_word(query)), *_entries(every_word(query))):
        matches.setdefault((known.name.casefold(), known.body), known)
    return list(matches.values())[:MOST_OFFERED]


def with_entries(meeting: Meeting, people: list[Speaking]) -> list[Speaking]:
    """Link those to the directory who are known once under this name, and fill in what was not typed.

    Somebody typed with another body or function than is recorded stays as typed, without a link.
    """
    names = {person.name for person in people if person.person_id is None}
    if not names:
        return people
    known = [*_participants(meeting, _named(names)), *_entries(_named(names))]
    return [_with_entry(person, known) if person.person_id is None else person for person in people]


def _with_entry(person: Speaking, known: Iterable[Known]) -> Speaking:
    fitting = [each for each in known if _fits(person, each)]
    entries = {each.person_id for each in fitting} - {None}
    if len({each.body for each in fitting}) != 1 or len(entries) > 1:
        return person
    best = fitting[0]
    return person._replace(
        function=person.function or best.function,
        body=person.body or best.body,
        person_id=next(iter(entries), None),
    )


def _fits(person: Speaking, known: Known) -> bool:
    same_name = person.name.casefold() == known.name.casefold()
    return same_name and person.body in {"", known.body} and person.function in {"", known.function}


def _full_name() -> models.Func:
    return models.functions.Concat(_NAMES[0], models.Value(" "), _NAMES[1])


def _named(names: Iterable[str]) -> models.Q:
    return models.Q(full_name__in=[name.casefold() for name in names])


def _participants(meeting: Meeting, condition: models.Q) -> Iterator[Known]:
    """Yield participants of this meeting and of those before it, each as at the latest one."""
    rows = (
        Participant.objects.registered()
        .alias(full_name=models.functions.Lower(_full_name()), search_text=SearchText(*_NAMES))
        .filter(condition)
        .select_related("meeting", "state", "organisation", "person")
        .order_by(models.Case(models.When(meeting=meeting, then=0), default=1), "-meeting__starts_on", "pk")
    )
    for row in rows[: 4 * MOST_OFFERED]:
        name = f"{row.given_name} {row.family_name}"
        person_id = (row.person.merged_into_id or row.person.pk) if row.person else None
        yield Known(name, row.function, _short(row.body), person_id, _note(row, meeting))


def _note(row: Participant, meeting: Meeting) -> str:
    if row.meeting_id == meeting.pk:
        return _("on the list of this meeting")
    return _("on the list of: %(meeting)s") % {"meeting": running_title_of(row.meeting)}


def _entries(condition: models.Q) -> Iterator[Known]:
    """Yield people of the directory."""
    people = (
        Person.objects.kept()
        .alias(full_name=models.functions.Lower(_full_name()), search_text=SearchText(*_NAMES))
        .filter(condition)
        .select_related("state", "organisation")
        .order_by("family_name", "given_name", "pk")
    )
    for person in people[: 4 * MOST_OFFERED]:
        body = person.organisation or person.state
        name = f"{person.given_name} {person.family_name}"
        yield Known(name, person.function, _short(body) if body else "", person.pk, _("in the directory"))


def _short(body: State | Organisation) -> str:
    """Name a State by its name of today, an organisation by its acronym if it has one."""
    if isinstance(body, State):
        return body.name
    return body.acronym or body.name
