"""Whose turn a message to many is: an approver's, and who submitted one that was sent back."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import pgettext

from network.messages.models import Message
from nfp_portal.accounts.access import EDITORS, caller_of
from nfp_portal.accounts.models import User
from nfp_portal.revisions.permissions import for_approvers
from nfp_portal.turns.columns import NO_DAY
from nfp_portal.turns.registry import Item, Notify, Source, register_source
from nfp_portal.turns.submissions import sent_back_to, submission_key, submitted_in_words, waiting_for

SUBJECT = submission_key("message-", "pk")


def register() -> None:
    register_source(Source("message to many", _to_approve, _approve, Notify.AT_ONCE))
    register_source(Source("message sent back", _sent_back, _revise, Notify.AT_ONCE))


def _drafts() -> models.QuerySet[Any]:
    return Message.objects.filter(sent_at=None).annotate(until=NO_DAY)


def _to_approve(user: User) -> models.QuerySet[Any] | None:
    return for_approvers(user, waiting_for(user, _drafts().exclude(by=user.pk), SUBJECT))


def _approve(message: Any, user: User) -> Item:
    return Item(
        title=message.subject,
        about=submitted_in_words(message),
        verb=pgettext("letter", "Approve the message “%(subject)s”") % {"subject": message.subject},
        url=reverse("network:messages:approve", args=[message.key]),
    )


def _sent_back(user: User) -> models.QuerySet[Any] | None:
    if caller_of(user) not in EDITORS:
        return None
    return sent_back_to(user, _drafts(), SUBJECT)


def _revise(message: Any, user: User) -> Item:
    return Item(
        title=message.subject,
        about=pgettext("letter", "Sent back: %(remark)s") % {"remark": message.remark},
        verb=pgettext("letter", "Revise the message “%(subject)s”") % {"subject": message.subject},
        url=reverse("network:messages:message", args=[message.key]),
    )
