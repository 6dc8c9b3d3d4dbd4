import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_cache_table"),
        ("audit", "0004_mail_held_and_released"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReadCount",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("hour", models.BigIntegerField()),
                (
                    "opened",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "listed",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("exports", models.PositiveIntegerField(default=0)),
            ],
        ),
        # A count that may be lost in a crash need not be written to the log at each page.
        migrations.RunSQL(
            "ALTER TABLE audit_readcount SET UNLOGGED", "ALTER TABLE audit_readcount SET LOGGED"
        ),
    ]
