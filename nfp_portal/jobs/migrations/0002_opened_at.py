"""Note when who requested a result first had it: a letter says only to others that it is ready."""

from django.db import migrations, models


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
    ]
