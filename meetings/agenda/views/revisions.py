"""Publish the agenda as a revision, after a look at what changed; and what changed, for everybody."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from meetings.agenda.actions.paste import AgendaChangedError
from meetings.agenda.actions.revisions import NothingToPublishError, publish_agenda
from meetings.agenda.forms import PublishForm
from meetings.agenda.pasted.plan import fingerprint_of
from meetings.models import AgendaRevision, Meeting
from meetings.models.revisions import label_of_revision
from meetings.permissions import may_read_agenda
from meetings.published import hidden_keys, items_of, latest_revision, parts_of
from meetings.views.kinds import AGENDA
from meetings.views.lookups import meeting_of
from nfp_portal.accounts.access import ANYONE, EDITORS, allow, signed_in
from nfp_portal.accounts.audience import audiences_of
from nfp_portal.revisions.changes import Changes, changes_between, whole


@allow(EDITORS, "GET", "POST")
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what changed since the latest revision; POST publishes exactly that."""
    meeting = meeting_of(request, slug)
    form = PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            revision = publish_agenda(meeting, by=signed_in(request), **form.cleaned_data)
        except AgendaChangedError:
            form.add_error(None, _("The agenda has changed meanwhile: look at the changes again."))
        except NothingToPublishError:
            form.add_error(None, _("Nothing has changed since the last revision."))
        else:
            messages.success(request, _("Published: %(revision)s.") % {"revision": revision})
            return redirect("meetings:agenda", meeting.slug)
    return _publish_page(request, meeting, form)


def _publish_page(request: HttpRequest, meeting: Meeting, form: PublishForm) -> HttpResponse:
    items = list(meeting.items.in_order().with_people())
    latest = latest_revision(meeting)
    now = parts_of(items)
    label = label_of_revision(latest.number + 1 if latest else 0)
    context: dict[str, Any] = {
        "meeting": meeting,
        "form": form,
        "changes": changes_between(parts_of(items_of(meeting, latest.content)), now)
        if latest
        else whole(now),
        "since": _since(latest) if latest else "",
        "heading": _("Publish %(revision)s") % {"revision": label} if latest else _("Publish the agenda"),
        "fingerprint": fingerprint_of(items),
        "cancel_url": AGENDA.page_url(meeting),
    }
    return render(request, "meetings/agenda/publish.html", context, status=422 if form.is_bound else 200)


@allow(ANYONE)
def changes(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what the latest revision changed, as far as the reader may know."""
    meeting = meeting_of(request, slug)
    if not may_read_agenda(request.user, meeting):
        raise Http404
    revisions = list(meeting.agenda_revisions.order_by("-number"))
    context = {
        "meeting": meeting,
        "revisions": [(str(each), _day(each)) for each in revisions],
        "changes": _changes(request, meeting, *revisions[:2]) if len(revisions) > 1 else None,
        "since": _since(revisions[1]) if len(revisions) > 1 else "",
    }
    return render(request, "meetings/agenda/changes.html", context)


def _changes(
    request: HttpRequest, meeting: Meeting, latest: AgendaRevision, before: AgendaRevision
) -> Changes:
    """Compare two revisions without what is closed to the reader in the later one, or by now."""
    audiences = audiences_of(request.user)
    hidden = hidden_keys(meeting, audiences)
    hidden |= {item.key for item in items_of(meeting, latest.content) if item.audience not in audiences}
    texts = [
        parts_of(
            item
            for item in items_of(meeting, revision.content)
            if item.audience in audiences and item.key not in hidden
        )
        for revision in (before, latest)
    ]
    return changes_between(*texts)


def _since(revision: AgendaRevision) -> str:
    since = _("since %(revision)s of %(day)s") if revision.number else _("since the agenda of %(day)s")
    return since % {"revision": revision, "day": _day(revision)}


def _day(revision: AgendaRevision) -> str:
    return date_format(localtime(revision.published_at), "j F Y")
