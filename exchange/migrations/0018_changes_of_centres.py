"""Which changes of a centre its followers learn of, and the history of its lists."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0017_assessments'),
        ('meetings', '0017_sources'),
        ('network', '0015_known_versions'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='CentreState',
            fields=[
            ],
            options={
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('exchange.centre_states',),
        ),
        migrations.CreateModel(
            name='CentrePractice',
            fields=[
            ],
            options={
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('exchange.centre_practices',),
        ),
        migrations.CreateModel(
            name='CentreMeeting',
            fields=[
            ],
            options={
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('exchange.centre_meetings',),
        ),
        migrations.CreateModel(
            name='CentreInitiative',
            fields=[
            ],
            options={
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('exchange.centre_initiatives',),
        ),
        migrations.AddField(
            model_name='centre',
            name='changes',
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='centre',
            name='public_changes',
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.CreateModel(
            name='CentreInitiativeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('centre', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exchange.centre')),
                ('initiative', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exchange.initiative')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CentreMeetingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('centre', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exchange.centre')),
                ('meeting', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='meetings.meeting')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CentrePracticeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('centre', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exchange.centre')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('practice', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exchange.practice')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CentreStateEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('centre', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exchange.centre')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('state', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='network.state')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exchange.centrestate')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='centrestate',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_centrestateevent" ("centre_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state_id") VALUES (NEW."centre_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state_id"); RETURN NULL;', hash='f47b526056bb975d04282a28638de30214a6d0ab', operation='INSERT', pgid='pgtrigger_insert_insert_c3779', table='exchange_centre_states', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='centrestate',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_centrestateevent" ("centre_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state_id") VALUES (OLD."centre_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."state_id"); RETURN NULL;', hash='a02d5ca5e7dac59379b660f7fda1764505ee9a65', operation='DELETE', pgid='pgtrigger_delete_delete_d2661', table='exchange_centre_states', when='AFTER')),
        ),
        migrations.AddField(
            model_name='centrepracticeevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exchange.centrepractice'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='centrepractice',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_centrepracticeevent" ("centre_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id") VALUES (NEW."centre_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."practice_id"); RETURN NULL;', hash='690f2fc7c9e0296e045089d4c092d8ecb61a4618', operation='INSERT', pgid='pgtrigger_insert_insert_67315', table='exchange_centre_practices', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='centrepractice',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_centrepracticeevent" ("centre_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id") VALUES (OLD."centre_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."practice_id"); RETURN NULL;', hash='192f74391176a540ecf212bef001913c07f73ac6', operation='DELETE', pgid='pgtrigger_delete_delete_86862', table='exchange_centre_practices', when='AFTER')),
        ),
        migrations.AddField(
            model_name='centremeetingevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exchange.centremeeting'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='centremeeting',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_centremeetingevent" ("centre_id", "id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."centre_id", NEW."id", NEW."meeting_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='51b65c3fdd3f38cd0f38f7bf4e416a03cc330daa', operation='INSERT', pgid='pgtrigger_insert_insert_c5ccd', table='exchange_centre_meetings', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='centremeeting',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_centremeetingevent" ("centre_id", "id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."centre_id", OLD."id", OLD."meeting_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='933bf8b7a68bbaf11de2e4bfc1e2356df2b656ce', operation='DELETE', pgid='pgtrigger_delete_delete_9ff6c', table='exchange_centre_meetings', when='AFTER')),
        ),
        migrations.AddField(
            model_name='centreinitiativeevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exchange.centreinitiative'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='centreinitiative',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_centreinitiativeevent" ("centre_id", "id", "initiative_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."centre_id", NEW."id", NEW."initiative_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='b105a47b32c2ce491fd10ee75cc80abeeda757e5', operation='INSERT', pgid='pgtrigger_insert_insert_947b9', table='exchange_centre_initiatives', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='centreinitiative',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_centreinitiativeevent" ("centre_id", "id", "initiative_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."centre_id", OLD."id", OLD."initiative_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='d065fbce16692f2dd1bf5dc1f56534fc31dcd564', operation='DELETE', pgid='pgtrigger_delete_delete_77424', table='exchange_centre_initiatives', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='centrestateevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ab0248852559cae664730ccd4823c1b3a65a98ae', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_be56e', table='exchange_centrestateevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='centrepracticeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='149741e170d4b718f74a316eea944830a9850497', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_98f27', table='exchange_centrepracticeevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='centremeetingevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='91dd616d2a4d868526d4236810de91d5e8e536fe', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_492d2', table='exchange_centremeetingevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='centreinitiativeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2d1bb397fa95741d7d55dfdeb3b8aa2380303887', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ec356', table='exchange_centreinitiativeevent', when='BEFORE')),
        ),
    ]
