"""Encrypt every second factor with the newest key, so that an older key can be removed."""

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from nfp_portal.accounts.adapter import UnreadableFactorError, rotate

# What allauth keeps encrypted in an authenticator's data.
ENCRYPTED = ("secret", "seed")


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        """Raises `CommandError` if a factor cannot be read, after the others were written."""
        with transaction.atomic():
            authenticators = Authenticator.objects.select_for_update(of=("self",)).select_related("user")
            unreadable = [each.user.email for each in authenticators if not _rotate(each)]
        self.stdout.write(f"Second factors under the newest key: {len(authenticators) - len(unreadable)}.")
        if unreadable:
            owners = ", ".join(sorted(set(unreadable)))
            raise CommandError(
                f"Not readable with SECRET_KEY or SECRET_KEY_FALLBACKS: the factors of {owners}."
            )


def _rotate(authenticator: Authenticator) -> bool:
    """Return whether one of our keys can read it."""
    try:
        for name in ENCRYPTED:
            if name in authenticator.data:
                authenticator.data[name] = rotate(authenticator.data[name])
    except UnreadableFactorError:
        return False
    authenticator.save(update_fields=["data"])
    return True
