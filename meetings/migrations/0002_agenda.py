"""The agenda: objectives, items with moderators and speakers, and what it said each time it was published."""

import django.contrib.postgres.constraints
import django.db.models.constraints
import django.db.models.deletion
import django.utils.timezone
import meetings.models.agenda
import network.models.search_text
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("meetings", "0001_meetings"),
    ]

    operations = [
        migrations.CreateModel(
            name="Objective",
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
                        related_name="objectives",
                        to="meetings.meeting",
                    ),
                ),
                ("text", models.TextField(max_length=1000, verbose_name="objective")),
            ],
            options={
                "ordering": ("position", "pk"),
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_objectiveevent" ("audience", "id", "key", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "revision", "text") VALUES (NEW."audience", NEW."id", NEW."key", NEW."meeting_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."revision", NEW."text"); RETURN NULL;',
                            hash="755550a1f86f7273e398be390bdff6abc3fd8d83",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e9d8f",
                            table="meetings_objective",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "meetings_objectiveevent" ("audience", "id", "key", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "revision", "text") VALUES (NEW."audience", NEW."id", NEW."key", NEW."meeting_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."revision", NEW."text"); RETURN NULL;',
                            hash="c8b0ccae038f379d3144c6dca70caa760e69dca0",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_34095",
                            table="meetings_objective",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_objectiveevent" ("audience", "id", "key", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "revision", "text") VALUES (OLD."audience", OLD."id", OLD."key", OLD."meeting_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."revision", OLD."text"); RETURN NULL;',
                            hash="87c2cc84128bc44344ed529545db3d241e9e3569",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_33a3c",
                            table="meetings_objective",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ObjectiveEvent",
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
                        to="meetings.objective",
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
                ("text", models.TextField(max_length=1000, verbose_name="objective")),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="fd3e420cb117f25396869f0a54eff397edd05785",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_fefd9",
                            table="meetings_objectiveevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
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
                        related_name="items",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("opening", "Opening"),
                            ("session", "Session"),
                            ("working_group", "Working group"),
                            ("study_visit", "Study visit"),
                            ("closing", "Closing"),
                            ("break", "Break"),
                        ],
                        default="session",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("day", models.DateField(blank=True, null=True, verbose_name="day")),
                ("begins", models.TimeField(blank=True, null=True, verbose_name="begins")),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="length in minutes"),
                ),
                (
                    "session",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="session number"),
                ),
                ("title", models.CharField(max_length=250, verbose_name="title")),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="what it is about")),
                ("location", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("panel_number", models.PositiveIntegerField(default=0, editable=False)),
                ("is_demonstration", models.BooleanField(default=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "folded",
                    models.GeneratedField(
                        db_persist=True,
                        expression=network.models.search_text.FoldedText(models.F("title"), models.F("note")),
                        output_field=models.TextField(),
                    ),
                ),
            ],
            options={
                "ordering": (models.OrderBy(models.F("day"), nulls_last=True), "position", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("begins", None), ("minutes", None)),
                            models.Q(("begins__isnull", False), ("minutes__isnull", False)),
                            _connector="OR",
                        ),
                        name="agenda_item_has_both_times_or_none",
                        violation_error_message="Give both times, or leave both empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("minutes", None),
                            models.Q(("minutes__gte", 1), ("minutes__lt", 1440)),
                            _connector="OR",
                        ),
                        name="agenda_item_lasts_less_than_a_day",
                        violation_error_message="The end must come after the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("begins", None), ("day__isnull", False), _connector="OR"),
                        name="agenda_item_with_times_has_a_day",
                        violation_error_message="Times need a day.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(
                            ("begins__isnull", False), models.Q(("kind", "working_group"), _negated=True)
                        ),
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        expressions=[("meeting", "="), (meetings.models.agenda.LocalTimes(), "&&")],
                        name="one_agenda_item_at_a_time",
                        violation_error_message="Another item of the agenda has this time.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="day_lies_inside",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF NEW.day IS NOT NULL AND NOT EXISTS (\n        SELECT 1 FROM meetings_meeting m WHERE m.id = NEW.meeting_id\n        AND NEW.day BETWEEN m.starts_on AND coalesce(m.ends_on, m.starts_on)) THEN\n        RAISE EXCEPTION 'the agenda item lies outside its meeting' USING ERRCODE = 'check_violation',\n            CONSTRAINT = 'agenda_item_lies_inside_its_meeting';\n    END IF;\n    RETURN NEW;\n",
                            hash="d27cd3689e94563b74ead4ce15f7476e8edfe3e0",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_day_lies_inside_c79bc",
                            table="meetings_agendaitem",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_agendaitemevent" ("audience", "begins", "day", "id", "is_demonstration", "key", "kind", "location", "meeting_id", "minutes", "note", "panel_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "revision", "session", "title", "updated_at") VALUES (NEW."audience", NEW."begins", NEW."day", NEW."id", NEW."is_demonstration", NEW."key", NEW."kind", NEW."location", NEW."meeting_id", NEW."minutes", NEW."note", NEW."panel_number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."revision", NEW."session", NEW."title", NEW."updated_at"); RETURN NULL;',
                            hash="9764445bc327b866bca3962480fea9ea89b6351a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f98e2",
                            table="meetings_agendaitem",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."begins" IS DISTINCT FROM (NEW."begins") OR OLD."day" IS DISTINCT FROM (NEW."day") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_demonstration" IS DISTINCT FROM (NEW."is_demonstration") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."location" IS DISTINCT FROM (NEW."location") OR OLD."meeting_id" IS DISTINCT FROM (NEW."meeting_id") OR OLD."minutes" IS DISTINCT FROM (NEW."minutes") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."panel_number" IS DISTINCT FROM (NEW."panel_number") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."session" IS DISTINCT FROM (NEW."session") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))',
                            func='INSERT INTO "meetings_agendaitemevent" ("audience", "begins", "day", "id", "is_demonstration", "key", "kind", "location", "meeting_id", "minutes", "note", "panel_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "revision", "session", "title", "updated_at") VALUES (NEW."audience", NEW."begins", NEW."day", NEW."id", NEW."is_demonstration", NEW."key", NEW."kind", NEW."location", NEW."meeting_id", NEW."minutes", NEW."note", NEW."panel_number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."revision", NEW."session", NEW."title", NEW."updated_at"); RETURN NULL;',
                            hash="6b9da6af1aeccd10abdcc6b8b2419bd3c8e5b18d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ca6ee",
                            table="meetings_agendaitem",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_agendaitemevent" ("audience", "begins", "day", "id", "is_demonstration", "key", "kind", "location", "meeting_id", "minutes", "note", "panel_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "revision", "session", "title", "updated_at") VALUES (OLD."audience", OLD."begins", OLD."day", OLD."id", OLD."is_demonstration", OLD."key", OLD."kind", OLD."location", OLD."meeting_id", OLD."minutes", OLD."note", OLD."panel_number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."revision", OLD."session", OLD."title", OLD."updated_at"); RETURN NULL;',
                            hash="50420fcc35150a3408f9a92d8c63371f0365266d",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_2c12a",
                            table="meetings_agendaitem",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaItemEvent",
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
                        to="meetings.agendaitem",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("opening", "Opening"),
                            ("session", "Session"),
                            ("working_group", "Working group"),
                            ("study_visit", "Study visit"),
                            ("closing", "Closing"),
                            ("break", "Break"),
                        ],
                        default="session",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("day", models.DateField(blank=True, null=True, verbose_name="day")),
                ("begins", models.TimeField(blank=True, null=True, verbose_name="begins")),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="length in minutes"),
                ),
                (
                    "session",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="session number"),
                ),
                ("title", models.CharField(max_length=250, verbose_name="title")),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="what it is about")),
                ("location", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("panel_number", models.PositiveIntegerField(default=0, editable=False)),
                ("is_demonstration", models.BooleanField(default=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="1b8de708c8bd890b145ba1a7c1536a2aac70cd27",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_6ea58",
                            table="meetings_agendaitemevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Speaker",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="panel",
                        to="meetings.agendaitem",
                    ),
                ),
                ("panel_number", models.PositiveIntegerField(default=0)),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "role",
                    models.CharField(
                        choices=[("moderator", "Moderator"), ("speaker", "Speaker")],
                        default="speaker",
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="network.person",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("function", models.CharField(blank=True, max_length=200, verbose_name="function")),
                ("body", models.CharField(blank=True, max_length=200, verbose_name="body")),
            ],
            options={
                "verbose_name_plural": "speakers",
                "ordering": ("position",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("item", "position"), name="speakers_of_an_item_have_an_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="speaker_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["moderator", "speaker"])),
                        name="speaker_role_is_known",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_speakerevent" ("body", "function", "id", "item_id", "name", "panel_number", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role") VALUES (NEW."body", NEW."function", NEW."id", NEW."item_id", NEW."name", NEW."panel_number", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."role"); RETURN NULL;',
                            hash="605619625fc2b0a817e7b89aebf58e32ddbf62f6",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_93d7f",
                            table="meetings_speaker",
                            when="AFTER",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SpeakerEvent",
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
                        to="meetings.speaker",
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
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.agendaitem",
                    ),
                ),
                ("panel_number", models.PositiveIntegerField(default=0)),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "role",
                    models.CharField(
                        choices=[("moderator", "Moderator"), ("speaker", "Speaker")],
                        default="speaker",
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="network.person",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("function", models.CharField(blank=True, max_length=200, verbose_name="function")),
                ("body", models.CharField(blank=True, max_length=200, verbose_name="body")),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="4fc8c29b77a7a652ac608e91475601cde7d6bf01",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_dfdcf",
                            table="meetings_speakerevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agenda_revisions",
                        to="meetings.meeting",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("is_final", models.BooleanField(default=False)),
                ("content", models.JSONField()),
                ("published_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "published_by",
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
                    models.UniqueConstraint(
                        fields=("meeting", "number"), name="agenda_is_published_once_as_each_revision"
                    )
                ],
            },
        ),
    ]
