"""What is kept of questions for a time only; see the table in docs/runbook.md."""

from datetime import timedelta

from django.utils import timezone

from exchange.questions.models import Answer, Colleague
from network.rounds.models import Outcome

COLLEAGUES_AFTER = timedelta(days=365)


def purge_drafts() -> int:
    """Delete what was written and never sent in rounds that are closed, and with it who was asked to help."""
    drafts = Answer.objects.filter(
        addressee__outcome=Outcome.WAITING, addressee__round__closed_at__isnull=False
    )
    number, _by_model = drafts.delete()
    return number


def purge_colleagues() -> int:
    """Forget who was asked to help with answers, and who wrote, in rounds that closed a year ago."""
    closed = timezone.now() - COLLEAGUES_AFTER
    colleagues = Colleague.objects.filter(answer__addressee__round__closed_at__lt=closed)
    number, _by_model = colleagues.delete()
    written = Answer.objects.filter(addressee__round__closed_at__lt=closed).exclude(saved_by="")
    return number + written.update(saved_by="")
