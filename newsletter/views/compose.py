"""The editors' side: issues, what was offered, setting an issue."""

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from newsletter import actions, permissions
from newsletter.forms import IssueForm, StartForm
from newsletter.models import CallForContributions, Contribution, Issue, Subscription
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.accounts.audience import Audience
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions


def not_now(request: HttpRequest, number: int) -> HttpResponse:
    """Say that the issue's state does not allow this (any more), on its own page."""
    issue = get_object_or_404(Issue, number=number)
    words = _("Nothing was changed: issue No. %(number)d is now “%(status)s”.")
    messages.error(request, words % {"number": number, "status": issue.get_status_display()})
    return redirect("newsletter:compose", number)


@allow(EDITORS)
def issues(request: HttpRequest) -> HttpResponse:
    context = {
        "issues": Issue.objects.with_reach().annotate(articles=Count("contributions")).order_by("-number"),
        "offered": Contribution.objects.offered().with_by_lines(),
        "call": CallForContributions.standing(),
        "subscribers": Subscription.objects.active().count(),
    }
    return render(request, "newsletter/issues.html", context)


@allow(EDITORS, "GET", "POST")
def start(request: HttpRequest) -> HttpResponse:
    form = StartForm(request.POST or None, initial={"number": actions.next_number()})
    if request.method == "POST" and form.is_valid():
        issue = actions.start_issue(by=signed_in(request), **form.cleaned_data)
        return redirect("newsletter:compose", issue.number)
    status = 422 if form.is_bound else 200
    return render(request, "newsletter/start.html", {"form": form}, status=status)


@allow(EDITORS, "GET", "POST")
def compose(request: HttpRequest, number: int) -> HttpResponse:
    issue = get_object_or_404(Issue.objects.with_reach().with_contributions(), number=number)
    form = IssueForm(request.POST or None, instance=_fresh(number))
    if request.method == "POST" and form.is_valid():
        return _saved(request, number, form)
    if request.method == "POST" and _is_autosave(request):
        return render(request, "newsletter/saved.html", {"incomplete": True}, status=422)
    context = {
        "issue": issue,
        "form": form,
        "sections": issue.sections_for(Audience),
        "offered": Contribution.objects.offered().with_by_lines(),
        "may_edit": permissions.may_edit(request.user, issue),
        "may_approve": permissions.may_approve(request.user, issue),
        "may_take_back": permissions.may_take_back(request.user, issue),
    }
    return render(request, "newsletter/compose.html", context, status=422 if form.is_bound else 200)


def _fresh(number: int) -> Issue:
    """Give the issue for the form alone: validating writes what was typed into it."""
    return Issue.objects.get(number=number)


def _is_autosave(request: HttpRequest) -> bool:
    return bool(request.headers.get("HX-Request"))


def _saved(request: HttpRequest, number: int, form: IssueForm) -> HttpResponse:
    autosave = _is_autosave(request)
    try:
        issue = actions.change_issue(number, by=signed_in(request), **form.cleaned_data)
    except StaleError as stale:
        return _stale(request, form, stale.row, autosave=autosave)
    except actions.NotNowError:
        return _closed_meanwhile(request, number) if autosave else not_now(request, number)
    if autosave:
        return render(request, "newsletter/saved.html", {"issue": issue})
    messages.success(request, _("Saved."))
    return redirect("newsletter:compose", number)


def _stale(request: HttpRequest, form: IssueForm, current: Issue, *, autosave: bool) -> HttpResponse:
    if autosave:
        return render(request, "newsletter/saved.html", {"issue": current, "stale": True}, status=409)
    return both_versions(request, form, current)


def _closed_meanwhile(request: HttpRequest, number: int) -> HttpResponse:
    """Answer an autosave; a redirect would set a whole page into the one line that it fills."""
    context = {"issue": get_object_or_404(Issue, number=number), "closed": True}
    return render(request, "newsletter/saved.html", context, status=409)


@allow(EDITORS, "POST")
def submit(request: HttpRequest, number: int) -> HttpResponse:
    issue = get_object_or_404(Issue, number=number)
    if not issue.contributions.exists():
        messages.error(request, _("An issue needs at least one contribution before it is submitted."))
        return redirect("newsletter:compose", number)
    try:
        actions.submit(number, by=signed_in(request))
    except actions.NotNowError:
        return not_now(request, number)
    messages.success(request, _("Submitted. A second person must approve it now."))
    return redirect("newsletter:compose", number)


@allow(EDITORS, "POST")
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    get_object_or_404(Issue, number=number)
    try:
        actions.take_back(number, by=signed_in(request))
    except actions.NotNowError:
        return not_now(request, number)
    messages.success(request, _("It is a draft again and must be approved anew."))
    return redirect("newsletter:compose", number)


@allow(EDITORS, "POST")
def add(request: HttpRequest, number: int, what: str) -> HttpResponse:
    """Write down what the portal knows itself."""
    get_object_or_404(Issue, number=number)
    adders = {"changes": actions.add_changes, "calendar": actions.add_calendar}
    if what not in adders:
        raise Http404
    try:
        added = adders[what](number, by=signed_in(request))
    except actions.NotNowError:
        return not_now(request, number)
    if added is None:
        messages.info(request, _("The portal knows of nothing new to write down."))
    else:
        messages.success(request, _("Added: %(headline)s.") % {"headline": added.headline})
    return redirect("newsletter:compose", number)
