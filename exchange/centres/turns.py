"""Centres wait: those to confirm for their host State, those that have changed for an editor."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from exchange.centres.models import Centre
from exchange.permissions import may_edit
from network.permissions import represented_states
from nfp_portal.accounts.access import is_focal_point
from nfp_portal.accounts.models import User
from nfp_portal.turns.columns import NO_DAY, last_day_before
from nfp_portal.turns.registry import Item, Source, register_source


def register() -> None:
    register_source(Source("centre to confirm", _to_confirm, _confirm))
    register_source(Source("centre that has changed", _to_change, _change))


def _to_confirm(user: User) -> models.QuerySet[Any] | None:
    if not is_focal_point(user):
        return None
    rows = Centre.objects.being_confirmed().filter(host__in=represented_states(user))
    until = last_day_before(models.F("closes_at"))
    dated: models.QuerySet[Any] = rows.annotate(since=models.F("opened_at"), until=until)
    return dated


def _to_change(user: User) -> models.QuerySet[Any] | None:
    if not may_edit(user):
        return None
    dated: models.QuerySet[Any] = Centre.objects.changed().annotate(
        since=models.F("reported_at"), until=NO_DAY
    )
    return dated


def _confirm(centre: Any, user: User) -> Item:
    return Item(
        title=centre.name,
        about=pgettext("letter", "Is it still as recorded?"),
        verb=pgettext("letter", "Confirm the centre “%(name)s”") % {"name": centre.name},
        url=centre.get_absolute_url(),
        action=reverse("exchange:centres:confirm", args=[centre.slug]),
        submit=_("Still true"),
        other=_("Read it"),
    )


def _change(centre: Any, user: User) -> Item:
    url = reverse("exchange:centres:change", args=[centre.slug])
    verb = pgettext("letter", "Change the centre “%(name)s” as its State says") % {"name": centre.name}
    return Item(title=centre.name, about=centre.reported, verb=verb, url=url)
