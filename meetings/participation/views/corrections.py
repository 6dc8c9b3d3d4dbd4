"""Requests to change a list that is closed: of a delegation, and of a person behind a link."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import pgettext

from meetings.participation.actions.corrections import request_correction
from meetings.participation.forms.corrections import ChangeRequestForm, request_form
from meetings.participation.letters import dates_of, name_of_body
from meetings.participation.models import Participant
from nfp_portal.links.views import frame, path_in_language
from nfp_portal.ui.letters import written_day


def request_context(
    request: HttpRequest, form: ChangeRequestForm, intro: str, *, is_taken: bool
) -> dict[str, Any]:
    """Return what the form shows; `intro` stands above it."""
    ended = pgettext(
        "letter",
        "Corrections of the list of participants are no longer taken. If something is wrong, please write to "
        "the Secretariat.",
    )
    return {
        "form": form if is_taken else None,
        "intro": intro if is_taken else ended,
        "was_requested": "requested" in request.GET and not form.is_bound,
    }


def own_entry(
    request: HttpRequest, person: Participant, until: date | None, facts: list[tuple[str, str]]
) -> HttpResponse:
    """Show somebody their entry on the provisional list, and take a correction.

    Raises `CorrectionsEndedError`.
    """
    form = request_form(request)
    if form.is_valid():
        request_correction(person, form.cleaned_data["text"])
        path = path_in_language(request)
        return redirect(f"{path}{'&' if '?' in path else '?'}requested#requested")
    intro = pgettext("letter", "Corrections are taken until %(day)s.") % {
        "day": written_day(until) if until else ""
    }
    context = frame(request) | request_context(request, form, intro, is_taken=True)
    context |= {
        "person": person,
        "body": name_of_body(person.body),
        "meeting": person.meeting,
        "dates": dates_of(person.meeting),
        "facts": facts,
    }
    status = 422 if form.is_bound else 200
    return render(request, "meetings/participation/registration/correction.html", context, status=status)
