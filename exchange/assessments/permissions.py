"""Who requests assessments, says something of recommendations, and opens what was found."""

from exchange.assessments.models import Assessment, AssessmentStage, Recommendation, Verdict
from exchange.permissions import OF_STATES
from network.models import State
from network.permissions import represented_states
from nfp_portal.accounts.access import EDITORS, Reader, Who, is_secretariat

# Who requests one: the people of a State, and who enters requests for it.
REQUESTERS: Who = EDITORS | OF_STATES


def states_of(reader: Reader) -> list[State]:
    """Return the States for which this account requests and decides."""
    return list(represented_states(reader).with_names())


def speaks_for(reader: Reader, assessment: Assessment) -> bool:
    return represented_states(reader).filter(pk=assessment.state_id).exists()


def may_read_all(reader: Reader, *, is_own: bool) -> bool:
    """Whether this account reads letter, contact and names of the team, also once it is opened."""
    return is_own or is_secretariat(reader)


def may_withdraw(assessment: Assessment) -> bool:
    """Whether its State can withdraw it: until the secretariat has answered."""
    return assessment.stage == AssessmentStage.REQUESTED


def may_prepare(assessment: Assessment) -> bool:
    """Whether editors plan it and write recommendations: from its acceptance to the hand-over."""
    return assessment.accepted_at is not None and assessment.handed_over_at is None


def may_decide(recommendation: Recommendation) -> bool:
    """Whether its State can say what it thinks of a recommendation now."""
    is_there = recommendation.assessment.handed_over_at is not None
    return is_there and recommendation.verdict == Verdict.WAITING


def may_take_back(recommendation: Recommendation) -> bool:
    """Whether its State can take a verdict back: not once an initiative came of it."""
    return recommendation.verdict != Verdict.WAITING and recommendation.initiative_id is None


def may_make_initiative(recommendation: Recommendation) -> bool:
    return recommendation.verdict == Verdict.ENDORSED and recommendation.initiative_id is None
