from exchange.practices.models.files import PracticeFile
from exchange.practices.models.practices import Mechanism, Practice, PracticeStatus, Stage
from exchange.practices.models.requests import PracticeRequest
from exchange.practices.models.uses import Use

__all__ = ["Mechanism", "Practice", "PracticeFile", "PracticeRequest", "PracticeStatus", "Stage", "Use"]
