"""Invite one person by e-mail, for the first administrator of an installation."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from nfp_portal.accounts import actions
from nfp_portal.accounts.models import Role
from nfp_portal.text.addresses import normalize_address, validate_address


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="E-MAIL")
        parser.add_argument("--role", required=True, choices=Role.values)

    def handle(self, *args: object, email: str, role: str, **options: object) -> None:
        email = normalize_address(email)
        try:
            validate_address(email)
        except ValidationError as error:
            raise CommandError(f"{email} is no e-mail address.") from error
        try:
            user = actions.invite(email, role=Role(role), by=None)
        except actions.ClosedAccountError as error:
            raise CommandError(
                f"The account of {email} was closed: only an administrator opens it."
            ) from error
        self.stdout.write(f"Invited {email} as {user.role}; the message is in the outbox.")
        if user.role != role:
            self.stdout.write("Who has signed in already keeps the role: an administrator changes it.")
