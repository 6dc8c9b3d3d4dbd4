"""A delegation raises points behind the link of its invitation, without an account."""

import pghistory
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import pgettext

from meetings.participation.delegations import MeetingDelegation
from meetings.participation.views.lists import ListPage
from meetings.points.actions import PointsClosedError
from meetings.points.forms import PointForm
from meetings.points.models import Point
from meetings.points.permissions import takes_points
from meetings.points.views.raising import raise_by, show_form
from meetings.points.views.refusals import REFUSALS, refusal_in_words
from nfp_portal.links.views import message_page
from nfp_portal.revisions.stale import StaleError
from nfp_portal.ui.buttons import Button

NAME = "raise"
RAISED = "raised"


def label(delegation: MeetingDelegation) -> str:
    is_open = takes_points(delegation.meeting)
    return pgettext("letter", "Raise a point for the agenda") if is_open else ""


def page(page: ListPage) -> HttpResponse:
    """Show the form that focal points have on the portal; a point is raised without an account."""
    form = PointForm(page.request.POST or None, meeting=page.delegation.meeting)
    if page.request.method != "POST" or not form.is_valid():
        return _form_page(page, form)
    try:
        with pghistory.context(**page.origin or {}):
            raise_by(form, page.delegation.body, by=None)
    except PointsClosedError:
        return _form_page(page, form)
    except (StaleError, *REFUSALS) as refusal:
        title = pgettext("letter", "This was not saved")
        return message_page(page.request, title, refusal_in_words(page.delegation.meeting, refusal), 409)
    return redirect(f"{page.address(f'{NAME}&{RAISED}')}#{RAISED}")


def _form_page(page: ListPage, form: PointForm) -> HttpResponse:
    delegation = page.delegation
    own = Point.objects.for_body(delegation.body).filter(meeting=delegation.meeting, withdrawn_at=None)
    context = page.context | {
        "base": page.base,
        "title": pgettext("letter", "Raise a point for the agenda"),
        "submit": pgettext("letter", "Raise the point"),
        "back": Button(pgettext("letter", "Back to the list"), page.path),
        "is_raised": RAISED in page.request.GET and not form.is_bound,
        "own": own,
    }
    return show_form(page.request, delegation.meeting, form, context)
