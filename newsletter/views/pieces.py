"""The editors' work on each contribution."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsletter import actions
from newsletter.forms import ContributionForm
from newsletter.models import Contribution
from newsletter.views.compose import not_now
from newsletter.views.histories import history_of_piece
from nfp_portal.accounts.access import EDITORS, allow, signed_in
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
        context["page"] = history_of_piece(request, edited)
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


@dataclass(frozen=True)
class Act:
    """`message` says that it was done; `do` returns the contribution, or None where nothing was to do."""

    message: Promise
    do: Callable[..., Contribution | None]


ACTS = {
    "up": Act(gettext_lazy("Moved: %(headline)s."), partial(actions.move, down=False)),
    "down": Act(gettext_lazy("Moved: %(headline)s."), partial(actions.move, down=True)),
    "put-back": Act(gettext_lazy("Taken out of the issue: %(headline)s."), actions.put_back),
    "decline": Act(gettext_lazy("Declined: %(headline)s."), actions.decline),
}


@allow(EDITORS, "POST")
def act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Move it within its section, take it out of its issue, or decline it."""
    if what not in ACTS:
        raise Http404
    acted = get_object_or_404(Contribution.objects.select_related("issue"), pk=pk)
    try:
        done = ACTS[what].do(pk, by=signed_in(request))
    except actions.NotNowError:
        return _late(request, acted)
    if done is not None:
        _say(request, ACTS[what].message, done)
    return redirect(_home_of(acted))


def _say(request: HttpRequest, message: str | Promise, done: Contribution) -> None:
    """Say what was done to a contribution, and offer to undo it."""
    undo_url = reverse("newsletter:contribution_undo", args=[done.pk, done.revision])
    messages.success(request, message % {"headline": done.headline}, extra_tags=f"undo:{undo_url}")


@allow(EDITORS, "POST")
def undo(request: HttpRequest, pk: int, revision: int) -> HttpResponse:
    """Take back the step that made this revision, if it is the latest."""
    acted = get_object_or_404(Contribution.objects.select_related("issue"), pk=pk)
    try:
        done = actions.undo_step(pk, revision=revision, by=signed_in(request))
    except StaleError:
        messages.error(request, _("Another change followed: look at it again and change it there."))
        return redirect(_home_of(acted))
    except IntegrityError:
        messages.error(request, _("The body it named is no longer recorded: change it on its page instead."))
        return redirect(_home_of(acted))
    except actions.NotNowError as refusal:
        return not_now(request, refusal.issue.number) if refusal.issue else _late(request, acted)
    messages.success(request, _("Taken back."))
    return redirect(_home_of(done))


@allow(EDITORS, "POST")
def take_in(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    acted = get_object_or_404(Contribution.objects.select_related("issue"), pk=pk)
    try:
        taken = actions.take_in(pk, number=number, by=signed_in(request))
    except actions.NotNowError:
        return not_now(request, number) if acted.issue is None else _late(request, acted)
    _say(request, _("Accepted: %(headline)s."), taken)
    return redirect(_home_of(taken))
