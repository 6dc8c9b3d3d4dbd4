"""Whom an appointment names: somebody of the directory, or somebody who enters it by this act."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from network.actions.contacts import agency_of, unmerged_agency
from network.models import NewAgency, Person, State


class Nominee(NamedTuple):
    """An entry of the directory by its key (`person_id`), or the facts a new one begins with."""

    person_id: int | None = None
    facts: Mapping[str, Any] = {}
    new_agency: NewAgency | None = None


def entry_of(nominee: Nominee, state: State, *, confirmed_on: date | None = None) -> Person:
    """Find the nominee's entry, or create it with this confirmation, within the caller's transaction."""
    if nominee.person_id is not None:
        person = Person.objects.select_related("merged_into").get(pk=nominee.person_id)
        return person.merged_into or person
    facts = dict(nominee.facts)
    if nominee.new_agency:
        facts["agency_id"] = agency_of(nominee.new_agency, state).pk
    elif facts.get("agency_id"):
        facts["agency_id"] = unmerged_agency(facts["agency_id"])
    return Person.objects.create(state=state, confirmed_on=confirmed_on, **facts)
