"""Let focal points into the portal."""

from django.db import transaction

from network.models import Person
from nfp_portal.accounts import actions as accounts
from nfp_portal.accounts.models import Role, User


class AddressTakenError(Exception):
    """The address belongs to the account of somebody else."""


@transaction.atomic
def invite_focal_point(person_id: int, *, by: User | None) -> User:
    """Give a person an account tied to the entry and mail the way in; an account that is there gets it again.

    Raises `AddressTakenError` where the address signs somebody else in.
    """
    person = Person.objects.select_for_update(of=["self"]).select_related("user").get(pk=person_id)
    email = person.user.email if person.user else person.email
    known = User.objects.filter(email__iexact=email).exclude(person=person).first()
    if known is not None and (known.role != Role.FOCAL_POINT or hasattr(known, "person")):
        raise AddressTakenError
    user = accounts.invite(email, role=Role.FOCAL_POINT, by=by, name=str(person))
    person.user = user
    person.save(update_fields=["user"])
    return user
