"""What is said about a recorded meeting is what is recorded now, unless an editor changed it."""

from django.db import migrations

from meetings import reference


def load(apps, schema_editor):
    reference.load_texts(apps.get_model)


class Migration(migrations.Migration):

    dependencies = [('meetings', '0017_sources')]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
