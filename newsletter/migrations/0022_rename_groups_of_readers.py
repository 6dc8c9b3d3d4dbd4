"""A group of readers can have another name, and can be invented."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('newsletter', '0021_words_of_pictures'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='readergroup',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='readergroup',
            name='update_update',
        ),
        migrations.AddField(
            model_name='readergroup',
            name='is_demonstration',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='readergroup',
            name='revision',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='readergroupevent',
            name='is_demonstration',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='readergroupevent',
            name='revision',
            field=models.PositiveIntegerField(default=1),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='readergroup',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "newsletter_readergroupevent" ("ended_at", "id", "is_demonstration", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") VALUES (NEW."ended_at", NEW."id", NEW."is_demonstration", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."revision"); RETURN NULL;', hash='7b31f5358af6db80e879883545a7aecf66a953fe', operation='INSERT', pgid='pgtrigger_insert_insert_1ef2d', table='newsletter_readergroup', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='readergroup',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "newsletter_readergroupevent" ("ended_at", "id", "is_demonstration", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") VALUES (NEW."ended_at", NEW."id", NEW."is_demonstration", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revision"); RETURN NULL;', hash='51afadbc777eef9fdac7dd53d00a03445fdb0be3', operation='UPDATE', pgid='pgtrigger_update_update_25727', table='newsletter_readergroup', when='AFTER')),
        ),
    ]
