"""Which version of a row an account knows of."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0014_following'),
    ]

    operations = [
        migrations.AddField(
            model_name='knownentry',
            name='version',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
    ]
