"""The answer to who saves a form of a row that another changed meanwhile."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nfp_portal.revisions.forms import RevisedForm


def both_versions(request: HttpRequest, form: RevisedForm, row: Any) -> HttpResponse:
    """Show what was typed beside what stands in the row now; nothing is written."""
    context = {"differences": list(form.differences(row)), "edit_url": request.path}
    return render(request, "components/both_versions.html", context, status=409)
