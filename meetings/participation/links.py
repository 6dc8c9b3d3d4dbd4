"""The link by which a person who was put forward answers for themself."""

from meetings.participation.models import Participant
from nfp_portal.links import signing

PURPOSE = "participation"


def address_of(person: Participant) -> str:
    """Return the whole address of the link, for a letter."""
    return signing.address_of(PURPOSE, person.key)


def path_of(person: Participant) -> str:
    return signing.path_of(PURPOSE, person.key)
