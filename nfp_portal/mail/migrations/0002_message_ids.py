"""Deliveries are found by their Message-ID."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mail', '0001_initial'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(models.F('message_id'), name='deliveries_by_message_id'),
        ),
    ]
