"""States raise points, raise those of others too, reword and withdraw them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.models import Meeting
from meetings.participation.delegations import body_named
from meetings.participation.permissions import may_answer_for
from meetings.permissions import may_edit
from meetings.points.actions import (
    NotRaisedByError,
    PointDecidedError,
    PointsClosedError,
    TypedPoint,
    join_point,
    leave_point,
    raise_point,
    reword_point,
)
from meetings.points.forms import PointForm, RaisedPointForm
from meetings.points.kinds import POINTS
from meetings.points.models import Body, Point
from meetings.points.permissions import is_first, takes_points, takes_raisers
from meetings.points.sections import until
from meetings.points.views.refusals import REFUSALS, refusal_in_words
from meetings.points.wording import name_in_text
from meetings.views.conflicts import refuse_published
from meetings.views.lookups import meeting_of
from meetings.writing import ReleasedError
from network.models import State
from network.permissions import represented_states
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.accounts.models import Role, User
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions

OF_STATES = frozenset({Role.FOCAL_POINT, Role.DELEGATION})


@allow(OF_STATES, "GET", "POST")
def raise_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Raise a point for the own State; after the day the page says how to write to the secretariat."""
    meeting, user = meeting_of(request, slug), signed_in(request)
    states = list(represented_states(user))
    if not states:
        raise Http404
    form = RaisedPointForm(request.POST or None, meeting=meeting, states=states)
    context = {
        "title": _("Raise a point"),
        "submit": _("Raise the point"),
        "cancel_url": meeting.get_absolute_url(),
    }
    if request.method != "POST" or not form.is_valid():
        return show_form(request, meeting, form, context)
    try:
        point = raise_by(form, form.chosen_state, by=user)
    except PointsClosedError:
        return show_form(request, meeting, form, context)
    except StaleError as stale:
        return both_versions(request, form, stale.row)
    except REFUSALS as refusal:
        return _refuse(request, meeting, refusal)
    messages.success(request, _("Raised. The secretariat looks at it; other focal points can raise it too."))
    return redirect(POINTS.list_url(point))


def raise_by(form: PointForm, body: Body, *, by: User | None) -> Point:
    """Raise what a valid form says; raises what `raise_point` does."""
    typed = TypedPoint(form.cleaned_data["key"], form.cleaned_data["revision"], form.facts())
    return raise_point(form.instance.meeting, body, typed, by=by)


@allow(OF_STATES, "GET", "POST")
def change(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Reword a point of the own State while nothing is decided."""
    point = _point(request, slug, key)
    state = _first_state(request, point)
    if not point.is_waiting:
        return _refuse(request, point.meeting, PointDecidedError())
    form = PointForm(request.POST or None, instance=point, meeting=point.meeting)
    context = {"title": _("Change your point"), "submit": _("Save"), "cancel_url": POINTS.list_url(point)}
    if request.method != "POST" or not form.is_valid():
        return show_form(request, point.meeting, form, context)
    try:
        reword_point(form.stored, form.changes(), body=state, revision=form.cleaned_data["revision"])
    except PointsClosedError:
        return show_form(request, point.meeting, form, context)
    except StaleError as stale:
        return both_versions(request, form, stale.row)
    except REFUSALS as refusal:
        return _refuse(request, point.meeting, refusal)
    messages.success(request, _("Saved."))
    return redirect(POINTS.list_url(point))


def show_form(
    request: HttpRequest, meeting: Meeting, form: PointForm, context: dict[str, Any]
) -> HttpResponse:
    """Show the form; after the day what was typed in it, to be written to the secretariat."""
    is_open = takes_points(meeting)
    typed = [form["title"].value(), form["text"].value()] if form.is_bound and not is_open else []
    shown = {"meeting": meeting, "form": form if is_open else None, "typed": typed, "until": until(meeting)}
    status = 422 if form.is_bound and is_open else 200
    return render(
        request, "meetings/points/form.html", {"base": "base.html"} | context | shown, status=status
    )


@allow(OF_STATES | EDITORS, "POST")
def join(request: HttpRequest, slug: str, key: UUID, code: str) -> HttpResponse:
    """Raise a point too, or again what was withdrawn; editors for any State or body, at any time."""
    point, body = _point(request, slug, key), _body(request, code)
    try:
        join_point(point, body, by=None if may_edit(request.user) else signed_in(request))
    except REFUSALS as refusal:
        return _refuse(request, point.meeting, refusal)
    values = {"title": point, "body": name_in_text(point.meeting, body)}
    undo = reverse("meetings:point_leave", args=[slug, key, code])
    messages.success(request, _("%(title)s: raised by %(body)s too.") % values, extra_tags=f"undo:{undo}")
    return redirect(POINTS.list_url(point))


@allow(OF_STATES | EDITORS, "POST")
def leave(request: HttpRequest, slug: str, key: UUID, code: str) -> HttpResponse:
    """Withdraw a State or body from a point, which stays with those who raise it too."""
    point, body = _point(request, slug, key), _body(request, code)
    values = {"title": point, "body": name_in_text(point.meeting, body)}
    try:
        left = leave_point(point, body)
    except NotRaisedByError:
        messages.info(request, _not_raised(point, body) % values)
        return redirect(POINTS.list_url(point))
    except REFUSALS as refusal:
        return _refuse(request, point.meeting, refusal)
    is_open = may_edit(request.user) or takes_raisers(left)
    undo = f"undo:{reverse('meetings:point_join', args=[slug, key, code])}" if is_open else ""
    messages.success(request, _("%(title)s: withdrawn by %(body)s.") % values, extra_tags=undo)
    return redirect(POINTS.list_url(point))


def _not_raised(point: Point, body: Body) -> str:
    if body in point.bodies:
        return _("%(title)s: %(body)s raised a point that was merged into it, and stays with it.")
    return _("%(title)s: it is not raised by %(body)s.")


def _point(request: HttpRequest, slug: str, key: UUID) -> Point:
    meeting = meeting_of(request, slug)
    point: Point = get_object_or_404(meeting.points.visible_to(request.user), key=key)
    point.meeting = meeting
    return point


def _first_state(request: HttpRequest, point: Point) -> State:
    """Return the State that raised a point first; 404 where one does not speak for it."""
    for state in represented_states(request.user):
        if is_first(point, state):
            return state
    raise Http404


def _body(request: HttpRequest, code: str) -> Body:
    """Return the State or body of this code; 404 where one does not speak for it."""
    body = body_named(code)
    if body is None or not may_answer_for(request.user, body):
        raise Http404
    return body


def _refuse(request: HttpRequest, meeting: Meeting, refusal: Exception) -> HttpResponse:
    """Say on the list of points why nothing was done."""
    if isinstance(refusal, ReleasedError) and may_edit(request.user):
        return refuse_published(request, meeting)
    messages.info(request, refusal_in_words(meeting, refusal))
    return redirect(POINTS.page_url(meeting))
