"""Invite people, let them in, change and close their accounts."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from nfp_portal.accounts.events import Event, announce
from nfp_portal.accounts.languages import speaking
from nfp_portal.accounts.models import (
    INVITATION_LASTS,
    Invitation,
    Role,
    UsedCode,
    User,
    digest,
    new_token,
)
from nfp_portal.accounts.permissions import roles_to_grant
from nfp_portal.accounts.proofs import step_of

# Used codes stay known for longer than any of them is accepted (steps of 30 s).
KEPT_STEPS = 10


class MayNotGrantError(Exception):
    """The role is not this person's to give."""


class ClosedAccountError(Exception):
    """The account was closed, and only an administrator opens it again: an invitation would lead nowhere."""


class InvitationClosedError(Exception):
    """The invitation was used, replaced or has expired."""


@transaction.atomic
def invite(email: str, *, role: Role, by: User | None, name: str = "") -> User:
    """Make an account, or find the one of this address, and mail it a way in.

    Raises `MayNotGrantError` for a role that is not `by`'s to give, `ClosedAccountError`. An account that
    already signed in keeps its role, one that never did takes the new one; earlier open invitations stop
    working.
    """
    if role not in roles_to_grant(by):
        raise MayNotGrantError
    user = User.objects.filter(email=email).first()
    if user is not None and not user.is_active:
        raise ClosedAccountError
    user = user or User.objects.create_user(email, role=role, name=name)
    if user.last_login is None and user.role in roles_to_grant(by):
        change_role(user, role, by=by)
    user.invitations.open().update(expires_at=timezone.now())
    token = new_token()
    Invitation.objects.create(
        user=user, invited_by=by, token_digest=digest(token), expires_at=timezone.now() + INVITATION_LASTS
    )
    _mail_invitation(user, token)
    return user


def _mail_invitation(user: User, token: str) -> None:
    context = {
        "user": user,
        "link": settings.SITE_URL + reverse("accounts:invitation", args=[token]),
        "days": INVITATION_LASTS.days,
    }
    with speaking(user.language):
        subject = render_to_string("accounts/email/invitation_subject.txt", context).strip()
        send_mail(subject, render_to_string("accounts/email/invitation.txt", context), None, [user.email])


@transaction.atomic
def accept_invitation(token: str, *, password: str | None) -> User:
    """Use the invitation up and set the password; None leaves the account to a passkey.

    Raises `InvitationClosedError`. The invitation's row is locked, so that two presses let in once.
    """
    invitation = Invitation.objects.open().by_token(token).select_for_update().select_related("user").first()
    if invitation is None or not invitation.user.is_active:
        raise InvitationClosedError
    user = invitation.user
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    if password is not None:
        user.set_password(password)
        user.save(update_fields=["password"])
    verify_address(user)
    announce(Event.INVITATION_ACCEPTED, user, by=user)
    return user


def verify_address(user: User) -> None:
    """Note for allauth that the account's address was proved: a link sent there came back."""
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )


def end_other_sessions(request: HttpRequest, user: User, **_signal: object) -> None:
    """Sign the person out everywhere but here: what proves who they are has changed."""
    for session in UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key):
        session.end()


def use_code(authenticator: Authenticator, code: str) -> bool:
    """Use a one-time code up; False if it was used before. Any other kind of factor keeps count itself.

    Two sign-ins at once with one code: the constraint `a_code_is_used_once` lets one of them in.
    """
    if authenticator.type != Authenticator.Type.TOTP:
        return True
    step = step_of(authenticator, code)
    if step is None:
        return False
    UsedCode.objects.filter(authenticator=authenticator, step__lt=step - KEPT_STEPS).delete()
    return UsedCode.objects.get_or_create(authenticator=authenticator, step=step)[1]


@transaction.atomic
def change_role(user: User, role: Role, *, by: User | None) -> None:
    """Give another role; the change itself ends the account's sessions. The same role changes nothing."""
    if user.role != role:
        former, user.role = user.role, role
        user.save(update_fields=["role"])
        announce(Event.ROLE_CHANGED, user, by=by, former=former, role=role)


@transaction.atomic
def change_address(user: User, email: str, *, by: User | None) -> None:
    """Let the account sign in by another address. Links sent to the former one stop working."""
    former = user.email
    user.email = email
    user.save(update_fields=["email"])
    if user.email != former:
        EmailAddress.objects.filter(user=user).delete()
        user.invitations.open().update(expires_at=timezone.now())
        announce(Event.ADDRESS_CHANGED, user, by=by, to=former)


@transaction.atomic
def close(user: User, *, by: User | None = None) -> None:
    """Let an account sign in no more and end its sessions for good; what the person wrote stays theirs."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    user.refresh_from_db(fields=["session_epoch"])
    user.invitations.open().update(expires_at=timezone.now())
    for session in UserSession.objects.filter(user=user):
        session.end()
    announce(Event.ACCOUNT_CLOSED, user, by=by)


@transaction.atomic
def reopen(user: User, *, by: User | None) -> None:
    """Let a closed account be invited again; its former password opens nothing any more."""
    if user.is_active:
        return
    user.is_active = True
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    announce(Event.ACCOUNT_REOPENED, user, by=by)


@transaction.atomic
def remove_second_factors(user: User) -> int:
    """Remove every second factor of an account whose owner lost them; give how many there were.

    Each removal is announced where rows of factors go (`receivers.note_removed_factor`). Sessions end.
    """
    factors = list(Authenticator.objects.select_for_update().filter(user=user))
    for factor in factors:
        factor.delete()
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    return len(factors)
