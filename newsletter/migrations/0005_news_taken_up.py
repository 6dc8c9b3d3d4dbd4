"""A piece says what of the portal it was made of, so that it is taken up once."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0010_structures_and_fields'),
        ('newsletter', '0004_search_texts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='contribution',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='contribution',
            name='update_update',
        ),
        migrations.AddField(
            model_name='contribution',
            name='news_key',
            field=models.CharField(blank=True, editable=False, max_length=60),
        ),
        migrations.AddField(
            model_name='contributionevent',
            name='news_key',
            field=models.CharField(blank=True, editable=False, max_length=60),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contribution',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "newsletter_contributionevent" ("agency_id", "audience", "author_id", "body", "credit", "headline", "id", "is_demonstration", "issue_id", "news_key", "offered_at", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "revision", "section", "state_id", "status") VALUES (NEW."agency_id", NEW."audience", NEW."author_id", NEW."body", NEW."credit", NEW."headline", NEW."id", NEW."is_demonstration", NEW."issue_id", NEW."news_key", NEW."offered_at", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."revision", NEW."section", NEW."state_id", NEW."status"); RETURN NULL;', hash='5100bdeca7915371a45be1064cbc10d5c3c51c43', operation='INSERT', pgid='pgtrigger_insert_insert_38c5e', table='newsletter_contribution', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contribution',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."agency_id" IS DISTINCT FROM (NEW."agency_id") OR OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."author_id" IS DISTINCT FROM (NEW."author_id") OR OLD."body" IS DISTINCT FROM (NEW."body") OR OLD."credit" IS DISTINCT FROM (NEW."credit") OR OLD."headline" IS DISTINCT FROM (NEW."headline") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_demonstration" IS DISTINCT FROM (NEW."is_demonstration") OR OLD."issue_id" IS DISTINCT FROM (NEW."issue_id") OR OLD."news_key" IS DISTINCT FROM (NEW."news_key") OR OLD."offered_at" IS DISTINCT FROM (NEW."offered_at") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."section" IS DISTINCT FROM (NEW."section") OR OLD."state_id" IS DISTINCT FROM (NEW."state_id") OR OLD."status" IS DISTINCT FROM (NEW."status"))', func='INSERT INTO "newsletter_contributionevent" ("agency_id", "audience", "author_id", "body", "credit", "headline", "id", "is_demonstration", "issue_id", "news_key", "offered_at", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "revision", "section", "state_id", "status") VALUES (NEW."agency_id", NEW."audience", NEW."author_id", NEW."body", NEW."credit", NEW."headline", NEW."id", NEW."is_demonstration", NEW."issue_id", NEW."news_key", NEW."offered_at", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."revision", NEW."section", NEW."state_id", NEW."status"); RETURN NULL;', hash='9234246ce1e2833edb4cd5c1048f59e77837a012', operation='UPDATE', pgid='pgtrigger_update_update_db111', table='newsletter_contribution', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.UniqueConstraint(condition=models.Q(('news_key', ''), _negated=True), fields=('news_key',), name='news_is_taken_up_once'),
        ),
    ]
