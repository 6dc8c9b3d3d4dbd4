"""Take in returned mail: one message on standard input, or every .eml file of a folder.

For the pipe of a mail server: `bin/manage ingest_bounce < message`. It ends with 0 also for what changes
nothing, so that no server returns a return; with 75 (sysexits: try again) while the database is away.
"""

import sys
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error

from nfp_portal.database.away import is_away
from nfp_portal.returned.actions import Taken, take_in
from nfp_portal.returned.reading import LARGEST

_TRY_AGAIN = 75


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, help="a folder of .eml files; they stay where they are")
        parser.add_argument("--to", default="", help="to which address the server was asked to deliver it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["folder"] is None:
                self.stdout.write(take_in(_standard_input(), envelope_recipient=options["to"]).code)
            else:
                self._take_folder(options["folder"])
        except Error as error:
            if not is_away(error):
                raise
            raise CommandError("The database is away: try again.", returncode=_TRY_AGAIN) from error

    def _take_folder(self, folder: Path) -> None:
        if not folder.is_dir():
            raise CommandError(f"{folder} is no folder.")
        taken: Counter[Taken] = Counter()
        for path in sorted(folder.glob("*.eml")):
            with path.open("rb") as file:
                taken[take_in(file.read(LARGEST))] += 1
        for each in Taken:
            self.stdout.write(f"{each.code:<12}{taken[each]:>9}")


def _standard_input() -> bytes:
    """Read all of it, for a server whose pipe breaks tries again; keep what is read of a message."""
    content = sys.stdin.buffer.read(LARGEST)
    while sys.stdin.buffer.read(LARGEST):
        pass
    return content
