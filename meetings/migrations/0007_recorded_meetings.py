"""Load the recorded meetings; each is in the time zone of its place, else in the Secretariat's."""

from django.db import migrations

from meetings import reference


def load(apps, schema_editor):
    reference.load(apps.get_model)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0006_mailings")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
