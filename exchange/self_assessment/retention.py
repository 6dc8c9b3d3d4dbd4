"""What is kept of self-assessments for a time only; see the table in docs/runbook.md."""

from datetime import timedelta

from django.utils import timezone

from exchange.self_assessment.models import Level, SelfAssessment

NAMES_AFTER = timedelta(days=365)


def purge_names_at_levels() -> int:
    """Forget who began, wrote and closed self-assessments that were closed a year ago."""
    closed = timezone.now() - NAMES_AFTER
    levels = Level.objects.filter(assessment__closed_at__lt=closed).exclude(changed_by=None)
    number = levels.update(changed_by=None)
    old = SelfAssessment.objects.filter(closed_at__lt=closed)
    return (
        number
        + old.exclude(begun_by=None).update(begun_by=None)
        + old.exclude(closed_by=None).update(closed_by=None)
    )
