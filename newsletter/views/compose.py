"""The editors' side: issues, what was offered, setting an issue."""

from collections.abc import Iterable

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import time_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from newsletter import actions, permissions
from newsletter.forms import IssueForm, StartForm
from newsletter.models import RELEASED, Issue, Piece
from newsletter.sections import Page, sections_of
from newsletter.submissions import subject_of
from newsletter.templatetags.newsletter import issue_status
from newsletter.views.autosave import autosaved, closed_meanwhile, is_autosave, saved_now, unfinished
from newsletter.views.offers import (
    OfferedPiece,
    approval_note,
    editions_of,
    list_pieces,
    more_editions,
    news_of,
    offered_blocks,
    stages_of,
    tools_of,
)
from newsletter.views.presence import others_at_issue
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.revisions.approval import last_remark
from nfp_portal.revisions.forms import NoteForm
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions
from nfp_portal.ui.buttons import Button
from nfp_portal.ui.pagination import paginate
from nfp_portal.ui.tables import Column, Table, table_of

ON_A_PAGE = 20


def not_now(request: HttpRequest, number: int) -> HttpResponse:
    """Say that the issue's state does not allow this (any more), on its own page."""
    issue = get_object_or_404(Issue, number=number)
    message = _("Nothing was changed: issue No. %(number)d is now “%(status)s”.")
    messages.error(request, message % {"number": number, "status": issue.get_status_display()})
    return redirect("newsletter:compose", number)


@allow(EDITORS)
def issues(request: HttpRequest) -> HttpResponse:
    rows = Issue.objects.with_reach().annotate(articles=Count("pieces")).order_by("-number")
    page = paginate(request.GET, rows, ON_A_PAGE)
    offered = Piece.objects.on_the_desk().with_origin()
    last = Issue.objects.order_by("number").last()
    is_idle = last is not None and not Issue.objects.exclude(status__in=RELEASED).exists()
    like_last = _like_last(last) if last is not None else []
    context = {
        "page": page,
        "table": _table(page) if page else None,
        "like_last": like_last if is_idle else [],
        "offered": [OfferedPiece.of(piece) for piece in offered],
        "sections": sections_of(Page.EDITORS_DESK, request.user),
        "tools": [
            Button(_("Start an issue"), reverse("newsletter:start"), ""),
            *([] if is_idle else like_last),
            Button(_("Call for contributions"), reverse("newsletter:call")),
        ],
    }
    return render(request, "newsletter/issues.html", context)


def _like_last(last: Issue) -> list[Button]:
    label = _("Start No. %(number)d like No. %(last)d") % {"number": last.number + 1, "last": last.number}
    url = reverse("newsletter:start_like_last", args=[last.number + 1])
    return [Button(label, url, fields={})]


def _table(rows: Iterable[Issue]) -> Table:
    labels = (_("Issue"), _("Period"), _("Contributions"), _("Status"))
    return table_of([Column(label) for label in labels], [("", _cells(issue)) for issue in rows])


def _cells(issue: Issue) -> list[object]:
    url = reverse("newsletter:compose", args=[issue.number])
    return [
        format_html('<a href="{}">{}</a>', url, issue),
        issue.period,
        getattr(issue, "articles", 0),
        issue_status(issue, issue.sent, issue.recipients),
    ]


@allow(EDITORS, "GET", "POST")
def start(request: HttpRequest) -> HttpResponse:
    form = StartForm(request.POST or None, initial={"number": actions.next_number()})
    if request.method == "POST" and form.is_valid():
        issue = actions.start_issue(by=signed_in(request), **form.cleaned_data)
        return redirect("newsletter:compose", issue.number)
    status = 422 if form.is_bound else 200
    return render(request, "newsletter/start.html", {"form": form}, status=status)


