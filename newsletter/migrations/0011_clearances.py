"""Where a piece comes from, and what its State says of the edited text; a call has its dates in its round."""

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


# What people of States had offered signed in; they still find it among their contributions. The text of now may be that of
# the editors: their own is the first that was offered, as history has it, and none where it has none.
OFFERINGS = """
    INSERT INTO newsletter_offering (key, piece_id, text)
    SELECT gen_random_uuid(), p.id, (
        SELECT jsonb_build_object('headline', e.headline, 'body', e.body,
            'credit', e.credit, 'audience', e.audience, 'language', p.language)
        FROM newsletter_pieceevent e WHERE e.pgh_obj_id = p.id AND e.status = 'offered'
        ORDER BY e.pgh_id LIMIT 1)
    FROM newsletter_piece p JOIN accounts_user u ON u.id = p.author_id
    WHERE u.role = 'focal_point' AND p.news_key = ''
"""


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0011_search_vectors'),
        ('newsletter', '0010_calls_are_rounds'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Clearance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('text', models.JSONField()),
                ('text_hash', models.CharField(max_length=64)),
                ('before', models.JSONField()),
                ('remark', models.TextField(blank=True, max_length=1000, verbose_name='remark')),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('verdict', models.CharField(choices=[('waiting', 'waiting'), ('cleared', 'OK to print'), ('changed', 'changed by the State'), ('withdrawn', 'withdrawn')], default='waiting', max_length=10)),
                ('decided_at', models.DateTimeField(null=True)),
                ('reply', models.TextField(blank=True, max_length=1000)),
            ],
            options={
                'ordering': ('piece', 'number'),
            },
        ),
        migrations.CreateModel(
            name='ClearanceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('number', models.PositiveSmallIntegerField()),
                ('text', models.JSONField()),
                ('text_hash', models.CharField(max_length=64)),
                ('before', models.JSONField()),
                ('remark', models.TextField(blank=True, max_length=1000, verbose_name='remark')),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('verdict', models.CharField(choices=[('waiting', 'waiting'), ('cleared', 'OK to print'), ('changed', 'changed by the State'), ('withdrawn', 'withdrawn')], default='waiting', max_length=10)),
                ('decided_at', models.DateTimeField(null=True)),
                ('reply', models.TextField(blank=True, max_length=1000)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Offering',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('mailbox_key', models.UUIDField(editable=False, null=True)),
                ('text', models.JSONField(null=True)),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='callforcontributions',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='callforcontributions',
            name='update_update',
        ),
        migrations.RemoveConstraint(
            model_name='callforcontributions',
            name='one_open_call',
        ),
        migrations.RemoveField(
            model_name='callforcontributions',
            name='closed_at',
        ),
        migrations.RemoveField(
            model_name='callforcontributions',
            name='due_on',
        ),
        migrations.RemoveField(
            model_name='callforcontributions',
            name='is_demonstration',
        ),
        migrations.RemoveField(
            model_name='callforcontributions',
            name='opened_at',
        ),
        migrations.RemoveField(
            model_name='callforcontributions',
            name='opened_by',
        ),
        migrations.RemoveField(
            model_name='callforcontributionsevent',
            name='closed_at',
        ),
        migrations.RemoveField(
            model_name='callforcontributionsevent',
            name='due_on',
        ),
        migrations.RemoveField(
            model_name='callforcontributionsevent',
            name='is_demonstration',
        ),
        migrations.RemoveField(
            model_name='callforcontributionsevent',
            name='opened_at',
        ),
        migrations.RemoveField(
            model_name='callforcontributionsevent',
            name='opened_by',
        ),
        migrations.AlterField(
            model_name='callforcontributions',
            name='round',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='call', to='network.round'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='callforcontributions',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "newsletter_callforcontributionsevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text"); RETURN NULL;', hash='2676b480ae9b4454abe6696f8ca8d2370ba3ce45', operation='INSERT', pgid='pgtrigger_insert_insert_b69fe', table='newsletter_callforcontributions', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='callforcontributions',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."text" IS DISTINCT FROM (NEW."text"))', func='INSERT INTO "newsletter_callforcontributionsevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text"); RETURN NULL;', hash='762a928a3b8afcd7aeb6242135a3edcd7bfa9ef2', operation='UPDATE', pgid='pgtrigger_update_update_1837a', table='newsletter_callforcontributions', when='AFTER')),
        ),
        migrations.AddField(
            model_name='clearance',
            name='addressee',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clearances', to='network.addressee'),
        ),
        migrations.AddField(
            model_name='clearance',
            name='piece',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clearances', to='newsletter.piece'),
        ),
        migrations.AddField(
            model_name='clearance',
            name='sent_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='clearanceevent',
            name='addressee',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='network.addressee'),
        ),
        migrations.AddField(
            model_name='clearanceevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='clearanceevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='newsletter.clearance'),
        ),
        migrations.AddField(
            model_name='clearanceevent',
            name='piece',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='newsletter.piece'),
        ),
        migrations.AddField(
            model_name='clearanceevent',
            name='sent_by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='offering',
            name='addressee',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='offerings', to='network.addressee'),
        ),
        migrations.AddField(
            model_name='offering',
            name='piece',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='offering', to='newsletter.piece'),
        ),
        migrations.AddConstraint(
            model_name='clearance',
            constraint=models.UniqueConstraint(fields=('piece', 'number'), name='one_clearance_per_text'),
        ),
        migrations.AddConstraint(
            model_name='clearance',
            constraint=models.CheckConstraint(condition=models.Q(('verdict__in', ['waiting', 'cleared', 'changed', 'withdrawn']), models.Q(models.Q(('decided_at', None), ('verdict', 'waiting')), models.Q(models.Q(('verdict', 'waiting'), _negated=True), ('decided_at__isnull', False)), _connector='OR')), name='a_verdict_has_a_time'),
        ),
        migrations.AddConstraint(
            model_name='clearance',
            constraint=models.CheckConstraint(condition=models.Q(('number__gt', 0)), name='clearances_count_from_one'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='clearance',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "newsletter_clearanceevent" ("addressee_id", "before", "decided_at", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "piece_id", "remark", "reply", "sent_at", "sent_by_id", "text", "text_hash", "verdict") VALUES (NEW."addressee_id", NEW."before", NEW."decided_at", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."piece_id", NEW."remark", NEW."reply", NEW."sent_at", NEW."sent_by_id", NEW."text", NEW."text_hash", NEW."verdict"); RETURN NULL;', hash='d74fb91e779d8eb48b8e1ea7acc17bf3cec6686a', operation='INSERT', pgid='pgtrigger_insert_insert_af753', table='newsletter_clearance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='clearance',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "newsletter_clearanceevent" ("addressee_id", "before", "decided_at", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "piece_id", "remark", "reply", "sent_at", "sent_by_id", "text", "text_hash", "verdict") VALUES (NEW."addressee_id", NEW."before", NEW."decided_at", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."piece_id", NEW."remark", NEW."reply", NEW."sent_at", NEW."sent_by_id", NEW."text", NEW."text_hash", NEW."verdict"); RETURN NULL;', hash='0ef331497ad51b9a172ba67b34f9df22ca90fc6d', operation='UPDATE', pgid='pgtrigger_update_update_5e9bc', table='newsletter_clearance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='clearanceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='111ea66e97b675831a636434e627e6f0c7c29aab', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3c71c', table='newsletter_clearanceevent', when='BEFORE')),
        ),
        migrations.RunSQL(OFFERINGS, migrations.RunSQL.noop),
    ]
