"""The context of every template."""

from django.conf import settings
from django.http import HttpRequest

from nfp_portal.ui.navigation import has_search_box, section_of


def portal(request: HttpRequest) -> dict[str, object]:
    match = request.resolver_match
    view_name = match.view_name if match else ""
    return {
        "demo": settings.DEMO,
        "help_address": settings.HELP_ADDRESS,
        "section": section_of(view_name),
        "has_search_box": has_search_box(view_name),
    }
