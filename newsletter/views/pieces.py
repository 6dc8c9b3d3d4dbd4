"""The editors' work on each contribution."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from newsletter import actions
from newsletter.forms import ContributionForm
from newsletter.models import Contribution
from newsletter.views.compose import not_now
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.accounts.models import User
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions


@allow(EDITORS, "GET", "POST")
def contribution(request: HttpRequest, pk: int) -> HttpResponse:
    edited = get_object_or_404(Contribution.objects.select_related("issue"), pk=pk)
    if edited.issue and edited.issue.is_frozen:
        return not_now(request, edited.issue.number)
    form = ContributionForm(request.POST or None, instance=Contribution.objects.get(pk=pk))
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "contribution": edited, "back": _home_of(edited)}
        status = 422 if form.is_bound else 200
        return render(request, "newsletter/contribution.html", context, status=status)
    try:
        saved = actions.change_contribution(pk, by=signed_in(request), **form.cleaned_data)
    except StaleError as stale:
        return both_versions(request, form, stale.row)
    except actions.NotNowError:
        return _late(request, edited)
    messages.success(request, _("Saved."))
    return redirect(_home_of(saved))


def _home_of(contribution: Contribution) -> str:
    """Give the page an editor came from: the issue's, or the list of what was offered."""
    if contribution.issue is None:
        return reverse("newsletter:issues")
    return f"{reverse('newsletter:compose', args=[contribution.issue.number])}#{contribution.anchor}"


def _late(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    if contribution.issue is not None:
        return not_now(request, contribution.issue.number)
    messages.error(request, _("Nothing was changed: another editor was faster. Look at it again."))
    return redirect("newsletter:issues")


def _up(pk: int, by: User) -> None:
    actions.move(pk, down=False, by=by)


def _down(pk: int, by: User) -> None:
    actions.move(pk, down=True, by=by)


def _put_back(pk: int, by: User) -> None:
    actions.put_back(pk, by=by)


def _decline(pk: int, by: User) -> None:
    actions.decline(pk, by=by)


ACTS: dict[str, Callable[[int, User], None]] = {
    "up": _up,
    "down": _down,
    "put-back": _put_back,
    "decline": _decline,
}


@allow(EDITORS, "POST")
def act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Move it within its section, take it out of its issue, or decline it."""
    if what not in ACTS:
        raise Http404
    acted = get_object_or_404(Contribution.objects.select_related("issue"), pk=pk)
    home = _home_of(acted)
    try:
        ACTS[what](pk, signed_in(request))
    except actions.NotNowError:
        return _late(request, acted)
    return redirect(home)


@allow(EDITORS, "POST")
def take_in(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    acted = get_object_or_404(Contribution.objects.select_related("issue"), pk=pk)
    try:
        taken = actions.take_in(pk, number=number, by=signed_in(request))
    except actions.NotNowError:
        return not_now(request, number) if acted.issue is None else _late(request, acted)
    messages.success(request, _("Accepted: %(headline)s.") % {"headline": taken.headline})
    return redirect(_home_of(taken))
