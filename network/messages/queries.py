"""Questions to the outbox about those on a list."""

from collections.abc import Iterable

from nfp_portal.mail.models import EVERY_STREAM, NOTICE, Suppression


def refused_addresses(addresses: Iterable[str]) -> frozenset[str]:
    """Return those of these addresses to which the outbox sends no message; one query."""
    recorded = [each for each in addresses if each]
    rows = Suppression.objects.filter(address__in=recorded, stream__in=(EVERY_STREAM, NOTICE))
    return frozenset(rows.values_list("address", flat=True))
