"""The gallery of components, and the preview of texts in Markdown."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nfp_portal.accounts.access import ANYONE, SIGNED_IN, allow, never_kept
from nfp_portal.ui import gallery
from nfp_portal.ui.markdown import render_markdown

STATUSES = ("confirmed", "due", "none", "draft", "published", "waiting", "running", "done", "failed")
LONGEST_PREVIEW = 100_000  # characters


@allow(ANYONE)
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component with an example and its call."""
    context = {
        "tiles": gallery.tiles(),
        "choices": gallery.tiles("yes no planned not_applicable open"),
        "attendance": gallery.tiles("present present unmarked present"),
        "jobs": gallery.JOBS,
        "statuses": STATUSES,
        "form": gallery.SampleForm(),
        "sent": gallery.filled_form(),
        "page": gallery.page(),
        "order": gallery.ORDER,
        "text": "A *short* text with a [link](https://example.org), **weight** and\n\n- a point\n- another",
    }
    return render(request, "ui/styleguide.html", context)


@allow(SIGNED_IN, "POST")
@never_kept
def preview(request: HttpRequest) -> HttpResponse:
    """Render the posted text; `field` is the name of its form field."""
    text = request.POST.get(request.POST.get("field", ""), "")
    return HttpResponse(render_markdown(text[:LONGEST_PREVIEW], top=3))
