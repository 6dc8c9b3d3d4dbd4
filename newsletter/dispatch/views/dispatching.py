"""Sending an issue: the question before it, and how far it is."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsletter import permissions
from newsletter.actions import NotNowError
from newsletter.dispatch import actions
from newsletter.dispatch.progress import Progress
from newsletter.models import Issue, IssueStatus
from newsletter.readers.reasons import counts, receiving
from newsletter.views.compose import not_now
from newsletter.wording import scheduled_in_words
from nfp_portal.accounts.access import EDITORS, allow, polled, signed_in
from nfp_portal.ui.buttons import Button


@allow(EDITORS, "GET", "POST")
@polled
def dispatch(request: HttpRequest, number: int) -> HttpResponse:
    """GET asks or shows how far it is; POST sends, and sends once however often it is clicked."""
    issue = get_object_or_404(Issue.objects.select_related("letter", "approved_by"), number=number)
    if request.method == "POST":
        return _dispatched(request, number)
    if not issue.is_frozen:
        return not_now(request, number)
    return render(request, "newsletter/dispatch/dispatch.html", _context(request, issue))


def _dispatched(request: HttpRequest, number: int) -> HttpResponse:
    try:
        actions.dispatch(number, by=signed_in(request))
    except NotNowError:
        if not get_object_or_404(Issue, number=number).is_frozen:
            return not_now(request, number)
        messages.info(request, _("It is on its way already; nothing was sent a second time."))
    except actions.AlteredError:
        messages.error(request, _("The content is not what was approved. Take it back and approve it anew."))
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
    """Ask before sending: in which language, to how many, by reason and by language; three queries."""
    rows = receiving()
    number, names = rows.count(), dict(settings.LANGUAGES)
    question = ngettext(
        "Send No. %(issue)d in %(language)s to %(number)d reader?",
        "Send No. %(issue)d in %(language)s to %(number)d readers?",
        number,
    )
    values = {"issue": issue.number, "language": issue.get_language_display(), "number": number}
    preferred = [f"{names[code]} {count}" for code, count in rows.per_language()]
    languages = _("Languages they prefer: %(languages)s.") % {"languages": ", ".join(preferred)}
    send = ngettext("Send to %(number)d reader", "Send to %(number)d readers", number) % values
    may_send = permissions.may_dispatch(request.user, issue)
    back = Button(_("Not yet"), reverse("newsletter:compose", args=[issue.number]))
    tools = [Button(send, request.path, "", fields={}), *_later(issue)] if may_send else []
    return {
        "scheduled": scheduled_in_words(issue),
        "question": question % values,
        "reasons": [(reason.label, count) for reason, count in counts(rows).items()],
        "languages": languages if preferred else "",
        "tools": [*tools, back],
    }


def _later(issue: Issue) -> list[Button]:
    """Offer to choose a moment, or another one and none."""
    moment = reverse("newsletter:schedule", args=[issue.number])
    if issue.scheduled_for is None:
        return [Button(_("Send later"), moment)]
    undo = Button(_("Do not send then"), reverse("newsletter:unschedule", args=[issue.number]), fields={})
    return [Button(_("Another time"), moment), undo]
