"""Note when who requested a result first had it: a letter says only to others that it is ready."""

from django.db import migrations, models


def count_as_opened(apps, _schema_editor):
    """Whoever waited for what is done already has seen it: the upgrade itself writes no letters."""
    jobs = apps.get_model("jobs", "Job").objects.filter(state="done")
    jobs.update(opened_at=models.F("finished_at"))


class Migration(migrations.Migration):

    dependencies = [
        ('jobs', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='job',
            name='opened_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(count_as_opened, migrations.RunPython.noop),
    ]
