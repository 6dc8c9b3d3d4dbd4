"""Editors put points on the agenda, merge or decline them."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.actions.parts import RemovedError, latest_event
from meetings.models import Meeting
from meetings.participation.delegations import code_of
from meetings.points.actions import (
    PointDecidedError,
    decline_point,
    join_point,
    merge_point,
    put_on_agenda,
)
from meetings.points.forms import AgendaForm, DeclineForm, JoinForm, MergeForm
from meetings.points.kinds import POINTS
from meetings.points.letters import recipients_of
from meetings.points.models import Body, Point
from meetings.points.permissions import may_leave
from meetings.points.wording import name_in_text, raised_by
from meetings.views.conflicts import refuse_published
from meetings.views.kinds import AGENDA
from meetings.views.lookups import meeting_of
from meetings.writing import ReleasedError
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.revisions.forms import RevisedForm
from nfp_portal.revisions.stale import StaleError
from nfp_portal.text.addresses import readable_address
from nfp_portal.ui.buttons import Button

ACT = "act"
FORMS: dict[str, type[RevisedForm]] = {"agenda": AgendaForm, "merge": MergeForm, "decline": DeclineForm}


@allow(EDITORS, "GET", "POST")
def decide(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Show a waiting point with the three things to decide; POST does the one its button names."""
    point = _point(request, slug, key)
    if not point.is_waiting:
        return _decided(request, point.meeting)
    chosen = request.POST.get(ACT, "")
    forms: dict[str, Any] = {
        name: form(request.POST if name == chosen else None, point=point) for name, form in FORMS.items()
    }
    if chosen not in forms or not forms[chosen].is_valid():
        return _page(request, point, forms)
    return _act(request, point, chosen, forms[chosen])


def _act(request: HttpRequest, point: Point, chosen: str, form: Any) -> HttpResponse:
    try:
        return _DO[chosen](request, point, form)
    except StaleError:
        messages.warning(request, _("The point was changed meanwhile: look at it again."))
        return redirect("meetings:point_decide", point.meeting.slug, point.key)
    except PointDecidedError:
        return _decided(request, point.meeting)
    except RemovedError as removed:
        raise Http404 from removed
    except ReleasedError:
        return refuse_published(request, point.meeting)


def _page(request: HttpRequest, point: Point, forms: dict[str, Any]) -> HttpResponse:
    merge = forms["merge"]
    can_merge = merge.fields["target"].queryset.exists() and not point.merged.all()
    context = {
        "meeting": point.meeting,
        "point": point,
        "raised": raised_by(point),
        "agenda": forms["agenda"],
        "merge": merge if can_merge else None,
        "decline": forms["decline"],
        "letter_to": ", ".join(readable_address(each.address) for each in recipients_of(point)),
        "tools": [
            Button(_("Change"), POINTS.url_of(point, "edit")),
            Button(
                _("Who raises it"), reverse("meetings:point_raisers", args=[point.meeting.slug, point.key])
            ),
        ],
    }
    is_refused = any(form.is_bound for form in forms.values())
    return render(request, "meetings/points/decide.html", context, status=422 if is_refused else 200)


def _put_on_agenda(request: HttpRequest, point: Point, form: Any) -> HttpResponse:
    """Go on in the agenda's table where a new item was made: its day and time are given there."""
    item, audience = form.chosen_item, form.cleaned_data["audience"]
    revision, by = form.cleaned_data["revision"], signed_in(request)
    changed = put_on_agenda(point, item, audience=audience, revision=revision, by=by)
    message = _("On the agenda: %(title)s. The letter to those who raised it leaves in a minute.")
    message %= {"title": point}
    if item is not None:
        return _done(request, changed, message)
    made = changed.item
    assert made is not None  # noqa: S101 - it was put there
    messages.success(request, message, extra_tags=f"undo:{AGENDA.url_of(made, 'remove')}")
    return redirect(f"{AGENDA.page_url(point.meeting)}?edit={made.key}#{AGENDA.anchor(made)}")


def _merge(request: HttpRequest, point: Point, form: RevisedForm) -> HttpResponse:
    target, revision = form.cleaned_data["target"], form.cleaned_data["revision"]
    changed = merge_point(point, target, revision=revision, by=signed_in(request))
    values = {"title": point, "target": target}
    return _done(request, changed, _("%(title)s is merged into %(target)s.") % values)


def _decline(request: HttpRequest, point: Point, form: RevisedForm) -> HttpResponse:
    remark, revision, by = form.cleaned_data["remark"], form.cleaned_data["revision"], signed_in(request)
    changed = decline_point(point, remark, revision=revision, by=by)
    message = _("Declined: %(title)s. The letter with your remark leaves in a minute.")
    return _done(request, changed, message % {"title": point})


_DO = {"agenda": _put_on_agenda, "merge": _merge, "decline": _decline}


def _done(request: HttpRequest, point: Point, message: str) -> HttpResponse:
    undo = POINTS.undo_url(point, latest_event(point))
    messages.success(request, message, extra_tags=f"undo:{undo}")
    return redirect(POINTS.list_url(point))


def _decided(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    messages.info(request, _("Something was decided on this point already."))
    return redirect(POINTS.page_url(meeting))


@allow(EDITORS, "GET", "POST")
def raisers(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Show who raises a point, each with a button to withdraw it; POST lets another body raise it too."""
    point = _point(request, slug, key)
    form = JoinForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {
            "meeting": point.meeting,
            "point": point,
            "form": form,
            "bodies": [(str(body), list(_leaving(point, body))) for body in point.bodies],
            "cancel_url": POINTS.list_url(point),
        }
        return render(request, "meetings/points/raisers.html", context, status=422 if form.is_bound else 200)
    try:
        join_point(point, form.body, by=None)
    except PointDecidedError:
        return _decided(request, point.meeting)
    except RemovedError as removed:
        raise Http404 from removed
    except ReleasedError:
        return refuse_published(request, point.meeting)
    messages.success(request, _("Saved."))
    return redirect("meetings:point_raisers", slug, key)


def _leaving(point: Point, body: Body) -> Iterator[Button]:
    if may_leave(point, body):
        url = reverse("meetings:point_leave", args=[point.meeting.slug, point.key, code_of(body)])
        yield Button(_("Withdraw"), url, "quiet small", name_in_text(point.meeting, body), fields={})


def _point(request: HttpRequest, slug: str, key: UUID) -> Point:
    meeting = meeting_of(request, slug)
    point: Point = get_object_or_404(meeting.points.with_raisers(), key=key)
    point.meeting = meeting
    return point
