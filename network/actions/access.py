"""Let focal points into the portal, and end their access with their appointment."""

from collections.abc import Collection
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from network.models import Appointment, Person
from nfp_portal.accounts import actions as accounts
from nfp_portal.accounts.models import INVITATION_LASTS, Role, User
from nfp_portal.jobs.actions import run_once

WORK = "settle access"


class AddressTakenError(Exception):
    """The address belongs to the account of somebody else, or to one that is no focal point's."""


class NotAppointedError(Exception):
    """The person's appointment has ended, and with it the access."""


@transaction.atomic
def invite_focal_point(person_id: int, *, by: User | None) -> User:
    """Give a person an account tied to the entry and mail the way in; an account that is there gets it again.

    A new appointment opens a closed account again, also one that no entry has any more. Raises
    `AddressTakenError` where the address signs somebody else in, `NotAppointedError` for who held an
    appointment and holds none any more.
    """
    person = Person.objects.select_for_update(of=["self"]).select_related("user").get(pk=person_id)
    if _has_left().filter(pk=person.pk).exists():
        raise NotAppointedError
    email = person.user.email if person.user else person.email
    known = User.objects.filter(email=email).exclude(person=person).first()
    if known is not None and (known.role != Role.FOCAL_POINT or hasattr(known, "person")):
        raise AddressTakenError
    if person.user and person.user.role != Role.FOCAL_POINT:
        raise AddressTakenError
    if closed := person.user or known:
        accounts.reopen(closed, by=by)
    user = accounts.invite(email, role=Role.FOCAL_POINT, by=by, name=str(person))
    person.user = user
    person.save(update_fields=["user"])
    return user


@transaction.atomic
def settle_access() -> int:
    """Close the accounts of focal points whose appointments have all ended; give how many.

    Rows and authorship stay. Who never held an appointment was let in by hand and is left alone. An entry
    that is being written in this moment is left to the next hour: it may be appointed anew.
    """
    having = _has_left().filter(user__role=Role.FOCAL_POINT, user__is_active=True)
    keys = list(having.order_by("pk").values_list("pk", flat=True))
    return sum(_closed(key) for key in keys)


def _closed(person_id: int) -> bool:
    """Close the account of somebody who, looked at again behind the lock, still has left.

    The lock waits for no other and lets nobody be appointed meanwhile: a new appointment needs the row.
    """
    locked = Person.objects.select_for_update(of=["self"], skip_locked=True).filter(pk=person_id).first()
    if locked is None or locked.user is None or not _has_left().filter(pk=person_id).exists():
        return False
    accounts.close(locked.user)
    return True


def closed_accounts(**among: Any) -> list[int]:
    """Whose account closed with the last appointment, among some people, such as `appointments__state=`."""
    closed = _has_left().filter(user__role=Role.FOCAL_POINT, user__is_active=False)
    return list(closed.filter(**among).distinct().values_list("pk", flat=True))


@transaction.atomic
def reopen_accounts(person_ids: Collection[int], *, by: User | None) -> list[Person]:
    """Open the accounts of those who hold an appointment again, by a new invitation; give whose.

    Pass those who were shut out before the act: who lost the access in another way does not get it back.
    """
    again = Person.objects.filter(pk__in=person_ids, user__is_active=False).exclude(pk__in=_has_left())
    people = [person for person in again.order_by("pk") if begins_soon(person)]
    for person in people:
        invite_focal_point(person.pk, by=by)
    return people


def begins_soon(person: Person) -> bool:
    """Whether a State has this person speak for it today or within the time an invitation lasts."""
    soon = timezone.localdate() + INVITATION_LASTS
    return person.appointments.not_ended().filter(starts_on__lte=soon).exists()


def settle_access_in_turn() -> None:
    """Settle once an hour, whoever else is called for it: appointments end by the calendar too."""
    run_once(WORK, f"{timezone.localtime():%Y-%m-%dT%H}", settle_access)


def _has_left() -> models.QuerySet[Person]:
    own = Appointment.objects.filter(person=models.OuterRef("pk"))
    return Person.objects.filter(models.Exists(own), ~models.Exists(own.not_ended()))
