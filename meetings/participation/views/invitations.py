"""Editors invite the delegations of a meeting: after a preview of letter and numbers the letters leave."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meetings.models import Meeting
from meetings.participation.delegations import scope_of
from meetings.participation.forms.invitation import InvitationForm, first_proposal
from meetings.participation.models import INVITATION
from meetings.participation.preview import preview_of
from meetings.views.lookups import meeting_of
from network.rounds.actions.opening import OpenAlreadyError, open_round
from network.rounds.models import Round
from nfp_portal.accounts.access import EDITORS, allow, signed_in


@allow(EDITORS, "GET", "POST")
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_of(request, slug)
    if refusal := _refusal(meeting):
        messages.error(request, refusal)
        return redirect(meeting)
    if running := Round.objects.open().filter(kind=INVITATION, scope=scope_of(meeting)).first():
        return redirect(running)
    form = InvitationForm(request.POST or None, meeting=meeting, initial=first_proposal(meeting))
    if request.method != "POST" or not form.is_valid():
        return _page(request, meeting, form, 422 if form.is_bound else 200)
    preview = preview_of(form.plan(), meeting)
    if request.POST.get("seen") != str(preview.total):
        return _page(request, meeting, form, preview=preview)
    return _open(request, form)


def _refusal(meeting: Meeting) -> str:
    """Say why nobody can be invited to a meeting; empty where they can."""
    if meeting.has_ended:
        return _("The meeting is over: nobody can be invited any more.")
    if meeting.is_off:
        return _("The meeting does not take place as planned: set its days before inviting anybody.")
    if meeting.is_internal:
        return _("The meeting is not announced yet: change its stage before inviting anybody.")
    return ""


def _page(
    request: HttpRequest, meeting: Meeting, form: InvitationForm, status: int = 200, *, preview: object = None
) -> HttpResponse:
    context = {"meeting": meeting, "form": form, "preview": preview}
    return render(request, "meetings/participation/invite.html", context, status=status)


def _open(request: HttpRequest, form: InvitationForm) -> HttpResponse:
    try:
        opened = open_round(form.plan(), by=signed_in(request))
    except OpenAlreadyError as already:
        return redirect(already.other)
    messages.success(request, _("The invitation is open; the letters are on their way."))
    return redirect(opened)
