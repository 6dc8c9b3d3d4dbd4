"""The comment round on a draft report: opened and treated by editors, answered behind a link."""

from typing import Any
from uuid import UUID

import pghistory
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from meetings.models import Meeting
from meetings.participation.attendance import attendance_of
from meetings.reports.actions import comments as actions
from meetings.reports.actions.comments import LABEL_OF_WHOLE, WHOLE, Typed
from meetings.reports.comment_letters import end_in_words, is_over
from meetings.reports.comments import in_order, latest_round, outcome_of
from meetings.reports.content import LANGUAGE
from meetings.reports.forms import CommentRoundForm, TreatmentForm
from meetings.reports.models import Comment, CommentRound
from meetings.reports.submissions import parts_of
from meetings.reports.views.lookups import report_or_404
from meetings.views.lookups import meeting_of
from network.rounds.actions.answers import BY_LINK, NoLongerAskedError, RoundClosedError
from network.rounds.actions.opening import NobodyToAskError, OpenAlreadyError
from network.rounds.models import Mailbox, Outcome
from network.rounds.views.link import closed_page, ended_page
from nfp_portal.accounts.access import EDITORS, SECRETARIAT, allow, signed_in
from nfp_portal.accounts.audience import Audience
from nfp_portal.links.views import frame, path_in_language
from nfp_portal.revisions.changes import Part
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions
from nfp_portal.ui.buttons import Button

# What history keeps instead of the address.
ORIGIN = {"origin": "link", "path": "/answer/…", "user": None}
LONGEST_COMMENT, LONGEST_NAME = 4000, 200


# The secretariat's pages --------------------------------------------------------------------------


@allow(SECRETARIAT)
def table(request: HttpRequest, slug: str) -> HttpResponse:
    """Show all comments on the report in one table, with what was done with each."""
    report = report_or_404(meeting_of(request, slug))
    opened = latest_round(report.meeting)
    rows = Comment.objects.filter(addressee__round__comment_round__meeting=report.meeting)
    context = {
        "meeting": report.meeting,
        "outcome": outcome_of(opened) if opened else "",
        "rows": list(in_order(rows)),
        "offered": _buttons(report.meeting, opened, may_ask=not report.is_released),
    }
    return render(request, "meetings/reports/comments.html", context)


def _buttons(meeting: Meeting, opened: CommentRound | None, *, may_ask: bool) -> list[Button]:
    buttons = [Button(_("Who has answered"), opened.round.get_absolute_url())] if opened else []
    if may_ask and (opened is None or not opened.round.is_open):
        url = reverse("meetings:report_ask", args=[meeting.slug])
        buttons.append(Button(_("Ask for comments"), url, ""))
    return buttons


@allow(EDITORS, "GET", "POST")
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Say whom the letters would reach, then open the round."""
    report = report_or_404(meeting_of(request, slug))
    meeting = report.meeting
    form = CommentRoundForm(request.POST or None, initial={"title": _("Report of %s") % meeting.title[:100]})
    if request.method != "POST" or not form.is_valid():
        return _ask_page(request, meeting, form)
    try:
        actions.ask_for_comments(report, form.plan(), by=signed_in(request))
    except actions.NoDraftError:
        messages.error(request, _("The report is published: comments are asked for on a draft."))
    except NobodyToAskError:
        form.add_error(None, _("Nobody is recorded as having taken part: there is nobody to ask."))
        return _ask_page(request, meeting, form)
    except OpenAlreadyError as already:
        messages.error(request, _("A round of this kind is open already: close it first."))
        return redirect(already.other)
    else:
        messages.success(request, _("The round is open; the letters are on their way."))
    return redirect("meetings:report_comments", slug)


def _ask_page(request: HttpRequest, meeting: Meeting, form: CommentRoundForm) -> HttpResponse:
    attendance = attendance_of(meeting)
    context = {
        "form": form,
        "meeting": meeting,
        "states": len(attendance.states),
        "bodies": len(attendance.bodies),
        "silent": [str(each) for each in (*attendance.states, *attendance.bodies) if not _has_contact(each)],
    }
    return render(request, "meetings/reports/ask.html", context, status=422 if form.is_bound else 200)


def _has_contact(body: Any) -> bool:
    return bool(body.contacts.exists())


@allow(EDITORS, "GET", "POST")
def treat(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Say what was done with one comment."""
    meeting = meeting_of(request, slug)
    rows = in_order(Comment.objects.filter(addressee__round__comment_round__meeting=meeting))
    comment = get_object_or_404(rows, key=key)
    form = TreatmentForm(request.POST or None, instance=comment)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.treat_comment(
                comment.pk,
                typed["treatment"],
                typed["response"],
                revision=typed["revision"],
                by=signed_in(request),
            )
        except StaleError as stale:
            return both_versions(request, form, stale.row)
        messages.success(request, _("Saved."))
        return redirect("meetings:report_comments", slug)
    context = {"form": form, "comment": comment, "meeting": meeting}
    return render(request, "meetings/reports/treat.html", context, status=422 if form.is_bound else 200)


