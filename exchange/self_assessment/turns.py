"""A self-assessment that is open waits for the people of its State."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from exchange.self_assessment.models import SelfAssessment
from exchange.self_assessment.permissions import OFFICIALS
from nfp_portal.accounts.access import caller_of
from nfp_portal.accounts.models import User
from nfp_portal.turns.columns import NO_DAY
from nfp_portal.turns.registry import Item, Notify, Source, register_source


def register() -> None:
    """No mail tells of it: the secretariat reads what mail was sent."""
    register_source(Source("self-assessment to continue", _begun, _continue, Notify.OWN_LETTER))


def _begun(user: User) -> models.QuerySet[Any] | None:
    if caller_of(user) not in OFFICIALS:
        return None
    rows = SelfAssessment.objects.open().of_own_states(user).select_related("state")
    dated: models.QuerySet[Any] = rows.annotate(since=models.F("begun_at"), until=NO_DAY)
    return dated


def _continue(assessment: Any, user: User) -> Item:
    return Item(
        title=assessment.title,
        about=_("Begun and not closed; only your State reads it"),
        verb=_("Continue the self-assessment of %(state)s") % {"state": assessment.state.name_in_text},
        url=assessment.get_absolute_url(),
    )
