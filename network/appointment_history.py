"""The history of a State's acts in words: who recorded what about an appointment, and when."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.history import by_whom
from network.labels import ShownFields
from network.models import Appointment, Person, State
from nfp_portal.database.truncated import Truncated, truncated
from nfp_portal.revisions.history import (
    REMOVED,
    FieldChange,
    before_each,
    events_of,
    names_of,
    with_before,
)

FIELDS = ShownFields(
    Appointment,
    (
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
    ),
    labels={"instrument_file_name": gettext_lazy("Scan"), "succeeds_id": gettext_lazy("Successor of")},
)
LATEST = 30


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
    return _steps(
        events_of(Appointment).filter(state=state), lambda step_person, _state: _person_link(step_person)
    )


def acts_of_person(person: Person) -> Truncated[ActStep]:
    """The acts about a person, each of a State."""
    return _steps(events_of(Appointment).filter(person=person), lambda _person, state: _state_link(state))


def _person_link(person: Person) -> str:
    """The person by name, with a link to the entry if there is one still."""
    if person.pk:
        return format_html('<a href="{}">{}</a>', person.get_absolute_url(), person)
    return format_html('{} <span class="muted">{}</span>', person, _("entry taken back"))


def _state_link(state: State) -> str:
    return format_html('<a href="{}">{}</a>', state.get_absolute_url(), state)


def _steps(events: QuerySet[Any], about: Callable[[Person, State], str]) -> Truncated[ActStep]:
    """The latest steps, newest first; five queries at any number, one more where somebody's entry is gone."""
    rows = truncated(with_before(events).select_related("pgh_context", "state").order_by("-pgh_id"), LATEST)
    former = before_each(rows)
    names, related = names_of(rows), {"succeeds_id": _predecessors([*rows, *former.values()])}
    people = _people({row.person_id for row in rows})
    steps: Truncated[ActStep] = Truncated()
    steps.has_more = rows.has_more
    for row in rows:
        is_removed = row.pgh_label == REMOVED
        changes = [] if is_removed else FIELDS.changes(former.get(row.before_id), row, related)
        if changes or is_removed:
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
        for event in events_of(Person).filter(pgh_obj_id__in=removed).order_by("pgh_id"):
            there[event.pgh_obj_id] = Person(given_name=event.given_name, family_name=event.family_name)
    return there


def _what(row: Any) -> str:
    labels = {"insert": _("Appointment recorded"), "delete": _("Appointment taken back")}
    return labels.get(row.pgh_label, _("Appointment changed"))


def _predecessors(rows: Iterable[Any]) -> dict[int, str]:
    keys = {row.succeeds_id for row in rows if row.succeeds_id}
    former = Appointment.objects.filter(pk__in=keys).select_related("person") if keys else ()
    return {each.pk: str(each.person) for each in former}
