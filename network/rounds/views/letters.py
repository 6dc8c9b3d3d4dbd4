"""The two buttons that write to many at once: each says first whom it reaches, and whom it does not."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.rounds.actions import daily, escalation
from network.rounds.kinds import Step, kind_of
from network.rounds.lookups import open_round_of, require_step
from network.rounds.models import Round
from nfp_portal.accounts.access import EDITORS, allow, signed_in


@allow(EDITORS, "GET", "POST")
def remind(request: HttpRequest, key: UUID) -> HttpResponse:
    round_ = _of_step(request, key, Step.REMIND)
    reminders = daily.reminders_of(round_)
    if request.method != "POST" or not reminders.due:
        context = {"round": round_, "kind": kind_of(round_), "reminders": reminders}
        return render(request, "network/rounds/remind.html", context)
    daily.remind_all(round_.key, by=signed_in(request))
    messages.success(request, _reminded(reminders))
    return redirect(round_)


def _of_step(request: HttpRequest, key: UUID, step: Step) -> Round:
    round_ = open_round_of(request, key)
    require_step(round_, step)
    return round_


def _reminded(reminders: daily.Reminders) -> str:
    written = ngettext(
        "%(number)d reminder is being written.", "%(number)d reminders are being written.", reminders.due
    )
    passed_over = ngettext(
        "%(number)d person cannot be reached by mail.",
        "%(number)d people cannot be reached by mail.",
        reminders.unreachable,
    )
    sentences = [written % {"number": reminders.due}]
    if reminders.unreachable:
        sentences.append(passed_over % {"number": reminders.unreachable})
    return " ".join(sentences)


@allow(EDITORS, "GET", "POST")
def escalate(request: HttpRequest, key: UUID) -> HttpResponse:
    round_ = _of_step(request, key, Step.ESCALATE)
    due = escalation.escalation_of(round_)
    if request.method != "POST" or not due.reached:
        context = {"round": round_, "kind": kind_of(round_), "due": due}
        return render(request, "network/rounds/escalate.html", context)
    number = escalation.escalate(round_.key)
    if not number:
        messages.info(request, _("No delegation was written to: somebody else did so a moment ago."))
        return redirect(round_)
    written = ngettext(
        "%(number)d delegation was written to.", "%(number)d delegations were written to.", number
    )
    messages.success(request, written % {"number": number})
    return redirect(round_)
