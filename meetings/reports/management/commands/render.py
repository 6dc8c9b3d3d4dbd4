"""Make one document of a meeting now and write it to a file: for checks, archives and urgent hours."""

import shutil
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from meetings.models import Meeting
from meetings.reports.actions.renderings import print_document
from meetings.reports.pdf import COPIES
from meetings.reports.permissions import Document, report_of
from nfp_portal.jobs.registry import no_progress
from nfp_portal.jobs.renderer import RenderError


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["meeting"])
        parser.add_argument("number", help="the meeting's number, or the words of its address")
        parser.add_argument("document", choices=[document.value for document in Document])
        parser.add_argument("--audience", choices=sorted(COPIES), default="public")
        parser.add_argument("--output", type=Path, required=True)

    def handle(self, *args: object, number: str, document: str, **options: object) -> None:
        meeting = Meeting.objects.with_location().filter(slug=number).first()
        if meeting is None:
            raise CommandError(f"There is no meeting {number}.")
        if document == Document.REPORT and report_of(meeting) is None:
            raise CommandError(f"Meeting {number} has no report.")
        output = Path(str(options["output"]))
        try:
            made = print_document(meeting, Document(document), COPIES[str(options["audience"])], no_progress)
        except RenderError as error:
            raise CommandError(str(error)) from error
        shutil.move(made, output)
        self.stdout.write(f"{output}: {output.stat().st_size} bytes")
