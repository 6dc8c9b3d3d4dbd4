"""The answer to a form whose row has changed meanwhile or that others have open; acting approvers."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from nfp_portal.accounts.access import ADMINISTRATORS, APPROVERS, allow, signed_in
from nfp_portal.revisions import actions
from nfp_portal.revisions.forms import ActingApproverForm, RevisedForm
from nfp_portal.revisions.merging import typed_again
from nfp_portal.revisions.models import ActingApprover
from nfp_portal.revisions.presence import note_presence, others_at
from nfp_portal.ui.tables import Column, Table, table_of


def both_versions(request: HttpRequest, form: RevisedForm, row: Any) -> HttpResponse:
    """Show what was typed beside what is saved now, to keep the one or the other; nothing is written.

    What is sent from there is at the row's revision of now: it meets this page again if that has changed.
    """
    revision = form["revision"].html_name
    context = {
        "differences": list(form.differences(row)),
        "typed": typed_again(request.POST, leaving_out={revision}),
        "revision": (revision, form.current_values(row).get("revision") or row.revision),
        "edit_url": request.get_full_path(),
        "has_files": bool(request.FILES),
    }
    return render(request, "components/both_versions.html", context, status=409)


def answer_presence(request: HttpRequest, subject: str) -> HttpResponse:
    """Note that the page is open, and answer who else has it open; 204 where the page shows that already."""
    user = signed_in(request)
    note_presence(subject, by=user)
    others = others_at(subject, request.path, user)
    if request.POST.get("seen", "") == others.mark:
        return HttpResponse(status=204)
    return render(request, "revisions/presence_sentences.html", {"others": others})


@allow(APPROVERS | ADMINISTRATORS, "GET", "POST")
def acting_approvers(request: HttpRequest) -> HttpResponse:
    """List who may approve in an approver's place, now and later; POST names another."""
    by = signed_in(request)
    form = ActingApproverForm(request.POST or None, by=by)
    if request.method == "POST" and form.is_valid():
        try:
            actions.name_acting_approver(by=by, **form.cleaned_data)
        except IntegrityError:
            form.add_error("person", _("This person is acting approver on some of these days already."))
        else:
            messages.success(request, _("Saved. The person can approve on these days."))
            return redirect("revisions:acting_approvers")
    rows = ActingApprover.objects.current_and_coming().select_related("person", "set_by")
    context = {"form": form, "table": _table(rows)}
    return render(request, "revisions/acting_approvers.html", context, status=422 if form.is_bound else 200)


def _table(rows: Iterable[ActingApprover]) -> Table | None:
    labels = (_("Acting approver"), _("From"), _("Until"), _("Named by"), _("End"))
    cells = [
        (
            "",
            [
                row.person,
                date_format(row.from_day, "j F Y"),
                date_format(row.to_day, "j F Y"),
                row.set_by,
                format_html('<a href="{}">{}</a>', reverse("revisions:end_acting", args=[row.pk]), _("End")),
            ],
        )
        for row in rows
    ]
    return table_of([Column(label) for label in labels], cells) if cells else None


@allow(APPROVERS | ADMINISTRATORS, "GET", "POST")
def end_acting(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first; ending what is over already is no error."""
    if request.method != "POST":
        acting = get_object_or_404(ActingApprover.objects.select_related("person"), pk=pk)
        return render(request, "revisions/end_acting.html", {"acting": acting})
    actions.end_acting_approver(pk, by=signed_in(request))
    messages.success(request, _("Ended."))
    return redirect("revisions:acting_approvers")
