"""What of the news waits for whom: to approve, to change and submit again."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import pgettext

from exchange.news.models import NewsItem
from exchange.news.models.items import SUBJECT
from exchange.permissions import may_edit
from nfp_portal.accounts.models import User
from nfp_portal.revisions.permissions import for_approvers
from nfp_portal.turns.columns import NO_DAY
from nfp_portal.turns.registry import Item, Notify, Source, register_source
from nfp_portal.turns.submissions import sent_back_to, submission_key, submitted_in_words, waiting_for

_KEY = submission_key(SUBJECT, "pk")


def register() -> None:
    register_source(Source("news to approve", _to_approve, _approve, Notify.AT_ONCE))
    register_source(Source("news sent back", _sent_back, _revise, Notify.AT_ONCE))


def _to_approve(user: User) -> models.QuerySet[Any] | None:
    rows = NewsItem.objects.unpublished().exclude(edited_by=user.pk).annotate(until=NO_DAY)
    return for_approvers(user, waiting_for(user, rows, _KEY))


def _approve(item: Any, user: User) -> Item:
    return Item(
        title=item.title,
        about=submitted_in_words(item),
        verb=pgettext("letter", "Approve the news item “%(title)s”") % {"title": item.title},
        url=reverse("exchange:news:approve", args=[item.slug]),
    )


def _sent_back(user: User) -> models.QuerySet[Any] | None:
    if not may_edit(user):
        return None
    return sent_back_to(user, NewsItem.objects.unpublished().annotate(until=NO_DAY), _KEY)


def _revise(item: Any, user: User) -> Item:
    return Item(
        title=item.title,
        about=pgettext("letter", "Sent back: %(remark)s") % {"remark": item.remark},
        verb=pgettext("letter", "Revise the news item “%(title)s”") % {"title": item.title},
        url=reverse("exchange:news:change", args=[item.slug]),
    )
