"""Practices wait: offered and changed ones for an editor, sent back and unconfirmed ones for their State."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from exchange.permissions import may_edit
from exchange.practices.models import Practice
from network.labels import state_name
from network.permissions import represented_states
from nfp_portal.accounts.access import is_focal_point
from nfp_portal.accounts.models import User
from nfp_portal.turns.columns import NO_DAY, last_day_before
from nfp_portal.turns.registry import Item, Notify, Source, register_source


def register() -> None:
    register_source(Source("practice to review", _to_review, _review))
    register_source(Source("practice sent back", _sent_back, _reword, Notify.OWN_LETTER))
    register_source(Source("practice to confirm", _to_confirm, _confirm))
    register_source(Source("practice that has changed", _to_change, _change))


def _to_review(user: User) -> models.QuerySet[Any] | None:
    if not may_edit(user):
        return None
    return _dated(Practice.objects.waiting(), models.F("offered_at"))


def _sent_back(user: User) -> models.QuerySet[Any] | None:
    if not is_focal_point(user):
        return None
    return _dated(
        Practice.objects.sent_back().filter(state__in=represented_states(user)), models.F("sent_back_at")
    )


def _to_confirm(user: User) -> models.QuerySet[Any] | None:
    if not is_focal_point(user):
        return None
    rows = Practice.objects.asked_about().filter(state__in=represented_states(user)).select_related("state")
    until = last_day_before(models.F("closes_at"))
    dated: models.QuerySet[Any] = rows.annotate(since=models.F("opened_at"), until=until)
    return dated


def _to_change(user: User) -> models.QuerySet[Any] | None:
    if not may_edit(user):
        return None
    return _dated(Practice.objects.changed(), models.F("reported_at"))


def _dated(rows: models.QuerySet[Any], since: Any) -> models.QuerySet[Any]:
    dated: models.QuerySet[Any] = rows.select_related("state").annotate(since=since, until=NO_DAY)
    return dated


def _review(practice: Any, user: User) -> Item:
    url = reverse("exchange:practices:review", args=[practice.slug])
    verb = pgettext("letter", "Review the practice “%(title)s”") % {"title": practice.title}
    return Item(title=practice.title, about=state_name(practice.state), verb=verb, url=url)


def _reword(practice: Any, user: User) -> Item:
    url = reverse("exchange:practices:change", args=[practice.slug])
    verb = pgettext("letter", "Reword the practice “%(title)s”") % {"title": practice.title}
    return Item(title=practice.title, about=practice.remark, verb=verb, url=url)


def _change(practice: Any, user: User) -> Item:
    url = reverse("exchange:practices:change", args=[practice.slug])
    verb = pgettext("letter", "Change the practice “%(title)s” as its State says") % {"title": practice.title}
    return Item(title=practice.title, about=practice.reported, verb=verb, url=url)


def _confirm(practice: Any, user: User) -> Item:
    return Item(
        title=practice.title,
        about=pgettext("letter", "Is it still as described?"),
        verb=pgettext("letter", "Confirm the practice “%(title)s”") % {"title": practice.title},
        url=practice.get_absolute_url(),
        action=reverse("exchange:practices:confirm", args=[practice.slug]),
        submit=_("Still true"),
        other=_("Read it"),
    )
