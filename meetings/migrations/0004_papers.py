"""Papers are documents with versions in several languages; who was asked for one, and what was handed in."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import nfp_portal.text.fields
import nfp_portal.ui.uploads
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0003_participation"),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
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
                        related_name="documents",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="documents",
                        to="meetings.agendaitem",
                        verbose_name="item of the agenda",
                    ),
                ),
                ("title", models.CharField(max_length=250, verbose_name="title")),
                ("symbol", models.CharField(blank=True, max_length=60, verbose_name="symbol")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("paper", "Paper"),
                            ("information_note", "Information note"),
                            ("presentation", "Presentation"),
                            ("statement", "Statement"),
                            ("report", "Report"),
                        ],
                        default="paper",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("decision", "for decision"),
                            ("information", "for information"),
                            ("background", "background"),
                        ],
                        max_length=20,
                        verbose_name="purpose",
                    ),
                ),
                ("versions_number", models.PositiveIntegerField(default=0, editable=False)),
            ],
            options={
                "ordering": ("position", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["paper", "information_note", "presentation", "statement", "report"])
                        ),
                        name="kind_of_document_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("purpose__in", ["", "decision", "information", "background"])),
                        name="purpose_of_document_is_known",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="hangs_on_an_item_of_its_meeting",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF NEW.item_id IS NOT NULL AND NOT EXISTS (\n        SELECT 1 FROM meetings_agendaitem i WHERE i.id = NEW.item_id AND i.meeting_id = NEW.meeting_id) THEN\n        RAISE EXCEPTION 'the document hangs on an item of another meeting' USING ERRCODE = 'check_violation',\n            CONSTRAINT = 'document_hangs_on_an_item_of_its_meeting';\n    END IF;\n    RETURN NEW;\n",
                            hash="03d01bbdd6b57f4cfb8396e2c5a746e3d04b6879",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_hangs_on_an_item_of_its_meeting_ab970",
                            table="meetings_document",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_documentevent" ("audience", "id", "item_id", "key", "kind", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "purpose", "revision", "symbol", "title", "versions_number") VALUES (NEW."audience", NEW."id", NEW."item_id", NEW."key", NEW."kind", NEW."meeting_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."purpose", NEW."revision", NEW."symbol", NEW."title", NEW."versions_number"); RETURN NULL;',
                            hash="9418a26cd9836b80b11d0c6939dcc093f787cfce",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ca944",
                            table="meetings_document",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "meetings_documentevent" ("audience", "id", "item_id", "key", "kind", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "purpose", "revision", "symbol", "title", "versions_number") VALUES (NEW."audience", NEW."id", NEW."item_id", NEW."key", NEW."kind", NEW."meeting_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."purpose", NEW."revision", NEW."symbol", NEW."title", NEW."versions_number"); RETURN NULL;',
                            hash="1381b84cdd0245be6940e91ff695bc6944ce6ce6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_bb2a1",
                            table="meetings_document",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_documentevent" ("audience", "id", "item_id", "key", "kind", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "purpose", "revision", "symbol", "title", "versions_number") VALUES (OLD."audience", OLD."id", OLD."item_id", OLD."key", OLD."kind", OLD."meeting_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."purpose", OLD."revision", OLD."symbol", OLD."title", OLD."versions_number"); RETURN NULL;',
                            hash="03fd45e02f65d55c68430812f2bff96a5b816daa",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_468c6",
                            table="meetings_document",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentEvent",
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
                        to="meetings.document",
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
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.agendaitem",
                        verbose_name="item of the agenda",
                    ),
                ),
                ("title", models.CharField(max_length=250, verbose_name="title")),
                ("symbol", models.CharField(blank=True, max_length=60, verbose_name="symbol")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("paper", "Paper"),
                            ("information_note", "Information note"),
                            ("presentation", "Presentation"),
                            ("statement", "Statement"),
                            ("report", "Report"),
                        ],
                        default="paper",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("decision", "for decision"),
                            ("information", "for information"),
                            ("background", "background"),
                        ],
                        max_length=20,
                        verbose_name="purpose",
                    ),
                ),
                ("versions_number", models.PositiveIntegerField(default=0, editable=False)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="6fc4c2a4d36fcd6341df374c53adf3937f5e9265",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_f57c5",
                            table="meetings_documentevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="meetings.document",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("it", "Italian"),
                            ("ru", "Russian"),
                            ("es", "Spanish"),
                            ("other", "another language"),
                        ],
                        default="en",
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                (
                    "suffix",
                    models.CharField(
                        blank=True,
                        max_length=10,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(Rev|Corr|Add)\\.[1-9]\\d?$", "Write Rev.1, Corr.1 or Add.1."
                            )
                        ],
                        verbose_name="ending of the symbol",
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        upload_to=nfp_portal.ui.uploads.RandomName("papers"), verbose_name="file"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("added", models.PositiveIntegerField(editable=False)),
                ("withdrawn", models.PositiveIntegerField(editable=False, null=True)),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("document", "language", "number"), name="versions_of_a_language_are_numbered"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["en", "fr", "de", "it", "ru", "es", "other"])),
                        name="language_of_version_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("suffix", ""),
                            ("suffix__regex", "^(Rev|Corr|Add)\\.[1-9][0-9]?$"),
                            _connector="OR",
                        ),
                        name="suffix_is_rev_corr_or_add",
                        violation_error_message="Write Rev.1, Corr.1 or Add.1.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("file", ""), _negated=True), name="version_has_a_file"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn", None), ("withdrawn__gt", models.F("added")), _connector="OR"
                        ),
                        name="version_is_withdrawn_after_it_is_added",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_documentversionevent" ("added", "at", "by_id", "document_id", "file", "id", "language", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "suffix", "withdrawn") VALUES (NEW."added", NEW."at", NEW."by_id", NEW."document_id", NEW."file", NEW."id", NEW."language", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."suffix", NEW."withdrawn"); RETURN NULL;',
                            hash="9fe227dd39a81add1828f7a9cbafbe763d9df61d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_5e5ba",
                            table="meetings_documentversion",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "meetings_documentversionevent" ("added", "at", "by_id", "document_id", "file", "id", "language", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "suffix", "withdrawn") VALUES (NEW."added", NEW."at", NEW."by_id", NEW."document_id", NEW."file", NEW."id", NEW."language", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."suffix", NEW."withdrawn"); RETURN NULL;',
                            hash="68f0d94b309a88851f3344f6aa7a1495bdc3f45a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_78dc4",
                            table="meetings_documentversion",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentVersionEvent",
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
                        to="meetings.documentversion",
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
                (
                    "document",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.document",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("it", "Italian"),
                            ("ru", "Russian"),
                            ("es", "Spanish"),
                            ("other", "another language"),
                        ],
                        default="en",
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                (
                    "suffix",
                    models.CharField(
                        blank=True,
                        max_length=10,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(Rev|Corr|Add)\\.[1-9]\\d?$", "Write Rev.1, Corr.1 or Add.1."
                            )
                        ],
                        verbose_name="ending of the symbol",
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        upload_to=nfp_portal.ui.uploads.RandomName("papers"), verbose_name="file"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("added", models.PositiveIntegerField(editable=False)),
                ("withdrawn", models.PositiveIntegerField(editable=False, null=True)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9144ad5b458cdc9864e1dfdf24d5cddd2845202e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d36cd",
                            table="meetings_documentversionevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperRequest",
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
                        related_name="paper_requests",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="meetings.agendaitem",
                        verbose_name="item of the agenda",
                    ),
                ),
                (
                    "state",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="network.state",
                        verbose_name="State",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("email", nfp_portal.text.fields.AddressField(max_length=254, verbose_name="e-mail")),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("it", "Italian"),
                            ("ru", "Russian"),
                            ("es", "Spanish"),
                        ],
                        default="en",
                        max_length=5,
                        verbose_name="language of the letter",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="OfferedPaper",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="meetings.meeting"
                    ),
                ),
                ("batch", models.UUIDField(db_index=True)),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="meetings.agendaitem",
                    ),
                ),
                ("name", models.CharField(max_length=250, verbose_name="name of the file")),
                ("title", models.CharField(max_length=250, verbose_name="title")),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("it", "Italian"),
                            ("ru", "Russian"),
                            ("es", "Spanish"),
                            ("other", "another language"),
                        ],
                        default="en",
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                ("suffix", models.CharField(blank=True, max_length=10, verbose_name="ending of the symbol")),
                (
                    "file",
                    models.FileField(
                        upload_to=nfp_portal.ui.uploads.RandomName("papers"), verbose_name="file"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "request",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offers",
                        to="meetings.paperrequest",
                    ),
                ),
                ("is_accepted", models.BooleanField(null=True)),
                ("remark", models.TextField(blank=True, max_length=2000, verbose_name="remark")),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("is_accepted", None)),
                            models.Q(("decided_at__isnull", False), ("is_accepted__isnull", False)),
                            _connector="OR",
                        ),
                        name="offered_paper_is_decided_at_an_instant",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("request__isnull", False), ("is_accepted", None), _connector="OR"
                        ),
                        name="only_what_came_by_a_link_is_decided",
                    ),
                ],
            },
        ),
    ]
