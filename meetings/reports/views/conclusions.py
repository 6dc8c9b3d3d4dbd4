"""What came of a conclusion is noted at any time, also after its report was published."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from meetings.actions.parts import RemovedError
from meetings.reports.actions.conclusions import note_follow_up
from meetings.reports.forms import FollowUpForm
from meetings.reports.kinds import CONCLUSIONS
from meetings.reports.models import Conclusion
from meetings.views.histories import history_of_part
from meetings.views.lookups import meeting_of
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions


@allow(EDITORS, "GET", "POST")
def follow_up(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    meeting = meeting_of(request, slug)
    row = get_object_or_404(Conclusion, meeting=meeting, key=key)
    form = FollowUpForm(request.POST or None, instance=row, meeting=meeting)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form)
    try:
        note_follow_up(row, form.changes(), revision=form.cleaned_data["revision"], by=signed_in(request))
    except StaleError as stale:
        return both_versions(request, form, stale.row)
    except RemovedError as removed:
        raise Http404 from removed
    messages.success(request, _("Saved."))
    return redirect("meetings:report", slug)


def _form(request: HttpRequest, form: FollowUpForm) -> HttpResponse:
    row = form.stored
    context = {
        "form": form,
        "meeting": row.meeting,
        "kind": CONCLUSIONS,
        "title": _("What followed"),
        "intro": row.text,
        "tools": [],
        "cancel_url": CONCLUSIONS.page_url(row.meeting),
        "page": history_of_part(request, CONCLUSIONS, row),
    }
    return render(request, "meetings/part_form.html", context, status=422 if form.is_bound else 200)
