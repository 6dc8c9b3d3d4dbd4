"""Load the recorded facts: States with their names, bodies, fields of work, Chairs, other networks."""

from django.db import migrations

from network import reference


def load(apps, schema_editor):
    reference.load(lambda name: apps.get_model("network", name))
    reference.load_networks(apps.get_model("network", "Network"))


class Migration(migrations.Migration):
    dependencies = [("network", "0007_functions")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
