"""Remove the second factors of one account, where no administrator is left who could sign in to do it."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from nfp_portal.accounts import actions
from nfp_portal.accounts.models import User


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="E-MAIL")

    def handle(self, *args: object, email: str, **options: object) -> None:
        user = User.objects.filter(email=email).first()
        if user is None:
            raise CommandError(f"No account has the address {email}.")
        number = actions.remove_second_factors(user)
        self.stdout.write(f"Second factors removed from {user.email}: {number}. The owner is told by e-mail.")
