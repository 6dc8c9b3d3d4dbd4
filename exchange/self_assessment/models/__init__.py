from exchange.self_assessment.models.assessments import SelfAssessment, SharedWith
from exchange.self_assessment.models.levels import Level

__all__ = ["Level", "SelfAssessment", "SharedWith"]
