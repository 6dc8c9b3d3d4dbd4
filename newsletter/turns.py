"""What of the newsletter waits for whom: issues to approve and to send, contributions to decide on."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from newsletter.models import Issue, IssueStatus, Piece, PieceStatus
from nfp_portal.accounts.access import APPROVERS, EDITORS, FOCAL_POINTS, caller_of
from nfp_portal.accounts.models import User
from nfp_portal.revisions.permissions import for_approvers
from nfp_portal.turns.columns import NO_DAY
from nfp_portal.turns.registry import Count, Item, Notify, Source, register_counts, register_source
from nfp_portal.turns.submissions import sent_back_to, submission_key, submitted_in_words, waiting_for
from nfp_portal.ui.letters import written_day

SUBJECT = submission_key("issue-", "number")


def register() -> None:
    register_source(Source("issue to approve", _to_approve, _approve, Notify.AT_ONCE))
    register_source(Source("issue sent back", _sent_back, _revise, Notify.AT_ONCE))
    register_source(Source("issue to send", _to_send, _send, Notify.AT_ONCE))
    register_source(Source("stopped issue", _stopped, _resume))
    register_source(Source("contribution", _offered, _decide))
    register_counts(_counts)


def _issues(status: IssueStatus, since: str) -> models.QuerySet[Any]:
    """Issues of this status; each is to be out on the date of its masthead."""
    rows = Issue.objects.filter(status=status).select_related("edited_by", "approved_by")
    return rows.annotate(since=models.F(since), until=models.F("dated_on"))


def _to_approve(user: User) -> models.QuerySet[Any] | None:
    rows = Issue.objects.filter(status=IssueStatus.SUBMITTED).exclude(edited_by=user.pk)
    return for_approvers(user, waiting_for(user, rows.annotate(until=models.F("dated_on")), SUBJECT))


def _approve(issue: Any, user: User) -> Item:
    return Item(
        title=pgettext("letter", "Issue %(number)d: %(title)s")
        % {"number": issue.number, "title": issue.title},
        about=submitted_in_words(issue),
        verb=pgettext("letter", "Approve issue %(number)d") % {"number": issue.number},
        url=reverse("newsletter:approve", args=[issue.number]),
    )


def _sent_back(user: User) -> models.QuerySet[Any] | None:
    if caller_of(user) not in EDITORS:
        return None
    drafts = Issue.objects.filter(status=IssueStatus.DRAFT)
    return sent_back_to(user, drafts.annotate(until=models.F("dated_on")), SUBJECT)


def _revise(issue: Any, user: User) -> Item:
    return Item(
        title=pgettext("letter", "Issue %(number)d: %(title)s")
        % {"number": issue.number, "title": issue.title},
        about=pgettext("letter", "Sent back: %(remark)s") % {"remark": issue.remark},
        verb=pgettext("letter", "Revise issue %(number)d") % {"number": issue.number},
        url=reverse("newsletter:compose", args=[issue.number]),
    )


def _to_send(user: User) -> models.QuerySet[Any] | None:
    if caller_of(user) not in EDITORS:
        return None
    return _issues(IssueStatus.APPROVED, "approved_at").filter(scheduled_for=None)


def _send(issue: Any, user: User) -> Item:
    details = {"name": issue.approved_by, "day": written_day(issue.since, with_year=False)}
    return Item(
        title=pgettext("letter", "Issue %(number)d: %(title)s")
        % {"number": issue.number, "title": issue.title},
        about=pgettext("letter", "Approved by %(name)s on %(day)s") % details,
        verb=pgettext("letter", "Send issue %(number)d") % {"number": issue.number},
        url=reverse("newsletter:dispatch", args=[issue.number]),
    )


def _stopped(user: User) -> models.QuerySet[Any] | None:
    if caller_of(user) not in EDITORS:
        return None
    stopped = Issue.objects.unfinished().filter(status=IssueStatus.STOPPED).with_reach()
    since = Coalesce("released_at", "edited_at")
    return stopped.annotate(since=since, until=models.F("dated_on"))


def _resume(issue: Any, user: User) -> Item:
    reach = {"sent": issue.sent, "recipients": issue.recipients}
    return Item(
        title=pgettext("letter", "Issue %(number)d was stopped while it was sent") % {"number": issue.number},
        about=pgettext("letter", "%(sent)d of %(recipients)d have it") % reach,
        verb=pgettext("letter", "Resume issue %(number)d") % {"number": issue.number},
        url=reverse("newsletter:dispatch", args=[issue.number]),
    )


def _offered(user: User) -> models.QuerySet[Any] | None:
    """For editors; an approver sees them counted."""
    if caller_of(user) not in EDITORS - APPROVERS:
        return None
    rows = Piece.objects.waiting().select_related("author", "state", "agency", "organisation")
    return rows.annotate(since=models.F("offered_at"), until=NO_DAY)


def _decide(piece: Any, user: User) -> Item:
    return Item(
        title=piece.headline,
        about=_about(piece),
        verb=pgettext("letter", "Decide on a contribution"),
        url=reverse("newsletter:piece", args=[piece.pk]),
    )


def _about(piece: Piece) -> str:
    if piece.status == PieceStatus.CLEARED:
        return pgettext("letter", "Cleared by its State: it can be accepted")
    if piece.status == PieceStatus.CHANGED:
        return pgettext(
            "letter", "Its State changed the edited text: read it, and send it for clearance again"
        )
    details = {"name": piece.origin, "day": written_day(piece.offered_at, with_year=False)}
    return pgettext("letter", "Offered by %(name)s on %(day)s") % details


def _counts(user: User) -> Iterator[Count]:
    if caller_of(user) in APPROVERS:
        number = Piece.objects.waiting().count()
        if number:
            offered = f"{reverse('newsletter:issues')}#offered"
            yield Count(str(number), _("Contributions offered"), offered, detail=_("wait for an editor"))
    if caller_of(user) in FOCAL_POINTS - EDITORS:
        coming = Issue.objects.published().filter(contributions_by__gte=timezone.localdate())
        if last_day := coming.order_by("contributions_by").values_list("contributions_by", flat=True).first():
            day, last = date_format(last_day, "j M"), _("last day for the next issue")
            yield Count(
                day,
                pgettext("letter", "Write for the newsletter"),
                reverse("newsletter:contribute"),
                detail=last,
            )
