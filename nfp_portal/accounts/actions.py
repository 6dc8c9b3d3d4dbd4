"""Invite people and let them in."""

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from nfp_portal.accounts.models import INVITATION_LASTS, Invitation, Role, User, digest, new_token
from nfp_portal.accounts.permissions import roles_to_grant


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
        user.role = role
        user.save(update_fields=["role"])
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
    with translation.override(user.language):
        subject = render_to_string("accounts/email/invitation_subject.txt", context).strip()
        send_mail(subject, render_to_string("accounts/email/invitation.txt", context), None, [user.email])


def end_other_sessions(request: HttpRequest, user: User, **_signal: object) -> None:
    """Sign the person out everywhere but here: what proves who they are has changed."""
    for session in UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key):
        session.end()


@transaction.atomic
def close(user: User) -> None:
    """Let an account sign in no more and end its sessions; what the person wrote stays theirs."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    user.invitations.open().update(expires_at=timezone.now())
    for session in UserSession.objects.filter(user=user):
        session.end()


def reopen(user: User) -> None:
    """Let a closed account be invited again; its former password opens nothing any more."""
    if user.is_active:
        return
    user.is_active = True
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])


@transaction.atomic
def accept_invitation(token: str, *, password: str | None) -> User:
    """Use the invitation up and set the password; None leaves the account to a passkey.

    Raises `InvitationClosedError`. The invitation's row is locked, so that two presses let in once.
    """
    invitation = Invitation.objects.open().by_token(token).select_for_update().select_related("user").first()
    if invitation is None or not invitation.user.is_active:
        raise InvitationClosedError
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    if password is not None:
        invitation.user.set_password(password)
        invitation.user.save(update_fields=["password"])
    return invitation.user
