"""Series and meetings with their agenda."""

import datetime
import django.contrib.postgres.constraints
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import meetings.models.agenda
import meetings.models.meetings
import network.models.states
import pgtrigger.compiler
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("network", "0008_reference"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "series",
                    models.CharField(
                        choices=[
                            ("annual", "Annual meetings of the Network"),
                            ("field_operations", "Gatherings of field operations"),
                            ("regional_conference", "Regional conferences"),
                            ("study_visit", "Study visits"),
                            ("training", "Trainings"),
                        ],
                        default="annual",
                        max_length=30,
                        verbose_name="series",
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, unique=True, verbose_name="number"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("title", models.CharField(max_length=250, verbose_name="title")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="first day")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                ("names_on", models.DateField(blank=True, null=True, verbose_name="names of States as of")),
                ("city", models.CharField(blank=True, max_length=100, verbose_name="city")),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.state",
                        verbose_name="State",
                    ),
                ),
                ("zone", models.CharField(default="Europe/Vienna", max_length=40, verbose_name="time zone")),
                ("venue", models.CharField(blank=True, max_length=200, verbose_name="venue")),
                (
                    "format",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_person", "In person"),
                            ("online", "Online"),
                            ("blended", "Online (blended)"),
                            ("hybrid", "Online and in person"),
                        ],
                        max_length=20,
                        verbose_name="form",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("announced", "Announced"),
                            ("registration", "Registration open"),
                            ("agenda", "Agenda published"),
                            ("held", "Held"),
                            ("report", "Report in preparation"),
                            ("published", "Report published"),
                        ],
                        default="planned",
                        max_length=20,
                        verbose_name="stage",
                    ),
                ),
                (
                    "headcount",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="participants recorded"),
                ),
                (
                    "headcount_qualifier",
                    models.CharField(
                        blank=True, choices=[("exact", "exactly"), ("more_than", "more than")], max_length=20
                    ),
                ),
                ("theme", models.TextField(blank=True, max_length=500, verbose_name="theme")),
                ("organiser", models.CharField(blank=True, max_length=250, verbose_name="organised by")),
                (
                    "chair",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chaired_meetings",
                        to="network.state",
                        verbose_name="Chair of the OSCE",
                    ),
                ),
                (
                    "symbol",
                    models.CharField(blank=True, max_length=60, verbose_name="symbol of the documents"),
                ),
                ("about", models.TextField(blank=True, max_length=20000, verbose_name="about")),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="followed_by",
                        to="meetings.meeting",
                    ),
                ),
                ("is_demonstration", models.BooleanField(default=False)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "folded",
                    models.GeneratedField(
                        db_persist=True,
                        expression=network.models.states.FoldedText(
                            models.F("title"), models.F("theme"), models.F("city")
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "recorded_states",
                    models.ManyToManyField(blank=True, related_name="meetings_recorded", to="network.state"),
                ),
                (
                    "recorded_bodies",
                    models.ManyToManyField(
                        blank=True, related_name="meetings_recorded", to="network.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ("-starts_on", "title"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", None), ("slug__regex", "[a-z]")),
                            models.Q(
                                ("number__isnull", False),
                                (
                                    "slug",
                                    django.db.models.functions.comparison.Cast("number", models.CharField()),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="a_numbered_meeting_is_found_by_its_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("headcount", None), ("headcount_qualifier", "")),
                            models.Q(
                                ("headcount__isnull", False),
                                ("headcount_qualifier__in", ["exact", "more_than"]),
                            ),
                            _connector="OR",
                        ),
                        name="headcount_says_how_exact_it_is",
                        violation_error_message="A number of participants needs to say how exact it is.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on", None), ("starts_on__isnull", False), _connector="OR"),
                        name="meeting_end_has_a_start",
                        violation_error_message="A last day needs a first day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None), ("starts_on__lte", models.F("ends_on")), _connector="OR"
                        ),
                        name="meeting_ends_after_it_starts",
                        violation_error_message="The last day must not come before the first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on", None),
                            models.Q(
                                ("starts_on__gte", datetime.date(2000, 1, 1)),
                                ("starts_on__lte", datetime.date(2100, 12, 31)),
                                models.Q(
                                    ("ends_on", None),
                                    (
                                        "ends_on__lte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("starts_on"),
                                            "+",
                                            models.Value(datetime.timedelta(days=61)),
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="meeting_is_of_our_time_and_short",
                        violation_error_message="A meeting lasts two months at most, and lies between 2000 and 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stage__in",
                                [
                                    "planned",
                                    "announced",
                                    "registration",
                                    "agenda",
                                    "held",
                                    "report",
                                    "published",
                                ],
                            )
                        ),
                        name="meeting_stage_is_known",
                    ),
                    models.CheckConstraint(
                        condition=meetings.models.meetings.IsZone("zone"),
                        name="meeting_zone_is_known",
                        violation_error_message="Choose a time zone of the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number", None), ("series", "annual"), _connector="OR"),
                        name="only_annual_meetings_are_numbered",
                        violation_error_message="Only annual meetings have a number.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="keep_items_inside",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF EXISTS (SELECT 1 FROM meetings_agendaitem i WHERE i.meeting_id = NEW.id AND i.day IS NOT NULL\n               AND (NEW.starts_on IS NULL OR i.day NOT BETWEEN NEW.starts_on\n                    AND coalesce(NEW.ends_on, NEW.starts_on))) THEN\n        RAISE EXCEPTION 'agenda items would lie outside the meeting' USING ERRCODE = 'check_violation',\n            CONSTRAINT = 'agenda_item_lies_inside_its_meeting';\n    END IF;\n    RETURN NEW;\n",
                            hash="0e3a1333e5091c30b4b2ed343f3a096a7344a1ef",
                            operation="UPDATE",
                            pgid="pgtrigger_keep_items_inside_4e07e",
                            table="meetings_meeting",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_meetingevent" ("about", "chair_id", "city", "country_id", "ends_on", "follows_id", "format", "headcount", "headcount_qualifier", "id", "is_demonstration", "key", "names_on", "number", "organiser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "series", "slug", "stage", "starts_on", "symbol", "theme", "title", "updated_at", "venue", "zone") VALUES (NEW."about", NEW."chair_id", NEW."city", NEW."country_id", NEW."ends_on", NEW."follows_id", NEW."format", NEW."headcount", NEW."headcount_qualifier", NEW."id", NEW."is_demonstration", NEW."key", NEW."names_on", NEW."number", NEW."organiser", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."revision", NEW."series", NEW."slug", NEW."stage", NEW."starts_on", NEW."symbol", NEW."theme", NEW."title", NEW."updated_at", NEW."venue", NEW."zone"); RETURN NULL;',
                            hash="8f2d54d37cb1b105b21ee219db7c66b87d156799",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_61d9e",
                            table="meetings_meeting",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."about" IS DISTINCT FROM (NEW."about") OR OLD."chair_id" IS DISTINCT FROM (NEW."chair_id") OR OLD."city" IS DISTINCT FROM (NEW."city") OR OLD."country_id" IS DISTINCT FROM (NEW."country_id") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."follows_id" IS DISTINCT FROM (NEW."follows_id") OR OLD."format" IS DISTINCT FROM (NEW."format") OR OLD."headcount" IS DISTINCT FROM (NEW."headcount") OR OLD."headcount_qualifier" IS DISTINCT FROM (NEW."headcount_qualifier") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_demonstration" IS DISTINCT FROM (NEW."is_demonstration") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."names_on" IS DISTINCT FROM (NEW."names_on") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."organiser" IS DISTINCT FROM (NEW."organiser") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."series" IS DISTINCT FROM (NEW."series") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."stage" IS DISTINCT FROM (NEW."stage") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."symbol" IS DISTINCT FROM (NEW."symbol") OR OLD."theme" IS DISTINCT FROM (NEW."theme") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."venue" IS DISTINCT FROM (NEW."venue") OR OLD."zone" IS DISTINCT FROM (NEW."zone"))',
                            func='INSERT INTO "meetings_meetingevent" ("about", "chair_id", "city", "country_id", "ends_on", "follows_id", "format", "headcount", "headcount_qualifier", "id", "is_demonstration", "key", "names_on", "number", "organiser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "series", "slug", "stage", "starts_on", "symbol", "theme", "title", "updated_at", "venue", "zone") VALUES (NEW."about", NEW."chair_id", NEW."city", NEW."country_id", NEW."ends_on", NEW."follows_id", NEW."format", NEW."headcount", NEW."headcount_qualifier", NEW."id", NEW."is_demonstration", NEW."key", NEW."names_on", NEW."number", NEW."organiser", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revision", NEW."series", NEW."slug", NEW."stage", NEW."starts_on", NEW."symbol", NEW."theme", NEW."title", NEW."updated_at", NEW."venue", NEW."zone"); RETURN NULL;',
                            hash="8bbf08488504b9eeb9f4aa918dc4c7a0790495a5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_495b8",
                            table="meetings_meeting",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingEvent",
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
                        to="meetings.meeting",
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
                    "series",
                    models.CharField(
                        choices=[
                            ("annual", "Annual meetings of the Network"),
                            ("field_operations", "Gatherings of field operations"),
                            ("regional_conference", "Regional conferences"),
                            ("study_visit", "Study visits"),
                            ("training", "Trainings"),
                        ],
                        default="annual",
                        max_length=30,
                        verbose_name="series",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="number")),
                ("slug", models.SlugField(db_index=False, max_length=80)),
                ("title", models.CharField(max_length=250, verbose_name="title")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="first day")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                ("names_on", models.DateField(blank=True, null=True, verbose_name="names of States as of")),
                ("city", models.CharField(blank=True, max_length=100, verbose_name="city")),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="network.state",
                        verbose_name="State",
                    ),
                ),
                ("zone", models.CharField(default="Europe/Vienna", max_length=40, verbose_name="time zone")),
                ("venue", models.CharField(blank=True, max_length=200, verbose_name="venue")),
                (
                    "format",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_person", "In person"),
                            ("online", "Online"),
                            ("blended", "Online (blended)"),
                            ("hybrid", "Online and in person"),
                        ],
                        max_length=20,
                        verbose_name="form",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("announced", "Announced"),
                            ("registration", "Registration open"),
                            ("agenda", "Agenda published"),
                            ("held", "Held"),
                            ("report", "Report in preparation"),
                            ("published", "Report published"),
                        ],
                        default="planned",
                        max_length=20,
                        verbose_name="stage",
                    ),
                ),
                (
                    "headcount",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="participants recorded"),
                ),
                (
                    "headcount_qualifier",
                    models.CharField(
                        blank=True, choices=[("exact", "exactly"), ("more_than", "more than")], max_length=20
                    ),
                ),
                ("theme", models.TextField(blank=True, max_length=500, verbose_name="theme")),
                ("organiser", models.CharField(blank=True, max_length=250, verbose_name="organised by")),
                (
                    "chair",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="network.state",
                        verbose_name="Chair of the OSCE",
                    ),
                ),
                (
                    "symbol",
                    models.CharField(blank=True, max_length=60, verbose_name="symbol of the documents"),
                ),
                ("about", models.TextField(blank=True, max_length=20000, verbose_name="about")),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.meeting",
                    ),
                ),
                ("is_demonstration", models.BooleanField(default=False)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="161adc4dee7601797a02097cded16f6fce0bad5d",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_2b4ce",
                            table="meetings_meetingevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
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
                    ),
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
                ("moderator", models.CharField(blank=True, max_length=200, verbose_name="moderator")),
                ("speakers", models.JSONField(blank=True, default=list, verbose_name="speakers")),
                ("papers", models.TextField(blank=True, max_length=10000, verbose_name="papers")),
                ("is_demonstration", models.BooleanField(default=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "folded",
                    models.GeneratedField(
                        db_persist=True,
                        expression=network.models.states.FoldedText(models.F("title"), models.F("note")),
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
                            func='INSERT INTO "meetings_agendaitemevent" ("audience", "begins", "day", "id", "is_demonstration", "key", "kind", "location", "meeting_id", "minutes", "moderator", "note", "papers", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "revision", "session", "speakers", "title", "updated_at") VALUES (NEW."audience", NEW."begins", NEW."day", NEW."id", NEW."is_demonstration", NEW."key", NEW."kind", NEW."location", NEW."meeting_id", NEW."minutes", NEW."moderator", NEW."note", NEW."papers", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."revision", NEW."session", NEW."speakers", NEW."title", NEW."updated_at"); RETURN NULL;',
                            hash="8ed05d74b296dcab98d1f6b26c3214d884260638",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f98e2",
                            table="meetings_agendaitem",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."begins" IS DISTINCT FROM (NEW."begins") OR OLD."day" IS DISTINCT FROM (NEW."day") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_demonstration" IS DISTINCT FROM (NEW."is_demonstration") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."location" IS DISTINCT FROM (NEW."location") OR OLD."meeting_id" IS DISTINCT FROM (NEW."meeting_id") OR OLD."minutes" IS DISTINCT FROM (NEW."minutes") OR OLD."moderator" IS DISTINCT FROM (NEW."moderator") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."papers" IS DISTINCT FROM (NEW."papers") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."session" IS DISTINCT FROM (NEW."session") OR OLD."speakers" IS DISTINCT FROM (NEW."speakers") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))',
                            func='INSERT INTO "meetings_agendaitemevent" ("audience", "begins", "day", "id", "is_demonstration", "key", "kind", "location", "meeting_id", "minutes", "moderator", "note", "papers", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "revision", "session", "speakers", "title", "updated_at") VALUES (NEW."audience", NEW."begins", NEW."day", NEW."id", NEW."is_demonstration", NEW."key", NEW."kind", NEW."location", NEW."meeting_id", NEW."minutes", NEW."moderator", NEW."note", NEW."papers", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."revision", NEW."session", NEW."speakers", NEW."title", NEW."updated_at"); RETURN NULL;',
                            hash="fecc3c889a6be06c4b71d54b8d20708cf8632f3d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ca6ee",
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
                ("moderator", models.CharField(blank=True, max_length=200, verbose_name="moderator")),
                ("speakers", models.JSONField(blank=True, default=list, verbose_name="speakers")),
                ("papers", models.TextField(blank=True, max_length=10000, verbose_name="papers")),
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
                    ),
                ],
            },
        ),
    ]
