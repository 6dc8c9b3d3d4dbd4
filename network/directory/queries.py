"""Search the directory, page by page, and turn entries into rows of a file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, Subquery, Value, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.utils import timezone

from network.directory.past import as_recorded, end_of
from network.models import Appointment, DirectoryEntry, Person
from network.models.directory_entries import DirectoryEntryQuerySet
from network.models.people import confirmed
from network.models.person_fields import SHEET_FIELDS, Group, Kind, PersonField
from network.search.queries import Query
from nfp_portal.accounts.access import Reader
from nfp_portal.ui.spreadsheets import LIST_SEPARATOR

ON_A_PAGE = 100
# Counting to the end costs more than the page: beyond this the page says "more than".
COUNTED_UP_TO = 1000

_FIRST = [field for field in SHEET_FIELDS if field.group in {Group.NAME, Group.FUNCTION}]
_LAST = [field for field in SHEET_FIELDS if field not in _FIRST]
# The head of the directory as a file; an import reads it back, but for what it cannot tell (`NOT_READ`).
HEAD = (
    *("State", "Code", *(field.sheet for field in _FIRST), "Agency", "Kind"),
    *(*(field.sheet for field in _LAST), "Last confirmed", "Details as of"),
)
# The code says the State once more; the other two are the portal's own.
NOT_READ = ("Code", "Last confirmed", "Details as of")

# The questions answered by a tag of the lines, by name.
FACETS = {"sub_region": "region", "agency": "kind", "topic": "topic", "language": "language"}


def search(question: dict[str, Any]) -> DirectoryEntryQuerySet:
    """Return the lines that match a valid `DirectoryFilter`, by State and family name.

    States are known by their other names too, as in the search of the portal.

    For a past day entries are searched as recorded that day. A status is of today only: confirmations of past
    days are not recorded.
    """
    on = question.get("on")
    lines = DirectoryEntry.objects.in_force(on)
    if on is not None and is_past(on):
        lines = lines.as_recorded(end_of(on))
    if question.get("only"):
        lines = lines.filter(pk__in=question["only"])
    if question.get("state"):
        lines = lines.filter(state=question["state"])
    facets = [f"{facet}:{question[name]}" for name, facet in FACETS.items() if question.get(name)]
    lines = lines.matching_terms(Query.of(question.get("q", "")).terms).with_facets(facets)
    if question.get("status") and not is_past(on):
        lines = lines.filter(_has_status(question["status"]))
    return lines.order_by("sort_key")


def _has_status(status: str) -> Q:
    if status == "unreachable":
        return Q(appointment__person__in=Person.objects.unreachable())
    fresh = confirmed(path="appointment__person__")
    return fresh if status == "confirmed" else ~fresh


def is_past(on: date | None) -> bool:
    return on is not None and on < timezone.localdate()


@dataclass(frozen=True)
class Page:
    """Some lines in their order, and the appointments between which they stand."""

    lines: list[DirectoryEntry]
    has_previous: bool
    has_next: bool

    @property
    def before(self) -> int | None:
        """After which appointment the previous page ends: the first one of this page."""
        return self.lines[0].pk if self.has_previous and self.lines else None

    @property
    def after(self) -> int | None:
        return self.lines[-1].pk if self.has_next and self.lines else None


def page_of(
    lines: DirectoryEntryQuerySet,
    *,
    after: int | None = None,
    before: int | None = None,
    most: int = ON_A_PAGE,
) -> Page:
    """The page that follows or precedes an appointment (none: the first one); one query at any size.

    An appointment that stands nowhere any more leads to the first page.
    """
    if before is not None:
        earlier = _fetched(lines.filter(sort_key__lt=_sort_key_of(before)).order_by("-sort_key"), most)
        if earlier:
            return Page(earlier[:most][::-1], len(earlier) > most, has_next=True)
    if after is not None:
        lines = lines.filter(sort_key__gt=_sort_key_of(after))
    rows = _fetched(lines, most)
    return Page(rows[:most], after is not None, len(rows) > most)


def _sort_key_of(appointment: int) -> Coalesce:
    sort_key = DirectoryEntry.objects.filter(pk=appointment).values("sort_key")
    return Coalesce(Subquery(sort_key), Value(""))


def _fetched(lines: DirectoryEntryQuerySet, most: int) -> list[DirectoryEntry]:
    """Fetch one line more than a page has; who they are is looked up for these alone."""
    rows = DirectoryEntry.objects.filter(pk__in=lines[: most + 1].values("pk"))
    return list(rows.for_list().order_by(*lines.query.order_by))


def count(lines: DirectoryEntryQuerySet) -> int:
    """How many there are, or one more than `COUNTED_UP_TO`."""
    return lines.order_by().values("pk")[: COUNTED_UP_TO + 1].count()


@dataclass(frozen=True)
class Entry:
    """What a reader may know of one appointment on a day (None: today), with the State's name of that day.

    `person` is the entry as of that day where that is recorded; else it is today's, and `is_of_day` says so.
    """

    appointment: Appointment
    person: Person
    reader: Reader
    on: date | None = None
    is_of_day: bool = True
    # Given once for all rows, since asking for the day costs as much as a row.
    today: date = field(default_factory=timezone.localdate)

    @property
    def state_name(self) -> str:
        return self.appointment.state.name_on(self.on).name

    @property
    def email(self) -> str:
        return self.person.contact("email", self.reader)

    @property
    def telephone(self) -> str:
        return self.person.contact("telephone", self.reader)

    @property
    def is_past(self) -> bool:
        return is_past(self.on)

    @property
    def signs(self) -> str:
        """In print: * for today's entry on a list of a past day, ° for an invented person."""
        return ("" if self.is_of_day else "*") + ("°" if self.person.is_demonstration else "")

    @property
    def confirmed(self) -> bool:
        return self.person.is_confirmed(self.today)

    @property
    def details_as_of(self) -> date:
        return self.on if self.on and self.is_of_day else self.today


