"""What everybody may read: the archive, an issue, its PDF, the feed."""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from newsletter.content import context_of
from newsletter.feed import IssueFeed
from newsletter.models import CallForContributions, Issue
from newsletter.pdf import IssueDocument
from newsletter.permissions import may_read
from nfp_portal.accounts.access import ANYONE, EDITORS, allow, caller_of
from nfp_portal.accounts.audience import Audience, audiences_of
from nfp_portal.renderings.views import pdf

ON_A_PAGE = 20


@allow(ANYONE)
def archive(request: HttpRequest) -> HttpResponse:
    counted = Count("contributions", filter=Q(contributions__audience=Audience.ALL))
    issues = Issue.objects.published().annotate(articles=counted).order_by("-number")
    context = {
        "page": Paginator(issues, ON_A_PAGE).get_page(request.GET.get("page")),
        "call": CallForContributions.standing(),
        "may_edit": caller_of(request.user) in EDITORS,
    }
    return render(request, "newsletter/archive.html", context)


@allow(ANYONE)
def issue(request: HttpRequest, number: int) -> HttpResponse:
    """The web copy. Before its release an issue is for its editors alone."""
    shown = _readable(request, number)
    published = Issue.objects.published()
    context = context_of(shown, audiences_of(request.user)) | {
        "earlier": published.filter(number__lt=number).first(),
        "later": published.filter(number__gt=number).order_by("number").first(),
        "may_edit": caller_of(request.user) in EDITORS,
    }
    return render(request, "newsletter/issue.html", context)


def _readable(request: HttpRequest, number: int) -> Issue:
    found = Issue.objects.with_contributions().filter(number=number).first()
    if found is None or not may_read(request.user, found):
        raise Http404
    return found


@allow(ANYONE)
def issue_pdf(request: HttpRequest, number: int) -> HttpResponseBase:
    """The PDF of the issue as approved, or a page that says why there is none yet."""
    shown = _readable(request, number)
    if not shown.is_frozen:
        return render(request, "newsletter/pdf_waiting.html", {"issue": shown}, status=202)
    return pdf(request, IssueDocument(shown), f"newsletter-{number}.pdf")


@allow(ANYONE)
def latest(request: HttpRequest) -> HttpResponse:
    newest = Issue.objects.published().first()
    return redirect(newest or "newsletter:archive")


@allow(ANYONE)
def feed(request: HttpRequest) -> HttpResponse:
    return IssueFeed()(request)
