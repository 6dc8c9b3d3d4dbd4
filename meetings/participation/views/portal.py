"""A delegation's list on the portal: for its signed-in people, and for editors on its behalf."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from meetings.participation.delegations import MeetingDelegation, body_named, delegation_of
from meetings.participation.forms.bodies import BodyForm
from meetings.participation.permissions import may_answer_for
from meetings.participation.views.lists import ListPage, closed_list_page, show_or_act
from meetings.permissions import may_edit
from meetings.views.conflicts import refuse_published
from meetings.views.lookups import meeting_of
from meetings.writing import ReleasedError
from network.rounds.actions.answers import GivenAnswer, NoLongerAskedError, RoundClosedError
from network.rounds.models import Channel
from nfp_portal.accounts.access import EDITORS, FOCAL_POINTS, allow, signed_in
from nfp_portal.accounts.models import Role

WHO = FOCAL_POINTS | {Role.DELEGATION}
LONGEST_NAME, LONGEST_NOTE = 200, 400


@allow(EDITORS)
def delegations(request: HttpRequest, slug: str) -> HttpResponse:
    """Let editors choose the State or organisation whose people they enter."""
    meeting, form = meeting_of(request, slug), BodyForm(request.GET or None)
    if form.is_valid():
        return redirect("meetings:delegation", meeting.slug, form.cleaned_data["code"])
    return render(request, "meetings/participation/delegations.html", {"meeting": meeting, "form": form})


@allow(WHO, "GET", "POST")
def delegation(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Fill in and send the list of the State or organisation of this code."""
    shown = _delegation(request, slug, code)
    page = _page(request, shown)
    try:
        return show_or_act(page) if page.is_staff or shown.is_open else closed_list_page(page)
    except (RoundClosedError, NoLongerAskedError):
        return closed_list_page(page)
    except ReleasedError:
        return refuse_published(request, shown.meeting)


def _delegation(request: HttpRequest, slug: str, code: str) -> MeetingDelegation:
    """Return what the user may answer for; only editors do so where no invitation was sent."""
    meeting, body = meeting_of(request, slug), body_named(code)
    if body is None or not may_answer_for(request.user, body):
        raise Http404
    shown = delegation_of(meeting, body)
    if shown.row is None and not may_edit(request.user):
        raise Http404
    return shown


def _page(request: HttpRequest, shown: MeetingDelegation) -> ListPage:
    user, is_staff = signed_in(request), may_edit(request.user)
    return ListPage(
        request=request,
        delegation=shown,
        given=_on_behalf(request) if is_staff else GivenAnswer(Channel.PORTAL, user, name=str(user)),
        base="meetings/participation/delegation/portal.html",
        path=request.path,
        context={},
        is_staff=is_staff,
    )


def _on_behalf(request: HttpRequest) -> GivenAnswer:
    """Say who gave an answer that an editor enters, and how it came."""
    name, note = (" ".join(request.POST.get(field, "").split()) for field in ("given_by", "note"))
    return GivenAnswer(Channel.ON_BEHALF, signed_in(request), name[:LONGEST_NAME], note[:LONGEST_NOTE])
