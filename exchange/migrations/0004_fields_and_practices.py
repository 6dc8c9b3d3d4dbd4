"""Questions and initiatives have a field of work, and an initiative the practice that came of it."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('exchange', '0003_practices_of_questions'), ('network', '0010_structures_and_fields')]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='initiative',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='initiative',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='initiative',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='question',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='question',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='question',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='initiative',
            name='field',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='initiatives', to='network.fieldofwork', verbose_name='field of work'),
        ),
        migrations.AddField(
            model_name='initiative',
            name='practice',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='initiatives', to='exchange.practice', verbose_name='practice that came of it'),
        ),
        migrations.AddField(
            model_name='initiativeevent',
            name='field',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='network.fieldofwork', verbose_name='field of work'),
        ),
        migrations.AddField(
            model_name='initiativeevent',
            name='practice',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exchange.practice', verbose_name='practice that came of it'),
        ),
        migrations.AddField(
            model_name='question',
            name='field',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='questions', to='network.fieldofwork', verbose_name='field of work'),
        ),
        migrations.AddField(
            model_name='questionevent',
            name='field',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='network.fieldofwork', verbose_name='field of work'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='initiative',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_initiativeevent" ("audience", "conclusion_id", "due_on", "event_id", "field_id", "id", "is_demonstration", "key", "lead", "meeting_id", "next_step", "number", "organisers", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "point_id", "practice_id", "proposed_by_id", "proposed_on", "recorded_at", "revision", "summary", "support", "title") VALUES (NEW."audience", NEW."conclusion_id", NEW."due_on", NEW."event_id", NEW."field_id", NEW."id", NEW."is_demonstration", NEW."key", NEW."lead", NEW."meeting_id", NEW."next_step", NEW."number", NEW."organisers", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."point_id", NEW."practice_id", NEW."proposed_by_id", NEW."proposed_on", NEW."recorded_at", NEW."revision", NEW."summary", NEW."support", NEW."title"); RETURN NULL;', hash='272350671a8ae462827bd254f5d00133fb4bf796', operation='INSERT', pgid='pgtrigger_insert_insert_4289c', table='exchange_initiative', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='initiative',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."conclusion_id" IS DISTINCT FROM (NEW."conclusion_id") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."event_id" IS DISTINCT FROM (NEW."event_id") OR OLD."field_id" IS DISTINCT FROM (NEW."field_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_demonstration" IS DISTINCT FROM (NEW."is_demonstration") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."lead" IS DISTINCT FROM (NEW."lead") OR OLD."meeting_id" IS DISTINCT FROM (NEW."meeting_id") OR OLD."next_step" IS DISTINCT FROM (NEW."next_step") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."organisers" IS DISTINCT FROM (NEW."organisers") OR OLD."point_id" IS DISTINCT FROM (NEW."point_id") OR OLD."practice_id" IS DISTINCT FROM (NEW."practice_id") OR OLD."proposed_by_id" IS DISTINCT FROM (NEW."proposed_by_id") OR OLD."proposed_on" IS DISTINCT FROM (NEW."proposed_on") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."support" IS DISTINCT FROM (NEW."support") OR OLD."title" IS DISTINCT FROM (NEW."title"))', func='INSERT INTO "exchange_initiativeevent" ("audience", "conclusion_id", "due_on", "event_id", "field_id", "id", "is_demonstration", "key", "lead", "meeting_id", "next_step", "number", "organisers", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "point_id", "practice_id", "proposed_by_id", "proposed_on", "recorded_at", "revision", "summary", "support", "title") VALUES (NEW."audience", NEW."conclusion_id", NEW."due_on", NEW."event_id", NEW."field_id", NEW."id", NEW."is_demonstration", NEW."key", NEW."lead", NEW."meeting_id", NEW."next_step", NEW."number", NEW."organisers", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."point_id", NEW."practice_id", NEW."proposed_by_id", NEW."proposed_on", NEW."recorded_at", NEW."revision", NEW."summary", NEW."support", NEW."title"); RETURN NULL;', hash='d8413d4239a71cb7cb62a965389b14bb019a62cc', operation='UPDATE', pgid='pgtrigger_update_update_a5300', table='exchange_initiative', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='initiative',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_initiativeevent" ("audience", "conclusion_id", "due_on", "event_id", "field_id", "id", "is_demonstration", "key", "lead", "meeting_id", "next_step", "number", "organisers", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "point_id", "practice_id", "proposed_by_id", "proposed_on", "recorded_at", "revision", "summary", "support", "title") VALUES (OLD."audience", OLD."conclusion_id", OLD."due_on", OLD."event_id", OLD."field_id", OLD."id", OLD."is_demonstration", OLD."key", OLD."lead", OLD."meeting_id", OLD."next_step", OLD."number", OLD."organisers", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."point_id", OLD."practice_id", OLD."proposed_by_id", OLD."proposed_on", OLD."recorded_at", OLD."revision", OLD."summary", OLD."support", OLD."title"); RETURN NULL;', hash='116d698f8202089209e47503b9d8de3efbdb1c99', operation='DELETE', pgid='pgtrigger_delete_delete_bdd5e', table='exchange_initiative', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_questionevent" ("audience", "author_id", "background", "created_at", "field_id", "id", "is_demonstration", "key", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "round_id", "state_id", "summarised_at", "summary", "title", "weeks") VALUES (NEW."audience", NEW."author_id", NEW."background", NEW."created_at", NEW."field_id", NEW."id", NEW."is_demonstration", NEW."key", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."revision", NEW."round_id", NEW."state_id", NEW."summarised_at", NEW."summary", NEW."title", NEW."weeks"); RETURN NULL;', hash='43d61984ed8e5fdbc4964104505dfa9ef3fec951', operation='INSERT', pgid='pgtrigger_insert_insert_c9ac4', table='exchange_question', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."author_id" IS DISTINCT FROM (NEW."author_id") OR OLD."background" IS DISTINCT FROM (NEW."background") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."field_id" IS DISTINCT FROM (NEW."field_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_demonstration" IS DISTINCT FROM (NEW."is_demonstration") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."round_id" IS DISTINCT FROM (NEW."round_id") OR OLD."state_id" IS DISTINCT FROM (NEW."state_id") OR OLD."summarised_at" IS DISTINCT FROM (NEW."summarised_at") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."weeks" IS DISTINCT FROM (NEW."weeks"))', func='INSERT INTO "exchange_questionevent" ("audience", "author_id", "background", "created_at", "field_id", "id", "is_demonstration", "key", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "round_id", "state_id", "summarised_at", "summary", "title", "weeks") VALUES (NEW."audience", NEW."author_id", NEW."background", NEW."created_at", NEW."field_id", NEW."id", NEW."is_demonstration", NEW."key", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revision", NEW."round_id", NEW."state_id", NEW."summarised_at", NEW."summary", NEW."title", NEW."weeks"); RETURN NULL;', hash='f1f10e52aa2c43c478c0b0ecc945e053a020b837', operation='UPDATE', pgid='pgtrigger_update_update_c0ebd', table='exchange_question', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_questionevent" ("audience", "author_id", "background", "created_at", "field_id", "id", "is_demonstration", "key", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "round_id", "state_id", "summarised_at", "summary", "title", "weeks") VALUES (OLD."audience", OLD."author_id", OLD."background", OLD."created_at", OLD."field_id", OLD."id", OLD."is_demonstration", OLD."key", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."revision", OLD."round_id", OLD."state_id", OLD."summarised_at", OLD."summary", OLD."title", OLD."weeks"); RETURN NULL;', hash='5a78d0c2ed9c49d87ff647f44fd167470efac615', operation='DELETE', pgid='pgtrigger_delete_delete_2f126', table='exchange_question', when='AFTER')),
        ),
    ]
