"""The secretariat's pages of both kinds: all rounds, and opening one. The board is that of every round."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from network.rounds.actions.opening import NobodyToAskError, OpenAlreadyError, open_round
from network.rounds.board import status_of_round
from network.rounds.kinds import kind_of
from network.rounds.models import Round
from network.rounds.queries import with_counts
from network.verification.forms import RoundForm, first_proposal
from network.verification.models import CHECK, VERIFICATION
from network.verification.preview import Preview, preview_of
from nfp_portal.accounts.access import EDITORS, SECRETARIAT, allow, caller_of, signed_in
from nfp_portal.ui.pagination import paginate

ON_A_PAGE = 100


@allow(SECRETARIAT)
def rounds(request: HttpRequest) -> HttpResponse:
    rows = with_counts(Round.objects.of_kind(VERIFICATION, CHECK))
    page = paginate(request.GET, rows, ON_A_PAGE)
    lines = [(row, kind_of(row).label, status_of_round(row)) for row in page]
    context = {"page": page, "lines": lines, "may_open": caller_of(request.user) in EDITORS}
    return render(request, "network/verification/list.html", context)


@allow(EDITORS, "GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    """Fill in, preview what would happen, then open; without the preview nothing opens."""
    form = RoundForm(request.POST or None, initial=first_proposal())
    if not form.is_bound or not form.is_valid():
        return _form_page(request, form)
    preview = preview_of(form.plan())
    if request.POST.get("seen") != str(preview.total):
        return _preview_page(request, form, preview)
    return _open(request, form)


def _preview_page(request: HttpRequest, form: RoundForm, preview: Preview) -> HttpResponse:
    if Round.objects.open().filter(kind=form.cleaned_data["kind"]).exists():
        form.add_error("kind", _("A round of this kind is open already: close it first."))
        return _form_page(request, form)
    return render(request, "network/verification/new.html", {"form": form, "preview": preview})


def _form_page(request: HttpRequest, form: RoundForm) -> HttpResponse:
    """The form with its mistakes, and the rounds that are open already."""
    rounds = Round.objects.open().of_kind(VERIFICATION, CHECK)
    context = {"form": form, "open_rounds": [(each, kind_of(each).label) for each in rounds]}
    return render(request, "network/verification/new.html", context, status=422 if form.is_bound else 200)


def _open(request: HttpRequest, form: RoundForm) -> HttpResponse:
    try:
        opened = open_round(form.plan(), by=signed_in(request))
    except OpenAlreadyError as already:
        messages.error(request, _("A round of this kind is open already: close it first."))
        return redirect(already.other)
    except NobodyToAskError:
        form.add_error("states", _("None of these States has a focal point to ask."))
        return _form_page(request, form)
    messages.success(request, _("The round is open; the letters are on their way."))
    return redirect(opened)
