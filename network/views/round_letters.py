"""The two presses that write to many at once: each says first whom it reaches, and whom it does not."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.actions import rounds as actions
from network.models import Round
from nfp_portal.accounts.access import EDITORS, allow, signed_in


@allow(EDITORS, "GET", "POST")
def remind(request: HttpRequest, key: UUID) -> HttpResponse:
    asked = get_object_or_404(Round.objects.open(), key=key)
    due = actions.reminders_of(asked)
    if request.method != "POST" or not due.people:
        return render(request, "network/rounds/remind.html", {"round": asked, "due": due})
    actions.remind_all(asked.key, by=signed_in(request))
    messages.success(request, _reminded(due))
    return redirect(asked)


def _reminded(due: actions.Reminders) -> str:
    told = ngettext(
        "%(number)d reminder is being written.", "%(number)d reminders are being written.", due.people
    )
    passed_over = ngettext(
        "%(number)d person cannot be reached by mail.",
        "%(number)d people cannot be reached by mail.",
        due.unreachable,
    )
    sentences = [told % {"number": due.people}]
    if due.unreachable:
        sentences.append(passed_over % {"number": due.unreachable})
    return " ".join(sentences)


@allow(EDITORS, "GET", "POST")
def escalate(request: HttpRequest, key: UUID) -> HttpResponse:
    asked = get_object_or_404(Round.objects.open(), key=key)
    due = actions.escalation_of(asked)
    if request.method != "POST" or not due.reached:
        return render(request, "network/rounds/escalate.html", {"round": asked, "due": due})
    number = actions.escalate(asked.key)
    if not number:
        messages.info(request, _("No delegation was written to: somebody else did so a moment ago."))
        return redirect(asked)
    told = ngettext(
        "%(number)d delegation was written to.", "%(number)d delegations were written to.", number
    )
    messages.success(request, told % {"number": number})
    return redirect(asked)
