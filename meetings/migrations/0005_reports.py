"""Reports with their releases, conclusions, rapporteurs' notes and rounds of comments."""

import django.db.models.deletion
import nfp_portal.text.fields
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0004_papers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="report",
                        to="meetings.meeting",
                    ),
                ),
                ("background", models.TextField(blank=True, max_length=60000, verbose_name="background")),
                ("opening", models.TextField(blank=True, max_length=60000, verbose_name="opening")),
                ("sessions", models.TextField(blank=True, max_length=60000, verbose_name="sessions")),
                (
                    "focal_points_part",
                    models.TextField(blank=True, max_length=60000, verbose_name="part for focal points only"),
                ),
                ("study_visit", models.TextField(blank=True, max_length=60000, verbose_name="study visit")),
                ("closing", models.TextField(blank=True, max_length=60000, verbose_name="closing")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("released", "Released")], default="draft", max_length=20
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
            ],
            options={
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_reportevent" ("background", "closing", "current_id", "edited_by_id", "focal_points_part", "id", "meeting_id", "opening", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "sessions", "status", "study_visit") VALUES (NEW."background", NEW."closing", NEW."current_id", NEW."edited_by_id", NEW."focal_points_part", NEW."id", NEW."meeting_id", NEW."opening", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."revision", NEW."sessions", NEW."status", NEW."study_visit"); RETURN NULL;',
                            hash="487dcfb408a03a4ec61dbebcbead3dfaa204a91b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a08fc",
                            table="meetings_report",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "meetings_reportevent" ("background", "closing", "current_id", "edited_by_id", "focal_points_part", "id", "meeting_id", "opening", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "sessions", "status", "study_visit") VALUES (NEW."background", NEW."closing", NEW."current_id", NEW."edited_by_id", NEW."focal_points_part", NEW."id", NEW."meeting_id", NEW."opening", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revision", NEW."sessions", NEW."status", NEW."study_visit"); RETURN NULL;',
                            hash="68af2a28da8f298e81d0e7b96b3022d04255d68a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_58bc9",
                            table="meetings_report",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="releases",
                        to="meetings.report",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(default=0)),
                ("released_at", models.DateTimeField(null=True)),
                (
                    "released_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("number",),
                "constraints": [
                    models.UniqueConstraint(fields=("report", "number"), name="one_release_per_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("number", 0),
                                ("released_at", None),
                                ("released_by", None),
                                ("written_by", None),
                            ),
                            models.Q(("released_at__isnull", False), ("released_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="release_says_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("released_by", None),
                            ("written_by", None),
                            models.Q(("released_by", models.F("written_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="report_is_released_by_a_second_person",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="approved_after_its_meeting",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF NEW.released_at IS NOT NULL AND EXISTS (\n        SELECT 1 FROM meetings_report r JOIN meetings_meeting m ON m.id = r.meeting_id\n        WHERE r.id = NEW.report_id\n        AND (NEW.released_at AT TIME ZONE m.zone)::date <= coalesce(m.ends_on, m.starts_on)) THEN\n        RAISE EXCEPTION 'the report is approved before its meeting has ended'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'report_is_approved_after_its_meeting';\n    END IF;\n    RETURN NEW;\n",
                            hash="f6853ad1760bd50ea8c8c0c9ab7874d47ab6493a",
                            operation="INSERT",
                            pgid="pgtrigger_approved_after_its_meeting_62daf",
                            table="meetings_release",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="stays_as_it_was",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'a release is neither changed nor removed' USING ERRCODE = 'check_violation', CONSTRAINT = 'a_release_stays_as_it_was';",
                            hash="35106f0ea56ece44c92bc8cbcd8cc03275d3b6eb",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_stays_as_it_was_f3f27",
                            table="meetings_release",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="report",
            name="current",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="meetings.release",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "draft"),
                    models.Q(("current__isnull", False), ("status", "released")),
                    models.Q(("edited_by", None), ("status", "released")),
                    _connector="OR",
                ),
                name="released_report_has_its_release",
            ),
        ),
        migrations.CreateModel(
            name="ReportEvent",
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
                        to="meetings.report",
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
                    "meeting",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.meeting",
                    ),
                ),
                ("background", models.TextField(blank=True, max_length=60000, verbose_name="background")),
                ("opening", models.TextField(blank=True, max_length=60000, verbose_name="opening")),
                ("sessions", models.TextField(blank=True, max_length=60000, verbose_name="sessions")),
                (
                    "focal_points_part",
                    models.TextField(blank=True, max_length=60000, verbose_name="part for focal points only"),
                ),
                ("study_visit", models.TextField(blank=True, max_length=60000, verbose_name="study visit")),
                ("closing", models.TextField(blank=True, max_length=60000, verbose_name="closing")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("released", "Released")], default="draft", max_length=20
                    ),
                ),
                (
                    "current",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.release",
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="0261fc740e9804e459f575a847c077307a09b3fb",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_a00c6",
                            table="meetings_reportevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReleaseCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies",
                        to="meetings.release",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[("all", "Everyone"), ("focal_points", "Focal points only")], max_length=20
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("content", models.JSONField(null=True)),
                ("content_digest", models.CharField(max_length=64)),
                ("file", models.FileField(blank=True, upload_to="")),
                ("file_digest", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "ordering": ("audience", "version"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("release", "audience", "version"), name="one_copy_per_version"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), ("version", 1)),
                            models.Q(("version__gt", 1), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="later_copy_says_why_it_was_made",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("file", ""), models.Q(("file_digest", ""), _negated=True), _connector="OR"
                        ),
                        name="file_of_a_copy_has_its_digest",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="stays_as_it_was",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF TG_OP = 'UPDATE' AND (NEW.id, NEW.key, NEW.release_id, NEW.audience, NEW.version, NEW.made_at,\n            NEW.made_by_id, NEW.reason, NEW.content_digest) IS NOT DISTINCT FROM (OLD.id, OLD.key,\n            OLD.release_id, OLD.audience, OLD.version, OLD.made_at, OLD.made_by_id, OLD.reason,\n            OLD.content_digest) THEN\n        IF OLD.file_digest = '' AND NEW.content IS NOT DISTINCT FROM OLD.content THEN\n            RETURN NEW;\n        END IF;\n        IF NEW.content IS NULL AND NEW.file = '' AND NEW.file_digest = OLD.file_digest AND EXISTS (\n                SELECT 1 FROM meetings_releasecopy c WHERE c.release_id = OLD.release_id\n                AND c.audience = OLD.audience AND c.version > OLD.version) THEN\n            RETURN NEW;\n        END IF;\n    END IF;\n    RAISE EXCEPTION 'a copy of a release is neither changed nor removed' USING ERRCODE = 'check_violation', CONSTRAINT = 'a_release_stays_as_it_was';\n",
                            hash="6c573b03bb724184b98c60830470963aa394e50f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_stays_as_it_was_1d3da",
                            table="meetings_releasecopy",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Conclusion",
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
                        related_name="conclusions",
                        to="meetings.meeting",
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="conclusion")),
                ("addressee", models.CharField(blank=True, max_length=200, verbose_name="addressed to")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due")),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "Open"), ("done", "Done")],
                        default="open",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("follow_up", models.TextField(blank=True, max_length=1000, verbose_name="follow-up")),
                (
                    "led_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="conclusions_before",
                        to="meetings.meeting",
                        verbose_name="led to the meeting",
                    ),
                ),
            ],
            options={
                "ordering": ("position", "pk"),
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_conclusionevent" ("addressee", "audience", "due_on", "follow_up", "id", "key", "led_to_id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "revision", "status", "text") VALUES (NEW."addressee", NEW."audience", NEW."due_on", NEW."follow_up", NEW."id", NEW."key", NEW."led_to_id", NEW."meeting_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."revision", NEW."status", NEW."text"); RETURN NULL;',
                            hash="ec03847eed18b951dd578733f3323e09efb03735",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4d943",
                            table="meetings_conclusion",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "meetings_conclusionevent" ("addressee", "audience", "due_on", "follow_up", "id", "key", "led_to_id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "revision", "status", "text") VALUES (NEW."addressee", NEW."audience", NEW."due_on", NEW."follow_up", NEW."id", NEW."key", NEW."led_to_id", NEW."meeting_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."revision", NEW."status", NEW."text"); RETURN NULL;',
                            hash="24c926625fadf2d59b7645ad57c8adc6e310db47",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e45a5",
                            table="meetings_conclusion",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_conclusionevent" ("addressee", "audience", "due_on", "follow_up", "id", "key", "led_to_id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "revision", "status", "text") VALUES (OLD."addressee", OLD."audience", OLD."due_on", OLD."follow_up", OLD."id", OLD."key", OLD."led_to_id", OLD."meeting_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."revision", OLD."status", OLD."text"); RETURN NULL;',
                            hash="61c2de65cf1b543d119b50f2ba6387a68bd54084",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_bd8d0",
                            table="meetings_conclusion",
                            when="AFTER",
                        ),
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["open", "done"])),
                        name="conclusion_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("led_to", None),
                            models.Q(("led_to", models.F("meeting")), _negated=True),
                            _connector="OR",
                        ),
                        name="conclusion_leads_to_another_meeting",
                        violation_error_message="Choose another meeting than the one that concluded it.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConclusionEvent",
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
                        to="meetings.conclusion",
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
                ("text", models.TextField(max_length=2000, verbose_name="conclusion")),
                ("addressee", models.CharField(blank=True, max_length=200, verbose_name="addressed to")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due")),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "Open"), ("done", "Done")],
                        default="open",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("follow_up", models.TextField(blank=True, max_length=1000, verbose_name="follow-up")),
                (
                    "led_to",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.meeting",
                        verbose_name="led to the meeting",
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
                            hash="43ebf7745a5a544ffd20dcac690e2a581b14875a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_bcf5f",
                            table="meetings_conclusionevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RapporteurNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rapporteur_note",
                        to="meetings.agendaitem",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="rapporteur")),
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
                ("text", models.TextField(blank=True, max_length=60000, verbose_name="notes")),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("written_at", models.DateTimeField(null=True)),
                ("merged_text", models.TextField(blank=True, max_length=60000)),
                ("revision", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ("pk",),
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_rapporteurnoteevent" ("asked_at", "asked_by_id", "email", "id", "item_id", "key", "language", "merged_text", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "text", "written_at") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."email", NEW."id", NEW."item_id", NEW."key", NEW."language", NEW."merged_text", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."revision", NEW."text", NEW."written_at"); RETURN NULL;',
                            hash="500cef4ad27df7d0391f4448ff95c0e561eaf848",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e40e3",
                            table="meetings_rapporteurnote",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "meetings_rapporteurnoteevent" ("asked_at", "asked_by_id", "email", "id", "item_id", "key", "language", "merged_text", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "text", "written_at") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."email", NEW."id", NEW."item_id", NEW."key", NEW."language", NEW."merged_text", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revision", NEW."text", NEW."written_at"); RETURN NULL;',
                            hash="05cf17d9797987c702662872125bd957c3fc5c35",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e9143",
                            table="meetings_rapporteurnote",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_rapporteurnoteevent" ("asked_at", "asked_by_id", "email", "id", "item_id", "key", "language", "merged_text", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "text", "written_at") VALUES (OLD."asked_at", OLD."asked_by_id", OLD."email", OLD."id", OLD."item_id", OLD."key", OLD."language", OLD."merged_text", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."revision", OLD."text", OLD."written_at"); RETURN NULL;',
                            hash="2b343ba174faeb059701dcaf3e5e3cd0a73a6076",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_6ca5e",
                            table="meetings_rapporteurnote",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RapporteurNoteEvent",
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
                        to="meetings.rapporteurnote",
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
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.agendaitem",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="rapporteur")),
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
                ("text", models.TextField(blank=True, max_length=60000, verbose_name="notes")),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("written_at", models.DateTimeField(null=True)),
                ("merged_text", models.TextField(blank=True, max_length=60000)),
                ("revision", models.PositiveIntegerField(default=1)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="da65c936def0db8bd15967121f49c7b859f47f16",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_3847d",
                            table="meetings_rapporteurnoteevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CommentRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comment_round",
                        to="network.round",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comment_rounds",
                        to="meetings.meeting",
                    ),
                ),
                ("is_silence", models.BooleanField(default=False, verbose_name="silence procedure")),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "addressee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="network.addressee",
                    ),
                ),
                ("part", models.CharField(blank=True, max_length=60)),
                ("part_label", models.CharField(max_length=120, verbose_name="part")),
                ("text", models.TextField(max_length=4000, verbose_name="comment")),
                ("given_at", models.DateTimeField(auto_now_add=True)),
                (
                    "treatment",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "Accepted"),
                            ("partly", "Accepted in part"),
                            ("declined", "Declined"),
                            ("noted", "Noted"),
                        ],
                        max_length=20,
                        verbose_name="what was done",
                    ),
                ),
                ("response", models.TextField(blank=True, max_length=2000, verbose_name="explanation")),
                (
                    "treated_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("addressee", "part"), name="one_comment_per_addressee_and_part"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="comment_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("response", ""), ("treated_by", None), ("treatment", "")),
                            models.Q(
                                ("treated_by__isnull", False),
                                ("treatment__in", ["accepted", "partly", "declined", "noted"]),
                            ),
                            _connector="OR",
                        ),
                        name="treated_comment_says_what_was_done_and_by_whom",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_commentevent" ("addressee_id", "given_at", "id", "key", "part", "part_label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "response", "revision", "text", "treated_by_id", "treatment") VALUES (NEW."addressee_id", NEW."given_at", NEW."id", NEW."key", NEW."part", NEW."part_label", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."response", NEW."revision", NEW."text", NEW."treated_by_id", NEW."treatment"); RETURN NULL;',
                            hash="c2c19d4d335d2b4b1fd05997dea281a6024431ef",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_5c996",
                            table="meetings_comment",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "meetings_commentevent" ("addressee_id", "given_at", "id", "key", "part", "part_label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "response", "revision", "text", "treated_by_id", "treatment") VALUES (NEW."addressee_id", NEW."given_at", NEW."id", NEW."key", NEW."part", NEW."part_label", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."response", NEW."revision", NEW."text", NEW."treated_by_id", NEW."treatment"); RETURN NULL;',
                            hash="7ecbcbbd10fc1fc2331995b2da3345595a71b952",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_5e73a",
                            table="meetings_comment",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_commentevent" ("addressee_id", "given_at", "id", "key", "part", "part_label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "response", "revision", "text", "treated_by_id", "treatment") VALUES (OLD."addressee_id", OLD."given_at", OLD."id", OLD."key", OLD."part", OLD."part_label", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."response", OLD."revision", OLD."text", OLD."treated_by_id", OLD."treatment"); RETURN NULL;',
                            hash="04baf174932364612ca442842f78beebaedb69ab",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ed1b5",
                            table="meetings_comment",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommentEvent",
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
                        to="meetings.comment",
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
                    "addressee",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="network.addressee",
                    ),
                ),
                ("part", models.CharField(blank=True, max_length=60)),
                ("part_label", models.CharField(max_length=120, verbose_name="part")),
                ("text", models.TextField(max_length=4000, verbose_name="comment")),
                ("given_at", models.DateTimeField(auto_now_add=True)),
                (
                    "treatment",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "Accepted"),
                            ("partly", "Accepted in part"),
                            ("declined", "Declined"),
                            ("noted", "Noted"),
                        ],
                        max_length=20,
                        verbose_name="what was done",
                    ),
                ),
                ("response", models.TextField(blank=True, max_length=2000, verbose_name="explanation")),
                (
                    "treated_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="57367a84ddbb4a69c50a9119fc84d3d29869901d",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_f209a",
                            table="meetings_commentevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
    ]
