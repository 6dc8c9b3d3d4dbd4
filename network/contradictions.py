"""What in the record contradicts itself: shown to staff, who know or ask which side is true."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Collate
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import Appointment, EndReason, Person, State
from nfp_portal.accounts.models import Role

# So long may a predecessor and a successor be in force together before somebody asks.
HAND_OVER_LASTS = timedelta(days=60)
# As Python sorts: the kinds are merged by it.
_IN_ORDER = (Collate("state__name", "C").asc(nulls_first=True), "pk")


@dataclass(frozen=True)
class Contradiction:
    """One finding; `url` leads to where it is mended."""

    state: State | None
    message: str
    url: str


def contradictions(state: State | None = None, *, most: int | None = None) -> list[Contradiction]:
    """Those of the whole record, or of one State, by State; one query for each kind, at any size.

    With `most`, the first of them: of no kind more is fetched.
    """
    listed = [_of_state(each) for each in _without_first_contact(state)[:most]]
    for message, rows in _of_appointments(state):
        listed += [_of_appointment(message, row) for row in rows.select_related("person")[:most]]
    listed += [_of_account(person) for person in _open_accounts(state)[:most]]
    return sorted(listed, key=lambda each: each.state.name if each.state else "")[:most]


def number_of_contradictions(state: State | None = None) -> int:
    """How many there are; one query for each kind."""
    kinds = [_without_first_contact(state), *(rows for _message, rows in _of_appointments(state))]
    return sum(rows.count() for rows in [*kinds, _open_accounts(state)])


def _without_first_contact(state: State | None) -> QuerySet[State]:
    own = Appointment.objects.filter(state=OuterRef("pk"))
    states = State.objects.filter(Exists(own.in_force()), ~Exists(own.primary()))
    return (states.filter(pk=state.pk) if state else states).order_by(Collate("name", "C"))


def _of_state(state: State) -> Contradiction:
    message = _("There are focal points, but none of them is the first contact.")
    return Contradiction(state, message, state.get_absolute_url())


def _of_appointments(state: State | None) -> Iterator[tuple[Promise, Any]]:
    """What is wrong with appointments, each with the rows of which it is true."""
    for message, kind in _APPOINTMENTS:
        rows = kind(timezone.localdate())
        narrowed = rows.filter(state=state) if state else rows
        yield message, narrowed.select_related("state").order_by(*_IN_ORDER)


def _of_appointment(message: Promise, row: Appointment) -> Contradiction:
    url = reverse("network:person", args=[row.person.key])
    return Contradiction(row.state, str(message) % {"person": row.person}, url)


def _succeeded_by_nobody(_day: date) -> Any:
    followed = Appointment.objects.filter(succeeds=OuterRef("pk"))
    return Appointment.objects.filter(~Exists(followed), end_reason=EndReason.SUCCEEDED)


def _still_there(day: date) -> Any:
    followed = Appointment.objects.filter(succeeds=OuterRef("pk"), starts_on__lte=day - HAND_OVER_LASTS)
    return Appointment.objects.in_force(day).filter(Exists(followed), ends_on=None)


def _agency_elsewhere(day: date) -> Any:
    return Appointment.objects.not_ended(day).filter(
        ~Q(person__agency__state=F("state")), person__agency__isnull=False
    )


def _for_two_states(day: date) -> Any:
    other = (
        Appointment.objects.in_force(day).filter(person=OuterRef("person")).exclude(state=OuterRef("state"))
    )
    return Appointment.objects.in_force(day).filter(Exists(other))


def _instrument_too_late(day: date) -> Any:
    late = Q(instrument_on__gt=day) | Q(ends_on__isnull=False, instrument_on__gt=F("ends_on"))
    return Appointment.objects.filter(late)


def _without_address(day: date) -> Any:
    return Appointment.objects.in_force(day).filter(person__email="")


_APPOINTMENTS: tuple[tuple[Promise, Callable[[date], Any]], ...] = (
    (
        gettext_lazy("%(person)s ended because a successor was named, but none is recorded."),
        _succeeded_by_nobody,
    ),
    (gettext_lazy("%(person)s has a successor for more than 60 days, but no end."), _still_there),
    (gettext_lazy("%(person)s speaks for this State from an agency of another one."), _agency_elsewhere),
    (gettext_lazy("%(person)s speaks for two States at once."), _for_two_states),
    (
        gettext_lazy("The instrument of %(person)s is dated in the future or after the end."),
        _instrument_too_late,
    ),
    (gettext_lazy("%(person)s is in force without an e-mail address."), _without_address),
)


def _open_accounts(state: State | None) -> QuerySet[Person]:
    appointed = Appointment.objects.not_ended().filter(person=OuterRef("pk"))
    people = Person.objects.filter(~Exists(appointed), user__role=Role.FOCAL_POINT, user__is_active=True)
    narrowed = people.filter(state=state) if state else people
    return narrowed.select_related("state").order_by(*_IN_ORDER)


def _of_account(person: Person) -> Contradiction:
    message = _("%(person)s has an open account of a focal point, but no appointment.") % {"person": person}
    return Contradiction(person.state, message, person.get_absolute_url())
