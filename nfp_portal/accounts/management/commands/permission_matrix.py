"""Print who may call what: route, method and role, with the status the portal answers.

200 stands for admitted (the view decides by object), 302 for the sign-in page, 404 for hidden,
405 for a method the address does not know.
"""

import json
from collections.abc import Iterator

from django.core.management.base import BaseCommand, CommandParser

from nfp_portal.accounts.access import CALLERS, declared_routes

METHODS = ("GET", "POST")


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: object, as_json: bool, **options: object) -> None:
        cells = list(matrix())
        if as_json:
            self.stdout.write(json.dumps(cells, indent=1))
            return
        for cell in cells:
            self.stdout.write("{status} {method:4} {role:13} {route} {name}".format(**cell))


def matrix() -> Iterator[dict[str, str | int]]:
    for route in declared_routes():
        if route.declaration is None:
            continue
        for method in METHODS:
            for caller in CALLERS:
                status = route.declaration.status(caller, method)
                yield {
                    "route": route.pattern,
                    "name": route.name,
                    "method": method,
                    "role": caller,
                    "status": status,
                }
