"""A file that waits to become a paper has a symbol, a kind and a purpose."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('meetings', '0015_search_vectors')]

    operations = [
        migrations.AddField(
            model_name='offeredpaper',
            name='symbol',
            field=models.CharField(blank=True, max_length=60, verbose_name='symbol'),
        ),
        migrations.AddField(
            model_name='offeredpaper',
            name='kind',
            field=models.CharField(choices=[('paper', 'Paper'), ('information_note', 'Information note'), ('presentation', 'Presentation'), ('statement', 'Statement'), ('report', 'Report')], default='paper', max_length=20, verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='offeredpaper',
            name='purpose',
            field=models.CharField(blank=True, choices=[('decision', 'for decision'), ('information', 'for information'), ('background', 'background')], max_length=20, verbose_name='purpose'),
        ),
        migrations.AddConstraint(
            model_name='offeredpaper',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['paper', 'information_note', 'presentation', 'statement', 'report'])), name='kind_of_offered_paper_is_known'),
        ),
        migrations.AddConstraint(
            model_name='offeredpaper',
            constraint=models.CheckConstraint(condition=models.Q(('purpose__in', ['', 'decision', 'information', 'background'])), name='purpose_of_offered_paper_is_known'),
        ),
    ]
