"""What is searched of points raised."""

import network.models.search_text
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0011_points'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='point',
            name='update_update',
        ),
        migrations.AddField(
            model_name='point',
            name='search_text',
            field=models.GeneratedField(db_persist=True, expression=network.models.search_text.SearchText('title', 'text'), output_field=models.TextField()),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='point',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."declined_at" IS DISTINCT FROM (NEW."declined_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."item_id" IS DISTINCT FROM (NEW."item_id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."meeting_id" IS DISTINCT FROM (NEW."meeting_id") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."purpose" IS DISTINCT FROM (NEW."purpose") OR OLD."raised_at" IS DISTINCT FROM (NEW."raised_at") OR OLD."raisers_number" IS DISTINCT FROM (NEW."raisers_number") OR OLD."remark" IS DISTINCT FROM (NEW."remark") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at"))', func='INSERT INTO "meetings_pointevent" ("audience", "declined_at", "id", "item_id", "key", "meeting_id", "merged_into_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "purpose", "raised_at", "raisers_number", "remark", "revision", "text", "title", "withdrawn_at") VALUES (NEW."audience", NEW."declined_at", NEW."id", NEW."item_id", NEW."key", NEW."meeting_id", NEW."merged_into_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."purpose", NEW."raised_at", NEW."raisers_number", NEW."remark", NEW."revision", NEW."text", NEW."title", NEW."withdrawn_at"); RETURN NULL;', hash='49ed9e2daae5c7f1c33bc014850a017fc92eab29', operation='UPDATE', pgid='pgtrigger_update_update_73a8a', table='meetings_point', when='AFTER')),
        ),
    ]
