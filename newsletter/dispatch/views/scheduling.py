"""Sending an issue later: at a day and time, or not then after all."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from newsletter import permissions
from newsletter.actions import NotNowError
from newsletter.dispatch import actions
from newsletter.dispatch.forms import ScheduleForm
from newsletter.models import Issue
from newsletter.views.compose import not_now
from newsletter.wording import scheduled_in_words
from nfp_portal.accounts.access import EDITORS, allow, signed_in


@allow(EDITORS, "GET", "POST")
def schedule(request: HttpRequest, number: int) -> HttpResponse:
    """GET asks when the issue is to leave; POST notes it."""
    issue = get_object_or_404(Issue, number=number)
    form = ScheduleForm(request.POST or None, initial=_chosen(issue))
    if not permissions.may_dispatch(request.user, issue):
        return not_now(request, number)
    if request.method == "POST" and form.is_valid():
        try:
            issue = actions.schedule(number, form.instant, by=signed_in(request))
        except NotNowError:
            return not_now(request, number)
        messages.success(request, scheduled_in_words(issue))
        return redirect("newsletter:dispatch", number)
    context = {"issue": issue, "form": form}
    return render(request, "newsletter/dispatch/schedule.html", context, status=422 if form.is_bound else 200)


def _chosen(issue: Issue) -> dict[str, object]:
    """Return the moment that was chosen before, by the clock of Vienna."""
    if issue.scheduled_for is None:
        return {}
    moment = localtime(issue.scheduled_for)
    return {"day": moment.date(), "clock": moment.time()}


@allow(EDITORS, "POST")
def unschedule(request: HttpRequest, number: int) -> HttpResponse:
    get_object_or_404(Issue, number=number)
    try:
        actions.unschedule(number, by=signed_in(request))
    except NotNowError:
        messages.info(request, _("It no longer waits for a moment."))
    else:
        messages.success(request, _("It does not leave by itself any more."))
    return redirect("newsletter:dispatch", number)
