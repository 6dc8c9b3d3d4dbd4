"""What is refused because of what happened since: saved in the same moment, or published."""

from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from meetings.models import Meeting
from nfp_portal.revisions.forms import IdempotentForm

Form = TypeVar("Form", bound=IdempotentForm[Any])


def with_conflict(form: Form) -> Form:
    """Add the error that a change saved in the same moment contradicts this one."""
    message = _(
        "Somebody else saved a change in this moment that does not go with yours. Look at it and try again."
    )
    form.add_error(None, message)
    return form


def refuse_published(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Say that a report from public records holds its meeting's parts as they are until it is corrected."""
    messages.error(request, _("The report is published: begin a correction before changing it."))
    return redirect("meetings:report", meeting.slug)
