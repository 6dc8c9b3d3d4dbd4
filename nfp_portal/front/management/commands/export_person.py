"""Print what is recorded of the owner of an e-mail address, as JSON; that it was printed is noted.

What only the person may know of is not in it; it says where they download that.
"""

import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse

from nfp_portal.audit.actions import record
from nfp_portal.audit.models import Act
from nfp_portal.front.personal import record_of

# The same for everybody, so that it says of nobody whether there is any.
NOT_IN_IT = "forms not sent yet, and a part in self-assessments: for the person alone, who signs in"


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
        elsewhere = [{"what": NOT_IN_IT, "downloaded at": settings.SITE_URL + reverse("own_record")}]
        copy = recorded | {"not in this copy": elsewhere}
        self.stdout.write(json.dumps(copy, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))
