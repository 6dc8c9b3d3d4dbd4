"""Issues are searched in any alphabet."""

import network.models.search_text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0009_search_texts'),
        ('newsletter', '0003_contributions'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='contribution',
            name='folded',
        ),
        migrations.RemoveField(
            model_name='issue',
            name='folded',
        ),
        migrations.AddField(
            model_name='contribution',
            name='search_text',
            field=models.GeneratedField(db_persist=True, expression=network.models.search_text.SearchText('headline', 'body'), output_field=models.TextField()),
        ),
        migrations.AddField(
            model_name='issue',
            name='search_text',
            field=models.GeneratedField(db_persist=True, expression=network.models.search_text.SearchText('title', 'period', 'opening'), output_field=models.TextField()),
        ),
    ]
