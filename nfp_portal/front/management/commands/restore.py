"""Restore the backup DIR, or the newest one in DIR, into this portal. Outgoing mail is held afterwards."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from nfp_portal.front.backups.actions import restore
from nfp_portal.front.backups.manifest import BackupError


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path)
        parser.add_argument("--replace", action="store_true", help="remove the data that are there")

    def handle(self, *args: object, folder: Path, replace: bool, **options: object) -> None:
        try:
            manifest = restore(folder, replace=replace)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Restored the backup of {manifest.made_at}: {manifest.totals()}.")
        self.stdout.write("Outgoing mail is held. Release it on the page Outgoing mail.")
