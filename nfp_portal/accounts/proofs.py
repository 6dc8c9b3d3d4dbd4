"""What allauth keeps to itself of signing in, and gives no public name: taken from it here and nowhere else.

tests/accounts/test_proofs.py fails where an upgrade of allauth changes what we rely on.
"""

from allauth.account.internal.flows.login import (
    get_authentication_records,
    perform_login,
    record_authentication,
)

__all__ = ["get_authentication_records", "perform_login", "record_authentication"]
