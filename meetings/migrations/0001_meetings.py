"""Series and meetings with their dates."""

import datetime
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import meetings.models.meetings
import network.models.search_text
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
                (
                    "joining_link",
                    models.CharField(
                        blank=True,
                        max_length=500,
                        validators=[django.core.validators.URLValidator(schemes=["https"])],
                        verbose_name="joining link",
                    ),
                ),
                (
                    "event_status",
                    models.CharField(
                        choices=[
                            ("scheduled", "As planned"),
                            ("postponed", "Postponed"),
                            ("rescheduled", "New dates"),
                            ("moved_online", "Moved online"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="scheduled",
                        max_length=20,
                        verbose_name="takes place",
                    ),
                ),
                (
                    "status_note",
                    models.TextField(blank=True, max_length=4000, verbose_name="what participants are told"),
                ),
                ("planned_first", models.DateField(blank=True, null=True)),
                ("planned_last", models.DateField(blank=True, null=True)),
                (
                    "planned_format",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_person", "In person"),
                            ("online", "Online"),
                            ("blended", "Online (blended)"),
                            ("hybrid", "Online and in person"),
                        ],
                        max_length=20,
                    ),
                ),
                ("organiser", models.CharField(blank=True, max_length=250, verbose_name="organised by")),
                ("host", models.CharField(blank=True, max_length=250, verbose_name="hosted by")),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="interpretation into",
                    ),
                ),
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
                    "practical",
                    models.TextField(blank=True, max_length=20000, verbose_name="practical information"),
                ),
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
                ("dates_revision", models.PositiveIntegerField(default=1)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "folded",
                    models.GeneratedField(
                        db_persist=True,
                        expression=network.models.search_text.FoldedText(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "event_status__in",
                                ["scheduled", "postponed", "rescheduled", "moved_online", "cancelled"],
                            )
                        ),
                        name="meeting_event_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("event_status", "rescheduled"), _negated=True),
                            models.Q(("planned_first__isnull", False), ("starts_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="rescheduled_meeting_has_old_and_new_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("event_status", "moved_online"), _negated=True),
                            models.Q(("format", "online"), models.Q(("planned_format", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="meeting_moved_online_keeps_its_planned_form",
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
                            func='INSERT INTO "meetings_meetingevent" ("about", "chair_id", "city", "country_id", "dates_revision", "ends_on", "event_status", "follows_id", "format", "headcount", "headcount_qualifier", "host", "id", "is_demonstration", "joining_link", "key", "languages", "names_on", "number", "organiser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_first", "planned_format", "planned_last", "practical", "revision", "series", "slug", "stage", "starts_on", "status_note", "symbol", "theme", "title", "updated_at", "venue", "zone") VALUES (NEW."about", NEW."chair_id", NEW."city", NEW."country_id", NEW."dates_revision", NEW."ends_on", NEW."event_status", NEW."follows_id", NEW."format", NEW."headcount", NEW."headcount_qualifier", NEW."host", NEW."id", NEW."is_demonstration", NEW."joining_link", NEW."key", NEW."languages", NEW."names_on", NEW."number", NEW."organiser", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."planned_first", NEW."planned_format", NEW."planned_last", NEW."practical", NEW."revision", NEW."series", NEW."slug", NEW."stage", NEW."starts_on", NEW."status_note", NEW."symbol", NEW."theme", NEW."title", NEW."updated_at", NEW."venue", NEW."zone"); RETURN NULL;',
                            hash="a103f27212f269d36fe621399303bf120fe282e6",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_61d9e",
                            table="meetings_meeting",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."about" IS DISTINCT FROM (NEW."about") OR OLD."chair_id" IS DISTINCT FROM (NEW."chair_id") OR OLD."city" IS DISTINCT FROM (NEW."city") OR OLD."country_id" IS DISTINCT FROM (NEW."country_id") OR OLD."dates_revision" IS DISTINCT FROM (NEW."dates_revision") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."event_status" IS DISTINCT FROM (NEW."event_status") OR OLD."follows_id" IS DISTINCT FROM (NEW."follows_id") OR OLD."format" IS DISTINCT FROM (NEW."format") OR OLD."headcount" IS DISTINCT FROM (NEW."headcount") OR OLD."headcount_qualifier" IS DISTINCT FROM (NEW."headcount_qualifier") OR OLD."host" IS DISTINCT FROM (NEW."host") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_demonstration" IS DISTINCT FROM (NEW."is_demonstration") OR OLD."joining_link" IS DISTINCT FROM (NEW."joining_link") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."languages" IS DISTINCT FROM (NEW."languages") OR OLD."names_on" IS DISTINCT FROM (NEW."names_on") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."organiser" IS DISTINCT FROM (NEW."organiser") OR OLD."planned_first" IS DISTINCT FROM (NEW."planned_first") OR OLD."planned_format" IS DISTINCT FROM (NEW."planned_format") OR OLD."planned_last" IS DISTINCT FROM (NEW."planned_last") OR OLD."practical" IS DISTINCT FROM (NEW."practical") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."series" IS DISTINCT FROM (NEW."series") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."stage" IS DISTINCT FROM (NEW."stage") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."status_note" IS DISTINCT FROM (NEW."status_note") OR OLD."symbol" IS DISTINCT FROM (NEW."symbol") OR OLD."theme" IS DISTINCT FROM (NEW."theme") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."venue" IS DISTINCT FROM (NEW."venue") OR OLD."zone" IS DISTINCT FROM (NEW."zone"))',
                            func='INSERT INTO "meetings_meetingevent" ("about", "chair_id", "city", "country_id", "dates_revision", "ends_on", "event_status", "follows_id", "format", "headcount", "headcount_qualifier", "host", "id", "is_demonstration", "joining_link", "key", "languages", "names_on", "number", "organiser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_first", "planned_format", "planned_last", "practical", "revision", "series", "slug", "stage", "starts_on", "status_note", "symbol", "theme", "title", "updated_at", "venue", "zone") VALUES (NEW."about", NEW."chair_id", NEW."city", NEW."country_id", NEW."dates_revision", NEW."ends_on", NEW."event_status", NEW."follows_id", NEW."format", NEW."headcount", NEW."headcount_qualifier", NEW."host", NEW."id", NEW."is_demonstration", NEW."joining_link", NEW."key", NEW."languages", NEW."names_on", NEW."number", NEW."organiser", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."planned_first", NEW."planned_format", NEW."planned_last", NEW."practical", NEW."revision", NEW."series", NEW."slug", NEW."stage", NEW."starts_on", NEW."status_note", NEW."symbol", NEW."theme", NEW."title", NEW."updated_at", NEW."venue", NEW."zone"); RETURN NULL;',
                            hash="5ca761c18f82260950fb579d7701c660be055db5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_495b8",
                            table="meetings_meeting",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_meetingevent" ("about", "chair_id", "city", "country_id", "dates_revision", "ends_on", "event_status", "follows_id", "format", "headcount", "headcount_qualifier", "host", "id", "is_demonstration", "joining_link", "key", "languages", "names_on", "number", "organiser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_first", "planned_format", "planned_last", "practical", "revision", "series", "slug", "stage", "starts_on", "status_note", "symbol", "theme", "title", "updated_at", "venue", "zone") VALUES (OLD."about", OLD."chair_id", OLD."city", OLD."country_id", OLD."dates_revision", OLD."ends_on", OLD."event_status", OLD."follows_id", OLD."format", OLD."headcount", OLD."headcount_qualifier", OLD."host", OLD."id", OLD."is_demonstration", OLD."joining_link", OLD."key", OLD."languages", OLD."names_on", OLD."number", OLD."organiser", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."planned_first", OLD."planned_format", OLD."planned_last", OLD."practical", OLD."revision", OLD."series", OLD."slug", OLD."stage", OLD."starts_on", OLD."status_note", OLD."symbol", OLD."theme", OLD."title", OLD."updated_at", OLD."venue", OLD."zone"); RETURN NULL;',
                            hash="9ac24d781d713153e73cd74c2a3b22cadad3bccb",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4bf26",
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
                (
                    "joining_link",
                    models.CharField(
                        blank=True,
                        max_length=500,
                        validators=[django.core.validators.URLValidator(schemes=["https"])],
                        verbose_name="joining link",
                    ),
                ),
                (
                    "event_status",
                    models.CharField(
                        choices=[
                            ("scheduled", "As planned"),
                            ("postponed", "Postponed"),
                            ("rescheduled", "New dates"),
                            ("moved_online", "Moved online"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="scheduled",
                        max_length=20,
                        verbose_name="takes place",
                    ),
                ),
                (
                    "status_note",
                    models.TextField(blank=True, max_length=4000, verbose_name="what participants are told"),
                ),
                ("planned_first", models.DateField(blank=True, null=True)),
                ("planned_last", models.DateField(blank=True, null=True)),
                (
                    "planned_format",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_person", "In person"),
                            ("online", "Online"),
                            ("blended", "Online (blended)"),
                            ("hybrid", "Online and in person"),
                        ],
                        max_length=20,
                    ),
                ),
                ("organiser", models.CharField(blank=True, max_length=250, verbose_name="organised by")),
                ("host", models.CharField(blank=True, max_length=250, verbose_name="hosted by")),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="interpretation into",
                    ),
                ),
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
                    "practical",
                    models.TextField(blank=True, max_length=20000, verbose_name="practical information"),
                ),
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
                ("dates_revision", models.PositiveIntegerField(default=1)),
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
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingDate",
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
                        related_name="dates",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("save_the_date", "Save the date"),
                            ("invitation", "Invitation"),
                            ("registration", "Registration until"),
                            ("points", "Points for the agenda until"),
                            ("papers", "Papers until"),
                            ("corrections", "Corrections of the list of participants until"),
                            ("comments", "Comments on the report until"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done")),
                ("revision", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ("day", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "kind"), name="one_date_of_a_kind_per_meeting"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "save_the_date",
                                    "invitation",
                                    "registration",
                                    "points",
                                    "papers",
                                    "corrections",
                                    "comments",
                                ],
                            )
                        ),
                        name="kind_of_meeting_date_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("day__gte", datetime.date(2000, 1, 1)), ("day__lte", datetime.date(2100, 12, 31))
                        ),
                        name="meeting_date_is_of_our_time",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_meetingdateevent" ("day", "done_at", "id", "kind", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") VALUES (NEW."day", NEW."done_at", NEW."id", NEW."kind", NEW."meeting_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."revision"); RETURN NULL;',
                            hash="cf6f495c2dfa6ca95b5b4674d49001d51cd35289",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0c08c",
                            table="meetings_meetingdate",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "meetings_meetingdateevent" ("day", "done_at", "id", "kind", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") VALUES (NEW."day", NEW."done_at", NEW."id", NEW."kind", NEW."meeting_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revision"); RETURN NULL;',
                            hash="ce459dbd17562bb1aa88a5083caa1e118d13c706",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8d877",
                            table="meetings_meetingdate",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_meetingdateevent" ("day", "done_at", "id", "kind", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") VALUES (OLD."day", OLD."done_at", OLD."id", OLD."kind", OLD."meeting_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."revision"); RETURN NULL;',
                            hash="87fd41accba3cfbd46b2f96fe4b690a81c1f4fc3",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_0bc88",
                            table="meetings_meetingdate",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingDateEvent",
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
                        to="meetings.meetingdate",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("save_the_date", "Save the date"),
                            ("invitation", "Invitation"),
                            ("registration", "Registration until"),
                            ("points", "Points for the agenda until"),
                            ("papers", "Papers until"),
                            ("corrections", "Corrections of the list of participants until"),
                            ("comments", "Comments on the report until"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done")),
                ("revision", models.PositiveIntegerField(default=1)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="18a9a7375f8a40b5d4e528834d9f383edc775af0",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ba3f2",
                            table="meetings_meetingdateevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
    ]
