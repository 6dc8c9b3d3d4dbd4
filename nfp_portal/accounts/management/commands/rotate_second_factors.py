"""Encrypt every second factor anew with the newest key, so that an older key may be taken out."""

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand
from django.db import transaction

from nfp_portal.accounts.adapter import rotated

# What allauth keeps encrypted in an authenticator's data.
ENCRYPTED = ("secret", "seed")


class Command(BaseCommand):
    help = __doc__

    @transaction.atomic
    def handle(self, *args: object, **options: object) -> None:
        authenticators = Authenticator.objects.select_for_update()
        for authenticator in authenticators:
            for name in ENCRYPTED:
                if name in authenticator.data:
                    authenticator.data[name] = rotated(authenticator.data[name])
            authenticator.save(update_fields=["data"])
        self.stdout.write(f"Second factors under the newest key: {len(authenticators)}.")
