"""The history of an entry in words: who changed what, from what, to what, and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from network.labels import day_in_words, in_words, label_of
from network.models import Agency, Membership, Person
from network.models.person_fields import CONTACT_FIELDS
from nfp_portal.accounts.models import User


@dataclass(frozen=True)
class FieldChange:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Step:
    at: datetime
    by: str
    changes: list[FieldChange]
    # What Undo takes back: a confirmation is given anew, a part in another network has a page of its own.
    revision: int | None = None


def history_of(person: Person, *, start: int = 0, stop: int | None = None) -> list[Step]:
    """The steps of an entry, newest first, without the first one, its making; five queries at any number.

    `by` is the person's name at the time of reading, empty for what the portal did itself; without an
    account it is the confirmation link. `start` and `stop` slice what is read: changes beyond are not
    fetched, and what changed nothing a page shows is left out of the slice.
    """
    entries = _latest(person.events.select_related("pgh_context"), stop and stop + 1)
    memberships = _latest(_membership_events(person), stop)
    names = names_of(entries + memberships)
    agencies = dict(Agency.objects.filter(state=person.state_id).values_list("pk", "name"))
    steps = [
        Step(
            after.pgh_created_at,
            by_whom(after, names),
            list(_changes(before, after, agencies)),
            after.revision if before.confirmed_on == after.confirmed_on else None,
        )
        for before, after in pairwise(entries)
    ]
    steps += [
        Step(event.pgh_created_at, by_whom(event, names), [_membership_change(event)])
        for event in memberships
    ]
    newest_first = sorted(steps, key=lambda step: step.at)[::-1]
    return [step for step in newest_first[start:stop] if step.changes]


def number_of_changes(person: Person) -> int:
    """At most so many steps has the history of an entry; two queries."""
    return max(person.events.count() - 1, 0) + _membership_events(person).count()


def _latest(events: QuerySet[Any], most: int | None) -> list[Any]:
    """The latest rows of history, the earliest of them first."""
    return list(events.order_by("-pgh_id")[:most])[::-1]


def _membership_events(person: Person) -> QuerySet[Any]:
    events: QuerySet[Any] = Membership.pgh_event_models["insert"].objects.filter(person=person)
    return events.select_related("pgh_context", "network")


def _membership_change(event: Any) -> FieldChange:
    """What a step did to a part in another network: began it, dated its end, took it out."""
    role, until = f"{event.role}, {event.network}", ""
    if event.pgh_label != "delete":
        day = day_in_words(event.ends_on)
        until = _("%(role)s, until %(day)s") % {"role": role, "day": day} if day else role
    began = event.pgh_label == "insert" and not event.ends_on
    return FieldChange(_("Other networks"), "" if began else role, until)


def by_whom(event: Any, names: dict[int | None, str]) -> str:
    """Who wrote a row of history, in words; `names` are those of `names_of`."""
    if event.pgh_context and event.pgh_context.metadata.get("origin") == "link":
        return _("by the confirmation link")
    return names.get(_who(event), "")


def _who(event: Any) -> int | None:
    return event.pgh_context.metadata.get("user") if event.pgh_context else None


def names_of(events: list[Any]) -> dict[int | None, str]:
    """The accounts that wrote these rows of history, by key; one query."""
    people = User.objects.filter(pk__in=[who for event in events if (who := _who(event))])
    return {user.pk: str(user) for user in people}


def _changes(before: Any, after: Any, agencies: dict[int, str]) -> Iterator[FieldChange]:
    for name in CONTACT_FIELDS:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            values = (in_words(Person, name, value, agencies) for value in (old, new))
            yield FieldChange(label_of(Person, name), *values)
