"""The link by which one leaves the digest: signed, for one account, without a session (RFC 8058)."""

from django.core.signing import BadSignature, Signer

from nfp_portal.accounts.models import User

_SIGNER = Signer(salt="nfp_portal.turns.digest", sep=".")


def token_of(user: User) -> str:
    return _SIGNER.sign(str(user.pk))


def account_of(token: str) -> User | None:
    """Return the account of a link; None where it was not made here, or the account is closed."""
    try:
        pk = int(_SIGNER.unsign(token))
    except (BadSignature, ValueError):
        return None
    return User.objects.filter(pk=pk, is_active=True).first()


def headers(url: str) -> dict[str, str]:
    """Return the headers by which a mail program leaves for its owner, without a page."""
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
