"""Papers."""

import django.db.models.deletion
import nfp_portal.ui.uploads
import pgtrigger.compiler
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0002_participation"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Paper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "audience",
                    models.CharField(
                        choices=[("all", "Everyone"), ("focal_points", "Focal points only")],
                        default="all",
                        max_length=20,
                        verbose_name="for",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="papers",
                        to="meetings.meeting",
                    ),
                ),
                ("title", models.CharField(max_length=250, verbose_name="title")),
                ("symbol", models.CharField(blank=True, max_length=60, verbose_name="symbol")),
                ("language", models.CharField(blank=True, max_length=60, verbose_name="languages")),
                (
                    "file",
                    models.FileField(
                        blank=True, upload_to=nfp_portal.ui.uploads.RandomName("papers"), verbose_name="file"
                    ),
                ),
            ],
            options={
                "ordering": ("position", "pk"),
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_paperevent" ("audience", "file", "id", "key", "language", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "revision", "symbol", "title") VALUES (NEW."audience", NEW."file", NEW."id", NEW."key", NEW."language", NEW."meeting_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."revision", NEW."symbol", NEW."title"); RETURN NULL;',
                            hash="c8619a625aa6a2cf23b8b5abf421f5fb823a0ebc",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_779d6",
                            table="meetings_paper",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "meetings_paperevent" ("audience", "file", "id", "key", "language", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "revision", "symbol", "title") VALUES (NEW."audience", NEW."file", NEW."id", NEW."key", NEW."language", NEW."meeting_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."revision", NEW."symbol", NEW."title"); RETURN NULL;',
                            hash="2fdfff7310654dd9322b6ba8baece9449a65099c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_890c8",
                            table="meetings_paper",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="meetings.paper",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "audience",
                    models.CharField(
                        choices=[("all", "Everyone"), ("focal_points", "Focal points only")],
                        default="all",
                        max_length=20,
                        verbose_name="for",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "meeting",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.meeting",
                    ),
                ),
                ("title", models.CharField(max_length=250, verbose_name="title")),
                ("symbol", models.CharField(blank=True, max_length=60, verbose_name="symbol")),
                ("language", models.CharField(blank=True, max_length=60, verbose_name="languages")),
                (
                    "file",
                    models.FileField(
                        blank=True, upload_to=nfp_portal.ui.uploads.RandomName("papers"), verbose_name="file"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="c2448fab95932cff06fde5f69505d41be8837b0a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_75c16",
                            table="meetings_paperevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
    ]
