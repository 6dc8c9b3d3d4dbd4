"""The history of an entry in words: who changed what, from what, to what, and when."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from network.labels import ShownFields, day_in_words
from network.models import Membership, Person
from network.models.person_fields import CONTACT_FIELDS
from nfp_portal.revisions import history
from nfp_portal.revisions.history import FieldChange, History, Step, Version, events_of

FIELDS = ShownFields(Person, tuple(CONTACT_FIELDS))
_ENTRIES, _MEMBERSHIPS = range(2)


@dataclass(frozen=True)
class HistoryOfPerson:
    """What a room adds to the history of an entry: `revisions.history.acts`, and each as a step."""

    acts: Callable[[Person], Any]
    step: Callable[[Any], Step]


_OF_ROOMS: list[HistoryOfPerson] = []


def register_history(part: HistoryOfPerson) -> None:
    if part not in _OF_ROOMS:
        _OF_ROOMS.append(part)


def history_of(person: Person) -> History:
    """What changed an entry and its parts in other networks, newest first, without the entry's making.

    Rooms add what else happened to it. `by` is the person's name at the time of reading, empty for what the
    portal did itself; without an account it is the confirmation link.
    """
    entries = person.events.exclude(pgh_label=history.RECORDED)
    memberships = events_of(Membership).filter(person=person).select_related("network")
    return History(_steps, [entries, memberships, *(part.acts(person) for part in _OF_ROOMS)])


def _steps(versions: list[Version]) -> list[Step]:
    """The steps of these versions; two queries. What changed nothing a page shows is left out."""
    names = history.names_of(each.now for each in versions if each.source <= _MEMBERSHIPS)
    entries = [row for each in versions if each.source == _ENTRIES for row in (each.before, each.now)]
    related = FIELDS.related_names(entries)
    steps = (_step(version, names, related) for version in versions)
    return [step for step in steps if step.changes or step.heading]


def _step(version: Version, names: dict[int | None, str], related: dict[str, dict[int, str]]) -> Step:
    before, now = version.before, version.now
    if version.source > _MEMBERSHIPS:
        return _OF_ROOMS[version.source - _MEMBERSHIPS - 1].step(now)
    if version.source == _MEMBERSHIPS:
        return Step(now.pgh_created_at, by_whom(now, names), [_membership_change(now)])
    changes = FIELDS.changes(before, now, related)
    # A confirmation is given anew, not taken back.
    revision = now.revision if before.confirmed_on == now.confirmed_on else None
    return Step(now.pgh_created_at, by_whom(now, names), changes, revision)


def _membership_change(event: Any) -> FieldChange:
    """What a step did to a part in another network: began it, dated its end, took it out."""
    role, until = f"{event.role}, {event.network}", ""
    if event.pgh_label != history.REMOVED:
        day = day_in_words(event.ends_on)
        until = _("%(role)s, until %(day)s") % {"role": role, "day": day} if day else role
    began = event.pgh_label == history.RECORDED and not event.ends_on
    return FieldChange(_("Other networks"), "" if began else role, until)


def by_whom(event: Any, names: dict[int | None, str]) -> str:
    """Who wrote a row of history, in words; `names` are those of the accounts."""
    if event.pgh_context and event.pgh_context.metadata.get("origin") == "link":
        return _("by the confirmation link")
    return history.by_whom(event, names)
