"""Drop the search column of people: the directory is searched by its lines, and each insert paid for it."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0019_merged_agencies'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='person',
            name='person_folded',
        ),
        migrations.RemoveField(
            model_name='person',
            name='folded',
        ),
        migrations.RemoveField(
            model_name='personevent',
            name='folded',
        ),
    ]
