"""Adapters of allauth: no sign-up, links from SITE_URL, secrets encrypted at rest."""

from base64 import urlsafe_b64encode
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from nfp_portal.accounts.events import Event, announce
from nfp_portal.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth ships no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    @transaction.atomic
    def set_password(self, user: User, password: str) -> None:
        """Called by every form in which people change their own password."""
        super().set_password(user, password)
        announce(Event.PASSWORD_CHANGED, user, by=user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Add our site address; allauth would take it from the request's Host header."""
        super().send_mail(template_prefix, email, context | {"site_url": settings.SITE_URL})


class UnreadableFactorError(Exception):
    """A second factor was encrypted with a key that the portal no longer has."""


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth ships no types
    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as error:
            raise UnreadableFactorError from error


def rotate(encrypted_text: str) -> str:
    """Encrypt the same secret with the newest key. Raises `UnreadableFactorError` if no key fits."""
    try:
        return _cipher().rotate(encrypted_text.encode()).decode()
    except InvalidToken as error:
        raise UnreadableFactorError from error


def _cipher() -> MultiFernet:
    """The newest key encrypts, the fallbacks still decrypt."""
    return MultiFernet(
        [Fernet(_derived(key)) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    )


def _derived(key: str) -> bytes:
    hkdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"nfp-portal second factors")
    return urlsafe_b64encode(hkdf.derive(key.encode()))
