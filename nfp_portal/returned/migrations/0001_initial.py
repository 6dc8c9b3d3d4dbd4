"""What came back of the mail."""

import django.db.models.deletion
import django.db.models.functions.datetime
import nfp_portal.text.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("mail", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReturnedMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("received_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("address", nfp_portal.text.fields.AddressField(max_length=254)),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("hard", "Address does not work"),
                            ("soft", "Did not arrive this time"),
                            ("content", "Message refused, not the address"),
                            ("unreadable", "To be read by somebody"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("content", models.BinaryField(blank=True, default=b"")),
                ("settled_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="mail.delivery",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "returned mails",
                "indexes": [
                    models.Index(models.F("address"), models.F("received_at"), name="returned_by_address"),
                    models.Index(
                        models.F("id"),
                        condition=models.Q(("decided_at", None), ("verdict", "unreadable")),
                        name="returned_waiting",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["hard", "soft", "content", "unreadable"])),
                        name="verdict_of_returned_mail_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="returned_mail_is_decided_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("verdict", "unreadable")),
                            ("content", b""),
                            _connector="OR",
                        ),
                        name="returned_mail_is_kept_while_it_waits",
                    ),
                ],
            },
        ),
    ]
