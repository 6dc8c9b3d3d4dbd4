"""What allauth keeps to itself of signing in, and gives no public name: taken from it here and nowhere else.

tests/accounts/test_proofs.py fails where an upgrade of allauth changes what we rely on.
"""

from allauth.account.internal.flows.login import (
    get_authentication_records,
    perform_login,
    record_authentication,
)
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt

__all__ = ["get_authentication_records", "perform_login", "record_authentication", "step_of"]


def step_of(authenticator: Authenticator, code: str) -> int | None:
    """Return the time step whose code this is, of those accepted now; None for a code of none of them."""
    secret = decrypt(authenticator.data["secret"])
    for step in yield_hotp_counters_from_time():
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step))):
            return int(step)
    return None
