"""The link of a colleague who was asked to help with an answer."""

from exchange.questions.models import Colleague
from nfp_portal.links import signing

PURPOSE = "question-colleague"


def address_of(colleague: Colleague) -> str:
    return signing.address_of(PURPOSE, colleague.key)
