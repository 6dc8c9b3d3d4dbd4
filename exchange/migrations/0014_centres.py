"""Co-operation centres."""

import django.contrib.postgres.fields
import django.db.models.deletion
import exchange.centres.models
import network.models.search_text
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.db import migrations, models

from network.models.search_vectors import vector_columns


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0013_news'),
        ('meetings', '0017_sources'),
        ('network', '0013_messages'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Capability',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area', models.CharField(choices=[('communications', 'Communications'), ('databases', 'Databases'), ('equipment', 'Equipment'), ('hours', 'Working hours'), ('languages', 'Languages'), ('legal_basis', 'Legal basis'), ('analysis', 'Analysis'), ('operations', 'Joint operations'), ('training', 'Training')], max_length=20, verbose_name='area')),
                ('status', models.CharField(choices=[('has', 'Has it'), ('gap', 'Gap')], max_length=10, verbose_name='status')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='Centre',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('slug', models.SlugField(editable=False, max_length=120, unique=True)),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('location', models.CharField(blank=True, max_length=200, verbose_name='place')),
                ('agreement', models.CharField(blank=True, max_length=300, verbose_name='agreement')),
                ('signed_on', models.CharField(blank=True, max_length=10, validators=[exchange.centres.models.validate_recorded_time], verbose_name='agreement signed on')),
                ('working_since', models.CharField(blank=True, max_length=10, validators=[exchange.centres.models.validate_recorded_time], verbose_name='at work since')),
                ('tasks', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('information', 'Exchange of information'), ('support', 'Support of operations'), ('analysis', 'Analysis')], max_length=20), blank=True, default=list, size=None, verbose_name='tasks')),
                ('coordinator_function', models.CharField(blank=True, max_length=200, verbose_name='function of the co-ordinator')),
                ('staff', models.PositiveIntegerField(blank=True, null=True, verbose_name='number of staff')),
                ('means', models.TextField(blank=True, max_length=2000, verbose_name='means')),
                ('recorded_in', models.CharField(blank=True, help_text='Only for one taken from a public record.', max_length=300, verbose_name='source')),
                ('confirmed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='last confirmed')),
                ('reported', models.TextField(blank=True, max_length=2000, verbose_name='what has changed')),
                ('reported_at', models.DateTimeField(editable=False, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn')),
                ('is_withdrawn_by_editor', models.BooleanField(default=False, editable=False)),
                ('is_demonstration', models.BooleanField(default=False)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('search_text', models.GeneratedField(db_persist=True, expression=network.models.search_text.SearchText('name', 'location', 'agreement'), output_field=models.TextField())),
                ('coordinator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='network.person', verbose_name='co-ordinator')),
                ('host', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hosted_centres', to='network.state', verbose_name='host State')),
                ('initiatives', models.ManyToManyField(blank=True, related_name='centres', to='exchange.initiative', verbose_name='initiatives')),
                ('meetings', models.ManyToManyField(blank=True, related_name='centres', to='meetings.meeting', verbose_name='meetings')),
                ('practices', models.ManyToManyField(blank=True, related_name='centres', to='exchange.practice', verbose_name='practices')),
                ('states', models.ManyToManyField(blank=True, related_name='centres', to='network.state', verbose_name='States taking part')),
            ],
            options={
                'ordering': ('name', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='CapabilityEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('area', models.CharField(choices=[('communications', 'Communications'), ('databases', 'Databases'), ('equipment', 'Equipment'), ('hours', 'Working hours'), ('languages', 'Languages'), ('legal_basis', 'Legal basis'), ('analysis', 'Analysis'), ('operations', 'Joint operations'), ('training', 'Training')], max_length=20, verbose_name='area')),
                ('status', models.CharField(choices=[('has', 'Has it'), ('gap', 'Gap')], max_length=10, verbose_name='status')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exchange.capability')),
                ('centre', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exchange.centre')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='capability',
            name='centre',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='capabilities', to='exchange.centre'),
        ),
        migrations.CreateModel(
            name='CentreEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('slug', models.SlugField(db_index=False, editable=False, max_length=120)),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('location', models.CharField(blank=True, max_length=200, verbose_name='place')),
                ('agreement', models.CharField(blank=True, max_length=300, verbose_name='agreement')),
                ('signed_on', models.CharField(blank=True, max_length=10, validators=[exchange.centres.models.validate_recorded_time], verbose_name='agreement signed on')),
                ('working_since', models.CharField(blank=True, max_length=10, validators=[exchange.centres.models.validate_recorded_time], verbose_name='at work since')),
                ('tasks', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('information', 'Exchange of information'), ('support', 'Support of operations'), ('analysis', 'Analysis')], max_length=20), blank=True, default=list, size=None, verbose_name='tasks')),
                ('coordinator_function', models.CharField(blank=True, max_length=200, verbose_name='function of the co-ordinator')),
                ('staff', models.PositiveIntegerField(blank=True, null=True, verbose_name='number of staff')),
                ('means', models.TextField(blank=True, max_length=2000, verbose_name='means')),
                ('recorded_in', models.CharField(blank=True, help_text='Only for one taken from a public record.', max_length=300, verbose_name='source')),
                ('confirmed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='last confirmed')),
                ('reported', models.TextField(blank=True, max_length=2000, verbose_name='what has changed')),
                ('reported_at', models.DateTimeField(editable=False, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn')),
                ('is_withdrawn_by_editor', models.BooleanField(default=False, editable=False)),
                ('is_demonstration', models.BooleanField(default=False)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('coordinator', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='network.person', verbose_name='co-ordinator')),
                ('host', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='network.state', verbose_name='host State')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exchange.centre')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='centre',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='a_centre_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='centre',
            constraint=models.CheckConstraint(condition=models.Q(('signed_on', ''), ('signed_on__regex', '^\\d{4}(-\\d{2}(-\\d{2})?)?$'), _connector='OR'), name='agreement_of_centre_is_signed_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='centre',
            constraint=models.CheckConstraint(condition=models.Q(('working_since', ''), ('working_since__regex', '^\\d{4}(-\\d{2}(-\\d{2})?)?$'), _connector='OR'), name='a_centre_works_since_a_recorded_time'),
        ),
        migrations.AddConstraint(
            model_name='centre',
            constraint=models.CheckConstraint(condition=models.Q(('tasks__contained_by', ['information', 'support', 'analysis'])), name='tasks_of_centre_are_known'),
        ),
        migrations.AddConstraint(
            model_name='centre',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reported', ''), ('reported_at', None)), models.Q(models.Q(('reported', ''), _negated=True), ('reported_at__isnull', False)), _connector='OR'), name='a_change_of_a_centre_is_reported_at_an_instant'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='centre',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_centreevent" ("agreement", "confirmed_on", "coordinator_function", "coordinator_id", "host_id", "id", "is_demonstration", "is_withdrawn_by_editor", "key", "location", "means", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_in", "reported", "reported_at", "revision", "signed_on", "slug", "staff", "tasks", "withdrawn_at", "working_since") VALUES (NEW."agreement", NEW."confirmed_on", NEW."coordinator_function", NEW."coordinator_id", NEW."host_id", NEW."id", NEW."is_demonstration", NEW."is_withdrawn_by_editor", NEW."key", NEW."location", NEW."means", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_in", NEW."reported", NEW."reported_at", NEW."revision", NEW."signed_on", NEW."slug", NEW."staff", NEW."tasks", NEW."withdrawn_at", NEW."working_since"); RETURN NULL;', hash='0cb0fc7700226055046009be43af7a0660475b41', operation='INSERT', pgid='pgtrigger_insert_insert_2603c', table='exchange_centre', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='centre',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."agreement" IS DISTINCT FROM (NEW."agreement") OR OLD."confirmed_on" IS DISTINCT FROM (NEW."confirmed_on") OR OLD."coordinator_id" IS DISTINCT FROM (NEW."coordinator_id") OR OLD."coordinator_function" IS DISTINCT FROM (NEW."coordinator_function") OR OLD."host_id" IS DISTINCT FROM (NEW."host_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_demonstration" IS DISTINCT FROM (NEW."is_demonstration") OR OLD."is_withdrawn_by_editor" IS DISTINCT FROM (NEW."is_withdrawn_by_editor") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."location" IS DISTINCT FROM (NEW."location") OR OLD."means" IS DISTINCT FROM (NEW."means") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."recorded_in" IS DISTINCT FROM (NEW."recorded_in") OR OLD."reported" IS DISTINCT FROM (NEW."reported") OR OLD."reported_at" IS DISTINCT FROM (NEW."reported_at") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."signed_on" IS DISTINCT FROM (NEW."signed_on") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."staff" IS DISTINCT FROM (NEW."staff") OR OLD."tasks" IS DISTINCT FROM (NEW."tasks") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at") OR OLD."working_since" IS DISTINCT FROM (NEW."working_since"))', func='INSERT INTO "exchange_centreevent" ("agreement", "confirmed_on", "coordinator_function", "coordinator_id", "host_id", "id", "is_demonstration", "is_withdrawn_by_editor", "key", "location", "means", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_in", "reported", "reported_at", "revision", "signed_on", "slug", "staff", "tasks", "withdrawn_at", "working_since") VALUES (NEW."agreement", NEW."confirmed_on", NEW."coordinator_function", NEW."coordinator_id", NEW."host_id", NEW."id", NEW."is_demonstration", NEW."is_withdrawn_by_editor", NEW."key", NEW."location", NEW."means", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_in", NEW."reported", NEW."reported_at", NEW."revision", NEW."signed_on", NEW."slug", NEW."staff", NEW."tasks", NEW."withdrawn_at", NEW."working_since"); RETURN NULL;', hash='fdb4e9a67d13c2075bb47be7e81d565b4156080d', operation='UPDATE', pgid='pgtrigger_update_update_89f1a', table='exchange_centre', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='centre',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_centreevent" ("agreement", "confirmed_on", "coordinator_function", "coordinator_id", "host_id", "id", "is_demonstration", "is_withdrawn_by_editor", "key", "location", "means", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_in", "reported", "reported_at", "revision", "signed_on", "slug", "staff", "tasks", "withdrawn_at", "working_since") VALUES (OLD."agreement", OLD."confirmed_on", OLD."coordinator_function", OLD."coordinator_id", OLD."host_id", OLD."id", OLD."is_demonstration", OLD."is_withdrawn_by_editor", OLD."key", OLD."location", OLD."means", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_in", OLD."reported", OLD."reported_at", OLD."revision", OLD."signed_on", OLD."slug", OLD."staff", OLD."tasks", OLD."withdrawn_at", OLD."working_since"); RETURN NULL;', hash='a9678e97d009c1316883c1dcb67e81929e62a4e4', operation='DELETE', pgid='pgtrigger_delete_delete_1e4f0', table='exchange_centre', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='capabilityevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8f85b55d736d285f933bdadcd2328fb9d867811f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e97d5', table='exchange_capabilityevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='capability',
            constraint=models.UniqueConstraint(fields=('centre', 'area'), name='a_centre_has_an_area_once'),
        ),
        migrations.AddConstraint(
            model_name='capability',
            constraint=models.CheckConstraint(condition=models.Q(('area__in', ['communications', 'databases', 'equipment', 'hours', 'languages', 'legal_basis', 'analysis', 'operations', 'training'])), name='area_of_capability_is_known'),
        ),
        migrations.AddConstraint(
            model_name='capability',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['has', 'gap'])), name='status_of_capability_is_known'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='capability',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_capabilityevent" ("area", "centre_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (NEW."area", NEW."centre_id", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."status"); RETURN NULL;', hash='166b5b67c0d671d0b05ed65f2b2e1f37fd01828f', operation='INSERT', pgid='pgtrigger_insert_insert_b161d', table='exchange_capability', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='capability',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "exchange_capabilityevent" ("area", "centre_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (NEW."area", NEW."centre_id", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."status"); RETURN NULL;', hash='5e3c388a96a60c6778c3874fa855e01e70dc5acd', operation='UPDATE', pgid='pgtrigger_update_update_41da4', table='exchange_capability', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='capability',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_capabilityevent" ("area", "centre_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (OLD."area", OLD."centre_id", OLD."id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."status"); RETURN NULL;', hash='b3c5b20b37779a678bc687606be3ca885fdd291d', operation='DELETE', pgid='pgtrigger_delete_delete_956be', table='exchange_capability', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='centreevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c36871c7cc85cc63b34466ba33513fcb4673c319', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d3343', table='exchange_centreevent', when='BEFORE')),
        ),
        vector_columns("exchange_centre", title=("name",), text=("location", "agreement")),
    ]
