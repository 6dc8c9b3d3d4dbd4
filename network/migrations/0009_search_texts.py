"""States are searched in any alphabet."""

import network.models.search_text
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0008_reference'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='state',
            name='update_update',
        ),
        migrations.RemoveField(
            model_name='state',
            name='folded',
        ),
        migrations.RemoveField(
            model_name='stateevent',
            name='folded',
        ),
        migrations.AddField(
            model_name='state',
            name='search_text',
            field=models.GeneratedField(db_persist=True, expression=network.models.search_text.SearchText('name', 'name_fr', 'iso2'), output_field=models.TextField()),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='state',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."iso2" IS DISTINCT FROM (NEW."iso2") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_fr" IS DISTINCT FROM (NEW."name_fr") OR OLD."name_in_text" IS DISTINCT FROM (NEW."name_in_text") OR OLD."participation" IS DISTINCT FROM (NEW."participation") OR OLD."protocol_order" IS DISTINCT FROM (NEW."protocol_order") OR OLD."sub_region" IS DISTINCT FROM (NEW."sub_region") OR OLD."tile_column" IS DISTINCT FROM (NEW."tile_column") OR OLD."tile_row" IS DISTINCT FROM (NEW."tile_row"))', func='INSERT INTO "network_stateevent" ("id", "iso2", "name", "name_fr", "name_in_text", "participation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "protocol_order", "sub_region", "tile_column", "tile_row") VALUES (NEW."id", NEW."iso2", NEW."name", NEW."name_fr", NEW."name_in_text", NEW."participation", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."protocol_order", NEW."sub_region", NEW."tile_column", NEW."tile_row"); RETURN NULL;', hash='95de092a6f83ff5300deee24d46808ebdfa83fa1', operation='UPDATE', pgid='pgtrigger_update_update_b6619', table='network_state', when='AFTER')),
        ),
    ]