def entries(lines: Iterable[DirectoryEntry], *, reader: Reader, on: date | None) -> list[Entry]:
    """The lines for a reader; one query more for a day, three more for a past one."""
    today = timezone.localdate()
    appointments = [line.appointment for line in lines]
    if on is not None:
        prefetch_related_objects(appointments, "state__former_names")
    if on is None or not is_past(on):
        return [Entry(each, each.person, reader, on, today=today) for each in appointments]
    then = as_recorded([each.person for each in appointments], on)
    return [
        Entry(each, then.get(each.person_id, each.person), reader, on, each.person_id in then, today)
        for each in appointments
    ]


def addresses(shown: Iterable[Entry]) -> list[str]:
    """The e-mail addresses the reader may know, each once."""
    return list(dict.fromkeys(entry.email for entry in shown if entry.email))


def rows(shown: Iterable[Entry]) -> Iterator[list[Any]]:
    """One line per entry in the order of `HEAD`. A confirmation not recorded for the day stays empty."""
    for entry in shown:
        person, agency = entry.person, entry.person.agency
        yield [
            entry.state_name,
            entry.appointment.state.iso2,
            *(_cell(field, entry) for field in _FIRST),
            person.body.name if person.body else "",
            agency.get_kind_display() if agency else "",
            *(_cell(field, entry) for field in _LAST),
            person.confirmed_on if entry.is_of_day else None,
            entry.details_as_of,
        ]


def _cell(field: PersonField, entry: Entry) -> str:
    person = entry.person
    if field.has_visibility:
        return person.contact(field.name, entry.reader)
    if field.kind == Kind.LANGUAGES:
        return LIST_SEPARATOR.join(person.language_names)
    value = getattr(person, field.name)
    return LIST_SEPARATOR.join(value) if isinstance(value, list) else str(value)
