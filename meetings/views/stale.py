"""What was typed beside what another saved meanwhile; nothing is written."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from meetings.forms.revised import RevisedForm


def both_versions(request: HttpRequest, form: RevisedForm[Any], current: Any, edit_url: str) -> HttpResponse:
    """Answer 409 with the fields that differ. The form's initial values are those of the row as it is now."""
    differences = [
        {"label": form.fields[name].label, "yours": form[name].value(), "theirs": form[name].initial}
        for name in form.changed_data
        if not form[name].is_hidden
    ]
    context = {"differences": differences, "edit_url": edit_url, "current": current}
    return render(request, "meetings/stale.html", context, status=409)
