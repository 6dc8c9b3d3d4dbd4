"""Two people at once: what was typed beside what another saved meanwhile; nothing is written."""

from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from meetings.forms.revised import RevisedForm


def both_versions(request: HttpRequest, form: RevisedForm[Any], current: Any, edit_url: str) -> HttpResponse:
    """Answer 409 with the fields that differ. The form's initial values are those of the row as it is now."""
    differences = [
        {"label": form.fields[name].label, "yours": form[name].value(), "theirs": form[name].initial}
        for name in form.changed_data
        if not form[name].is_hidden
    ]
    context = {"differences": differences, "edit_url": edit_url, "current": current}
    return render(request, "components/both_versions.html", context, status=409)


Form = TypeVar("Form", bound=RevisedForm[Any])


def outrun(form: Form) -> Form:
    """Say that a change saved in the same moment stands against this one; the database refused it."""
    words = _(
        "Somebody else saved a change in this moment that does not go with yours. Look at it and try again."
    )
    form.add_error(None, words)
    return form
