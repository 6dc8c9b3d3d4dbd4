"""Whose turn errata are: an approver's, and who wrote one that was sent back."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import pgettext

from newsletter.models import Erratum
from nfp_portal.accounts.access import EDITORS, caller_of
from nfp_portal.accounts.models import User
from nfp_portal.revisions.permissions import for_approvers
from nfp_portal.turns.columns import NO_DAY
from nfp_portal.turns.registry import Item, Notify, Source, register_source
from nfp_portal.turns.submissions import sent_back_to, submission_key, submitted_in_words, waiting_for

SUBJECT = submission_key("erratum-", "pk")


def register() -> None:
    register_source(Source("erratum to approve", _to_approve, _approve, Notify.AT_ONCE))
    register_source(Source("erratum sent back", _sent_back, _revise, Notify.AT_ONCE))


def _drafts() -> models.QuerySet[Any]:
    rows = Erratum.objects.filter(published_at=None).select_related("issue")
    return rows.annotate(until=NO_DAY)


def _to_approve(user: User) -> models.QuerySet[Any] | None:
    return for_approvers(user, waiting_for(user, _drafts().exclude(written_by=user.pk), SUBJECT))


def _approve(erratum: Any, user: User) -> Item:
    return Item(
        title=pgettext("letter", "Erratum to issue %(number)d") % {"number": erratum.issue.number},
        about=submitted_in_words(erratum),
        verb=pgettext("letter", "Approve the erratum to issue %(number)d") % {"number": erratum.issue.number},
        url=reverse("newsletter:approve_erratum", args=[erratum.issue.number]),
    )


def _sent_back(user: User) -> models.QuerySet[Any] | None:
    if caller_of(user) not in EDITORS:
        return None
    return sent_back_to(user, _drafts(), SUBJECT)


def _revise(erratum: Any, user: User) -> Item:
    return Item(
        title=pgettext("letter", "Erratum to issue %(number)d") % {"number": erratum.issue.number},
        about=pgettext("letter", "Sent back: %(remark)s") % {"remark": erratum.remark},
        verb=pgettext("letter", "Revise the erratum to issue %(number)d") % {"number": erratum.issue.number},
        url=reverse("newsletter:erratum", args=[erratum.issue.number]),
    )
