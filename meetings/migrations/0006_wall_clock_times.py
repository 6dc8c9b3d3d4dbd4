"""An agenda item keeps the clock on the wall, a meeting the zone of its place."""

import django.contrib.postgres.constraints
import django.db.models.constraints
import meetings.models.agenda
import meetings.models.meetings
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0005_addresses_in_one_form'),
        ('network', '0031_final_sigma'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='agendaitem',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='agendaitem',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='meeting',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='meeting',
            name='update_update',
        ),
        migrations.RemoveConstraint(
            model_name='agendaitem',
            name='agenda_item_ends_after_it_starts',
        ),
        migrations.RemoveConstraint(
            model_name='agendaitem',
            name='agenda_item_has_both_times_or_none',
        ),
        migrations.RemoveConstraint(
            model_name='agendaitem',
            name='agenda_item_times_lie_on_its_day',
        ),
        migrations.RemoveConstraint(
            model_name='agendaitem',
            name='one_agenda_item_at_a_time',
        ),
        migrations.RemoveField(
            model_name='agendaitem',
            name='ends_at',
        ),
        migrations.RemoveField(
            model_name='agendaitem',
            name='starts_at',
        ),
        migrations.RemoveField(
            model_name='agendaitemevent',
            name='ends_at',
        ),
        migrations.RemoveField(
            model_name='agendaitemevent',
            name='starts_at',
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='begins',
            field=models.TimeField(blank=True, null=True, verbose_name='begins'),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='minutes',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='length in minutes'),
        ),
        migrations.AddField(
            model_name='agendaitemevent',
            name='begins',
            field=models.TimeField(blank=True, null=True, verbose_name='begins'),
        ),
        migrations.AddField(
            model_name='agendaitemevent',
            name='minutes',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='length in minutes'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='zone',
            field=models.CharField(default='Europe/Vienna', max_length=40, verbose_name='time zone'),
        ),
        migrations.AddField(
            model_name='meetingevent',
            name='zone',
            field=models.CharField(default='Europe/Vienna', max_length=40, verbose_name='time zone'),
        ),
        migrations.AlterField(
            model_name='agendaitem',
            name='papers',
            field=models.TextField(blank=True, max_length=10000, verbose_name='papers'),
        ),
        migrations.AlterField(
            model_name='agendaitemevent',
            name='papers',
            field=models.TextField(blank=True, max_length=10000, verbose_name='papers'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agendaitem',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "meetings_agendaitemevent" ("audience", "begins", "day", "id", "is_demonstration", "key", "kind", "meeting_id", "minutes", "moderator", "note", "papers", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "position", "revision", "session", "speakers", "title", "updated_at") VALUES (NEW."audience", NEW."begins", NEW."day", NEW."id", NEW."is_demonstration", NEW."key", NEW."kind", NEW."meeting_id", NEW."minutes", NEW."moderator", NEW."note", NEW."papers", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."position", NEW."revision", NEW."session", NEW."speakers", NEW."title", NEW."updated_at"); RETURN NULL;', hash='627291267fc2d2a8100b275eb5269bd0d9b1bae2', operation='INSERT', pgid='pgtrigger_insert_insert_f98e2', table='meetings_agendaitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agendaitem',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."begins" IS DISTINCT FROM (NEW."begins") OR OLD."day" IS DISTINCT FROM (NEW."day") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_demonstration" IS DISTINCT FROM (NEW."is_demonstration") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."meeting_id" IS DISTINCT FROM (NEW."meeting_id") OR OLD."minutes" IS DISTINCT FROM (NEW."minutes") OR OLD."moderator" IS DISTINCT FROM (NEW."moderator") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."papers" IS DISTINCT FROM (NEW."papers") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."session" IS DISTINCT FROM (NEW."session") OR OLD."speakers" IS DISTINCT FROM (NEW."speakers") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))', func='INSERT INTO "meetings_agendaitemevent" ("audience", "begins", "day", "id", "is_demonstration", "key", "kind", "meeting_id", "minutes", "moderator", "note", "papers", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "position", "revision", "session", "speakers", "title", "updated_at") VALUES (NEW."audience", NEW."begins", NEW."day", NEW."id", NEW."is_demonstration", NEW."key", NEW."kind", NEW."meeting_id", NEW."minutes", NEW."moderator", NEW."note", NEW."papers", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."position", NEW."revision", NEW."session", NEW."speakers", NEW."title", NEW."updated_at"); RETURN NULL;', hash='0d320561794100702012662441a9ce3f45f08df2', operation='UPDATE', pgid='pgtrigger_update_update_ca6ee', table='meetings_agendaitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "meetings_meetingevent" ("about", "chair_id", "city", "country_id", "ends_on", "follows_id", "format", "headcount", "headcount_qualifier", "id", "is_demonstration", "key", "names_on", "number", "organiser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "series", "slug", "stage", "starts_on", "symbol", "theme", "title", "updated_at", "venue", "zone") VALUES (NEW."about", NEW."chair_id", NEW."city", NEW."country_id", NEW."ends_on", NEW."follows_id", NEW."format", NEW."headcount", NEW."headcount_qualifier", NEW."id", NEW."is_demonstration", NEW."key", NEW."names_on", NEW."number", NEW."organiser", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."revision", NEW."series", NEW."slug", NEW."stage", NEW."starts_on", NEW."symbol", NEW."theme", NEW."title", NEW."updated_at", NEW."venue", NEW."zone"); RETURN NULL;', hash='8f2d54d37cb1b105b21ee219db7c66b87d156799', operation='INSERT', pgid='pgtrigger_insert_insert_61d9e', table='meetings_meeting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."about" IS DISTINCT FROM (NEW."about") OR OLD."chair_id" IS DISTINCT FROM (NEW."chair_id") OR OLD."city" IS DISTINCT FROM (NEW."city") OR OLD."country_id" IS DISTINCT FROM (NEW."country_id") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."follows_id" IS DISTINCT FROM (NEW."follows_id") OR OLD."format" IS DISTINCT FROM (NEW."format") OR OLD."headcount" IS DISTINCT FROM (NEW."headcount") OR OLD."headcount_qualifier" IS DISTINCT FROM (NEW."headcount_qualifier") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_demonstration" IS DISTINCT FROM (NEW."is_demonstration") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."names_on" IS DISTINCT FROM (NEW."names_on") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."organiser" IS DISTINCT FROM (NEW."organiser") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."series" IS DISTINCT FROM (NEW."series") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."stage" IS DISTINCT FROM (NEW."stage") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."symbol" IS DISTINCT FROM (NEW."symbol") OR OLD."theme" IS DISTINCT FROM (NEW."theme") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."venue" IS DISTINCT FROM (NEW."venue") OR OLD."zone" IS DISTINCT FROM (NEW."zone"))', func='INSERT INTO "meetings_meetingevent" ("about", "chair_id", "city", "country_id", "ends_on", "follows_id", "format", "headcount", "headcount_qualifier", "id", "is_demonstration", "key", "names_on", "number", "organiser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "series", "slug", "stage", "starts_on", "symbol", "theme", "title", "updated_at", "venue", "zone") VALUES (NEW."about", NEW."chair_id", NEW."city", NEW."country_id", NEW."ends_on", NEW."follows_id", NEW."format", NEW."headcount", NEW."headcount_qualifier", NEW."id", NEW."is_demonstration", NEW."key", NEW."names_on", NEW."number", NEW."organiser", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revision", NEW."series", NEW."slug", NEW."stage", NEW."starts_on", NEW."symbol", NEW."theme", NEW."title", NEW."updated_at", NEW."venue", NEW."zone"); RETURN NULL;', hash='8bbf08488504b9eeb9f4aa918dc4c7a0790495a5', operation='UPDATE', pgid='pgtrigger_update_update_495b8', table='meetings_meeting', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('begins', None), ('minutes', None)), models.Q(('begins__isnull', False), ('minutes__isnull', False)), _connector='OR'), name='agenda_item_has_both_times_or_none', violation_error_message='Give both times, or leave both empty.'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(('minutes', None), models.Q(('minutes__gte', 1), ('minutes__lt', 1440)), _connector='OR'), name='agenda_item_lasts_less_than_a_day', violation_error_message='The end must come after the beginning.'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(('begins', None), ('day__isnull', False), _connector='OR'), name='agenda_item_with_times_has_a_day', violation_error_message='Times need a day.'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('begins__isnull', False), models.Q(('kind', 'working_group'), _negated=True)), deferrable=django.db.models.constraints.Deferrable['DEFERRED'], expressions=[('meeting', '='), (meetings.models.agenda.LocalTimes(), '&&')], name='one_agenda_item_at_a_time', violation_error_message='Another item of the agenda has this time.'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=meetings.models.meetings.IsZone('zone'), name='meeting_zone_is_known', violation_error_message='Choose a time zone of the list.'),
        ),
    ]
