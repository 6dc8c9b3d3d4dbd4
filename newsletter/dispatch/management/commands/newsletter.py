"""Ask how far the dispatch of an issue is: `newsletter status 12 --json`."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from newsletter.dispatch import actions as sending
from newsletter.models import Issue


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        status = verbs.add_parser("status", help="counts of the recipients by state")
        status.add_argument("number", type=int)
        status.add_argument("--json", action="store_true", help="one JSON object instead of lines")

    def handle(self, *args: Any, **options: Any) -> None:
        issue = Issue.objects.select_related("letter").filter(number=options["number"]).first()
        if issue is None:
            raise CommandError(f"There is no issue No. {options['number']}.")
        counts = sending.counts(issue)
        if options["json"]:
            self.stdout.write(json.dumps({name: counts[name] for name in sending.COUNTED}))
            return
        self.stdout.write(f"{'status':<12}{issue.status:>9}")
        for name in (*sending.COUNTED, "withdrawn"):
            self.stdout.write(f"{name:<12}{counts[name]:>9}")
