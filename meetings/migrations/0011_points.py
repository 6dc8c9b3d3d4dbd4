"""Points raised for the agenda of a meeting."""

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0010_requests_of_people"),
        ("network", "0008_reference"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Point",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "audience",
                    models.CharField(
                        choices=[("all", "Everyone"), ("focal_points", "Focal points only")],
                        default="focal_points",
                        max_length=20,
                        verbose_name="for",
                    ),
                ),
                ("title", models.CharField(max_length=250, verbose_name="title")),
                ("text", models.TextField(max_length=4000, verbose_name="what the meeting should know")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("decision", "for decision"),
                            ("discussion", "for discussion"),
                            ("information", "for information"),
                        ],
                        default="discussion",
                        max_length=20,
                        verbose_name="purpose",
                    ),
                ),
                ("declined_at", models.DateTimeField(blank=True, null=True, verbose_name="declined")),
                ("remark", models.TextField(blank=True, max_length=2000, verbose_name="remark")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn")),
                ("raised_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("raisers_number", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="points",
                        to="meetings.agendaitem",
                        verbose_name="item of the agenda",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="points",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="merged",
                        to="meetings.point",
                        verbose_name="merged into",
                    ),
                ),
            ],
            options={
                "ordering": ("position", "pk"),
            },
        ),
        migrations.CreateModel(
            name="PointEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "audience",
                    models.CharField(
                        choices=[("all", "Everyone"), ("focal_points", "Focal points only")],
                        default="focal_points",
                        max_length=20,
                        verbose_name="for",
                    ),
                ),
                ("title", models.CharField(max_length=250, verbose_name="title")),
                ("text", models.TextField(max_length=4000, verbose_name="what the meeting should know")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("decision", "for decision"),
                            ("discussion", "for discussion"),
                            ("information", "for information"),
                        ],
                        default="discussion",
                        max_length=20,
                        verbose_name="purpose",
                    ),
                ),
                ("declined_at", models.DateTimeField(blank=True, null=True, verbose_name="declined")),
                ("remark", models.TextField(blank=True, max_length=2000, verbose_name="remark")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn")),
                ("raised_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("raisers_number", models.PositiveIntegerField(default=0, editable=False)),
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
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.point",
                        verbose_name="merged into",
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
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="meetings.point",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Raiser",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("raisers_number", models.PositiveIntegerField(default=0)),
                ("position", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
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
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.organisation",
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="raisers",
                        to="meetings.point",
                    ),
                ),
                (
                    "state",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.state",
                    ),
                ),
            ],
            options={
                "ordering": ("position",),
            },
        ),
        migrations.CreateModel(
            name="RaiserEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("raisers_number", models.PositiveIntegerField(default=0)),
                ("position", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
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
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="network.organisation",
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
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="meetings.raiser",
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.point",
                    ),
                ),
                (
                    "state",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="network.state",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="point",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("declined_at", None), ("merged_into", None), ("withdrawn_at", None)),
                    models.Q(("declined_at", None), ("item", None), ("withdrawn_at", None)),
                    models.Q(("item", None), ("merged_into", None), ("withdrawn_at", None)),
                    models.Q(("declined_at", None), ("item", None), ("merged_into", None)),
                    _connector="OR",
                ),
                name="a_point_has_one_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="point",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("declined_at", None), ("remark", "")),
                    models.Q(("declined_at__isnull", False), models.Q(("remark", ""), _negated=True)),
                    _connector="OR",
                ),
                name="a_declined_point_has_a_remark",
            ),
        ),
        migrations.AddConstraint(
            model_name="point",
            constraint=models.CheckConstraint(
                condition=models.Q(("purpose__in", ["decision", "discussion", "information"])),
                name="purpose_of_point_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="point",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("title", ""), _negated=True), models.Q(("text", ""), _negated=True)
                ),
                name="a_point_says_something",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="point",
            trigger=pgtrigger.compiler.Trigger(
                name="stays_in_its_meeting",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NEW.item_id IS NOT NULL AND NOT EXISTS (\n        SELECT 1 FROM meetings_agendaitem i WHERE i.id = NEW.item_id AND i.meeting_id = NEW.meeting_id) THEN\n        RAISE EXCEPTION 'the point is on the agenda of another meeting' USING ERRCODE = 'check_violation',\n            CONSTRAINT = 'point_is_on_the_agenda_of_its_meeting';\n    END IF;\n    IF NEW.merged_into_id IS NOT NULL AND (\n        NOT EXISTS (SELECT 1 FROM meetings_point p WHERE p.id = NEW.merged_into_id\n                    AND p.id <> NEW.id AND p.meeting_id = NEW.meeting_id AND p.merged_into_id IS NULL)\n        OR EXISTS (SELECT 1 FROM meetings_point p WHERE p.merged_into_id = NEW.id)) THEN\n        RAISE EXCEPTION 'a point is merged into one that stands by itself' USING ERRCODE = 'check_violation',\n            CONSTRAINT = 'point_is_merged_into_one_that_stands_by_itself';\n    END IF;\n    RETURN NEW;\n",
                    hash="cc139b09b4d1094bd4ee32c302453553416f459b",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_stays_in_its_meeting_53d09",
                    table="meetings_point",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="point",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "meetings_pointevent" ("audience", "declined_at", "id", "item_id", "key", "meeting_id", "merged_into_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "purpose", "raised_at", "raisers_number", "remark", "revision", "text", "title", "withdrawn_at") VALUES (NEW."audience", NEW."declined_at", NEW."id", NEW."item_id", NEW."key", NEW."meeting_id", NEW."merged_into_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."purpose", NEW."raised_at", NEW."raisers_number", NEW."remark", NEW."revision", NEW."text", NEW."title", NEW."withdrawn_at"); RETURN NULL;',
                    hash="a08f931dbf958fc243100762fcc7cd5a07a4436c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b8123",
                    table="meetings_point",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="point",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "meetings_pointevent" ("audience", "declined_at", "id", "item_id", "key", "meeting_id", "merged_into_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "purpose", "raised_at", "raisers_number", "remark", "revision", "text", "title", "withdrawn_at") VALUES (NEW."audience", NEW."declined_at", NEW."id", NEW."item_id", NEW."key", NEW."meeting_id", NEW."merged_into_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."purpose", NEW."raised_at", NEW."raisers_number", NEW."remark", NEW."revision", NEW."text", NEW."title", NEW."withdrawn_at"); RETURN NULL;',
                    hash="69bfedea0172747a98902fc4488852209ea938a5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_73a8a",
                    table="meetings_point",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="point",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "meetings_pointevent" ("audience", "declined_at", "id", "item_id", "key", "meeting_id", "merged_into_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "purpose", "raised_at", "raisers_number", "remark", "revision", "text", "title", "withdrawn_at") VALUES (OLD."audience", OLD."declined_at", OLD."id", OLD."item_id", OLD."key", OLD."meeting_id", OLD."merged_into_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."purpose", OLD."raised_at", OLD."raisers_number", OLD."remark", OLD."revision", OLD."text", OLD."title", OLD."withdrawn_at"); RETURN NULL;',
                    hash="034d736fb362cbfbb5918dbb6be79e579d9682cd",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6733e",
                    table="meetings_point",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pointevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c8233bd8f47e452d57b6bc9d3946ac601eadd290",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_daa6e",
                    table="meetings_pointevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="raiser",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("organisation", None), ("state__isnull", False)),
                    models.Q(("organisation__isnull", False), ("state", None)),
                    _connector="OR",
                ),
                name="a_state_or_a_body_raises_a_point",
            ),
        ),
        migrations.AddConstraint(
            model_name="raiser",
            constraint=models.UniqueConstraint(
                fields=("point", "position"), name="raisers_of_a_point_have_an_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="raiser",
            constraint=models.UniqueConstraint(fields=("point", "state"), name="a_state_raises_a_point_once"),
        ),
        migrations.AddConstraint(
            model_name="raiser",
            constraint=models.UniqueConstraint(
                fields=("point", "organisation"), name="a_body_raises_a_point_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="raiser",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "meetings_raiserevent" ("at", "by_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "point_id", "position", "raisers_number", "state_id") VALUES (NEW."at", NEW."by_id", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."point_id", NEW."position", NEW."raisers_number", NEW."state_id"); RETURN NULL;',
                    hash="73a85ca3e627474fc30f805f2a93da2996e0d185",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8b294",
                    table="meetings_raiser",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="raiserevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f28661417da3421b31ec93ff70bec033cecffdb0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0c753",
                    table="meetings_raiserevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
