"""Request an assessment, answer, prepare and hand it over; decide on recommendations; open it to others."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from exchange.assessments.models import Assessment, AssessmentStage, Recommendation, TeamMember, Verdict
from exchange.assessments.permissions import (
    may_decide,
    may_make_initiative,
    may_prepare,
    may_take_back,
    may_withdraw,
)
from exchange.initiatives.actions import draft, propose
from exchange.initiatives.models import Initiative
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import User
from nfp_portal.revisions.stale import expect


class AssessmentDecidedError(Exception):
    """This act does not go with the assessment as it is now: something was decided meanwhile."""


class NothingRecommendedError(Exception):
    """A report without a recommendation leaves the State nothing to decide on."""


@dataclass(frozen=True)
class Member:
    """A member of the team as typed: a name or a role, and a body."""

    name: str
    body: str


@transaction.atomic
def request_assessment(key: UUID, facts: Mapping[str, Any], *, by: User | None) -> Assessment:
    """Keep a request; the form of this `key` makes one, however often it is sent."""
    made, _is_new = Assessment.objects.get_or_create(key=key, defaults={**facts, "requested_by": by})
    return made


@transaction.atomic
def withdraw(assessment: Assessment) -> None:
    """Withdraw a request; once is enough. Raises `AssessmentDecidedError` once it is answered."""
    current = _locked(assessment)
    if current.withdrawn_at is None:
        _need(may_withdraw(current))
        _save(current, withdrawn_at=timezone.now())


@transaction.atomic
def restore(assessment: Assessment) -> None:
    """Take a withdrawal back; once is enough."""
    current = _locked(assessment)
    if current.withdrawn_at is not None:
        _save(current, withdrawn_at=None)


@transaction.atomic
def accept(assessment: Assessment, *, revision: int) -> None:
    """Raises `StaleError`, `AssessmentDecidedError`."""
    current = _locked(assessment)
    expect(current, revision)
    _need(current.stage == AssessmentStage.REQUESTED)
    _save(current, accepted_at=timezone.now())


@transaction.atomic
def decline(assessment: Assessment, reason: str, *, revision: int) -> None:
    """Raises `StaleError`, `AssessmentDecidedError`."""
    current = _locked(assessment)
    expect(current, revision)
    _need(current.stage == AssessmentStage.REQUESTED)
    _save(current, declined_at=timezone.now(), reason=reason)


@transaction.atomic
def reconsider(assessment: Assessment) -> None:
    """Take back that a request was declined; once is enough."""
    current = _locked(assessment)
    if current.declined_at is not None:
        _save(current, declined_at=None, reason="", answer_read_at=None)


@transaction.atomic
def note_answer_read(assessment: Assessment) -> None:
    """Note that its State has read the secretariat's answer; once is enough."""
    Assessment.objects.answered_unread().filter(pk=assessment.pk).update(answer_read_at=timezone.now())


@transaction.atomic
def plan(
    assessment: Assessment, changes: Mapping[str, Any], team: Iterable[Member], *, revision: int
) -> None:
    """Write framework, dates and team. Raises `StaleError`, `AssessmentDecidedError`."""
    current = _locked(assessment)
    expect(current, revision)
    _need(current.accepted_at is not None)
    members = list(team)
    if members != [Member(row.name, row.body) for row in current.team.all()]:
        current.team.all().delete()
        TeamMember.objects.bulk_create(
            TeamMember(assessment=current, position=position, **asdict(each))
            for position, each in enumerate(members, start=1)
        )
    _save(current, **changes)


@transaction.atomic
def recommend(assessment: Assessment, key: UUID, facts: Mapping[str, Any]) -> Recommendation:
    """Add a recommendation; the form of this `key` adds one, however often it is sent.

    Raises `AssessmentDecidedError`.
    """
    current = _locked(assessment)
    if there := current.recommendations.filter(key=key).first():
        return there
    _need(may_prepare(current))
    highest = current.recommendations.aggregate(highest=models.Max("position"))["highest"] or 0
    _save(current)
    return Recommendation.objects.create(key=key, assessment=current, position=highest + 1, **facts)


