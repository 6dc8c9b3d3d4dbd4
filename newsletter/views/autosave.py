"""Forms of editors that save themselves while one types (`templates/newsletter/saving_form.html`)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from newsletter.models import Issue


def is_autosave(request: HttpRequest) -> bool:
    return bool(request.headers.get("HX-Request"))


def autosaved(
    request: HttpRequest, message: str, *, revision: int | None = None, status: int = 200
) -> HttpResponse:
    """Answer an autosave with the line that the page shows, and the revision its form saves next."""
    context = {"message": message, "revision": revision}
    return render(request, "newsletter/saved.html", context, status=status)


def saved_now(request: HttpRequest, revision: int) -> HttpResponse:
    saved_at = time_format(timezone.localtime(), "H:i:s")
    return autosaved(request, _("Saved at %(time)s.") % {"time": saved_at}, revision=revision)


def unfinished(request: HttpRequest) -> HttpResponse:
    message = _("Not saved yet: something is missing. Click Save to see what.")
    return autosaved(request, message, status=422)


def closed_meanwhile(request: HttpRequest, number: int) -> HttpResponse:
    """Answer an autosave; a redirect would set a whole page into the one line that it fills."""
    issue = get_object_or_404(Issue, number=number)
    message = _("Not saved: issue No. %(number)d is now “%(status)s”.")
    values = {"number": number, "status": issue.get_status_display()}
    return autosaved(request, message % values, status=409)