# Behind the link ----------------------------------------------------------------------------------


def link(request: HttpRequest, mailbox: Mailbox) -> HttpResponse:
    """Show the public parts of the draft with a field for each; what a POST does is its button's `act`."""
    row = mailbox.addressee
    if is_over(row.round):
        return closed_page(request)
    if request.method != "POST":
        is_done = row.is_answered and "again" not in request.GET
        return _thanks(request, mailbox) if is_done else _question(request, mailbox)
    if not request.POST.get("name", "").strip():
        return _question(request, mailbox, error=pgettext("letter", "Please give your name and function."))
    try:
        with pghistory.context(**ORIGIN):
            _give(request, mailbox)
    except RoundClosedError:
        return closed_page(request)
    except NoLongerAskedError:
        return ended_page(request, row)
    return redirect(path_in_language(request))


def _give(request: HttpRequest, mailbox: Mailbox) -> None:
    name = request.POST["name"].strip()[:LONGEST_NAME]
    given = type(BY_LINK)(BY_LINK.channel, name=name)
    typed = _typed(request, mailbox) if request.POST.get("act") == "comment" else []
    actions.give_comments(mailbox.addressee.key, typed, given=given)


def _typed(request: HttpRequest, mailbox: Mailbox) -> list[Typed]:
    return [
        Typed(part.key, part.label, request.POST.get(f"comment-{part.key}", "")[:LONGEST_COMMENT])
        for part in _parts(mailbox)
    ]


def _parts(mailbox: Mailbox) -> list[Part]:
    """Return what everybody will read, in parts with text, and the whole as the last."""
    opened = CommentRound.objects.select_related("meeting__report").get(round=mailbox.addressee.round)
    report = getattr(opened.meeting, "report", None)
    if report is None:
        raise Http404
    with override(LANGUAGE):
        parts = [part for part in parts_of(report, Audience.ALL) if part.text]
        return [*parts, Part(WHOLE, LABEL_OF_WHOLE, "")]


def _question(request: HttpRequest, mailbox: Mailbox, *, error: str = "") -> HttpResponse:
    row = mailbox.addressee
    texts = {each.part: each.text for each in Comment.objects.filter(addressee=row)}
    fields = [
        (part, f"comment-{part.key}", request.POST.get(f"comment-{part.key}", texts.get(part.key, "")))
        for part in _parts(mailbox)
    ]
    context = frame(request) | {
        "title": row.round.title,
        "whom": row.name,
        "end": end_in_words(row.round),
        "fields": fields,
        "name": request.POST.get("name", row.answered_name or mailbox.name),
        "error": error,
        "language_of_report": LANGUAGE,
    }
    return render(request, "meetings/reports/comment_link.html", context, status=422 if error else 200)


def _thanks(request: HttpRequest, mailbox: Mailbox) -> HttpResponse:
    row = mailbox.addressee
    given = list(Comment.objects.filter(addressee=row))
    context = frame(request) | {
        "has_none": row.outcome == Outcome.NOTHING,
        "given": given,
        "end": end_in_words(row.round),
        "name": row.answered_name,
        "again": f"{path_in_language(request)}{'&' if '?' in path_in_language(request) else '?'}again",
    }
    return render(request, "meetings/reports/comment_thanks.html", context)
