"""The gallery of components."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nfp_portal.accounts.access import ANYONE, allow
from nfp_portal.ui import gallery

STATUSES = ("confirmed", "due", "none", "draft", "published", "waiting", "running", "done", "failed")


@allow(ANYONE)
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component with an example and its call."""
    context = {
        "tiles": gallery.tiles(),
        "attendance": gallery.tiles("present present absent present"),
        "jobs": gallery.JOBS,
        "statuses": STATUSES,
        "form": gallery.SampleForm(),
        "sent": gallery.filled_form(),
        "page": gallery.page(),
        "text": "A *short* text with a [link](https://example.org), **weight** and\n\n- a point\n- another",
    }
    return render(request, "ui/styleguide.html", context)
