"""Readers."""

import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
import newsletter.readers.models
import nfp_portal.text.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsletter", "0001_record"),
        ("text", "0002_extensions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Subscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", nfp_portal.text.fields.AddressField(max_length=254, verbose_name="e-mail")),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("de", "German"),
                            ("en", "English"),
                            ("es", "Spanish"),
                            ("fr", "French"),
                            ("it", "Italian"),
                            ("ru", "Russian"),
                        ],
                        default="en",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "To be confirmed"),
                            ("active", "Active"),
                            ("ended", "Ended"),
                            ("bounced", "Address does not work"),
                        ],
                        default="pending",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "token",
                    models.CharField(
                        default=newsletter.readers.models.new_token,
                        editable=False,
                        max_length=40,
                        unique=True,
                    ),
                ),
                (
                    "confirm_token",
                    models.CharField(
                        default=newsletter.readers.models.new_token,
                        editable=False,
                        max_length=40,
                        unique=True,
                    ),
                ),
                ("confirm_sent_on", models.DateField(null=True)),
                (
                    "replaces",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="newsletter.subscription",
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("is_demonstration", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [models.Index(fields=["state"], name="subscription_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "active"), _negated=True),
                            ("confirmed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="active_subscription_was_confirmed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ended"), _negated=True),
                            ("ended_at__isnull", False),
                            _connector="OR",
                        ),
                        name="ended_subscription_has_an_instant",
                    ),
                    models.UniqueConstraint(fields=("email",), name="one_subscription_per_email"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["pending", "active", "ended", "bounced"])),
                        name="subscription_state_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SubscriptionRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", nfp_portal.text.fields.AddressField(max_length=254)),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("de", "German"),
                            ("en", "English"),
                            ("es", "Spanish"),
                            ("fr", "French"),
                            ("it", "Italian"),
                            ("ru", "Russian"),
                        ],
                        max_length=2,
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="newsletter.subscription",
                    ),
                ),
                ("requested_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
    ]
