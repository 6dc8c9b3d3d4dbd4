"""Invite people, accept invitations, change and close accounts."""

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
from nfp_portal.accounts.languages import in_language
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

# Used codes are kept for longer than any is accepted (steps of 30 s).
KEPT_STEPS = 10


class MayNotGrantError(Exception):
    """This account may not grant the role."""


class ClosedAccountError(Exception):
    """The account was closed, so that an invitation would not let anybody in."""


class InvitationClosedError(Exception):
    """The invitation was used, replaced or has expired."""


@transaction.atomic
def invite(email: str, *, role: Role, by: User | None, name: str = "") -> User:
    """Create an account, or get the one of this address, and mail it an invitation.

    An account that has signed in keeps its role, one that never did gets the new one; earlier invitations
    expire. Raises `MayNotGrantError` for a role that `by` may not grant, `ClosedAccountError`.
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
    with in_language(user.language):
        subject = render_to_string("accounts/email/invitation_subject.txt", context).strip()
        send_mail(subject, render_to_string("accounts/email/invitation.txt", context), None, [user.email])


@transaction.atomic
def accept_invitation(token: str, *, password: str | None) -> User:
    """Close the invitation and set the password; None for an account with a passkey only.

    Locks the invitation, so that it is used once. Raises `InvitationClosedError`.
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
    """Mark the account's address as verified for allauth, after a link sent there was used."""
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )


def end_other_sessions(request: HttpRequest, user: User, **_signal: object) -> None:
    """End all other sessions of the account, after a change of its factors."""
    for session in UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key):
        session.end()


def use_code(authenticator: Authenticator, code: str) -> bool:
    """Store a one-time code as used; False if it was used before. Other kinds of factors return True.

    Of two concurrent sign-ins with one code the constraint `a_code_is_used_once` admits one.
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
    """Change the role, which ends the account's sessions. The same role changes nothing."""
    if user.role != role:
        former, user.role = user.role, role
        user.save(update_fields=["role"])
        announce(Event.ROLE_CHANGED, user, by=by, former=former, role=role)


@transaction.atomic
def change_address(user: User, email: str, *, by: User | None) -> None:
    """Change the address. Links sent to the former one expire."""
    former = user.email
    user.email = email
    user.save(update_fields=["email"])
    if user.email != former:
        EmailAddress.objects.filter(user=user).delete()
        user.invitations.open().update(expires_at=timezone.now())
        announce(Event.ADDRESS_CHANGED, user, by=by, to=former)


@transaction.atomic
def close(user: User, *, by: User | None = None) -> None:
    """Close an account and end its sessions; what the person wrote stays."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    user.refresh_from_db(fields=["session_epoch"])
    user.invitations.open().update(expires_at=timezone.now())
    for session in UserSession.objects.filter(user=user):
        session.end()
    announce(Event.ACCOUNT_CLOSED, user, by=by)


@transaction.atomic
def reopen(user: User, *, by: User | None) -> None:
    """Reopen a closed account for an invitation; its former password no longer works."""
    if user.is_active:
        return
    user.is_active = True
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    announce(Event.ACCOUNT_REOPENED, user, by=by)


@transaction.atomic
def remove_second_factors(user: User) -> int:
    """Remove every second factor of an account and end its sessions; returns how many there were.

    The owner is notified of each removal by `receivers.announce_removed_factor`.
    """
    factors = list(Authenticator.objects.select_for_update().filter(user=user))
    for factor in factors:
        factor.delete()
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    return len(factors)
