"""The private functions of allauth that we use, imported here and nowhere else.

tests/accounts/test_proofs.py fails if an upgrade of allauth changes them.
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
    """Return the time step of the code, of those accepted now; None if it belongs to none."""
    secret = decrypt(authenticator.data["secret"])
    for step in yield_hotp_counters_from_time():
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step))):
            return int(step)
    return None
