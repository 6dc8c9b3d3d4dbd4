"""The signed link behind which one person answers: the same at each asking, with no personal data in it.

It opens one confirmation and nothing else. Its proof is the signature: no table of links is kept, only the
outbox has each in the message that bears it, until the round closes. Keys in SECRET_KEY_FALLBACKS are
honoured. It holds as long as the round is open.
"""

from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from network.models import Confirmation


def _signer() -> Signer:
    return Signer(salt="network.confirmation", sep=".")


def token_of(confirmation: Confirmation) -> str:
    return _signer().sign(confirmation.key.hex)


def key_in(token: str) -> UUID | None:
    """The key of the confirmation a token was made for; None if it was not made here."""
    try:
        return UUID(hex=_signer().unsign(token))
    except (BadSignature, ValueError):
        return None


def address_of(confirmation: Confirmation) -> str:
    """The whole address, for a letter."""
    return settings.SITE_URL + reverse("network:answer", args=[token_of(confirmation)])
