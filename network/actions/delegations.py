"""Let delegations into the portal, each for its State."""

from django.db import transaction

from network.models import Delegate, State
from nfp_portal.accounts import actions as accounts
from nfp_portal.accounts.models import Role, User


class OtherStateError(Exception):
    """The account already speaks for another State."""


class OtherRoleError(Exception):
    """The account has another role than a delegation's."""


@transaction.atomic
def dismiss_delegate(delegate_id: int, *, state_id: int, by: User | None = None) -> None:
    """Let an account speak for the State no more; it closes, as without a State it has nothing here.

    Nothing happens where it speaks for another State by now, or for none.
    """
    rows = Delegate.objects.select_for_update(of=["self"]).select_related("user")
    delegate = rows.filter(pk=delegate_id, state=state_id).first()
    if delegate is None:
        return
    user = delegate.user
    delegate.delete()
    if user.role == Role.DELEGATION:
        accounts.close(user, by=by)


@transaction.atomic
def invite_delegate(state: State, email: str, *, name: str, by: User) -> Delegate:
    """Mail an account of a State's delegation its way in; one that is there gets it again.

    Raises `OtherStateError`, `OtherRoleError` and, as `accounts.invite`, `ClosedAccountError`: all that is an
    administrator's matter.
    """
    known = User.objects.filter(email=email).first()
    if known is not None and known.role != Role.DELEGATION:
        raise OtherRoleError
    if known is not None and Delegate.objects.filter(user=known).exclude(state=state).exists():
        raise OtherStateError
    user = accounts.invite(email, role=Role.DELEGATION, by=by, name=name)
    return Delegate.objects.get_or_create(user=user, defaults={"state": state})[0]
