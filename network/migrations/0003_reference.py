"""Load the recorded facts: States with their names, bodies, fields of work, Chairs."""

from django.db import migrations

from network import reference


def load(apps, schema_editor):
    reference.load(lambda name: apps.get_model("network", name))


class Migration(migrations.Migration):
    dependencies = [("network", "0002_record")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
