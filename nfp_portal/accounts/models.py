"""Accounts with their roles, invitations, password resets and used codes."""

import hashlib
import secrets
import uuid
from datetime import timedelta
from typing import ClassVar, Self

import pghistory
import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from nfp_portal.text.addresses import readable_address
from nfp_portal.text.fields import AddressField

INVITATION_LASTS = timedelta(days=14)


class Role(models.TextChoices):
    FOCAL_POINT = "focal_point", _("Focal point")
    DELEGATION = "delegation", _("Delegation")
    PARTNER = "partner", _("Partner")
    EDITOR = "editor", _("Editor")
    APPROVER = "approver", _("Approver")
    ADMINISTRATOR = "administrator", _("Administrator")


SECRETARIAT_ROLES = frozenset({Role.EDITOR, Role.APPROVER, Role.ADMINISTRATOR})


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, *, role: Role, name: str = "", password: str | None = None) -> "User":
        """Create an account; without a password it signs in by its invitation."""
        user = self.model(email=email, role=role, name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=username)


@pghistory.track(exclude=["password", "last_login", "session_epoch"])
class User(AbstractBaseUser):
    """An account. `session_epoch` grows when the account is closed, which ends its sessions."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = AddressField(_("e-mail"))
    name = models.CharField(_("name"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role)
    language = models.CharField(_("language"), max_length=2, default="en")
    is_active = models.BooleanField(_("may sign in"), default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    session_epoch = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        triggers = (
            pgtrigger.Trigger(
                name="closing_ends_sessions",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__is_active=True, new__is_active=False),
                func="NEW.session_epoch := OLD.session_epoch + 1; RETURN NEW;",
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=["email"], name="one_account_per_email"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="account_role_is_known"),
        )

    def __str__(self) -> str:
        return self.name or readable_address(self.email)

    @property
    def is_staff(self) -> bool:
        """Whether the account may use Django's administration."""
        return self.is_active and self.role == Role.ADMINISTRATOR

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """A change of password, role or epoch ends every session."""
        salt = "nfp_portal.accounts.models.User.get_session_auth_hash"
        bound = f"{self.password}|{self.role}|{self.session_epoch}"
        return salted_hmac(salt, bound, secret=secret, algorithm="sha256").hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> Self:
        """Keep the invitations that can still be accepted."""
        return self.filter(accepted_at=None, expires_at__gt=timezone.now())

    def by_token(self, token: str) -> Self:
        return self.filter(token_digest=digest(token))


class Invitation(models.Model):
    """A link that opens one account. Only the digest of its token is stored (SHA-256, hex)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.user} until {self.expires_at:%Y-%m-%d}"


class PasswordReset(models.Model):
    """A request for a new password, whether an account has the address or not.

    A worker sends a link or nothing. `user` and `sent_at` are set when it has sent one.
    """

    address = AddressField()
    requested_at = models.DateTimeField(db_default=Now())
    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="password_resets")
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(user=None, sent_at=None)
                | models.Q(user__isnull=False, sent_at__isnull=False),
                name="password_reset_is_sent_to_an_account",
            ),
        )

    def __str__(self) -> str:
        return f"password reset {self.pk}"


class UsedCode(models.Model):
    """A one-time code that was used, by its time step (30 s since 1970, RFC 6238)."""

    authenticator = models.ForeignKey("mfa.Authenticator", on_delete=models.CASCADE, related_name="+")
    step = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["authenticator", "step"], name="a_code_is_used_once"),)

    def __str__(self) -> str:
        return f"step {self.step}"


def new_token() -> str:
    """Return 256 random bits, safe in a URL."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
