"""The answer to a form whose row has changed meanwhile."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nfp_portal.revisions.forms import RevisedForm


def both_versions(request: HttpRequest, form: RevisedForm, row: Any) -> HttpResponse:
    """Show the submitted values beside the current ones (409)."""
    context = {"differences": list(form.differences(row)), "edit_url": request.path}
    return render(request, "components/both_versions.html", context, status=409)
