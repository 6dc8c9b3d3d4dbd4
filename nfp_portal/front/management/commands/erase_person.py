"""Take the name of the owner of an e-mail address out of published reports; without --yes say where it is."""

from collections.abc import Sequence

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from meetings.reports.actions.releases import NotErasableError, erase_name, naming
from meetings.reports.content import Named
from meetings.reports.models import Report
from nfp_portal.accounts.models import User
from nfp_portal.front.personal import keys_of_participations, record_of
from nfp_portal.text.addresses import normalize_address


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="E-MAIL")
        parser.add_argument("--by", metavar="E-MAIL", help="the approver who decided it")
        parser.add_argument("--reason", help="read by focal points; it does not name the person")
        parser.add_argument("--yes", action="store_true", help="do it")

    def handle(
        self, *args: object, email: str, by: str | None, reason: str | None, yes: bool, **options: object
    ) -> None:
        listed = list(naming(keys_of_participations(email)))
        if yes:
            self._erase(listed, by=by, reason=(reason or "").strip())
        for report, person in listed:
            done = "Removed from" if yes else "Named in"
            self.stdout.write(f"{done} the report of {report.meeting}: {person}")
        if not listed:
            self.stdout.write(f"No published report lists {email}.")
        self._say_what_stays(email)
        if listed and not yes:
            self.stdout.write("Nothing was changed. Add --by, --reason and --yes to remove the name.")

    def _erase(self, listed: Sequence[tuple[Report, Named]], *, by: str | None, reason: str) -> None:
        approver = User.objects.filter(email=normalize_address(by or "")).first()
        if approver is None or not reason:
            raise CommandError("Say by which approver and for what reason: --by E-MAIL --reason TEXT.")
        if not listed:
            raise CommandError("No published report lists this person.")
        try:
            with transaction.atomic():
                for report, person in listed:
                    erase_name(report, person.key, reason=reason, by=approver)
        except NotErasableError as refusal:
            raise CommandError(f"{approver.email} is no approver.") from refusal

    def _say_what_stays(self, email: str) -> None:
        counts = [f"{name}: {len(rows)}" for name, rows in record_of(email).items() if rows]
        if counts:
            self.stdout.write(f"Recorded besides, and not touched: {', '.join(counts)}.")
