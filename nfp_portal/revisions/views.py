"""The answer to a form whose row has changed meanwhile."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nfp_portal.revisions.forms import RevisedForm
from nfp_portal.revisions.merging import typed_again


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
