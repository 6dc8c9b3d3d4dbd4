"""Reports and their release."""

import django.db.models.deletion
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("meetings", "0003_papers"),
        ("pghistory", "0007_auto_20250421_0444"),
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
                (
                    "released_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("released_at", models.DateTimeField(null=True)),
                (
                    "stage_before",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("planned", "Planned"),
                            ("announced", "Announced"),
                            ("registration", "Registration open"),
                            ("agenda", "Agenda published"),
                            ("held", "Held"),
                            ("report", "Report in preparation"),
                            ("published", "Report published"),
                        ],
                        max_length=20,
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("released_at", None),
                                ("released_by", None),
                                ("stage_before", ""),
                                ("status", "draft"),
                            ),
                            models.Q(
                                ("released_at__isnull", False),
                                ("released_by__isnull", False),
                                (
                                    "stage_before__in",
                                    [
                                        "planned",
                                        "announced",
                                        "registration",
                                        "agenda",
                                        "held",
                                        "report",
                                        "published",
                                    ],
                                ),
                                ("status", "released"),
                            ),
                            models.Q(
                                ("edited_by", None),
                                ("released_at", None),
                                ("released_by", None),
                                ("stage_before", ""),
                                ("status", "released"),
                            ),
                            _connector="OR",
                        ),
                        name="released_report_says_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("released_by", None),
                            models.Q(("released_by", models.F("edited_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="report_is_released_by_a_second_person",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="approved_after_its_meeting",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF NEW.released_at IS NOT NULL AND EXISTS (\n        SELECT 1 FROM meetings_meeting m WHERE m.id = NEW.meeting_id\n        AND (NEW.released_at AT TIME ZONE m.zone)::date <= coalesce(m.ends_on, m.starts_on)) THEN\n        RAISE EXCEPTION 'the report is approved before its meeting has ended'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'report_is_approved_after_its_meeting';\n    END IF;\n    RETURN NEW;\n",
                            hash="ba52222297fe603ef7c2061f226fbfbdc4181c67",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_approved_after_its_meeting_39f54",
                            table="meetings_report",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_reportevent" ("background", "closing", "edited_by_id", "focal_points_part", "id", "meeting_id", "opening", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "released_at", "released_by_id", "revision", "sessions", "stage_before", "status", "study_visit") VALUES (NEW."background", NEW."closing", NEW."edited_by_id", NEW."focal_points_part", NEW."id", NEW."meeting_id", NEW."opening", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."released_at", NEW."released_by_id", NEW."revision", NEW."sessions", NEW."stage_before", NEW."status", NEW."study_visit"); RETURN NULL;',
                            hash="46aecf82c2744e407f1977605538d1680f9dbc05",
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
                            func='INSERT INTO "meetings_reportevent" ("background", "closing", "edited_by_id", "focal_points_part", "id", "meeting_id", "opening", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "released_at", "released_by_id", "revision", "sessions", "stage_before", "status", "study_visit") VALUES (NEW."background", NEW."closing", NEW."edited_by_id", NEW."focal_points_part", NEW."id", NEW."meeting_id", NEW."opening", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."released_at", NEW."released_by_id", NEW."revision", NEW."sessions", NEW."stage_before", NEW."status", NEW."study_visit"); RETURN NULL;',
                            hash="180eff0b25b4892724cac3087f5497590eeee90c",
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
                (
                    "released_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("released_at", models.DateTimeField(null=True)),
                (
                    "stage_before",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("planned", "Planned"),
                            ("announced", "Announced"),
                            ("registration", "Registration open"),
                            ("agenda", "Agenda published"),
                            ("held", "Held"),
                            ("report", "Report in preparation"),
                            ("published", "Report published"),
                        ],
                        max_length=20,
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
                    ),
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
                ("follow_up", models.TextField(blank=True, max_length=1000, verbose_name="follow-up")),
            ],
            options={
                "ordering": ("position", "pk"),
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_conclusionevent" ("addressee", "audience", "follow_up", "id", "key", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "revision", "text") VALUES (NEW."addressee", NEW."audience", NEW."follow_up", NEW."id", NEW."key", NEW."meeting_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."revision", NEW."text"); RETURN NULL;',
                            hash="a822cfb163a41100a5ffb3db289bacd96739d26c",
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
                            func='INSERT INTO "meetings_conclusionevent" ("addressee", "audience", "follow_up", "id", "key", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "revision", "text") VALUES (NEW."addressee", NEW."audience", NEW."follow_up", NEW."id", NEW."key", NEW."meeting_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."revision", NEW."text"); RETURN NULL;',
                            hash="549d06d9a07ee45c40b0402e60093c3b8acfe41c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e45a5",
                            table="meetings_conclusion",
                            when="AFTER",
                        ),
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
                ("follow_up", models.TextField(blank=True, max_length=1000, verbose_name="follow-up")),
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
                    ),
                ],
            },
        ),
    ]
