"""Outgoing mail can be held until staff release it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mail', '0002_addresses_in_one_form'),
    ]

    operations = [
        migrations.AddField(
            model_name='relay',
            name='held_at',
            field=models.DateTimeField(null=True),
        ),
    ]
