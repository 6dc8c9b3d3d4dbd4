"""Initiatives that were proposed at once from assessments never opened are drafts again, as they would begin today.

Only those on which nobody has built anything: no step, no other sponsor or invitation, nothing that they are
linked with, no report released since, whose table may name them. The runbook says how to find the others. Once
its State has seen what others will read and proposed it, an initiative was a draft before, and stays as it is.
"""

import secrets

from django.db import migrations
from django.db.models import F, Max
from django.utils import timezone

FIRST_OF_DRAFTS, DRAFTS = 1_000_000, 1_000_000_000


def draft_again(apps, schema_editor):
    step = apps.get_model("exchange", "Step")
    now = timezone.now()
    for initiative in proposed_at_once(apps):
        step.objects.create(initiative=initiative, status="draft", on=timezone.localdate(now))
        initiative.number = FIRST_OF_DRAFTS + secrets.randbelow(DRAFTS)
        initiative.proposed_on, initiative.recorded_at = None, now
        initiative.revision += 1
        initiative.save()


def proposed_at_once(apps):
    """Return the initiatives of assessments that were never opened, as far as nothing was built on them."""
    get = apps.get_model
    opened = get("exchange", "AssessmentEvent").objects.filter(opened_at__isnull=False).values("pgh_obj_id")
    drafts = get("exchange", "StepEvent").objects.filter(status="draft").values("initiative_id")
    shared = get("exchange", "Sponsor").objects.exclude(
        state=F("initiative__recommendation__assessment__state")
    )
    rows = (
        get("exchange", "Initiative")
        .objects.filter(recommendation__assessment__opened_at=None, recommendation__isnull=False)
        .exclude(recommendation__assessment__in=opened)
        .exclude(pk__in=drafts)
        .exclude(pk__in=shared.values("initiative_id"))
        .filter(steps=None, merged_steps=None, invitations=None, centres=None)
        .filter(point=None, conclusion=None, meeting=None, event=None, practice=None)
    )
    released = get("meetings", "Release").objects.aggregate(latest=Max("released_at"))["latest"]
    return list(rows.filter(recorded_at__gt=released) if released else rows)


class Migration(migrations.Migration):

    dependencies = [
        ("exchange", "0020_recorded_news"),
        ("meetings", "0017_sources"),
    ]

    operations = [migrations.RunPython(draft_again, migrations.RunPython.noop)]
