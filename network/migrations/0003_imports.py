"""A spreadsheet that is imported, and its rows."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import nfp_portal.ui.uploads
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("network", "0002_record"),
    ]

    operations = [
        migrations.CreateModel(
            name="Import",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("file", models.FileField(upload_to=nfp_portal.ui.uploads.RandomName("imports"))),
                ("file_name", models.CharField(max_length=200, verbose_name="file")),
                ("sha256", models.CharField(max_length=64)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="handed in"
                    ),
                ),
                ("encoding", models.CharField(blank=True, max_length=20, verbose_name="encoding")),
                ("separator", models.CharField(blank=True, max_length=1, verbose_name="separator")),
                (
                    "date_order",
                    models.CharField(
                        blank=True,
                        choices=[("dmy", "3 April 2016 (day first)"), ("mdy", "4 March 2016 (month first)")],
                        max_length=3,
                        verbose_name="dates",
                    ),
                ),
                ("mapping", models.JSONField(blank=True, default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("uploaded", "Uploaded"),
                            ("mapped", "Columns named"),
                            ("previewed", "Waiting for review"),
                            ("committed", "In the directory"),
                            ("undone", "Undone"),
                            ("failed", "Could not be read"),
                        ],
                        default="uploaded",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("new", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("same", models.PositiveIntegerField(default=0)),
                ("errors", models.PositiveIntegerField(default=0)),
                ("preview", models.PositiveIntegerField(default=0)),
                ("previewed_at", models.DateTimeField(null=True)),
                ("committed_at", models.DateTimeField(null=True)),
                (
                    "committed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "new_agencies",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), blank=True, default=list, size=None
                    ),
                ),
            ],
            options={
                "ordering": ("-at",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("date_order__in", ["", "dmy", "mdy"])),
                        name="import_date_order_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("committed_at__isnull", False), ("state__in", ("committed", "undone"))),
                            models.Q(
                                models.Q(("state__in", ("committed", "undone")), _negated=True),
                                ("committed_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="import_in_the_directory_has_its_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["uploaded", "mapped", "previewed", "committed", "undone", "failed"],
                            )
                        ),
                        name="import_state_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="network.import"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("cells", models.JSONField(default=list)),
                ("values", models.JSONField(default=dict)),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("changed", "Changed"),
                            ("same", "Same"),
                            ("error", "Rejected"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("written", "Written"),
                            ("left", "Left alone, changed since the preview"),
                            ("undone", "Undone"),
                            ("kept", "Kept, changed since the import"),
                        ],
                        db_default="",
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="import_rows",
                        to="network.person",
                    ),
                ),
                ("revision", models.PositiveIntegerField(null=True)),
                (
                    "appointment",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="import_rows",
                        to="network.appointment",
                    ),
                ),
                ("appointment_revision", models.PositiveIntegerField(null=True)),
                ("makes_appointment", models.BooleanField(default=False)),
                ("differences", models.JSONField(default=dict)),
                ("reasons", models.JSONField(default=list)),
            ],
            options={
                "ordering": ("number",),
                "indexes": [
                    models.Index(
                        models.F("source"),
                        models.F("verdict"),
                        models.F("number"),
                        name="import_rows_by_verdict",
                    ),
                    models.Index(
                        models.F("person"),
                        condition=models.Q(("person__isnull", False)),
                        name="import_rows_of_a_person",
                    ),
                    models.Index(
                        models.F("appointment"),
                        condition=models.Q(("appointment__isnull", False)),
                        name="import_rows_of_an_appointment",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["", "written", "left", "undone", "kept"])),
                        name="import_outcome_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["new", "changed", "same", "error"])),
                        name="import_verdict_is_known",
                    ),
                    models.UniqueConstraint(fields=("source", "number"), name="one_import_row_per_number"),
                ],
            },
        ),
    ]
