"""Write the database and the stored files into a new folder in DIR, with a manifest of what is in them."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from nfp_portal.front.backups.actions import make
from nfp_portal.front.backups.manifest import BackupError


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path)

    def handle(self, *args: object, folder: Path, **options: object) -> None:
        try:
            goal, manifest = make(folder)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Backup: {goal.name} ({manifest.totals()})")
        for name in manifest.media.missing:
            self.stderr.write(f"The database speaks of a file that is not there: {name}")
