"""Initiatives that were proposed wait for an editor."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.initiatives.models import Initiative, InitiativeStatus
from exchange.initiatives.wording import proposed_by
from exchange.permissions import may_edit
from nfp_portal.accounts.models import User
from nfp_portal.turns.columns import NO_DAY
from nfp_portal.turns.registry import Item, Source, register_source


def register() -> None:
    register_source(Source("initiative to look at", _waiting, _look))


def _waiting(user: User) -> models.QuerySet[Any] | None:
    if not may_edit(user):
        return None
    rows = Initiative.objects.filter(status=InitiativeStatus.PROPOSED).with_sponsors()
    dated: models.QuerySet[Any] = rows.annotate(since=models.F("recorded_at"), until=NO_DAY)
    return dated


def _look(initiative: Any, user: User) -> Item:
    return Item(
        title=initiative.title,
        about=proposed_by(initiative),
        verb=_("Look at the initiative “%(title)s”") % {"title": initiative.title},
        url=reverse("exchange:initiatives:initiative", args=[initiative.number]),
    )