@transaction.atomic
def reword(recommendation: Recommendation, changes: Mapping[str, Any], *, revision: int) -> None:
    """Raises `StaleError`, `AssessmentDecidedError`."""
    current = _locked_recommendation(recommendation)
    expect(current, revision)
    _need(may_prepare(current.assessment))
    _save(current.assessment)
    _save(current, **changes)


@transaction.atomic
def remove(recommendation: Recommendation) -> None:
    """Remove a recommendation that is not handed over. Raises `AssessmentDecidedError`."""
    current = _locked_recommendation(recommendation)
    _need(may_prepare(current.assessment))
    _save(current.assessment)
    current.delete()


@transaction.atomic
def hand_over(assessment: Assessment, *, revision: int) -> None:
    """Give the State what is recommended.

    Raises `StaleError` where anything of it changed, `AssessmentDecidedError`, `NothingRecommendedError`.
    """
    current = _locked(assessment)
    expect(current, revision)
    _need(may_prepare(current))
    if not current.recommendations.exists():
        raise NothingRecommendedError
    _save(current, handed_over_at=timezone.now())


@transaction.atomic
def decide(
    recommendation: Recommendation, verdict: str, note: str, *, revision: int, by: User | None
) -> None:
    """Write what the State says. Raises `StaleError`, `AssessmentDecidedError`."""
    current = _locked_recommendation(recommendation)
    expect(current, revision)
    _need(may_decide(current))
    _save(current, verdict=verdict, note=note, verdict_at=timezone.now(), verdict_by=by)


@transaction.atomic
def take_back_verdict(recommendation: Recommendation) -> None:
    """Let a recommendation wait again; once is enough. Raises `AssessmentDecidedError`."""
    current = _locked_recommendation(recommendation)
    if current.verdict != Verdict.WAITING:
        _need(may_take_back(current))
        _save(current, verdict=Verdict.WAITING, note="", verdict_at=None, verdict_by=None)


@transaction.atomic
def make_initiative(recommendation: Recommendation, *, by: User | None) -> Initiative:
    """Propose for the State what an endorsed recommendation says; once is enough.

    The initiative has its words and the State, and says no more. It is a draft, which others do not read, as
    long as they do not read the recommendation. Raises `AssessmentDecidedError`.
    """
    current = _locked_recommendation(recommendation)
    if current.initiative_id is not None:
        there: Initiative = Initiative.objects.get(pk=current.initiative_id)
        return there
    _need(may_make_initiative(current))
    assessment = current.assessment
    is_draft = assessment.opened_at is None
    facts = {
        "title": str(current),
        "summary": current.text,
        "field": assessment.field,
        "proposed_on": None if is_draft else timezone.localdate(),
        "is_demonstration": assessment.is_demonstration,
    }
    made = (draft if is_draft else propose)(current.key, facts, [assessment.state], by=by)
    _save(current, initiative=made)
    return made


@transaction.atomic
def open_to(assessment: Assessment, audience: Audience, *, revision: int) -> None:
    """Let others read it. Raises `StaleError`, `AssessmentDecidedError` before the hand-over."""
    current = _locked(assessment)
    expect(current, revision)
    _need(current.handed_over_at is not None)
    _save(current, opened_at=timezone.now(), audience=audience)


@transaction.atomic
def close(assessment: Assessment) -> None:
    """Let nobody read it but the State and the secretariat; once is enough."""
    current = _locked(assessment)
    if current.opened_at is not None:
        _save(current, opened_at=None, audience="")


def _locked(assessment: Assessment) -> Assessment:
    return Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)


def _locked_recommendation(recommendation: Recommendation) -> Recommendation:
    """Lock its assessment first, as every other act does."""
    assessment = _locked(recommendation.assessment)
    current = Recommendation.objects.select_for_update(of=("self",)).filter(pk=recommendation.pk).first()
    if current is None:
        raise AssessmentDecidedError
    current.assessment = assessment
    return current


def _need(may: bool) -> None:  # noqa: FBT001 - reads as a sentence
    if not may:
        raise AssessmentDecidedError


def _save(row: Assessment | Recommendation, **changes: Any) -> None:
    """Write the changes under the next revision."""
    for name, value in changes.items():
        setattr(row, name, value)
    row.revision += 1
    row.save()
