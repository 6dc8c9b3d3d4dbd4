"""Translations have the words of pictures too."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('newsletter', '0020_bytes_of_pictures'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='piecetext',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='piecetext',
            name='update_update',
        ),
        migrations.AddField(
            model_name='piecetext',
            name='pictures',
            field=models.JSONField(blank=True, default=list, verbose_name='pictures'),
        ),
        migrations.AddField(
            model_name='piecetextevent',
            name='pictures',
            field=models.JSONField(blank=True, default=list, verbose_name='pictures'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='piecetext',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "newsletter_piecetextevent" ("body", "credit", "headline", "id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pictures", "piece_id", "revision", "source_hash") VALUES (NEW."body", NEW."credit", NEW."headline", NEW."id", NEW."language", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."pictures", NEW."piece_id", NEW."revision", NEW."source_hash"); RETURN NULL;', hash='750e33b18f6ee13b329822c474ba65bd6e65f866', operation='INSERT', pgid='pgtrigger_insert_insert_01a58', table='newsletter_piecetext', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='piecetext',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "newsletter_piecetextevent" ("body", "credit", "headline", "id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pictures", "piece_id", "revision", "source_hash") VALUES (NEW."body", NEW."credit", NEW."headline", NEW."id", NEW."language", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."pictures", NEW."piece_id", NEW."revision", NEW."source_hash"); RETURN NULL;', hash='ffc774f345d572a8a1fb2c70fc12974eeb47b5d4', operation='UPDATE', pgid='pgtrigger_update_update_cdbcf', table='newsletter_piecetext', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='piecetext',
            constraint=models.CheckConstraint(condition=models.Q(('pictures__contains', [{'alternative': ''}]), _negated=True), name='each_translated_picture_says_what_it_shows', violation_error_message='Say of each picture what it shows.'),
        ),
    ]
