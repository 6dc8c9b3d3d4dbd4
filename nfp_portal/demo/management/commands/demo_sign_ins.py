"""Print the demonstration's sign-ins, one per role."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from nfp_portal.demo.sign_ins import sign_ins


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: object, as_json: bool, **options: object) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is off here: there are no such accounts.")
        if as_json:
            self.stdout.write(json.dumps(sign_ins(), indent=1))
            return
        for role, account in sign_ins().items():
            self.stdout.write(f"{role:14} {account['email']}  {account['password']}")
