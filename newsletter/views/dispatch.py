"""Sending an issue: the question before it, and how far it is."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from newsletter import actions, permissions
from newsletter.models import Issue, IssueStatus, Subscription
from newsletter.views.compose import not_now
from nfp_portal.accounts.access import EDITORS, allow, polled, signed_in


@allow(EDITORS, "GET", "POST")
@polled
def dispatch(request: HttpRequest, number: int) -> HttpResponse:
    """GET asks or shows how far it is; POST sends, and once only however often it is pressed."""
    issue = get_object_or_404(Issue.objects.select_related("letter", "approved_by"), number=number)
    if request.method == "POST":
        return _dispatched(request, number)
    if not issue.is_frozen:
        return not_now(request, number)
    return render(request, "newsletter/dispatch.html", _context(request, issue))


def _dispatched(request: HttpRequest, number: int) -> HttpResponse:
    try:
        actions.dispatch(number, by=signed_in(request))
    except actions.NotNowError:
        if not get_object_or_404(Issue, number=number).is_frozen:
            return not_now(request, number)
        messages.info(request, _("It is on its way already; nothing was sent a second time."))
    except actions.AlteredError:
        messages.error(request, _("The content is not what was approved. Take it back and approve it anew."))
    else:
        messages.success(request, _("The issue goes out in a minute. Until then you can undo it."))
    return redirect("newsletter:dispatch", number)


def _context(request: HttpRequest, issue: Issue) -> dict[str, Any]:
    subscribers = Subscription.objects.active()
    names = dict(settings.LANGUAGES)
    counts = actions.counts(issue)
    return {
        "issue": issue,
        "counts": counts,
        "subscribers": subscribers.count(),
        "preferences": [(names[code], number) for code, number in subscribers.per_language()],
        "seconds_left": _seconds_left(issue),
        "ongoing": issue.status == IssueStatus.SENDING or _is_in_hand(issue, counts),
        "unsent": actions.unsent(issue),
        "may_dispatch": permissions.may_dispatch(request.user, issue),
    }


def _is_in_hand(issue: Issue, counts: dict[str, int]) -> bool:
    """Return whether a worker still holds messages of a stopped issue."""
    return issue.status == IssueStatus.STOPPED and counts["sending"] > 0


def _seconds_left(issue: Issue) -> int:
    """Give the rest of the undo time in whole seconds, 0 when it is over."""
    if issue.released_at is None:
        return 0
    return max(0, int((issue.released_at - timezone.now()).total_seconds()))
