"""Close open communication checks but the newest: from now on one is open at a time."""

from typing import Any

from django.db import migrations
from django.db.models.functions import Now


def close_older(apps: Any, schema_editor: Any) -> None:
    rounds = apps.get_model("network", "Round").objects.filter(closed_at=None, kind="communication_check")
    newest = rounds.order_by("-opened_at", "-pk").values_list("pk", flat=True).first()
    rounds.exclude(pk=newest).update(closed_at=Now())


class Migration(migrations.Migration):
    dependencies = [("network", "0021_acts_of_one_state")]

    operations = [migrations.RunPython(close_older, migrations.RunPython.noop)]
