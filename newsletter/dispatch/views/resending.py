"""Send an issue to those who have not received it: refused, newly appointed, newly subscribed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsletter.actions import NotNowError
from newsletter.dispatch import actions
from newsletter.models import Issue
from newsletter.wording import editions_in_words
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.ui.buttons import Button


@allow(EDITORS, "GET", "POST")
def send_rest(request: HttpRequest, number: int) -> HttpResponse:
    """GET asks, with the numbers by reason; POST sends, and sends once however often it is clicked."""
    issue = get_object_or_404(Issue.objects.select_related("letter"), number=number)
    if request.method == "POST":
        return _sent(request, number)
    unsent = actions.unsent(issue)
    if not unsent.everybody:
        messages.info(request, _("Nobody is left who has not received it."))
        return redirect("newsletter:dispatch", number)
    return render(request, "newsletter/dispatch/rest.html", {"issue": issue} | _question(issue, unsent))


def _question(issue: Issue, unsent: actions.Unsent) -> dict[str, object]:
    title = ngettext(
        "Send No. %(issue)d in %(language)s to %(number)d reader who has not received it?",
        "Send No. %(issue)d in %(language)s to %(number)d readers who have not received it?",
        unsent.everybody,
    )
    values = {
        "issue": issue.number,
        "language": editions_in_words(issue.languages),
        "number": unsent.everybody,
    }
    again = [
        (_("Refused by their servers"), unsent.failed),
        (_("Withdrawn when it was stopped"), unsent.withdrawn),
        (_("Did not want it then"), unsent.returned),
    ]
    send = ngettext("Send to %(number)d reader", "Send to %(number)d readers", unsent.everybody)
    back = Button(_("Not now"), reverse("newsletter:dispatch", args=[issue.number]))
    return {
        "title": title % values,
        "again": [(label, count) for label, count in again if count],
        "reasons": [(reason.label, count) for reason, count in unsent.by_reason.items() if count],
        "tools": [Button(send % values, "", "", fields={}), back],
    }


def _sent(request: HttpRequest, number: int) -> HttpResponse:
    try:
        rest = actions.send_to_those_without(number, by=signed_in(request))
    except NotNowError:
        messages.info(
            request, _("It is being sent already, or nobody is left; nothing was sent a second time.")
        )
    else:
        message = ngettext(
            "It goes to %(number)d reader in 60 seconds. Until then you can undo it.",
            "It goes to %(number)d readers in 60 seconds. Until then you can undo it.",
            rest,
        )
        messages.success(request, message % {"number": rest})
    return redirect("newsletter:dispatch", number)
