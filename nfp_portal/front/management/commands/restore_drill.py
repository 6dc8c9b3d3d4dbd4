"""Try whether the backup DIR, or the newest one in DIR, can be restored. The portal's data stay."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from nfp_portal.front.backups.actions import drill
from nfp_portal.front.backups.manifest import BackupError


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path)

    def handle(self, *args: object, folder: Path, **options: object) -> None:
        try:
            manifest = drill(folder)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"The backup of {manifest.made_at} can be restored: {manifest.totals()}.")
