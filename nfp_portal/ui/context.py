"""The context of every template."""

from django.conf import settings
from django.http import HttpRequest

# Routes whose section in the navigation is not that of their namespace.
SECTIONS = {
    "network:states": "states",
    "network:state": "states",
    "network:letter": "states",
    "network:me": "me",
    "network:proposals:leave": "me",
    "network:proposals:delegation": "delegation",
    "network:proposals:nominate": "delegation",
    "network:proposals:ask_end": "delegation",
    "network:proposals:ask_correction": "delegation",
    "network:proposals:list": "desk",
    "network:proposals:proposal": "desk",
    "network:proposals:withdraw": "desk",
    "network:record": "states",
    "network:end_appointment": "states",
    "network:hand_over": "states",
    "network:correct_appointment": "states",
    "network:first_contact": "states",
    "network:contradictions": "desk",
    "network:delegations": "desk",
    "network:agencies": "desk",
    "network:agency": "desk",
    "network:verification:list": "desk",
    "network:verification:new": "desk",
    "network:rounds:board": "desk",
    "network:rounds:remind": "desk",
    "network:rounds:escalate": "desk",
    "network:rounds:close": "desk",
    "network:rounds:on_behalf": "desk",
    "network:organisations": "desk",
    "network:organisation": "desk",
    "network:add_state_contact": "desk",
    "network:add_organisation_contact": "desk",
    "network:contact": "desk",
    "about": "about",
    "search": "search",
    "home": "home",
    "desk": "desk",
}
NAMESPACES = {
    "network": "directory",
    "meetings": "meetings",
    "newsletter": "newsletter",
    "accounts": "account",
}


def section_of(view_name: str) -> str:
    """Return the section of the navigation that a route belongs to, or ""."""
    if view_name.startswith(("account_", "mfa_", "usersessions_")):
        return "account"
    return SECTIONS.get(view_name) or NAMESPACES.get(view_name.partition(":")[0], "")


def portal(request: HttpRequest) -> dict[str, object]:
    match = request.resolver_match
    return {
        "demo": settings.DEMO,
        "help_address": settings.HELP_ADDRESS,
        "section": section_of(match.view_name if match else ""),
    }
