"""Self-assessments, open and closed."""

from typing import Any

from exchange.self_assessment import actions
from exchange.self_assessment.actions import Written
from exchange.self_assessment.models import Level, SelfAssessment, SharedWith
from tests.factories.network import state


def begin(iso2: str = "AT") -> SelfAssessment:
    return actions.begin(state(iso2), by=None)


def level_of(assessment: SelfAssessment, question: str = "reserve") -> Level:
    return assessment.levels.get(question=question)


def write(
    assessment: SelfAssessment,
    question: str = "reserve",
    level: int | None = 2,
    evidence: str = "",
    by: Any = None,
) -> None:
    row = level_of(assessment, question)
    actions.write(assessment.key, [Written(question, level, evidence, row.revision)], by=by)


def make_closed(
    iso2: str = "AT", shared_with: SharedWith = SharedWith.NOBODY, **written: Any
) -> SelfAssessment:
    """One that is closed, with one level."""
    made = begin(iso2)
    write(made, **written)
    actions.close(made.key, by=None)
    return actions.share(made.key, shared_with)
