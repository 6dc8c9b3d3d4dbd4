"""What proves that a link to a new password is the newest one sent to its account."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator

from nfp_portal.accounts.models import User


class ResetTokenGenerator(PasswordResetTokenGenerator):
    """As Django's, and void as soon as a newer link was sent.

    allauth's own would note an unverified address beside each account that somebody asks a link for.
    """

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        newest = user.password_resets.order_by("pk").values_list("pk", flat=True).last()
        return f"{super()._make_hash_value(user, timestamp)}{newest}"
