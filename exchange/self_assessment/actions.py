"""Begin a self-assessment, write levels, close it, open it again, share it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from exchange.self_assessment.models import Level, SelfAssessment, SharedWith
from exchange.self_assessment.questionnaires import CURRENT, questionnaire
from network.models import State
from nfp_portal.accounts.models import User


class AssessmentClosedError(Exception):
    """It was closed meanwhile: levels do not change."""


class AssessmentOpenError(Exception):
    """It was opened again meanwhile: what is open is not shared."""


class NotReopenedError(Exception):
    """It was closed too long ago, or the State has begun another one."""


@dataclass(frozen=True)
class Written:
    """What somebody chose and wrote at one question; `revision` is that of the row which they saw."""

    question: str
    level: int | None
    evidence: str
    revision: int


@transaction.atomic
def begin(state: State, *, by: User | None, is_demonstration: bool = False) -> SelfAssessment:
    """Return the open self-assessment of a State; where there is none it begins with the current version."""
    locked = State.objects.select_for_update(no_key=True).get(pk=state.pk)
    known = SelfAssessment.objects.open().filter(state=locked).first()
    if known is not None:
        return known
    made = SelfAssessment.objects.create(
        state=locked, version=CURRENT, begun_by=by, is_demonstration=is_demonstration
    )
    Level.objects.bulk_create(
        Level(assessment=made, question=key) for key in questionnaire(CURRENT).questions
    )
    return made


@transaction.atomic
def write(key: UUID, written: Iterable[Written], *, by: User | None) -> dict[str, Level]:
    """Save each question by itself; return the rows that somebody else changed meanwhile, by question.

    Those stay as they are. What is saved already is no change. Raises `AssessmentClosedError`.
    """
    assessment = _locked(key)
    if not assessment.is_open:
        raise AssessmentClosedError
    sent = {each.question: each for each in written}
    rows = assessment.levels.select_for_update(of=("self",)).select_related("changed_by")
    conflicts = {}
    for row in rows.filter(question__in=sent):
        each = sent[row.question]
        if (row.level, row.evidence) == (each.level, each.evidence):
            continue
        if row.revision != each.revision:
            conflicts[row.question] = row
            continue
        row.level, row.evidence = each.level, each.evidence
        row.changed_by, row.changed_at, row.revision = by, timezone.now(), row.revision + 1
        row.save()
    return conflicts


@transaction.atomic
def close(key: UUID, *, by: User | None) -> SelfAssessment:
    """Close it, also with questions that have no level; one that is closed stays as it is."""
    assessment = _locked(key)
    if assessment.is_open:
        assessment.closed_at, assessment.closed_by = timezone.now(), by
        _save(assessment)
    return assessment


@transaction.atomic
def reopen(key: UUID) -> SelfAssessment:
    """Open the latest one again; nobody else reads it from then on. Raises `NotReopenedError`."""
    assessment = _locked(key)
    if assessment.is_open:
        return assessment
    State.objects.select_for_update(no_key=True).get(pk=assessment.state_id)
    later = SelfAssessment.objects.filter(state=assessment.state_id, begun_at__gt=assessment.begun_at)
    if not assessment.may_be_reopened or later.exists():
        raise NotReopenedError
    assessment.closed_at = assessment.closed_by = None
    assessment.shared_with = SharedWith.NOBODY
    _save(assessment)
    return assessment


@transaction.atomic
def share(key: UUID, shared_with: SharedWith) -> SelfAssessment:
    """Let others read it, or nobody any more. Raises `AssessmentOpenError` for one that was opened again."""
    assessment = _locked(key)
    if assessment.is_open:
        raise AssessmentOpenError
    if assessment.shared_with != shared_with:
        assessment.shared_with = shared_with
        _save(assessment)
    return assessment


def _locked(key: UUID) -> SelfAssessment:
    return SelfAssessment.objects.select_for_update(no_key=True).get(key=key)


def _save(assessment: SelfAssessment) -> None:
    assessment.revision += 1
    assessment.save()
