"""Requests wait for editors; answers and recommendations for the delegation and focal points of the State."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from exchange.assessments.models import Assessment, Recommendation
from exchange.permissions import is_of_a_state, may_edit
from network.labels import state_in_text, state_name
from network.permissions import represented_states
from nfp_portal.accounts.models import User
from nfp_portal.turns.columns import NO_DAY
from nfp_portal.turns.registry import Item, Notify, Source, register_source


def register() -> None:
    register_source(Source("assessment requested", _requested, _answer, Notify.AT_ONCE))
    register_source(Source("assessment answered", _answered, _read, Notify.AT_ONCE))
    register_source(Source("recommendations to decide on", _handed_over, _decide, Notify.AT_ONCE))


def _requested(user: User) -> models.QuerySet[Any] | None:
    if not may_edit(user):
        return None
    return _dated(Assessment.objects.requested(), models.F("recorded_at"))


def _answer(assessment: Any, user: User) -> Item:
    verb = pgettext("letter", "Answer the request for an assessment of %(state)s") % {
        "state": state_in_text(assessment.state)
    }
    return Item(assessment.scope, verb, assessment.get_absolute_url(), state_name(assessment.state))


def _answered(user: User) -> models.QuerySet[Any] | None:
    if not is_of_a_state(user):
        return None
    rows = Assessment.objects.answered_unread().filter(state__in=represented_states(user))
    return _dated(rows, models.functions.Coalesce("accepted_at", "declined_at"))


def _read(assessment: Any, user: User) -> Item:
    declined = pgettext("letter", "Declined: %(reason)s") % {"reason": assessment.reason}
    return Item(
        title=assessment.scope,
        about=pgettext("letter", "The Secretariat has accepted your request.")
        if assessment.accepted_at
        else declined,
        verb=pgettext("letter", "Read the answer to your request for an assessment"),
        url=assessment.get_absolute_url(),
        action=reverse("exchange:assessments:answer_read", args=[assessment.key]),
        submit=_("Answer read"),
        other=_("Open it"),
    )


def _handed_over(user: User) -> models.QuerySet[Any] | None:
    if not is_of_a_state(user):
        return None
    waiting = Recommendation.objects.waiting().filter(assessment=models.OuterRef("pk"))
    rows = Assessment.objects.filter(
        models.Exists(waiting), handed_over_at__isnull=False, state__in=represented_states(user)
    )
    return _dated(rows, models.F("handed_over_at"))


def _decide(assessment: Any, user: User) -> Item:
    verb = pgettext("letter", "Decide on the recommendations of the assessment “%(scope)s”") % {
        "scope": assessment.scope
    }
    return Item(
        assessment.scope,
        verb,
        assessment.get_absolute_url(),
        pgettext("letter", "Endorse, note, or do not endorse each."),
    )


def _dated(rows: models.QuerySet[Any], since: Any) -> models.QuerySet[Any]:
    dated: models.QuerySet[Any] = rows.select_related("state").annotate(since=since, until=NO_DAY)
    return dated
