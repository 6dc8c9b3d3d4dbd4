"""A call for contributions is a round. What a call knew of its dates is in its round from now on."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone

VIENNA = ZoneInfo("Europe/Vienna")


def make_rounds(apps, schema_editor):
    """Give each call a round that asked nobody: before this, nobody was written to."""
    calls = apps.get_model("newsletter", "CallForContributions")
    rounds = apps.get_model("network", "Round")
    for call in calls.objects.all():
        closes_at = datetime.combine(call.due_on + timedelta(days=1), time(), VIENNA)
        closed_at = call.closed_at or (closes_at if closes_at < timezone.now() else None)
        call.round = rounds.objects.create(
            kind="call",
            title="Call for contributions",
            opened_at=min(call.opened_at, closes_at - timedelta(minutes=1)),
            opened_by=call.opened_by,
            closes_at=closes_at,
            closed_at=closed_at,
            is_demonstration=call.is_demonstration,
        )
        call.save(update_fields=["round"])


class Migration(migrations.Migration):
    dependencies = [("network", "0011_search_vectors"), ("newsletter", "0009_readers")]

    operations = [
        migrations.AddField(
            model_name="callforcontributions",
            name="round",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="call",
                to="network.round",
            ),
        ),
        migrations.RunPython(make_rounds, migrations.RunPython.noop),
    ]
