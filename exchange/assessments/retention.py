"""What is kept of assessments for a time only; see the table in docs/runbook.md."""

from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone

from exchange.assessments.models import Assessment, TeamMember

PEOPLE_AFTER = timedelta(days=365)


@transaction.atomic
def purge_people_of_assessments() -> int:
    """Remove contact and names of the team a year after an assessment ended; return of how many.

    It ends with the hand-over, or when the request is declined or withdrawn. The State's letter stays.
    """
    before = timezone.now() - PEOPLE_AFTER
    ended = models.Q(pk=None)
    for end in ("handed_over_at", "declined_at", "withdrawn_at"):
        ended |= models.Q(**{f"{end}__lt": before})
    named = TeamMember.objects.filter(assessment=models.OuterRef("pk")).exclude(name="")
    rows = Assessment.objects.filter(ended).filter(~models.Q(contact="") | models.Exists(named))
    old = list(rows.values_list("pk", flat=True))
    TeamMember.objects.filter(assessment__in=old).update(name="")
    return Assessment.objects.filter(pk__in=old).update(contact="")
