"""Returned mail says whether it came to a signed address."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('returned', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='returnedmail',
            name='is_signed',
            field=models.BooleanField(default=True),
        ),
    ]
