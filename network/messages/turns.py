"""Whose turn it is to approve a message to many."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import pgettext

from network.messages.models import Message
from nfp_portal.accounts.models import User
from nfp_portal.revisions.permissions import for_approvers
from nfp_portal.turns.columns import NO_DAY
from nfp_portal.turns.registry import Item, Notify, Source, register_source
from nfp_portal.turns.submissions import submission_key, submitted_in_words, waiting_for


def register() -> None:
    register_source(Source("message to many", _to_approve, _approve, Notify.AT_ONCE))


def _to_approve(user: User) -> models.QuerySet[Any] | None:
    rows = Message.objects.filter(sent_at=None).exclude(by=user.pk).annotate(until=NO_DAY)
    return for_approvers(user, waiting_for(user, rows, submission_key("message-", "pk")))


def _approve(message: Any, user: User) -> Item:
    return Item(
        title=message.subject,
        about=submitted_in_words(message),
        verb=pgettext("letter", "Approve the message “%(subject)s”") % {"subject": message.subject},
        url=reverse("network:messages:approve", args=[message.key]),
    )
