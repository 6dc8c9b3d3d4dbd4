"""Contributing and clearing on the portal: for people of States, and for editors on their behalf."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from network.models import Agency, Person, State
from network.rounds.actions.answers import GivenAnswer, NoLongerAskedError, RoundClosedError
from network.rounds.models import Addressee, Channel
from newsletter.contributions.actions.calls import Contributor
from newsletter.contributions.models import CLEARANCE, CallForContributions, Clearance
from newsletter.contributions.permissions import CLEARING, may_clear, own_state
from newsletter.contributions.views import clearing
from newsletter.contributions.views.contributing import (
    LONGEST_NAME,
    LONGEST_NOTE,
    ContributionPage,
    show_or_act,
)
from newsletter.models import Piece
from nfp_portal.accounts.access import EDITORS, FOCAL_POINTS, allow, caller_of, signed_in
from nfp_portal.text.normal import one_line, printable

BASE = "newsletter/contributions/portal.html"


@allow(FOCAL_POINTS, "GET", "POST")
def contribute(request: HttpRequest) -> HttpResponse:
    """Write for the open call, or for whichever issue comes next."""
    user = signed_in(request)
    call, state = CallForContributions.current(), own_state(user)
    person: Person | None = getattr(user, "person", None)
    row = _row(call, state)
    by_state = state or (person.state if person else None)
    given = GivenAnswer(Channel.PORTAL, user, name=str(user))
    organisation = None if by_state or person is None else person.organisation
    return _shown(
        ContributionPage(
            request=request,
            contributor=Contributor(given, row, by_state, organisation),
            call=call,
            base=BASE,
            path=request.path,
            context={},
            agency=_agency(person, by_state),
            clearance_url=_clearance_url,
        )
    )


def _agency(person: Person | None, state: State | None) -> Agency | None:
    agency = person.agency if person else None
    return agency if agency and state and agency.state_id == state.pk else None


def _row(call: CallForContributions | None, state: State | None) -> Addressee | None:
    if call is None or state is None:
        return None
    rows = Addressee.objects.select_related("round", "state", "person", "organisation", "represents")
    return rows.filter(round=call.round_id, state=state).first()


def _shown(page: ContributionPage) -> HttpResponse:
    try:
        return show_or_act(page)
    except (RoundClosedError, NoLongerAskedError):
        messages.info(
            page.request, _("The call was closed meanwhile. What you write now waits for the next issue.")
        )
        return redirect("newsletter:contribute")


@allow(EDITORS, "GET", "POST")
def contribute_for(request: HttpRequest, code: str) -> HttpResponse:
    """Enter pieces on behalf of a State of the open call."""
    call = CallForContributions.objects.open().select_related("round").first()
    state = get_object_or_404(State, iso2=code.upper())
    row = _row(call, state)
    if row is None:
        raise Http404
    page = ContributionPage(
        request=request,
        contributor=Contributor(_on_behalf(request), row, state),
        call=call,
        base=BASE,
        path=request.path,
        context={"given_by": request.POST.get("given_by", ""), "note": request.POST.get("note", "")},
        is_staff=True,
    )
    return _shown(page)


def _on_behalf(request: HttpRequest) -> GivenAnswer:
    """Say who gave what an editor enters, and how it came."""
    name, note = (printable(one_line(request.POST.get(field, ""))) for field in ("given_by", "note"))
    return GivenAnswer(Channel.ON_BEHALF, signed_in(request), name[:LONGEST_NAME], note[:LONGEST_NOTE])


def _clearance_url(piece: Piece) -> str:
    latest = Clearance.objects.filter(piece=piece).select_related("addressee").order_by("-number").first()
    return reverse("newsletter:clearance", args=[latest.addressee.key]) if latest else ""


@allow(CLEARING, "GET", "POST")
def clearance(request: HttpRequest, key: UUID) -> HttpResponse:
    """Answer for the State about an edited text; editors record what a State says."""
    rows = Addressee.objects.select_related("round", "state", "person", "organisation", "represents")
    row = get_object_or_404(rows, key=key, round__kind=CLEARANCE)
    if not may_clear(request.user, row):
        raise Http404
    user, is_staff = signed_in(request), caller_of(request.user) in EDITORS
    given = _on_behalf(request) if is_staff else GivenAnswer(Channel.PORTAL, user, name=str(user))
    context = {"given_by": request.POST.get("given_by", ""), "note": request.POST.get("note", "")}
    return clearing.show_or_act(
        clearing.ClearancePage(
            request=request,
            row=row,
            given=given,
            base=BASE,
            path=request.path,
            context=context if is_staff else {},
            is_staff=is_staff,
        )
    )
