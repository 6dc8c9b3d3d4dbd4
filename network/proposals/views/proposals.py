"""The queue of what delegations and focal points ask for, and the decisions on it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from network.forms.acts import REFUSED, message_of
from network.proposals.actions import decisions
from network.proposals.forms import DeclineForm, StatusFilter
from network.proposals.models import Proposal
from network.proposals.permissions import may_withdraw
from network.proposals.views.lookups import proposal_of
from network.proposals.views.page import context_of, way_to
from nfp_portal.accounts.access import EDITORS, SECRETARIAT, Who, allow, signed_in
from nfp_portal.accounts.models import Role
from nfp_portal.revisions.forms import parse_revision
from nfp_portal.ui.downloads import stored_file
from nfp_portal.ui.pagination import paginate

ON_A_PAGE = 50
CONFLICT = 409
ASKING: Who = frozenset({Role.DELEGATION, Role.FOCAL_POINT})
READERS = SECRETARIAT | ASKING


@allow(SECRETARIAT)
def proposals(request: HttpRequest) -> HttpResponse:
    """Show what waits, oldest first; with `?status=` what was decided, newest first."""
    form = StatusFilter(request.GET)
    status = form.cleaned_data["status"] if form.is_valid() else ""
    rows = Proposal.objects.with_all()
    shown = rows.filter(status=status) if status else rows.open().order_by("submitted_at", "pk")
    page = paginate(request.GET, shown, ON_A_PAGE)
    return render(request, "network/proposals/list.html", {"page": page, "form": form})


@allow(READERS)
def proposal(request: HttpRequest, key: UUID) -> HttpResponse:
    return _page(request, proposal_of(request, key), DeclineForm())


def _page(request: HttpRequest, shown: Proposal, form: DeclineForm, status: int = 200) -> HttpResponse:
    context = context_of(shown, signed_in(request), form, conflict=status == CONFLICT)
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
    shown, reader = proposal_of(request, key), signed_in(request)
    if not may_withdraw(reader, shown):
        raise Http404
    return render(request, "network/proposals/withdraw.html", {"proposal": shown} | way_to(reader))


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
        messages.info(request, _("Somebody decided on it in this moment: here is its status."))
    except decisions.ChangedMeanwhileError:
        return _page(request, proposal_of(request, key), DeclineForm(), status=CONFLICT)
    except REFUSED as error:
        messages.error(request, message_of(error))
        return _page(request, proposal_of(request, key), DeclineForm(), status=422)
    return redirect(shown)


def _pass_on(request: HttpRequest, shown: Proposal) -> str:
    decisions.pass_on(shown.pk, by=signed_in(request))
    return _("Passed on. The approvers are notified by mail.")


def _accept(request: HttpRequest, shown: Proposal) -> str:
    """What the page showed is what is accepted; without that, what stood there when it was asked."""
    revision = parse_revision(request.POST.get("revision", str(shown.revision or "")))
    decisions.accept(shown.pk, seen=revision, by=signed_in(request))
    return _("Accepted. It is in the directory, and who requested it is notified by mail.")


def _decline(request: HttpRequest, shown: Proposal) -> str:
    decisions.decline(shown.pk, reason=request.POST["reason"].strip(), by=signed_in(request))
    return _("Declined. The reason is on its way to who requested it.")


def _withdraw(request: HttpRequest, shown: Proposal) -> str:
    decisions.withdraw(shown.pk, by=signed_in(request))
    return _("Withdrawn. Nothing was changed in the directory.")
