"""A meeting names the public records that say what is recorded of it."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from meetings import reference


def load(apps, schema_editor):
    reference.load_sources(apps.get_model)


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0016_facts_of_offered_papers'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='meeting',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='meeting',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='meeting',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='meeting',
            name='recorded_in',
            field=models.CharField(blank=True, help_text='Which public records say this of the meeting.', max_length=300, verbose_name='source'),
        ),
        migrations.AddField(
            model_name='meetingevent',
            name='recorded_in',
            field=models.CharField(blank=True, help_text='Which public records say this of the meeting.', max_length=300, verbose_name='source'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "meetings_meetingevent" ("about", "chair_id", "city", "costs", "country_id", "dates_revision", "ends_on", "event_status", "field_id", "follows_id", "format", "headcount", "headcount_qualifier", "host", "id", "is_demonstration", "joining_link", "key", "languages", "names_on", "number", "organiser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_first", "planned_format", "planned_last", "practical", "recorded_in", "revision", "seats", "series", "signatory", "signatory_function", "slug", "stage", "starts_on", "status_note", "symbol", "theme", "title", "updated_at", "venue", "visit_seats", "zone") VALUES (NEW."about", NEW."chair_id", NEW."city", NEW."costs", NEW."country_id", NEW."dates_revision", NEW."ends_on", NEW."event_status", NEW."field_id", NEW."follows_id", NEW."format", NEW."headcount", NEW."headcount_qualifier", NEW."host", NEW."id", NEW."is_demonstration", NEW."joining_link", NEW."key", NEW."languages", NEW."names_on", NEW."number", NEW."organiser", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."planned_first", NEW."planned_format", NEW."planned_last", NEW."practical", NEW."recorded_in", NEW."revision", NEW."seats", NEW."series", NEW."signatory", NEW."signatory_function", NEW."slug", NEW."stage", NEW."starts_on", NEW."status_note", NEW."symbol", NEW."theme", NEW."title", NEW."updated_at", NEW."venue", NEW."visit_seats", NEW."zone"); RETURN NULL;', hash='ff288300146e1c7e9301339d319d44205733052e', operation='INSERT', pgid='pgtrigger_insert_insert_61d9e', table='meetings_meeting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."about" IS DISTINCT FROM (NEW."about") OR OLD."chair_id" IS DISTINCT FROM (NEW."chair_id") OR OLD."city" IS DISTINCT FROM (NEW."city") OR OLD."costs" IS DISTINCT FROM (NEW."costs") OR OLD."country_id" IS DISTINCT FROM (NEW."country_id") OR OLD."dates_revision" IS DISTINCT FROM (NEW."dates_revision") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."event_status" IS DISTINCT FROM (NEW."event_status") OR OLD."field_id" IS DISTINCT FROM (NEW."field_id") OR OLD."follows_id" IS DISTINCT FROM (NEW."follows_id") OR OLD."format" IS DISTINCT FROM (NEW."format") OR OLD."headcount" IS DISTINCT FROM (NEW."headcount") OR OLD."headcount_qualifier" IS DISTINCT FROM (NEW."headcount_qualifier") OR OLD."host" IS DISTINCT FROM (NEW."host") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_demonstration" IS DISTINCT FROM (NEW."is_demonstration") OR OLD."joining_link" IS DISTINCT FROM (NEW."joining_link") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."languages" IS DISTINCT FROM (NEW."languages") OR OLD."names_on" IS DISTINCT FROM (NEW."names_on") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."organiser" IS DISTINCT FROM (NEW."organiser") OR OLD."planned_first" IS DISTINCT FROM (NEW."planned_first") OR OLD."planned_format" IS DISTINCT FROM (NEW."planned_format") OR OLD."planned_last" IS DISTINCT FROM (NEW."planned_last") OR OLD."practical" IS DISTINCT FROM (NEW."practical") OR OLD."recorded_in" IS DISTINCT FROM (NEW."recorded_in") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."seats" IS DISTINCT FROM (NEW."seats") OR OLD."series" IS DISTINCT FROM (NEW."series") OR OLD."signatory" IS DISTINCT FROM (NEW."signatory") OR OLD."signatory_function" IS DISTINCT FROM (NEW."signatory_function") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."stage" IS DISTINCT FROM (NEW."stage") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."status_note" IS DISTINCT FROM (NEW."status_note") OR OLD."symbol" IS DISTINCT FROM (NEW."symbol") OR OLD."theme" IS DISTINCT FROM (NEW."theme") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."venue" IS DISTINCT FROM (NEW."venue") OR OLD."visit_seats" IS DISTINCT FROM (NEW."visit_seats") OR OLD."zone" IS DISTINCT FROM (NEW."zone"))', func='INSERT INTO "meetings_meetingevent" ("about", "chair_id", "city", "costs", "country_id", "dates_revision", "ends_on", "event_status", "field_id", "follows_id", "format", "headcount", "headcount_qualifier", "host", "id", "is_demonstration", "joining_link", "key", "languages", "names_on", "number", "organiser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_first", "planned_format", "planned_last", "practical", "recorded_in", "revision", "seats", "series", "signatory", "signatory_function", "slug", "stage", "starts_on", "status_note", "symbol", "theme", "title", "updated_at", "venue", "visit_seats", "zone") VALUES (NEW."about", NEW."chair_id", NEW."city", NEW."costs", NEW."country_id", NEW."dates_revision", NEW."ends_on", NEW."event_status", NEW."field_id", NEW."follows_id", NEW."format", NEW."headcount", NEW."headcount_qualifier", NEW."host", NEW."id", NEW."is_demonstration", NEW."joining_link", NEW."key", NEW."languages", NEW."names_on", NEW."number", NEW."organiser", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."planned_first", NEW."planned_format", NEW."planned_last", NEW."practical", NEW."recorded_in", NEW."revision", NEW."seats", NEW."series", NEW."signatory", NEW."signatory_function", NEW."slug", NEW."stage", NEW."starts_on", NEW."status_note", NEW."symbol", NEW."theme", NEW."title", NEW."updated_at", NEW."venue", NEW."visit_seats", NEW."zone"); RETURN NULL;', hash='9957414b9f51e6ec3eeb89352440e24fa6a1250a', operation='UPDATE', pgid='pgtrigger_update_update_495b8', table='meetings_meeting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "meetings_meetingevent" ("about", "chair_id", "city", "costs", "country_id", "dates_revision", "ends_on", "event_status", "field_id", "follows_id", "format", "headcount", "headcount_qualifier", "host", "id", "is_demonstration", "joining_link", "key", "languages", "names_on", "number", "organiser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_first", "planned_format", "planned_last", "practical", "recorded_in", "revision", "seats", "series", "signatory", "signatory_function", "slug", "stage", "starts_on", "status_note", "symbol", "theme", "title", "updated_at", "venue", "visit_seats", "zone") VALUES (OLD."about", OLD."chair_id", OLD."city", OLD."costs", OLD."country_id", OLD."dates_revision", OLD."ends_on", OLD."event_status", OLD."field_id", OLD."follows_id", OLD."format", OLD."headcount", OLD."headcount_qualifier", OLD."host", OLD."id", OLD."is_demonstration", OLD."joining_link", OLD."key", OLD."languages", OLD."names_on", OLD."number", OLD."organiser", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."planned_first", OLD."planned_format", OLD."planned_last", OLD."practical", OLD."recorded_in", OLD."revision", OLD."seats", OLD."series", OLD."signatory", OLD."signatory_function", OLD."slug", OLD."stage", OLD."starts_on", OLD."status_note", OLD."symbol", OLD."theme", OLD."title", OLD."updated_at", OLD."venue", OLD."visit_seats", OLD."zone"); RETURN NULL;', hash='24325dd55db28f9d693ed9fc0682c3a6ec0356bb', operation='DELETE', pgid='pgtrigger_delete_delete_4bf26', table='meetings_meeting', when='AFTER')),
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
