"""A block keeps what it said when it was filled, to be filled again."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('newsletter', '0013_purge_drafts'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='piece',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='piece',
            name='update_update',
        ),
        migrations.AddField(
            model_name='piece',
            name='filled_text',
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name='pieceevent',
            name='filled_text',
            field=models.TextField(blank=True, editable=False),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='piece',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "newsletter_pieceevent" ("agency_id", "audience", "author_id", "body", "cleared_at", "cleared_hash", "credit", "filled_text", "headline", "id", "is_demonstration", "issue_id", "language", "needs_clearance", "news_key", "offered_at", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "revision", "section", "state_id", "status") VALUES (NEW."agency_id", NEW."audience", NEW."author_id", NEW."body", NEW."cleared_at", NEW."cleared_hash", NEW."credit", NEW."filled_text", NEW."headline", NEW."id", NEW."is_demonstration", NEW."issue_id", NEW."language", NEW."needs_clearance", NEW."news_key", NEW."offered_at", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."reason", NEW."revision", NEW."section", NEW."state_id", NEW."status"); RETURN NULL;', hash='596769ed36c2b29104cb9c930ae50907e5866ef0', operation='INSERT', pgid='pgtrigger_insert_insert_4ef1a', table='newsletter_piece', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='piece',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."agency_id" IS DISTINCT FROM (NEW."agency_id") OR OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."author_id" IS DISTINCT FROM (NEW."author_id") OR OLD."body" IS DISTINCT FROM (NEW."body") OR OLD."cleared_at" IS DISTINCT FROM (NEW."cleared_at") OR OLD."cleared_hash" IS DISTINCT FROM (NEW."cleared_hash") OR OLD."credit" IS DISTINCT FROM (NEW."credit") OR OLD."filled_text" IS DISTINCT FROM (NEW."filled_text") OR OLD."headline" IS DISTINCT FROM (NEW."headline") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_demonstration" IS DISTINCT FROM (NEW."is_demonstration") OR OLD."issue_id" IS DISTINCT FROM (NEW."issue_id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."needs_clearance" IS DISTINCT FROM (NEW."needs_clearance") OR OLD."news_key" IS DISTINCT FROM (NEW."news_key") OR OLD."offered_at" IS DISTINCT FROM (NEW."offered_at") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."section" IS DISTINCT FROM (NEW."section") OR OLD."state_id" IS DISTINCT FROM (NEW."state_id") OR OLD."status" IS DISTINCT FROM (NEW."status"))', func='INSERT INTO "newsletter_pieceevent" ("agency_id", "audience", "author_id", "body", "cleared_at", "cleared_hash", "credit", "filled_text", "headline", "id", "is_demonstration", "issue_id", "language", "needs_clearance", "news_key", "offered_at", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "revision", "section", "state_id", "status") VALUES (NEW."agency_id", NEW."audience", NEW."author_id", NEW."body", NEW."cleared_at", NEW."cleared_hash", NEW."credit", NEW."filled_text", NEW."headline", NEW."id", NEW."is_demonstration", NEW."issue_id", NEW."language", NEW."needs_clearance", NEW."news_key", NEW."offered_at", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."reason", NEW."revision", NEW."section", NEW."state_id", NEW."status"); RETURN NULL;', hash='a1317d80929bf50ccb78eeb7b29fa8da1e473fd4', operation='UPDATE', pgid='pgtrigger_update_update_1f659', table='newsletter_piece', when='AFTER')),
        ),
    ]
