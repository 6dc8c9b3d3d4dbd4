"""The outbox: letters, deliveries, suppressions, the relay."""

import django.db.models.deletion
import django.db.models.functions.datetime
import nfp_portal.text.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("text", "0002_extensions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(default=uuid.uuid4, editable=False, max_length=100, unique=True)),
                ("stream", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=500)),
                ("text", models.TextField()),
                ("html", models.TextField(blank=True)),
                ("headers", models.JSONField(default=dict)),
                ("sender", models.CharField(max_length=320)),
                ("language", models.CharField(default="en", max_length=10)),
                ("sha256", models.CharField(editable=False, max_length=64)),
                (
                    "priority",
                    models.SmallIntegerField(choices=[(1, "urgent"), (5, "normal"), (9, "bulk")], default=5),
                ),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("not_before", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("paused_at", models.DateTimeField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("calendar", models.TextField(blank=True)),
            ],
            options={
                "indexes": [models.Index(models.F("created_at"), name="letters_by_age")],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="mail.letter",
                    ),
                ),
                ("key", models.CharField(max_length=100)),
                ("address", nfp_portal.text.fields.AddressField(max_length=254)),
                ("slots", models.JSONField(default=dict)),
                ("message_id", models.CharField(editable=False, max_length=255)),
                ("stream", models.CharField(max_length=40)),
                ("priority", models.SmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("sending", "on its way"),
                            ("sent", "sent"),
                            ("deferred", "will be tried again"),
                            ("failed", "refused"),
                            ("suppressed", "not wanted"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("ambiguous", models.BooleanField(default=False)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("lease_token", models.UUIDField(null=True)),
                ("due_at", models.DateTimeField()),
                ("first_tried_at", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("last_reply", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "verbose_name_plural": "deliveries",
                "indexes": [
                    models.Index(models.F("letter"), models.F("state"), name="deliveries_by_state"),
                    models.Index(
                        models.F("letter"),
                        condition=models.Q(("state", "failed"), ("ambiguous", True), _connector="OR"),
                        name="deliveries_for_staff",
                    ),
                    models.Index(
                        models.F("priority"),
                        models.F("due_at"),
                        models.F("id"),
                        condition=models.Q(("state__in", ("waiting", "sending", "deferred"))),
                        name="open_deliveries",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "waiting",
                                    "sending",
                                    "sent",
                                    "deferred",
                                    "failed",
                                    "suppressed",
                                    "withdrawn",
                                ],
                            )
                        ),
                        name="delivery_state_is_known",
                    ),
                    models.UniqueConstraint(
                        models.F("letter"), models.F("key"), name="one_delivery_per_recipient"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Suppression",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", nfp_portal.text.fields.AddressField(max_length=254)),
                ("stream", models.CharField(blank=True, max_length=40)),
                ("reason", models.CharField(max_length=500)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("address", "stream"), name="one_suppression")
                ],
            },
        ),
        migrations.CreateModel(
            name="Relay",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("rests_until", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("last_reply", models.CharField(blank=True, max_length=500)),
                ("held_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="there_is_one_relay")
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("content_type", models.CharField(default="application/octet-stream", max_length=100)),
                ("content", models.BinaryField()),
                (
                    "letter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachment",
                        to="mail.letter",
                    ),
                ),
            ],
        ),
    ]
