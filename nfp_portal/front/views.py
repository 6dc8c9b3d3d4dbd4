"""Pages made of several apps: home, the desk, search, and what the portal says of itself."""

import logging
import sys

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from meetings.models import Meeting
from meetings.reports.models import Report
from meetings.turns import coming_dates
from network.models import coverage
from network.rounds.kinds import kind_of
from network.rounds.models import Round
from network.search.registry import kinds_in_order
from network.search.results import search as search_all
from network.verification.models import VERIFICATION
from network.views.states import coverage_tiles
from newsletter.models import Issue
from nfp_portal.accounts.access import (
    ANYONE,
    SECRETARIAT,
    SIGNED_IN,
    VISITOR,
    account_of,
    allow,
    caller_of,
    signed_in,
)
from nfp_portal.accounts.models import Role
from nfp_portal.audit.views import rate_limited
from nfp_portal.database.away import is_away
from nfp_portal.front.personal import private_record_of
from nfp_portal.front.your_turn import HAVE_TURNS, your_turn
from nfp_portal.jobs.disk import is_full
from nfp_portal.ui.search import search_query

log = logging.getLogger(__name__)

PLAIN_ERROR = "Something went wrong here. Please try again in a few minutes.\n"


@allow(ANYONE)
def home(request: HttpRequest) -> HttpResponse:
    """What waits for a member; the visitor's page for everybody else."""
    user = account_of(request)
    if user is not None and caller_of(user) in HAVE_TURNS:
        return render(request, "front/your_turn.html", your_turn(user))
    covered = coverage()
    shown = Meeting.objects.visible_to(request.user)
    last_round = Round.objects.of_kind(VERIFICATION).order_by("-opened_at").first()
    context = {
        "tiles": coverage_tiles(covered),
        "appointed": sum(entry.appointed for entry in covered),
        "represented": sum(1 for entry in covered if entry.appointed),
        "last_round": last_round,
        "next_on": kind_of(last_round).next_on(last_round) if last_round else None,
        "coming": shown.to_come().with_location().first(),
        "dates": coming_dates(request.user),
        "issue": Issue.objects.published().first(),
        "reports": shown.filter(report__in=Report.objects.published()).newest_first()[:3],
    }
    return render(request, "front/home.html", context)


@allow(SECRETARIAT)
def desk(request: HttpRequest) -> HttpResponse:
    return render(request, "front/desk.html", your_turn(signed_in(request)))


@allow(ANYONE)
@rate_limited
def search(request: HttpRequest) -> HttpResponse:
    """Show what matches; a page with focal points counts as read, like a page of the directory."""
    query = search_query(request)
    results = search_all(query, request.user, request.GET)
    kept = {"q": query} | ({"kind": results.kind} if results.kind else {})
    context = {
        "q": query,
        "results": results,
        "filter": results.filter if results.filter.facets else None,
        "kept": list(kept.items()),
        "clear_url": reverse("search", query=kept) if results.filter.is_used else "",
        "kinds": [kind.title for kind in kinds_in_order()],
        "is_empty": not query,
    }
    return render(request, "front/search.html", context)


@allow(ANYONE)
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "front/about.html")


@allow(ANYONE)
def help_page(request: HttpRequest) -> HttpResponse:
    may_leave = caller_of(request.user) in {VISITOR, Role.FOCAL_POINT}
    return render(request, "front/help.html", {"may_leave": may_leave})


@allow(ANYONE)
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "front/privacy.html")


@allow(SIGNED_IN)
def own_record(request: HttpRequest) -> HttpResponse:
    """Hand an account what is recorded of it and what nobody else is handed."""
    layout = {"ensure_ascii": False, "indent": 1}
    answer = JsonResponse(private_record_of(signed_in(request)), json_dumps_params=layout)
    answer["Content-Disposition"] = 'attachment; filename="own-record.json"'
    return answer


@allow(ANYONE)
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "front/accessibility.html")


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer what went wrong; a database that is away or a full disk is no fault of the page."""
    error = sys.exc_info()[1]
    if is_full(error):
        return _error_page(507)
    if is_away(error):
        away = _error_page(503)
        away["Retry-After"] = "5"
        return away
    return _error_page(500)


def _error_page(status: int) -> HttpResponse:
    """Render the page of this status, or plain words if even that fails, as without the static manifest."""
    try:
        return HttpResponse(render_to_string(f"{status}.html"), status=status)
    except Exception:
        log.exception("The error page could not be rendered.")
        return HttpResponse(PLAIN_ERROR, status=status, content_type="text/plain; charset=utf-8")
