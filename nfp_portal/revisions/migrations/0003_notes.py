"""A submission may bring a remark for who approves it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('revisions', '0002_presence'),
    ]

    operations = [
        migrations.AddField(
            model_name='submission',
            name='note',
            field=models.TextField(blank=True, max_length=2000, verbose_name='remark for who approves'),
        ),
    ]
