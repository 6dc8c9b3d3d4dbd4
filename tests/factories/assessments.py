"""Assessments at each stage, with recommendations."""

from datetime import date
from typing import Any
from uuid import uuid4

from exchange.assessments import actions
from exchange.assessments.models import Assessment, Recommendation
from nfp_portal.accounts.audience import Audience
from tests.factories.network import state


def make_request(iso2: str = "AT", scope: str = "Patrols at the green line", **facts: Any) -> Assessment:
    given = {"state": state(iso2), "scope": scope, "contact": "Anna Demo, anna@example.org"} | facts
    return actions.request_assessment(uuid4(), given, by=None)


def make_accepted(iso2: str = "AT", scope: str = "Patrols at the green line", **facts: Any) -> Assessment:
    made = make_request(iso2, scope, **facts)
    actions.accept(made, revision=made.revision)
    return renewed(made)


def make_handed_over(
    iso2: str = "AT", scope: str = "Patrols at the green line", *texts: str, **facts: Any
) -> Assessment:
    """An assessment by a named member of a team, with these recommendations or one."""
    made = make_accepted(iso2, scope, **facts)
    plan = {"framework": "The Concept of 2005", "held_from": date(2026, 5, 4), "held_to": date(2026, 5, 8)}
    team = [actions.Member("Bert Demo", "TNTD/BSMU")]
    actions.plan(made, plan, team, revision=made.revision)
    for text in texts or ("Draft one strategy for all services.",):
        actions.recommend(made, uuid4(), {"kind": "strategy", "text": text})
    made = renewed(made)
    actions.hand_over(made, revision=made.revision)
    return renewed(made)


def make_opened(iso2: str = "AT", audience: Audience = Audience.ALL, **facts: Any) -> Assessment:
    made = make_handed_over(iso2, **facts)
    actions.open_to(made, audience, revision=made.revision)
    return renewed(made)


def first_of(assessment: Assessment) -> Recommendation:
    return assessment.recommendations.select_related("assessment").get(position=1)


def renewed(assessment: Assessment) -> Assessment:
    return Assessment.objects.get(pk=assessment.pk)
