"""What everybody may read: the archive, an issue, its PDF, the feed."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page

from newsletter.content import context_of
from newsletter.feed import IssueFeed
from newsletter.models import Issue, IssueStatus
from newsletter.pdf import IssueDocument
from newsletter.permissions import may_read
from newsletter.printed import PrintedIssue
from newsletter.sections import Page, sections_of
from newsletter.wording import withdrawn_because
from nfp_portal.accounts.access import ANYONE, EDITORS, allow, caller_of
from nfp_portal.accounts.audience import Audience, audiences_of
from nfp_portal.renderings.views import pdf
from nfp_portal.ui.buttons import Button
from nfp_portal.ui.pagination import paginate

ON_A_PAGE = 20


@allow(ANYONE)
def archive(request: HttpRequest) -> HttpResponse:
    counted = Count("pieces", filter=Q(pieces__audience=Audience.ALL))
    issues = Issue.objects.published().annotate(articles=counted).order_by("-number")
    context = {
        "page": paginate(request.GET, issues, ON_A_PAGE),
        "tools": _tools(request),
        "sections": sections_of(Page.ARCHIVE, request.user),
    }
    return render(request, "newsletter/archive.html", context)


def _tools(request: HttpRequest) -> list[Button]:
    subscribe = Button(_("Subscribe"), reverse("newsletter:subscribe"), "")
    if caller_of(request.user) not in EDITORS:
        return [subscribe]
    return [subscribe, Button(_("Editors’ desk"), reverse("newsletter:issues"))]


@allow(ANYONE)
def issue(request: HttpRequest, number: int) -> HttpResponse:
    """The web copy. Before its release an issue is for its editors alone."""
    return _page(request, number, "")


@allow(ANYONE)
def edition(request: HttpRequest, number: int, language: str) -> HttpResponse:
    """The web copy of an edition in another language than the issue's own."""
    return _page(request, number, language)


def _page(request: HttpRequest, number: int, language: str) -> HttpResponse:
    shown = _readable(request, number, language)
    if not may_read(request.user, shown):
        return _withdrawn(request, shown)
    context = context_of(shown, audiences_of(request.user), language) | {
        "editions": [PrintedIssue.of(shown, each) for each in shown.languages],
        "others": _others(number),
        "notes": list(_notes(request, shown)),
        "unpublished": "" if shown.is_released else shown.get_status_display(),
    }
    return render(request, "newsletter/issue.html", context)


def _others(number: int) -> list[tuple[str, Issue]]:
    """Return the later and the earlier issue, each with its relation; two queries."""
    published = Issue.objects.published()
    later = published.filter(number__gt=number).order_by("number").first()
    earlier = published.filter(number__lt=number).first()
    return [(relation, issue) for relation, issue in (("next", later), ("prev", earlier)) if issue]


def _notes(request: HttpRequest, shown: Issue) -> Iterator[str | SafeString]:
    """Say beside the issue what is special about it, and lead its editors to their page."""
    if shown.status == IssueStatus.STOPPED:
        yield _("Some readers have it by e-mail. Sending was stopped before it reached all of them.")
    if shown.withdrawal is not None:
        yield withdrawn_because(shown)
        yield _("Only editors read it here.")
    if caller_of(request.user) in EDITORS:
        url = reverse("newsletter:compose", args=[shown.number])
        yield format_html('<a class="tap" href="{}">{}</a>', url, _("Editors’ page of this issue"))
    if shown.is_demonstration:
        yield _("Demonstration: written on recorded facts; this issue never appeared.")


def _readable(request: HttpRequest, number: int, language: str = "") -> Issue:
    """Return an issue that is out or for editors, be it withdrawn; anything else is nobody's to know.

    With a `language`, one that appears in that too, besides its own.
    """
    row = Issue.objects.with_pieces().filter(number=number).first()
    if row is None or not (row.is_released or may_read(request.user, row)):
        raise Http404
    if language and language not in row.languages[1:]:
        raise Http404
    return row


def _withdrawn(request: HttpRequest, shown: Issue) -> HttpResponse:
    """Say at the address of a withdrawn issue that it is gone, since when and why."""
    return render(request, "newsletter/withdrawn.html", {"issue": shown}, status=410)


@allow(ANYONE)
def issue_pdf(request: HttpRequest, number: int) -> HttpResponseBase:
    """Send the PDF of the issue as approved, or a page that says why there is none yet."""
    return _pdf(request, number, "")


@allow(ANYONE)
def edition_pdf(request: HttpRequest, number: int, language: str) -> HttpResponseBase:
    return _pdf(request, number, language)


def _pdf(request: HttpRequest, number: int, language: str) -> HttpResponseBase:
    shown = _readable(request, number, language)
    if not may_read(request.user, shown):
        return _withdrawn(request, shown)
    if not shown.is_frozen:
        return render(request, "newsletter/pdf_waiting.html", {"issue": shown}, status=202)
    document = IssueDocument(shown, language)
    return pdf(request, document, f"newsletter-{document.subject}.pdf")


@allow(ANYONE)
def latest(request: HttpRequest) -> HttpResponse:
    newest = Issue.objects.published().first()
    return redirect(newest or "newsletter:archive")


@allow(ANYONE)
@conditional_page
def feed(request: HttpRequest) -> HttpResponse:
    return IssueFeed()(request)
