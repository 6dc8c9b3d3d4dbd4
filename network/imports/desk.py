"""Imports that wait for somebody to look at them."""

from django.contrib.auth.models import AnonymousUser

from network.imports.models import Import
from nfp_portal.accounts.access import EDITORS, caller_of
from nfp_portal.accounts.models import User

SHOWN = 8


def imports_waiting(user: User | AnonymousUser) -> list[Import] | None:
    """The newest that were handed in and not written; None for who does not import. One query."""
    if caller_of(user) not in EDITORS:
        return None
    return list(Import.objects.to_review().select_related("by")[:SHOWN])
