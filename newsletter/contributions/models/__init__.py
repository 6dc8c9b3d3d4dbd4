"""The calls, where pieces come from, and what States say of the edited texts."""

from newsletter.contributions.models.calls import CALL, CallForContributions
from newsletter.contributions.models.clearances import CLEARANCE, Clearance, Verdict
from newsletter.contributions.models.offerings import Offering

__all__ = ["CALL", "CLEARANCE", "CallForContributions", "Clearance", "Offering", "Verdict"]
