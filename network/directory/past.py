"""The entries as they stood on a past day, as far as the history goes back."""

import copy
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from network.models import Agency, Organisation, Person
from network.models.person_fields import PERSON_FIELDS
from nfp_portal.revisions.history import events_of

# What an entry said that day. How to reach somebody is always today's.
FIELDS = (*(field.name for field in PERSON_FIELDS if not field.has_visibility), "organisation_id")


def as_recorded(people: Iterable[Person], day: date) -> dict[int, Person]:
    """The people, by key, as their entries stood at the end of `day`; three queries.

    Whose history begins later is left out: what the entry said then is not recorded. The copies are for
    reading, never to be saved.
    """
    known = {person.pk: person for person in people}
    events = _events_of(known, day)
    agencies = Agency.objects.in_bulk([event.agency_id for event in events if event.agency_id])
    bodies = Organisation.objects.in_bulk(
        [event.organisation_id for event in events if event.organisation_id]
    )
    entries = {}
    for event in events:
        then = copy.copy(known[event.pgh_obj_id])
        then._state = copy.deepcopy(then._state)  # noqa: SLF001 - the copy keeps its own related rows
        for name in FIELDS:
            setattr(then, name, getattr(event, name))
        then.agency = agencies.get(event.agency_id)
        then.organisation = bodies.get(event.organisation_id)
        entries[then.pk] = then
    return entries


def end_of(day: date) -> datetime:
    """The instant a day ends in Vienna."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def _events_of(people: Iterable[int], day: date) -> list[Any]:
    """The last event of each person up to the end of the day in Vienna."""
    rows = events_of(Person)
    events = rows.filter(pgh_obj_id__in=people, pgh_created_at__lt=end_of(day))
    return list(events.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id"))
