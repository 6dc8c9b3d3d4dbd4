"""Self-assessments of States: one open for each, and a row for the level of each question."""

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0014_centres'),
        ('network', '0013_messages'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SelfAssessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveSmallIntegerField(verbose_name='version of the questionnaire')),
                ('begun_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
                ('shared_with', models.CharField(choices=[('nobody', 'Nobody'), ('secretariat', 'The secretariat'), ('focal_points', 'All focal points and the secretariat')], default='nobody', max_length=20, verbose_name='shared with')),
                ('is_demonstration', models.BooleanField(default=False)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('begun_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('state', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='self_assessments', to='network.state')),
            ],
            options={
                'ordering': (models.OrderBy(models.F('closed_at'), descending=True, nulls_first=True), '-pk'),
            },
        ),
        migrations.CreateModel(
            name='Level',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(max_length=40)),
                ('level', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('evidence', models.TextField(blank=True, max_length=2000)),
                ('changed_at', models.DateTimeField(blank=True, null=True)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('changed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='levels', to='exchange.selfassessment')),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='SelfAssessmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('version', models.PositiveSmallIntegerField(verbose_name='version of the questionnaire')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
                ('shared_with', models.CharField(choices=[('nobody', 'Nobody'), ('secretariat', 'The secretariat'), ('focal_points', 'All focal points and the secretariat')], default='nobody', max_length=20, verbose_name='shared with')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='state_version_closed_at_shared_with_events', to='exchange.selfassessment')),
                ('state', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='network.state')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='selfassessment',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('state',), name='a_state_has_one_open_self_assessment'),
        ),
        migrations.AddConstraint(
            model_name='selfassessment',
            constraint=models.CheckConstraint(condition=models.Q(('shared_with__in', ['nobody', 'secretariat', 'focal_points'])), name='readers_of_levels_are_known'),
        ),
        migrations.AddConstraint(
            model_name='selfassessment',
            constraint=models.CheckConstraint(condition=models.Q(('shared_with', 'nobody'), ('closed_at__isnull', False), _connector='OR'), name='only_a_closed_self_assessment_is_shared'),
        ),
        migrations.AddConstraint(
            model_name='selfassessment',
            constraint=models.CheckConstraint(condition=models.Q(('closed_at', None), ('closed_at__gte', models.F('begun_at')), _connector='OR'), name='a_self_assessment_is_closed_after_it_began'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='selfassessment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_selfassessmentevent" ("closed_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shared_with", "state_id", "version") VALUES (NEW."closed_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."shared_with", NEW."state_id", NEW."version"); RETURN NULL;', hash='388470a9e6077816b19cccff2af416aa1bc58bd6', operation='INSERT', pgid='pgtrigger_insert_insert_441c3', table='exchange_selfassessment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='selfassessment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."shared_with" IS DISTINCT FROM (NEW."shared_with") OR OLD."state_id" IS DISTINCT FROM (NEW."state_id") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "exchange_selfassessmentevent" ("closed_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shared_with", "state_id", "version") VALUES (NEW."closed_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."shared_with", NEW."state_id", NEW."version"); RETURN NULL;', hash='6b2ad20d8e259c3dfe0082c794df3f8af9dc388c', operation='UPDATE', pgid='pgtrigger_update_update_7c492', table='exchange_selfassessment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='selfassessment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_selfassessmentevent" ("closed_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shared_with", "state_id", "version") VALUES (OLD."closed_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."shared_with", OLD."state_id", OLD."version"); RETURN NULL;', hash='d54bbee6efe18dba51fe22da45bcf928bdb61049', operation='DELETE', pgid='pgtrigger_delete_delete_55d9a', table='exchange_selfassessment', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='level',
            constraint=models.UniqueConstraint(fields=('assessment', 'question'), name='a_question_has_one_level'),
        ),
        migrations.AddConstraint(
            model_name='level',
            constraint=models.CheckConstraint(condition=models.Q(('level', None), ('level__lte', 3), _connector='OR'), name='level_is_known'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='level',
            trigger=pgtrigger.compiler.Trigger(name='while_it_is_open', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."level" IS DISTINCT FROM (NEW."level") OR OLD."evidence" IS DISTINCT FROM (NEW."evidence"))', func="\n    IF EXISTS (\n        SELECT 1 FROM exchange_selfassessment a\n        WHERE a.id = NEW.assessment_id AND a.closed_at IS NOT NULL) THEN\n        RAISE EXCEPTION 'this self-assessment is closed' USING ERRCODE = 'check_violation',\n            CONSTRAINT = 'levels_change_while_it_is_open';\n    END IF;\n    RETURN NEW;\n", hash='aa2b56206e215e50f391f77fa1cffc330c4fdb3e', operation='UPDATE', pgid='pgtrigger_while_it_is_open_912b7', table='exchange_level', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='selfassessmentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0f16802f452203755efa06ba464e76fc3b013869', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6a13c', table='exchange_selfassessmentevent', when='BEFORE')),
        ),
    ]
