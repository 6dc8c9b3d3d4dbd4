"""An address for each route, with an example for each of its arguments."""

import re

from nfp_portal.accounts.access import Route

EXAMPLES = {
    "uuid": "00000000-0000-4000-8000-000000000000",
    "int": "10",
    "slug": "some-meeting",
    "last_token": "unknown/",
    "last_signed_token": "unknown/",
    "str": "AT",
    "path": "some/path",
}


def address_of(route: Route) -> str:
    """Fill the converters of a route; a converter without an example is a mistake of this file."""

    def example(match: re.Match[str]) -> str:
        return EXAMPLES[match["converter"] or "str"]

    return re.sub(r"<(?:(?P<converter>\w+):)?\w+>", example, route.pattern)
