"""Recorded news says what is recorded now, unless an editor wrote it."""

from django.db import migrations

from exchange.news import reference


def load(apps, schema_editor):
    reference.load_again(apps.get_model)


class Migration(migrations.Migration):

    dependencies = [('exchange', '0019_drafts_of_initiatives')]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
