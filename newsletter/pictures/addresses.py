"""Addresses of pictures: of a piece, for its readers; signed, for the form or the letter that shows it."""

from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse

# So long a form shows its pictures.
LASTS = timedelta(hours=12)
_SALT = "newsletter.pictures"


def signed_address(digest: str) -> str:
    """Return an address that shows a picture for half a day to whoever was given the page it stands on."""
    return reverse("newsletter:picture_signed", args=[TimestampSigner(salt=_SALT, sep=".").sign(digest)])


def digest_of(token: str) -> str | None:
    """Return what a signed address was made for; None if it was not made here, or is older."""
    try:
        return TimestampSigner(salt=_SALT, sep=".").unsign(token, max_age=LASTS)
    except BadSignature:
        return None
