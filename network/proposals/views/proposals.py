"""The queue of what delegations and focal points ask for, and the decisions on it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from network.forms.acts import REFUSED, words_of
from network.proposals.actions import decisions
from network.proposals.checks import warnings_about
from network.proposals.comparison import changed_since, lines_of, named_in
from network.proposals.forms import DeclineForm
from network.proposals.models import Proposal, ProposalStatus
from network.proposals.permissions import may_accept, may_decline, may_pass_on, may_read_note, may_withdraw
from network.proposals.views.lookups import proposal_of
from nfp_portal.accounts.access import EDITORS, SECRETARIAT, Who, allow, signed_in
from nfp_portal.accounts.models import Role
from nfp_portal.revisions.forms import parse_revision
from nfp_portal.ui.downloads import stored_file

ON_A_PAGE = 50
OUTRUN = 409
ASKING: Who = frozenset({Role.DELEGATION, Role.FOCAL_POINT})
READERS = SECRETARIAT | ASKING


@allow(SECRETARIAT)
def proposals(request: HttpRequest) -> HttpResponse:
    """What waits, oldest first; with `?status=` what was decided, newest first."""
    status = request.GET.get("status", "")
    rows = Proposal.objects.with_all()
    if status in ProposalStatus.values:
        shown = rows.filter(status=status)
    else:
        status, shown = "", rows.open().order_by("submitted_at", "pk")
    page = Paginator(shown, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "status": status, "statuses": ProposalStatus.choices}
    return render(request, "network/proposals/list.html", context)


@allow(READERS)
def proposal(request: HttpRequest, key: UUID) -> HttpResponse:
    return _page(request, proposal_of(request, key), DeclineForm())


def _page(request: HttpRequest, shown: Proposal, form: DeclineForm, status: int = 200) -> HttpResponse:
    """The proposal with what may be done about it; a delegation does not see the secretariat's remarks."""
    user = signed_in(request)
    staff = user.is_secretariat
    context = {
        "proposal": shown,
        "lines": lines_of(shown, reader=user),
        "named": named_in(shown),
        "seen": shown.revision_of_target,
        "moved": staff and changed_since(shown),
        "warnings": warnings_about(shown) if staff else [],
        "staff": staff,
        "form": form,
        "may_accept": may_accept(user, shown),
        "may_pass_on": may_pass_on(user, shown),
        "may_decline": may_decline(user, shown),
        "may_withdraw": may_withdraw(user, shown),
        "may_read_note": may_read_note(user, shown),
        "outrun": status == OUTRUN,
    }
    return render(request, "network/proposals/proposal.html", context, status=status)


@allow(EDITORS, "POST")
def pass_on(request: HttpRequest, key: UUID) -> HttpResponse:
    return _decide(request, key, _pass_on)


@allow(EDITORS, "POST")
def accept(request: HttpRequest, key: UUID) -> HttpResponse:
    return _decide(request, key, _accept)


@allow(EDITORS, "POST")
def decline(request: HttpRequest, key: UUID) -> HttpResponse:
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _page(request, proposal_of(request, key), form, status=422)
    return _decide(request, key, _decline)


@allow(ASKING, "GET", "POST")
def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    if request.method == "POST":
        return _decide(request, key, _withdraw)
    shown = proposal_of(request, key)
    if not may_withdraw(signed_in(request), shown):
        raise Http404
    return render(request, "network/proposals/withdraw.html", {"proposal": shown})


@allow(READERS)
def scan(request: HttpRequest, key: UUID) -> FileResponse:
    """The scan that came with a proposal; it is saved, never shown inside the portal."""
    shown = proposal_of(request, key)
    file = shown.instrument_file
    if not file:
        raise Http404
    name = shown.instrument_file_name or "instrument"
    return stored_file(file, name)


def _decide(request: HttpRequest, key: UUID, act: Callable[[HttpRequest, Proposal], str]) -> HttpResponse:
    """Do what was pressed; what stands in the way is said on the proposal's page."""
    shown = proposal_of(request, key)
    try:
        messages.success(request, act(request, shown))
    except decisions.NotYoursError as error:
        raise Http404 from error
    except decisions.ClosedError:
        messages.info(request, _("Somebody decided on it in this moment: here is how it stands."))
    except decisions.ChangedMeanwhileError:
        return _page(request, proposal_of(request, key), DeclineForm(), status=OUTRUN)
    except REFUSED as error:
        messages.error(request, words_of(error))
        return _page(request, proposal_of(request, key), DeclineForm(), status=422)
    return redirect(shown)


def _pass_on(request: HttpRequest, shown: Proposal) -> str:
    decisions.pass_on(shown.pk, by=signed_in(request))
    return _("Passed on. The approvers are told by mail.")


def _accept(request: HttpRequest, shown: Proposal) -> str:
    """What the page showed is what is accepted; without that, what stood there when it was asked."""
    seen = parse_revision(request.POST.get("seen", str(shown.revision or "")))
    decisions.accept(shown.pk, seen=seen, by=signed_in(request))
    return _("Accepted. It stands in the directory, and who asked is told by mail.")


def _decline(request: HttpRequest, shown: Proposal) -> str:
    decisions.decline(shown.pk, reason=request.POST["reason"].strip(), by=signed_in(request))
    return _("Declined. The reason is on its way to who asked.")


def _withdraw(request: HttpRequest, shown: Proposal) -> str:
    decisions.withdraw(shown.pk, by=signed_in(request))
    return _("Withdrawn. Nothing was changed in the directory.")
