"""Tokens of password resets, of which only the newest is valid."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator

from nfp_portal.accounts.models import User


class ResetTokenGenerator(PasswordResetTokenGenerator):
    """As Django's, and invalid as soon as a newer link was sent.

    allauth's own generator would store an unverified address for each account it is used for.
    """

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        newest = user.password_resets.order_by("pk").values_list("pk", flat=True).last()
        return f"{super()._make_hash_value(user, timestamp)}{newest}"
