"""Refuse a database that an earlier version made; the demonstration's own is emptied with --renew."""

import shutil
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from nfp_portal.database.history import drop_everything, is_of_earlier_code


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--renew", action="store_true", help="empty it if it is the demonstration's")

    def handle(self, *, renew: bool = False, **_options: object) -> None:
        if not is_of_earlier_code():
            return
        if not renew or not settings.DEMO:
            raise CommandError(
                "An earlier version of the portal made this database, and this one cannot carry it over. "
                "Nothing was changed: give another database, or check out that version again. "
                "Where its data may go, bin/run --fresh makes it anew."
            )
        drop_everything()
        for path in Path(settings.MEDIA_ROOT).iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        self.stdout.write("The demonstration's database of an earlier version is made anew.")
