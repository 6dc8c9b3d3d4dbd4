"""Load the recorded meetings."""

from django.db import migrations

from meetings import reference


def load(apps, schema_editor):
    reference.load(apps.get_model)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_record"), ("network", "0003_reference")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