@allow(EDITORS, "POST")
def start_like_last(request: HttpRequest, number: int) -> HttpResponse:
    """Start the issue of this number with what the one before it has of its own."""
    try:
        issue = actions.start_like_last(number, by=signed_in(request))
    except actions.NotNowError:
        messages.error(
            request,
            _("No. %(number)d does not follow the last issue: start it with this form.") % {"number": number},
        )
        return redirect("newsletter:start")
    messages.success(
        request, _("Started: opening note and blocks are carried over. Check title, period and dates.")
    )
    return redirect("newsletter:compose", issue.number)


@allow(EDITORS, "GET", "POST")
def compose(request: HttpRequest, number: int) -> HttpResponse:
    issue = get_object_or_404(Issue.objects.with_reach().with_pieces(), number=number)
    form = IssueForm(request.POST or None, instance=_fresh(number))
    if request.method == "POST" and form.is_valid():
        return _saved(request, number, form)
    if request.method == "POST" and is_autosave(request):
        return unfinished(request)
    may_edit = permissions.may_edit(request.user, issue)
    offered = Piece.objects.on_the_desk().with_origin() if may_edit else []
    context = {
        "issue": issue,
        "form": form,
        "stages": stages_of(issue),
        "sections": list_pieces(issue, may_edit=may_edit),
        "offered": [OfferedPiece.of(piece, issue) for piece in offered],
        "may_edit": may_edit,
        "others": others_at_issue(request, issue) if may_edit else None,
        "tools": list(tools_of(issue, request.user)),
        "blocks": offered_blocks(issue) if may_edit else [],
        "editions": editions_of(issue),
        "more_editions": more_editions(issue) if may_edit else [],
        "news": news_of(issue) if may_edit else [],
        "note": approval_note(issue, request.user),
        "note_form": NoteForm(),
        "remark": last_remark(subject_of(issue)) if may_edit else "",
    }
    return render(request, "newsletter/compose.html", context, status=422 if form.is_bound else 200)


def _fresh(number: int) -> Issue:
    """Give the issue for the form alone: validating writes what was typed into it."""
    return Issue.objects.get(number=number)


def _saved(request: HttpRequest, number: int, form: IssueForm) -> HttpResponse:
    autosave = is_autosave(request)
    try:
        issue = actions.change_issue(number, by=signed_in(request), **form.cleaned_data)
    except StaleError as stale:
        return _stale(request, form, stale.row, autosave=autosave)
    except actions.NotNowError:
        return closed_meanwhile(request, number) if autosave else not_now(request, number)
    if autosave:
        return saved_now(request, issue.revision)
    messages.success(request, _("Saved."))
    return redirect("newsletter:compose", number)


def _stale(request: HttpRequest, form: IssueForm, current: Issue, *, autosave: bool) -> HttpResponse:
    if autosave:
        values = {"name": current.edited_by, "time": time_format(localtime(current.edited_at), "H:i")}
        message = _(
            "Not saved: %(name)s changed this issue at %(time)s. Click Save to compare both versions."
        )
        return autosaved(request, message % values, status=409)
    return both_versions(request, form, current)


@allow(EDITORS, "POST")
def submit(request: HttpRequest, number: int) -> HttpResponse:
    issue = get_object_or_404(Issue, number=number)
    form = NoteForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["note"][0]))
        return redirect("newsletter:compose", number)
    if not issue.pieces.exists():
        messages.error(request, _("An issue needs at least one contribution before it is submitted."))
        return redirect("newsletter:compose", number)
    try:
        actions.submit(number, by=signed_in(request), **form.cleaned_data)
    except actions.NotTranslatedError as refusal:
        messages.error(request, _("This edition needs a title and a period before the issue is submitted."))
        return redirect("newsletter:edition", number, refusal.edition.language)
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
def take_up(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """Make a piece of something that happened on the portal, or of several facts that it knows."""
    get_object_or_404(Issue, number=number)
    try:
        piece = actions.take_up(number, key, by=signed_in(request))
    except actions.NotNowError:
        return not_now(request, number)
    if piece is None:
        messages.info(request, _("It is no longer offered. The list below is current."))
        return redirect("newsletter:compose", number)
    messages.success(request, _("Taken up: %(headline)s.") % {"headline": piece.headline})
    return redirect("newsletter:piece", piece.pk)
