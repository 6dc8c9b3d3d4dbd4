"""Take an act on appointments back, whole: an act is what one request wrote."""

from collections.abc import Callable, Collection
from typing import Any

from django.db import connection, models, transaction

from network.actions.appointments import lock_acts
from network.actions.contacts import update_contact
from network.models import Appointment, Person
from network.models.appointments import INSTRUMENT
from network.models.references import referred
from nfp_portal.revisions.stale import StaleError

# What the record said before, without what makes a row this row.
RESTORED = (
    "starts_on",
    "ends_on",
    "end_reason",
    "primary_from",
    "primary_until",
    *INSTRUMENT,
    "succeeds_id",
)
# The pages of acts; what another page wrote, as an import or a merger, is taken back there or not at all.
_PAGES_OF_ACTS = ["/appointments/", "/states/"]
# Each says whether it, and no act, wrote one of these appointments (primary keys) at this revision.
OtherWriter = Callable[[Collection[int], int], bool]
_OTHER_WRITERS: list[OtherWriter] = []
_LATER = "SET CONSTRAINTS one_first_contact_per_state_at_a_time DEFERRED"
_NOW = "SET CONSTRAINTS one_first_contact_per_state_at_a_time IMMEDIATE"


def register_other_writer(wrote: OtherWriter) -> None:
    """Let a room that writes appointments in bulk keep what it wrote from being undone as an act."""
    if wrote not in _OTHER_WRITERS:
        _OTHER_WRITERS.append(wrote)


def register_pages_of_acts(path: str) -> None:
    """Let acts be undone that pages below this path wrote."""
    if path not in _PAGES_OF_ACTS:
        _PAGES_OF_ACTS.append(path)


@transaction.atomic
def undo_act(appointment_id: int, *, revision: int) -> list[Person]:
    """Take back the act that brought an appointment to `revision`, with all it did to other appointments.

    What the act recorded is removed, a new entry too unless something else came to it: such entries stay
    and are given. The history of all stays. Raises `StaleError` where any of the
    appointments changed since, or where it was no act of this State alone; `IntegrityError` where what was
    before contradicts what was recorded since.
    """
    state_id = Appointment.objects.values_list("state", flat=True).get(pk=appointment_id)
    lock_acts(state_id)
    acted = _written_with(Appointment.objects.get(pk=appointment_id), revision)
    with connection.cursor() as cursor:
        cursor.execute(_LATER)
        for appointment, event in sorted(acted, key=lambda pair: -pair[0].pk):
            _take_back(appointment, event)
        cursor.execute(_NOW)
    return [person for pair in acted for person in _new_with(*pair) if not _removed(person)]


def _written_with(appointment: Appointment, revision: int) -> list[tuple[Appointment, Any]]:
    """Each appointment of the act with the last row of history that the act wrote of it."""
    events = appointment.events.model.objects
    event = events.filter(pgh_obj=appointment.pk, revision=revision).order_by("pgh_id").last()
    if event is None:
        raise StaleError(appointment)
    together = events.filter(pgh_context=event.pgh_context_id) if event.pgh_context_id else [event]
    last = {each.pgh_obj_id: each for each in sorted(together, key=lambda each: each.pgh_id)}
    if not _is_act(event, appointment, last.values()):
        raise StaleError(appointment)
    rows = {row.pk: row for row in Appointment.objects.select_for_update().filter(pk__in=last)}
    for key, each in last.items():
        if key not in rows or rows[key].revision != each.revision:
            raise StaleError(appointment)
    return [(rows[key], each) for key, each in last.items()]


def _is_act(event: Any, appointment: Appointment, written: Collection[Any]) -> bool:
    """Whether one act of one State wrote this, and not an import or a merger of entries."""
    if any(each.state_id != appointment.state_id for each in written):
        return False
    metadata = event.pgh_context.metadata if event.pgh_context_id and event.pgh_context else {}
    if path := metadata.get("path", ""):
        return bool(path.startswith(tuple(_PAGES_OF_ACTS)))
    keys = [each.pgh_obj_id for each in written]
    return not any(wrote(keys, event.revision) for wrote in _OTHER_WRITERS)


def _take_back(appointment: Appointment, event: Any) -> None:
    former = _before(appointment, event)
    if former is None:
        _remove(appointment)
        _take_back_confirmation(appointment.person_id, event)
        return
    for field in RESTORED:
        setattr(appointment, field, getattr(former, field))
    appointment.revision += 1
    appointment.save()


def _take_back_confirmation(person_id: int, event: Any) -> None:
    """Take back that the act confirmed the entry, unless the entry has changed since."""
    person = Person.objects.select_for_update().get(pk=person_id)
    latest, *earlier = person.events.order_by("-pgh_id")[:2]
    if not earlier or event.pgh_context_id is None or latest.pgh_context_id != event.pgh_context_id:
        return
    update_contact(person_id, {"confirmed_on": earlier[0].confirmed_on}, revision=person.revision)


def _new_with(appointment: Appointment, event: Any) -> list[Person]:
    """The entry of the appointed person, where the same act made it."""
    first = appointment.person.events.order_by("pgh_id").first()
    if first is None or event.pgh_context_id is None or first.pgh_context_id != event.pgh_context_id:
        return []
    return [appointment.person]


def _removed(person: Person) -> bool:
    """Remove an entry that nobody has changed since, and to which nothing else refers; say whether it was.

    The row is locked first: who changes or confirms it in this moment is waited for, and keeps it.
    """
    rows = Person.objects.select_for_update().filter(pk=person.pk)
    is_touched = any(row.events.count() > 1 or row.user_id is not None for row in rows)
    if is_touched or referred(Person, {person.pk}):
        return False
    Person.objects.filter(pk=person.pk).delete()
    return True


def _remove(appointment: Appointment) -> None:
    try:
        appointment.delete()
    except models.ProtectedError as error:  # something was asked about it meanwhile
        raise StaleError(appointment) from error


def _before(appointment: Appointment, event: Any) -> Any:
    """What the history says of the appointment before the act of `event`; None where the act recorded it."""
    earlier = appointment.events.filter(pgh_id__lt=event.pgh_id)
    if event.pgh_context_id:
        earlier = earlier.exclude(pgh_context=event.pgh_context_id)
    return earlier.order_by("pgh_id").last()
