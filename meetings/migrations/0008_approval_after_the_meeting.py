"""A report is approved after its meeting, and knows the stage it takes the meeting back to."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0007_zones_of_meetings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='report',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='report',
            name='update_update',
        ),
        migrations.RemoveConstraint(
            model_name='report',
            name='released_report_says_who_and_when',
        ),
        migrations.AddField(
            model_name='report',
            name='stage_before',
            field=models.CharField(blank=True, choices=[('planned', 'Planned'), ('announced', 'Announced'), ('registration', 'Registration open'), ('agenda', 'Agenda published'), ('held', 'Held'), ('report', 'Report in preparation'), ('published', 'Report published')], max_length=20),
        ),
        migrations.AddField(
            model_name='reportevent',
            name='stage_before',
            field=models.CharField(blank=True, choices=[('planned', 'Planned'), ('announced', 'Announced'), ('registration', 'Registration open'), ('agenda', 'Agenda published'), ('held', 'Held'), ('report', 'Report in preparation'), ('published', 'Report published')], max_length=20),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='approved_after_its_meeting', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.released_at IS NOT NULL AND EXISTS (\n        SELECT 1 FROM meetings_meeting m WHERE m.id = NEW.meeting_id\n        AND (NEW.released_at AT TIME ZONE m.zone)::date <= coalesce(m.ends_on, m.starts_on)) THEN\n        RAISE EXCEPTION 'the report is approved before its meeting has ended'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'report_is_approved_after_its_meeting';\n    END IF;\n    RETURN NEW;\n", hash='ba52222297fe603ef7c2061f226fbfbdc4181c67', operation='INSERT OR UPDATE', pgid='pgtrigger_approved_after_its_meeting_39f54', table='meetings_report', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "meetings_reportevent" ("background", "closing", "edited_by_id", "focal_points_part", "id", "meeting_id", "opening", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "released_at", "released_by_id", "revision", "sessions", "stage_before", "status", "study_visit") VALUES (NEW."background", NEW."closing", NEW."edited_by_id", NEW."focal_points_part", NEW."id", NEW."meeting_id", NEW."opening", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."released_at", NEW."released_by_id", NEW."revision", NEW."sessions", NEW."stage_before", NEW."status", NEW."study_visit"); RETURN NULL;', hash='46aecf82c2744e407f1977605538d1680f9dbc05', operation='INSERT', pgid='pgtrigger_insert_insert_a08fc', table='meetings_report', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "meetings_reportevent" ("background", "closing", "edited_by_id", "focal_points_part", "id", "meeting_id", "opening", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "released_at", "released_by_id", "revision", "sessions", "stage_before", "status", "study_visit") VALUES (NEW."background", NEW."closing", NEW."edited_by_id", NEW."focal_points_part", NEW."id", NEW."meeting_id", NEW."opening", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."released_at", NEW."released_by_id", NEW."revision", NEW."sessions", NEW."stage_before", NEW."status", NEW."study_visit"); RETURN NULL;', hash='180eff0b25b4892724cac3087f5497590eeee90c', operation='UPDATE', pgid='pgtrigger_update_update_58bc9', table='meetings_report', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('released_at', None), ('released_by', None), ('stage_before', ''), ('status', 'draft')), models.Q(('released_at__isnull', False), ('released_by__isnull', False), ('stage_before__in', ['planned', 'announced', 'registration', 'agenda', 'held', 'report', 'published']), ('status', 'released')), models.Q(('edited_by', None), ('released_at', None), ('released_by', None), ('stage_before', ''), ('status', 'released')), _connector='OR'), name='released_report_says_who_and_when'),
        ),
    ]
