"""The board of a round and what may be done for one addressee."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from network.permissions import may_record
from network.rounds.actions.answers import NoLongerAskedError, RoundClosedError
from network.rounds.actions.letters import remind_one as remind
from network.rounds.actions.opening import close_round
from network.rounds.board import board_of
from network.rounds.forms import OnBehalfForm
from network.rounds.kinds import Step, kind_of
from network.rounds.lookups import addressee_of, require_step, round_of
from network.rounds.permissions import may_act
from network.rounds.report import report_title
from network.rounds.tally import counts_of
from nfp_portal.accounts.access import EDITORS, SECRETARIAT, allow, polled, signed_in


@allow(SECRETARIAT)
@polled
def board(request: HttpRequest, key: UUID) -> HttpResponse:
    round_ = round_of(request, key)
    may = {"may_act": may_act(request.user, round_), "may_write": may_record(request.user)}
    shown = board_of(round_, request.GET, **may)
    if request.GET.get("seen") == shown.mark:
        return HttpResponse(status=204)  # the page leaves what it shows
    context = {
        "board": shown,
        "round": round_,
        "kind": kind_of(round_),
        "report_title": report_title(round_),
    }
    return render(request, "network/rounds/board.html", context)


@allow(EDITORS, "GET", "POST")
def close(request: HttpRequest, key: UUID) -> HttpResponse:
    round_ = round_of(request, key)
    if request.method == "POST":
        close_round(round_.key)
        messages.success(request, _("The round is closed."))
        return redirect(round_)
    context = {"round": round_, "kind": kind_of(round_), "counts": counts_of(round_)}
    return render(request, "network/rounds/close.html", context)


@allow(EDITORS, "POST")
def remind_one(request: HttpRequest, key: UUID) -> HttpResponse:
    row = addressee_of(request, key)
    require_step(row.round, Step.REMIND)
    if remind(row.key):
        messages.success(request, _("%(name)s is reminded.") % {"name": row.name})
    else:
        messages.info(request, _("No reminder was sent: nobody waits for an answer, or one left today."))
    return redirect(row.round)


@allow(EDITORS, "GET", "POST")
def on_behalf(request: HttpRequest, key: UUID) -> HttpResponse:
    row = addressee_of(request, key)
    kind, form = kind_of(row.round), OnBehalfForm(request.POST or None)
    if own_page := kind.behalf_url(row):
        return redirect(own_page)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "row": row, "kind": kind, "facts": kind.facts(row)}
        return render(request, "network/rounds/on_behalf.html", context, status=422 if form.errors else 200)
    try:
        kind.answer_on_behalf(row, note=form.cleaned_data["note"], by=signed_in(request))
    except NoLongerAskedError:
        messages.error(request, _("Nobody waits for this answer any more: there is nothing to enter."))
    except RoundClosedError:
        messages.error(request, _("The round was closed meanwhile: it takes no more answers."))
    else:
        messages.success(request, _("%(name)s: the answer is recorded.") % {"name": row.name})
    return redirect(row.round)
