"""Print everything recorded of the owner of an e-mail address, as JSON; that it was printed is noted."""

import json

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder

from nfp_portal.audit.actions import record
from nfp_portal.audit.models import Act
from nfp_portal.front.personal import record_of


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="E-MAIL")

    def handle(self, *args: object, email: str, **options: object) -> None:
        recorded = record_of(email)
        if not any(recorded.values()):
            raise CommandError(f"Nothing is recorded of {email}.")
        record(
            Act.EXPORT, by=None, subject="person", rows={name: len(rows) for name, rows in recorded.items()}
        )
        self.stdout.write(json.dumps(recorded, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))
