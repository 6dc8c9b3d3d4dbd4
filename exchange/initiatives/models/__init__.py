from exchange.initiatives.models.initiatives import Initiative, InitiativeStatus
from exchange.initiatives.models.invitations import SponsorInvitation
from exchange.initiatives.models.sponsors import Sponsor
from exchange.initiatives.models.steps import Step

__all__ = ["Initiative", "InitiativeStatus", "Sponsor", "SponsorInvitation", "Step"]
