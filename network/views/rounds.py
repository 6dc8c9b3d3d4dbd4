"""The secretariat's pages of verification: all rounds, opening one, the board of one, and its acts."""

from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from network import delivery
from network.actions import rounds as actions
from network.actions.rounds.letters import KIND
from network.forms.rounds import RoundForm, TelephoneForm, first_proposal
from network.models import Answer, Confirmation, Round, State
from network.models.rounds import ConfirmationQuerySet
from network.verification import tally
from network.verification.preview import Preview, preview_of
from network.verification.wording import words
from nfp_portal.accounts.access import EDITORS, SECRETARIAT, allow, signed_in
from nfp_portal.jobs.models import Job

ON_A_PAGE = 100


@allow(SECRETARIAT)
def rounds(request: HttpRequest) -> HttpResponse:
    page = Paginator(Round.objects.with_counts(), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "network/rounds/list.html", {"page": page})


@allow(EDITORS, "GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    """Fill in, look at what would happen, then open; without a look nothing opens."""
    form = RoundForm(request.POST or None, initial=first_proposal())
    if not form.is_bound or not form.is_valid():
        return _asked_anew(request, form)
    preview = preview_of(form.plan())
    if request.POST.get("seen") != str(preview.asked):
        return _looked_at(request, form, preview)
    return _opened(request, form)


def _looked_at(request: HttpRequest, form: RoundForm, preview: Preview) -> HttpResponse:
    if Round.objects.open().filter(kind=form.cleaned_data["kind"]).exists():
        form.add_error("kind", _("A round of this kind is open already: close it first."))
        return _asked_anew(request, form)
    return render(request, "network/rounds/new.html", {"form": form, "preview": preview})


def _asked_anew(request: HttpRequest, form: RoundForm) -> HttpResponse:
    """The form with its mistakes, and the rounds that are open already."""
    context = {"form": form, "open_rounds": Round.objects.open()}
    return render(request, "network/rounds/new.html", context, status=422 if form.is_bound else 200)


def _opened(request: HttpRequest, form: RoundForm) -> HttpResponse:
    try:
        opened = actions.open_round(form.plan(), by=signed_in(request))
    except actions.OpenAlreadyError as already:
        messages.error(request, _("A round of this kind is open already: close it first."))
        return redirect(already.other)
    except actions.NobodyToAskError:
        form.add_error("states", _("None of these States has a focal point to ask."))
        return _asked_anew(request, form)
    messages.success(request, _("The round is open; the letters are on their way."))
    return redirect(opened)


@allow(SECRETARIAT)
def board(request: HttpRequest, key: UUID) -> HttpResponse:
    asked = get_object_or_404(Round.objects.select_related("opened_by"), key=key)
    shown = board_of(asked, request)
    if request.GET.get("seen") == shown["mark"]:
        return HttpResponse(status=204)  # htmx leaves what it shows
    return render(request, "network/rounds/board.html", shown)


def board_of(asked: Round, request: HttpRequest) -> dict[str, Any]:
    """All the board shows; the same number of queries for ten asked and for ten thousand."""
    counted = tally.counts_of(asked)
    place = next((each for each in counted.states if each.state.iso2 == request.GET.get("state")), None)
    shown = request.GET.get("show", "outstanding" if asked.is_open else "all")
    rows = _of_state(asked, place.state) if place else _listed(asked, shown)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    job = Job.objects.filter(kind=KIND, subject=str(asked.key)).order_by("-requested_at").first()
    question = request.GET.copy()
    question.pop("seen", None)
    rows_shown = [] if shown == "states" and not place else list(page)
    return {
        "place": place,
        "show": shown,
        "page": page,
        "mark": _mark(counted, rows_shown, job),
        "question": question.urlencode(),
        "round": asked,
        "tally": counted,
        "tiles": tally.tiles_of(counted, list(State.objects.participating())),
        "median": tally.in_words(counted.median) if asked.is_check else "",
        "job": job,
        "may_act": asked.is_open and request.user.role in EDITORS,  # type: ignore[union-attr] # signed in
    }


def _mark(counted: tally.Counts, shown: list[Confirmation], job: Job | None) -> str:
    """What a live board shows, in short: the same as long as nothing has moved."""
    states = [(each.state.pk, sorted(each.numbers.items()), each.escalated_at) for each in counted.states]
    rows = [
        (
            row.pk,
            row.standing,
            row.person.in_list,
            row.way,
            row.answered_at,
            row.reminded_at,
            row.note,
            row.last_day,
        )
        for row in shown
    ]
    told = (counted.round.closed_at, states, rows, job and (job.state, job.done, job.total))
    return sha256(repr(told).encode()).hexdigest()[:16]


def _of_state(asked: Round, state: State) -> ConfirmationQuerySet:
    return Confirmation.objects.with_standing().filter(round=asked, state=state).in_order()


def _listed(asked: Round, shown: str) -> ConfirmationQuerySet:
    """The rows of one tab by State and name; the answers to a check in the order in which they came."""
    rows = Confirmation.objects.with_standing().filter(round=asked).in_order()
    if shown == "outstanding":
        return rows.outstanding()
    if shown == "answered":
        answered = rows.exclude(answer=Answer.WAITING)
        return answered.order_by("answered_at", "pk") if asked.is_check else answered
    return rows


@allow(EDITORS, "GET", "POST")
def close(request: HttpRequest, key: UUID) -> HttpResponse:
    asked = get_object_or_404(Round, key=key)
    if request.method == "POST":
        actions.close_round(asked.key)
        messages.success(request, _("The round is closed."))
        return redirect(asked)
    return render(request, "network/rounds/close.html", {"round": asked, "tally": tally.counts_of(asked)})


def _row(key: UUID) -> Confirmation:
    rows = Confirmation.objects.select_related("round", "person", "state").filter(round__closed_at=None)
    return get_object_or_404(rows, key=key)


@allow(EDITORS, "POST")
def remind_one(request: HttpRequest, key: UUID) -> HttpResponse:
    row = _row(key)
    if actions.remind_one(row.key):
        messages.success(request, _("%(name)s is reminded.") % {"name": row.person})
    else:
        messages.info(request, _("No reminder was sent: nobody waits for an answer, or one left today."))
    return redirect(row.round)


@allow(EDITORS, "GET", "POST")
def telephone(request: HttpRequest, key: UUID) -> HttpResponse:
    row = _row(key)
    form = TelephoneForm(request.POST or None)
    if not form.is_bound or not form.is_valid():
        context = {"form": form, "row": row, "facts": _facts(row)}
        return render(request, "network/rounds/telephone.html", context, status=422 if form.errors else 200)
    try:
        actions.confirm_by_telephone(row.key, note=form.cleaned_data["note"], by=signed_in(request))
    except actions.AppointmentEndedError:
        messages.error(request, _("The appointment has ended: there is nothing to confirm."))
    except actions.RoundClosedError:
        messages.error(request, _("The round was closed meanwhile: it takes no more answers."))
    else:
        messages.success(request, _("%(name)s: confirmed by telephone.") % {"name": row.person})
    return redirect(row.round)


def _facts(row: Confirmation) -> list[tuple[str, str]]:
    facts, labels = delivery.facts_of(row, "en"), words("en")["facts"]
    return [(labels[name], facts[name]) for name in delivery.FACTS]
