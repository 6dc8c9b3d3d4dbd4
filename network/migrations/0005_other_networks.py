"""Load the recorded networks beside the focal points' own."""

from django.db import migrations

from network import reference


def load(apps, schema_editor):
    reference.load_networks(apps.get_model("network", "Network"))


class Migration(migrations.Migration):
    dependencies = [("network", "0004_delegates_and_networks")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
