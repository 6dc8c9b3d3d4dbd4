"""The link in a round's letters."""

from network.rounds.models import Mailbox
from nfp_portal.links import signing

PURPOSE = "round"


def address_of(mailbox: Mailbox) -> str:
    """Return the whole address of the link, for a letter."""
    return signing.address_of(PURPOSE, mailbox.key)
