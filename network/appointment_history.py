"""The history of a State's acts in words: who recorded what about an appointment, and when."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.history import FieldChange, by_whom, names_of
from network.labels import in_words, label_of
from network.models import Appointment, Person, State
from nfp_portal.database.truncated import Truncated, truncated

FIELDS = (
    "starts_on",
    "ends_on",
    "end_reason",
    "primary_from",
    "primary_until",
    "succeeds_id",
    "instrument_kind",
    "instrument_reference",
    "instrument_on",
    "instrument_file_name",
)
LATEST = 30
LABELS = {"instrument_file_name": gettext_lazy("Scan"), "succeeds_id": gettext_lazy("Successor of")}


@dataclass(frozen=True)
class ActStep:
    """One row of history: of whose appointment for which State, and what became different."""

    at: datetime
    by: str
    person: Person
    state: State
    what: str
    changes: list[FieldChange]
    about: str

    @property
    def heading(self) -> str:
        return format_html("<p><strong>{}</strong>: {}</p>", self.what, self.about)


def acts_of_state(state: State) -> Truncated[ActStep]:
    """The acts of a State, each about a person."""
    return _steps(_events().filter(state=state), lambda step_person, _state: _person_link(step_person))


def acts_of_person(person: Person) -> Truncated[ActStep]:
    """The acts about a person, each of a State."""
    return _steps(_events().filter(person=person), lambda _person, state: _state_link(state))


def _person_link(person: Person) -> str:
    """The person by name, with a link to the entry if there is one still."""
    if person.pk:
        return format_html('<a href="{}">{}</a>', person.get_absolute_url(), person)
    return format_html('{} <span class="muted">{}</span>', person, _("entry taken back"))


def _state_link(state: State) -> str:
    return format_html('<a href="{}">{}</a>', state.get_absolute_url(), state)


def _events() -> Any:
    return Appointment.pgh_event_models["insert"].objects  # type: ignore[attr-defined] # pghistory makes it


def _steps(events: QuerySet[Any], about: Callable[[Person, State], str]) -> Truncated[ActStep]:
    """The latest steps, newest first; five queries at any number, one more where somebody's entry is gone."""
    earlier = _events().filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id"))
    before = Subquery(earlier.order_by("-pgh_id").values("pgh_id")[:1])
    latest = events.select_related("pgh_context", "state").annotate(before=before)
    rows = truncated(latest.order_by("-pgh_id"), LATEST)
    former = _events().in_bulk([row.before for row in rows if row.before])
    names, followed = names_of(rows), _predecessors([*rows, *former.values()])
    people = _people({row.person_id for row in rows})
    steps: Truncated[ActStep] = Truncated()
    steps.has_more = rows.has_more
    for row in rows:
        changes = list(_changes(former.get(row.before), row, followed))
        if changes or row.pgh_label == "delete":
            steps.append(
                ActStep(
                    row.pgh_created_at,
                    by_whom(row, names),
                    people[row.person_id],
                    row.state,
                    _what(row),
                    changes,
                    about(people[row.person_id], row.state),
                )
            )
    return steps


def _people(keys: set[int]) -> dict[int, Person]:
    """The entries by their key; one that went with its act as the history knows it, not saved."""
    there = Person.objects.in_bulk(keys)
    if removed := keys - there.keys():
        events = Person.pgh_event_models["delete"].objects.filter(pgh_obj_id__in=removed)  # type: ignore[attr-defined] # as above
        for event in events.order_by("pgh_id"):
            there[event.pgh_obj_id] = Person(given_name=event.given_name, family_name=event.family_name)
    return there


def _what(row: Any) -> str:
    labels = {"insert": _("Appointment recorded"), "delete": _("Appointment taken back")}
    return labels.get(row.pgh_label, _("Appointment changed"))


def _predecessors(rows: Iterable[Any]) -> dict[int, str]:
    keys = {row.succeeds_id for row in rows if row.succeeds_id}
    former = Appointment.objects.filter(pk__in=keys).select_related("person") if keys else ()
    return {each.pk: str(each.person) for each in former}


def _changes(before: Any, after: Any, followed: dict[int, str]) -> Iterator[FieldChange]:
    if after.pgh_label == "delete":
        return
    for name in FIELDS:
        old, new = getattr(before, name) if before else None, getattr(after, name)
        if (old or None) != (new or None):
            values = (in_words(Appointment, name, value, followed) for value in (old, new))
            yield FieldChange(str(LABELS.get(name) or label_of(Appointment, name)), *values)
