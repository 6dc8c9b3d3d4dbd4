"""Sending an issue: the question before, the progress, and the ways to hold it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from newsletter import actions, permissions
from newsletter.models import Issue, IssueStatus, Subscription
from newsletter.views.compose import not_now
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.accounts.models import User


@allow(EDITORS, "GET", "POST")
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
    return {
        "issue": issue,
        "counts": actions.counts(issue),
        "subscribers": subscribers.count(),
        "preferences": [(names[code], number) for code, number in subscribers.per_language()],
        "seconds_left": _seconds_left(issue),
        "ongoing": issue.status == IssueStatus.SENDING,
        "may_dispatch": permissions.may_dispatch(request.user, issue),
    }


def _seconds_left(issue: Issue) -> int:
    """Give the rest of the undo time in whole seconds, 0 when it is over."""
    if issue.released_at is None:
        return 0
    return max(0, int((issue.released_at - timezone.now()).total_seconds()))


def _undo(number: int, by: User) -> str:
    actions.undo(number, by=by)
    return _("Taken back. Nothing was sent.")


def _pause(number: int, by: User) -> str:
    actions.pause(number, by=by)
    return _("Paused. What was already on its way still arrives.")


def _resume(number: int, by: User) -> str:
    actions.resume(number, by=by)
    return _("Going on.")


def _cancel(number: int, by: User) -> str:
    withdrawn = actions.cancel(number, by=by)
    return _("Stopped. %(number)d messages were withdrawn.") % {"number": withdrawn}


ACTS: dict[str, Callable[[int, User], str]] = {
    "undo": _undo,
    "pause": _pause,
    "resume": _resume,
    "cancel": _cancel,
}


@allow(EDITORS, "POST")
def act(request: HttpRequest, number: int, what: str) -> HttpResponse:
    if what not in ACTS:
        raise Http404
    get_object_or_404(Issue, number=number)
    try:
        messages.success(request, ACTS[what](number, signed_in(request)))
    except actions.NotNowError:
        messages.error(request, _("Nothing was changed: it is too late for that."))
    return redirect("newsletter:dispatch", number)
