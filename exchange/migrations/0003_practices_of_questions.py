"""A practice may come out of a closed question."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0002_initiatives_and_practices'),
        ('meetings', '0013_seats'),
        ('network', '0009_search_texts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='practice',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='practice',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='practice',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='practice',
            name='involved',
            field=models.ManyToManyField(blank=True, related_name='+', to='network.state', verbose_name='other States involved'),
        ),
        migrations.AddField(
            model_name='practice',
            name='question',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='practices', to='exchange.question', verbose_name='came of the question'),
        ),
        migrations.AddField(
            model_name='practice',
            name='sent_back_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='practiceevent',
            name='question',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exchange.question', verbose_name='came of the question'),
        ),
        migrations.AddField(
            model_name='practiceevent',
            name='sent_back_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='practice',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_practiceevent" ("audience", "confirmed_on", "contact_id", "failed", "field_id", "id", "is_demonstration", "key", "language", "mechanism", "meeting_id", "offered_at", "offered_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proof", "published_at", "question_id", "remark", "revision", "sent_back_at", "slug", "stage", "state_id", "summary", "title", "withdrawn_at", "worked") VALUES (NEW."audience", NEW."confirmed_on", NEW."contact_id", NEW."failed", NEW."field_id", NEW."id", NEW."is_demonstration", NEW."key", NEW."language", NEW."mechanism", NEW."meeting_id", NEW."offered_at", NEW."offered_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proof", NEW."published_at", NEW."question_id", NEW."remark", NEW."revision", NEW."sent_back_at", NEW."slug", NEW."stage", NEW."state_id", NEW."summary", NEW."title", NEW."withdrawn_at", NEW."worked"); RETURN NULL;', hash='41df86d5e9ef79dfc1d9f237f8760a29cecea615', operation='INSERT', pgid='pgtrigger_insert_insert_26136', table='exchange_practice', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='practice',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."confirmed_on" IS DISTINCT FROM (NEW."confirmed_on") OR OLD."contact_id" IS DISTINCT FROM (NEW."contact_id") OR OLD."failed" IS DISTINCT FROM (NEW."failed") OR OLD."field_id" IS DISTINCT FROM (NEW."field_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_demonstration" IS DISTINCT FROM (NEW."is_demonstration") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."mechanism" IS DISTINCT FROM (NEW."mechanism") OR OLD."meeting_id" IS DISTINCT FROM (NEW."meeting_id") OR OLD."offered_at" IS DISTINCT FROM (NEW."offered_at") OR OLD."offered_by_id" IS DISTINCT FROM (NEW."offered_by_id") OR OLD."proof" IS DISTINCT FROM (NEW."proof") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."question_id" IS DISTINCT FROM (NEW."question_id") OR OLD."remark" IS DISTINCT FROM (NEW."remark") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."sent_back_at" IS DISTINCT FROM (NEW."sent_back_at") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."stage" IS DISTINCT FROM (NEW."stage") OR OLD."state_id" IS DISTINCT FROM (NEW."state_id") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at") OR OLD."worked" IS DISTINCT FROM (NEW."worked"))', func='INSERT INTO "exchange_practiceevent" ("audience", "confirmed_on", "contact_id", "failed", "field_id", "id", "is_demonstration", "key", "language", "mechanism", "meeting_id", "offered_at", "offered_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proof", "published_at", "question_id", "remark", "revision", "sent_back_at", "slug", "stage", "state_id", "summary", "title", "withdrawn_at", "worked") VALUES (NEW."audience", NEW."confirmed_on", NEW."contact_id", NEW."failed", NEW."field_id", NEW."id", NEW."is_demonstration", NEW."key", NEW."language", NEW."mechanism", NEW."meeting_id", NEW."offered_at", NEW."offered_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proof", NEW."published_at", NEW."question_id", NEW."remark", NEW."revision", NEW."sent_back_at", NEW."slug", NEW."stage", NEW."state_id", NEW."summary", NEW."title", NEW."withdrawn_at", NEW."worked"); RETURN NULL;', hash='f517caeaf74461450ac66da7658c616360298d93', operation='UPDATE', pgid='pgtrigger_update_update_e0f36', table='exchange_practice', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='practice',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_practiceevent" ("audience", "confirmed_on", "contact_id", "failed", "field_id", "id", "is_demonstration", "key", "language", "mechanism", "meeting_id", "offered_at", "offered_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proof", "published_at", "question_id", "remark", "revision", "sent_back_at", "slug", "stage", "state_id", "summary", "title", "withdrawn_at", "worked") VALUES (OLD."audience", OLD."confirmed_on", OLD."contact_id", OLD."failed", OLD."field_id", OLD."id", OLD."is_demonstration", OLD."key", OLD."language", OLD."mechanism", OLD."meeting_id", OLD."offered_at", OLD."offered_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proof", OLD."published_at", OLD."question_id", OLD."remark", OLD."revision", OLD."sent_back_at", OLD."slug", OLD."stage", OLD."state_id", OLD."summary", OLD."title", OLD."withdrawn_at", OLD."worked"); RETURN NULL;', hash='e2f7f58a6be8ed738fcdb1e1137fdb20044ad6a5', operation='DELETE', pgid='pgtrigger_delete_delete_5bad3', table='exchange_practice', when='AFTER')),
        ),
        migrations.RunSQL(
            "UPDATE exchange_practice SET sent_back_at = offered_at WHERE remark <> ''", migrations.RunSQL.noop
        ),
        migrations.AddConstraint(
            model_name='practice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('remark', ''), ('sent_back_at', None)), models.Q(models.Q(('remark', ''), _negated=True), ('sent_back_at__isnull', False)), _connector='OR'), name='a_practice_is_sent_back_at_an_instant'),
        ),
    ]
