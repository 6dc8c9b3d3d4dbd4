"""Let focal points into the portal, and end their access with their appointment."""

from django.db import models, transaction
from django.utils import timezone

from network.models import Appointment, Person
from nfp_portal.accounts import actions as accounts
from nfp_portal.accounts.models import Role, User
from nfp_portal.jobs.actions import take_turn

WORK = "settle access"


class AddressTakenError(Exception):
    """The address belongs to the account of somebody else, or to one that is no focal point's."""


class NotAppointedError(Exception):
    """The person's appointment has ended, and with it the access."""


@transaction.atomic
def invite_focal_point(person_id: int, *, by: User | None) -> User:
    """Give a person an account tied to the entry and mail the way in; an account that is there gets it again.

    A new appointment opens a closed account again. Raises `AddressTakenError` where the address signs
    somebody else in, `NotAppointedError` for who held an appointment and holds none any more.
    """
    person = Person.objects.select_for_update(of=["self"]).select_related("user").get(pk=person_id)
    if _has_left().filter(pk=person.pk).exists():
        raise NotAppointedError
    email = person.user.email if person.user else person.email
    known = User.objects.filter(email__iexact=email).exclude(person=person).first()
    if known is not None and (known.role != Role.FOCAL_POINT or hasattr(known, "person")):
        raise AddressTakenError
    if person.user and person.user.role != Role.FOCAL_POINT:
        raise AddressTakenError
    if person.user:
        accounts.reopen(person.user)
    user = accounts.invite(email, role=Role.FOCAL_POINT, by=by, name=str(person))
    person.user = user
    person.save(update_fields=["user"])
    return user


@transaction.atomic
def settle_access() -> int:
    """Close the accounts of focal points whose appointments have all ended; give how many.

    Rows and authorship stay. Who never held an appointment was let in by hand and is left alone.
    """
    open_accounts = models.Q(user__role=Role.FOCAL_POINT, user__is_active=True)
    people = _has_left().filter(open_accounts).select_related("user")
    for person in people:
        if person.user:
            accounts.close(person.user)
    return len(people)


def settle_access_in_turn() -> None:
    """Settle once an hour, whoever else is called for it: appointments end by the calendar too."""
    take_turn(WORK, f"{timezone.localtime():%Y-%m-%dT%H}", settle_access)


def _has_left() -> models.QuerySet[Person]:
    own = Appointment.objects.filter(person=models.OuterRef("pk"))
    return Person.objects.filter(models.Exists(own), ~models.Exists(own.not_ended()))
