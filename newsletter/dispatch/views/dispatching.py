"""Sending an issue: the question before it, and how far it is."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsletter import permissions
from newsletter.actions import NotNowError
from newsletter.dispatch import actions
from newsletter.dispatch.progress import Progress
from newsletter.dispatch.wording import copies_in_words, preferences_in_words, recipients_of_editions
from newsletter.models import Issue, IssueStatus
from newsletter.pictures.actions import LostPictureError
from newsletter.readers.reasons import Reason, counts, receiving
from newsletter.views.compose import not_now
from newsletter.wording import editions_in_words, lost_picture, scheduled_in_words
from nfp_portal.accounts.access import EDITORS, allow, polled, signed_in
from nfp_portal.ui.buttons import Button


@allow(EDITORS, "GET", "POST")
@polled
def dispatch(request: HttpRequest, number: int) -> HttpResponse:
    """GET asks or shows how far it is; POST sends, and sends once however often it is clicked."""
    issue = get_object_or_404(_issues(), number=number)
    if request.method == "POST":
        return _dispatched(request, number)
    if not issue.is_frozen:
        return not_now(request, number)
    return render(request, "newsletter/dispatch/dispatch.html", _context(request, issue))


def _issues() -> QuerySet[Issue]:
    return Issue.objects.select_related("letter", "approved_by").prefetch_related("editions", "pieces")


def _dispatched(request: HttpRequest, number: int) -> HttpResponse:
    try:
        actions.dispatch(number, by=signed_in(request))
    except NotNowError:
        if not get_object_or_404(Issue, number=number).is_frozen:
            return not_now(request, number)
        messages.info(request, _("It is on its way already; nothing was sent a second time."))
    except actions.AlteredError:
        messages.error(request, _("The content is not what was approved. Take it back and approve it anew."))
    except LostPictureError as refusal:
        messages.error(request, lost_picture(refusal.picture))
    else:
        messages.success(request, _("The issue goes out in a minute. Until then you can undo it."))
    return redirect("newsletter:dispatch", number)


def _context(request: HttpRequest, issue: Issue) -> dict[str, Any]:
    if issue.status == IssueStatus.APPROVED:
        return {"issue": issue} | _question(request, issue)
    pdf = reverse("newsletter:issue_pdf", args=[issue.number])
    tools = [Button(_("See the web page"), issue.get_absolute_url()), Button("PDF", pdf)]
    if issue.letter is None:
        return {"issue": issue, "elsewhere": _("Not sent by this portal."), "tools": tools}
    log = Button(_("Recipients"), reverse("newsletter:recipients", args=[issue.number]))
    return {"issue": issue, "progress": Progress.of(issue), "tools": [log, *tools]}


def _question(request: HttpRequest, issue: Issue) -> dict[str, Any]:
    """Ask before sending: in which editions, to how many, by reason and by language; three queries."""
    rows = receiving()
    number, preferred = rows.count(), rows.per_language()
    question = ngettext(
        "Send No. %(issue)d in %(language)s to %(number)d reader?",
        "Send No. %(issue)d in %(language)s to %(number)d readers?",
        number,
    )
    values = {"issue": issue.number, "language": editions_in_words(issue.languages), "number": number}
    by_reason = counts(rows)
    send = ngettext("Send to %(number)d reader", "Send to %(number)d readers", number) % values
    may_send = permissions.may_dispatch(request.user, issue)
    back = Button(_("Not yet"), reverse("newsletter:compose", args=[issue.number]))
    tools = [Button(send, request.path, "", fields={}), *_later(issue)] if may_send else []
    return {
        "scheduled": scheduled_in_words(issue),
        "question": question % values,
        "reasons": [(reason.label, count) for reason, count in by_reason.items()],
        "editions": recipients_of_editions(issue, preferred),
        "languages": preferences_in_words(issue, preferred),
        "focal_points": copies_in_words(issue, by_reason[Reason.APPOINTMENT]),
        "tools": [*tools, back],
    }


def _later(issue: Issue) -> list[Button]:
    """Offer to choose a moment, or another one and none."""
    moment = reverse("newsletter:schedule", args=[issue.number])
    if issue.scheduled_for is None:
        return [Button(_("Send later"), moment)]
    undo = Button(_("Do not send then"), reverse("newsletter:unschedule", args=[issue.number]), fields={})
    return [Button(_("Another time"), moment), undo]
