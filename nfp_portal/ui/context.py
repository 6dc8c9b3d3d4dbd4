"""The context of every template."""

from django.conf import settings
from django.http import HttpRequest

from nfp_portal.ui.navigation import section_of


def portal(request: HttpRequest) -> dict[str, object]:
    match = request.resolver_match
    return {
        "demo": settings.DEMO,
        "help_address": settings.HELP_ADDRESS,
        "section": section_of(match.view_name if match else ""),
    }
