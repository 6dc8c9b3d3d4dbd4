"""Two invented assessments, each marked: one requested, one opened, of which an initiative came."""

from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from exchange.assessments import actions
from exchange.assessments.models import Assessment, Recommendation, RecommendationKind, Verdict
from network.models import FieldOfWork, State
from nfp_portal.accounts.audience import Audience

_REQUESTED: dict[str, Any] = {
    "scope": "Invented: exchange of information between border police and customs at small posts",
    "preferred_time": "Autumn of next year",
    "contact": "Anna Demo, head of department, anna.demo@example.org",
}
_OPENED: dict[str, Any] = {
    "scope": "Invented: patrols on both sides of a mountain border",
    "preferred_time": "Before the snow",
    "contact": "Bert Demo, deputy director, bert.demo@example.org",
}
_RECOMMENDATIONS = (
    (RecommendationKind.STRATEGY, Verdict.NOTED, "Invented: write one strategy for police and customs."),
    (
        RecommendationKind.TRAINING,
        Verdict.ENDORSED,
        "Invented: train mixed patrols for winter, two days a year.",
    ),
    (RecommendationKind.ON_THE_SPOT, Verdict.WAITING, "Invented: mentor three small posts for a month."),
)
_TEAM = (actions.Member("Two experts", "TNTD/BSMU"), actions.Member("Carla Demo", "Invented border service"))


def load() -> None:
    """Add what is missing; safe to run again."""
    facts = {"is_demonstration": True, "field": FieldOfWork.objects.filter(name="Border management").first()}
    _request("requested", "AT", _REQUESTED | facts, days_ago=6)
    if Assessment.objects.filter(key=key_of("opened")).exists():
        return
    opened = _request("opened", "FI", _OPENED | facts, days_ago=240)
    actions.accept(opened, revision=opened.revision)
    day = timezone.localdate()
    held = {"held_from": day - timedelta(days=90), "held_to": day - timedelta(days=86)}
    plan = {"framework": "Border Security and Management Concept (2005)", **held}
    actions.plan(opened, plan, _TEAM, revision=opened.revision + 1)
    _hand_over(opened)


def _request(name: str, iso2: str, facts: dict[str, Any], *, days_ago: int) -> Assessment:
    requested_on = timezone.localdate() - timedelta(days=days_ago)
    state = State.objects.get(iso2=iso2)
    return actions.request_assessment(
        key_of(name), facts | {"state": state, "requested_on": requested_on}, by=None
    )


def _hand_over(assessment: Assessment) -> None:
    """Hand it over with its recommendations, open it to everyone, and decide on them."""
    for kind, _verdict, text in _RECOMMENDATIONS:
        actions.recommend(assessment, key_of(text), {"kind": kind, "text": text})
    assessment.refresh_from_db()
    actions.hand_over(assessment, revision=assessment.revision)
    actions.open_to(assessment, Audience.ALL, revision=assessment.revision + 1)
    for _kind, verdict, text in _RECOMMENDATIONS:
        row = Recommendation.objects.select_related("assessment").get(key=key_of(text))
        if verdict != Verdict.WAITING:
            actions.decide(row, verdict, "", revision=row.revision, by=None)
        if verdict == Verdict.ENDORSED:
            actions.make_initiative(row, by=None)


def key_of(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"nfp-portal/assessments/{name}")
