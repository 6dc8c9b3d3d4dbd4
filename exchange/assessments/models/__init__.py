from exchange.assessments.models.assessments import Assessment, AssessmentStage, TeamMember
from exchange.assessments.models.recommendations import Recommendation, RecommendationKind, Verdict

__all__ = [
    "Assessment",
    "AssessmentStage",
    "Recommendation",
    "RecommendationKind",
    "TeamMember",
    "Verdict",
]
