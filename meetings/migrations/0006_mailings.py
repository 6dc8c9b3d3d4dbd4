"""What was written to many from a meeting."""

import django.db.models.deletion
import nfp_portal.ui.uploads
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0005_reports"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mailing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mailings",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("save_the_date", "Save the date"),
                            ("postponed", "Postponed"),
                            ("rescheduled", "New dates"),
                            ("moved_online", "Moved online"),
                            ("cancelled", "Cancelled"),
                            ("restored", "Takes place after all"),
                            ("message", "Message"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("groups", models.CharField(blank=True, max_length=200, verbose_name="mailed to")),
                ("subject", models.CharField(blank=True, max_length=200, verbose_name="subject")),
                ("text", models.TextField(blank=True, max_length=8000, verbose_name="text")),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        upload_to=nfp_portal.ui.uploads.RandomName("mailings"),
                        verbose_name="file",
                    ),
                ),
                ("file_name", models.CharField(blank=True, max_length=200)),
                ("number", models.PositiveIntegerField(default=0, verbose_name="addresses")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("revision", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ("-at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "save_the_date",
                                    "postponed",
                                    "rescheduled",
                                    "moved_online",
                                    "cancelled",
                                    "restored",
                                    "message",
                                ],
                            )
                        ),
                        name="kind_of_mailing_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "message"), ("subject", ""), _connector="XOR"),
                        name="message_alone_has_a_subject",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "message"), ("sent_at__isnull", False), _connector="OR"),
                        name="message_alone_waits_to_be_sent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_mailingevent" ("at", "by_id", "file", "file_name", "groups", "id", "key", "kind", "meeting_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "sent_at", "subject", "text") VALUES (NEW."at", NEW."by_id", NEW."file", NEW."file_name", NEW."groups", NEW."id", NEW."key", NEW."kind", NEW."meeting_id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."revision", NEW."sent_at", NEW."subject", NEW."text"); RETURN NULL;',
                            hash="6007975fa4d785dbe8f9af9fe6c087aef65e326d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_26ecc",
                            table="meetings_mailing",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "meetings_mailingevent" ("at", "by_id", "file", "file_name", "groups", "id", "key", "kind", "meeting_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "sent_at", "subject", "text") VALUES (NEW."at", NEW."by_id", NEW."file", NEW."file_name", NEW."groups", NEW."id", NEW."key", NEW."kind", NEW."meeting_id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revision", NEW."sent_at", NEW."subject", NEW."text"); RETURN NULL;',
                            hash="7618a1b41c6e10d2f27d238792323dd1d7713083",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_07a8a",
                            table="meetings_mailing",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_mailingevent" ("at", "by_id", "file", "file_name", "groups", "id", "key", "kind", "meeting_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "sent_at", "subject", "text") VALUES (OLD."at", OLD."by_id", OLD."file", OLD."file_name", OLD."groups", OLD."id", OLD."key", OLD."kind", OLD."meeting_id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."revision", OLD."sent_at", OLD."subject", OLD."text"); RETURN NULL;',
                            hash="9fa4cdb3e121316b885994d59b55c80988a83b1e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_aa5bc",
                            table="meetings_mailing",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MailingEvent",
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
                        to="meetings.mailing",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("save_the_date", "Save the date"),
                            ("postponed", "Postponed"),
                            ("rescheduled", "New dates"),
                            ("moved_online", "Moved online"),
                            ("cancelled", "Cancelled"),
                            ("restored", "Takes place after all"),
                            ("message", "Message"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("groups", models.CharField(blank=True, max_length=200, verbose_name="mailed to")),
                ("subject", models.CharField(blank=True, max_length=200, verbose_name="subject")),
                ("text", models.TextField(blank=True, max_length=8000, verbose_name="text")),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        upload_to=nfp_portal.ui.uploads.RandomName("mailings"),
                        verbose_name="file",
                    ),
                ),
                ("file_name", models.CharField(blank=True, max_length=200)),
                ("number", models.PositiveIntegerField(default=0, verbose_name="addresses")),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("revision", models.PositiveIntegerField(default=1)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="4dc18690a838821f506b7feb76a07177294bcfb2",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ed0b4",
                            table="meetings_mailingevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
    ]
