"""The token of a link: its purpose and a row's key, signed, with no personal data in it.

The proof is the signature: no table of links is kept, only the outbox has each in the message that bears it.
Keys in SECRET_KEY_FALLBACKS are honoured. What a link opens, and until when, its purpose decides.
"""

from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse


class Target(NamedTuple):
    """What a token is for: the name of a purpose and the key of a row."""

    purpose: str
    key: UUID


def _signer() -> Signer:
    return Signer(salt="nfp_portal.links", sep=".")


def token_of(purpose: str, key: UUID) -> str:
    return _signer().sign(f"{purpose}-{key.hex}")


def target_of(token: str) -> Target | None:
    """Return what a token was made for; None if it was not made here."""
    try:
        purpose, _separator, key = _signer().unsign(token).rpartition("-")
        return Target(purpose, UUID(hex=key))
    except (BadSignature, ValueError):
        return None


def path_of(purpose: str, key: UUID) -> str:
    return reverse("links:answer", args=[token_of(purpose, key)])


def address_of(purpose: str, key: UUID) -> str:
    """Return the whole address, for a letter."""
    return settings.SITE_URL + path_of(purpose, key)
