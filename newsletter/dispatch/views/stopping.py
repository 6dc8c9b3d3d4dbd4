"""Undo, pause, stop and resume the sending of an issue."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsletter.actions import NotNowError
from newsletter.dispatch import actions
from newsletter.models import Issue, IssueStatus
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.accounts.models import User


@allow(EDITORS, "GET", "POST")
def stop(request: HttpRequest, number: int) -> HttpResponse:
    """GET asks, and says how many have the issue and how many do not; POST stops."""
    issue = get_object_or_404(Issue.objects.select_related("letter"), number=number)
    if request.method == "POST":
        return _stopped(request, number)
    if issue.status != IssueStatus.SENDING:
        messages.error(request, _refusal(issue))
        return redirect("newsletter:dispatch", number)
    counts = actions.counts(issue)
    nobody = not (counts["sent"] or counts["sending"] or counts["ambiguous"])
    context = {
        "issue": issue,
        "title": _("Stop sending No. %(number)d?") % {"number": number},
        "facts": " ".join(_numbers(counts)),
        "text": _consequence(nobody=nobody),
    }
    return render(request, "newsletter/dispatch/stop.html", context)


def _consequence(*, nobody: bool) -> str:
    if nobody:
        return _(
            "Stopping takes the dispatch back: the issue is approved again, it is not published, and it can"
            " be sent again."
        )
    return _(
        "Stopping withdraws what has not left. The issue stays published, because some readers have it. You"
        " can resume later."
    )


def _numbers(counts: dict[str, int]) -> list[str]:
    """Say how many have the issue, how many may be getting it now, and how many do not have it."""
    left = counts["waiting"] + counts["deferred"]
    has = ngettext(
        "%(sent)d of %(recipients)d recipient has this issue.",
        "%(sent)d of %(recipients)d recipients have this issue.",
        counts["recipients"],
    )
    leaving = ngettext(
        "%(number)d message is being sent at this moment.",
        "%(number)d messages are being sent at this moment.",
        counts["sending"],
    )
    waiting = ngettext("%(number)d does not have it yet.", "%(number)d do not have it yet.", left)
    sentences = [has % counts, leaving % {"number": counts["sending"]}, waiting % {"number": left}]
    return [sentence for sentence, shown in zip(sentences, (1, counts["sending"], 1), strict=True) if shown]


def _stopped(request: HttpRequest, number: int) -> HttpResponse:
    try:
        issue = actions.stop(number, by=signed_in(request))
    except NotNowError:
        messages.error(request, _refusal(get_object_or_404(Issue, number=number)))
    else:
        messages.success(request, _outcome(issue))
    return redirect("newsletter:dispatch", number)


def _outcome(issue: Issue) -> str:
    if issue.status == IssueStatus.APPROVED:
        return _("Taken back: nobody has it, and it is not published. It can be sent again.")
    if issue.status == IssueStatus.SENT:
        return _("Taken back: none of those who have not received it gets it.")
    return _("Stopped: %(sent)d of %(recipients)d have it.") % actions.counts(issue)


def _refusal(issue: Issue) -> str:
    if issue.status == IssueStatus.SENDING:
        return _("Nothing was stopped: every message has left already.")
    message = _("Nothing was changed: issue No. %(number)d is now “%(status)s”.")
    return message % {"number": issue.number, "status": issue.get_status_display()}


def _undo(number: int, by: User) -> str:
    if actions.undo(number, by=by).status != IssueStatus.APPROVED:
        return _("Taken back: none of those who have not received it gets it.")
    return _("Taken back. Nothing was sent.")


def _pause(number: int, by: User) -> str:
    actions.pause(number, by=by)
    return _("Paused. What was already on its way still arrives.")


def _resume(number: int, by: User) -> str:
    actions.resume(number, by=by)
    return _("Resumed: the rest is being sent.")


ACTS: dict[str, Callable[[int, User], str]] = {
    "undo": _undo,
    "pause": _pause,
    "resume": _resume,
}


@allow(EDITORS, "POST")
def act(request: HttpRequest, number: int, what: str) -> HttpResponse:
    if what not in ACTS:
        raise Http404
    get_object_or_404(Issue, number=number)
    try:
        messages.success(request, ACTS[what](number, signed_in(request)))
    except NotNowError:
        return _too_late(request, number, what)
    return redirect("newsletter:dispatch", number)


def _too_late(request: HttpRequest, number: int, what: str) -> HttpResponse:
    issue = get_object_or_404(Issue, number=number)
    if issue.status != IssueStatus.SENDING:
        messages.error(request, _refusal(issue))
    elif what == "undo":
        messages.error(request, _("Too late to undo: some readers may have it. You can stop the rest."))
        return redirect("newsletter:stop", number)
    elif what == "pause":
        messages.error(request, _("Nothing has left yet, so there is nothing to pause. You can undo it."))
    else:
        messages.info(request, _("It is being sent already; nothing was sent a second time."))
    return redirect("newsletter:dispatch", number)
