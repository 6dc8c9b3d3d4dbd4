"""Fill the portal with its demonstration: invented people around the recorded facts. Safe to run again."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

import exchange.assessments.demonstration
import exchange.centres.demonstration
import exchange.initiatives.demonstration
import exchange.practices.demonstration
import exchange.questions.demonstration
import exchange.self_assessment.demonstration
import meetings.demonstration
import meetings.participation.demonstration
import meetings.reports.demonstration
import network.demonstration
import network.messages.demonstration
import network.proposals.demonstration
import network.verification.demonstration
import newsletter.demonstration
from nfp_portal.accounts.models import Role
from nfp_portal.demo import sign_ins


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        if not settings.DEMO:
            raise CommandError(
                "The demonstration is off here: set DEMO=1 to have it, never beside real data."
            )
        network.demonstration.load()
        meetings.demonstration.load()
        sign_ins.load()
        network.verification.demonstration.load()
        network.proposals.demonstration.load(sign_ins.account(Role.DELEGATION), sign_ins.account(Role.EDITOR))
        network.messages.demonstration.load(sign_ins.account(Role.EDITOR))
        meetings.participation.demonstration.load()
        meetings.reports.demonstration.load()
        exchange.questions.demonstration.load()
        exchange.initiatives.demonstration.load()
        exchange.practices.demonstration.load()
        exchange.centres.demonstration.load()
        exchange.assessments.demonstration.load()
        exchange.self_assessment.demonstration.load()
        newsletter.demonstration.load()
        self.stdout.write("The demonstration is in place.")
