"""States are invited to sponsor an initiative; a meeting leads to what was discussed there."""

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0009_withdrawals_by_editors'),
        ('meetings', '0016_facts_of_offered_papers'),
        ('network', '0011_search_vectors'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='step',
            name='meeting',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='initiative_steps', to='meetings.meeting', verbose_name='at the meeting'),
        ),
        migrations.CreateModel(
            name='SponsorInvitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('invited_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('declined_at', models.DateTimeField(editable=False, null=True)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='exchange.initiative')),
                ('state', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.state')),
            ],
            options={
                'ordering': ('state__name', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='SponsorInvitationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('invited_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('declined_at', models.DateTimeField(editable=False, null=True)),
                ('by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('initiative', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exchange.initiative')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exchange.sponsorinvitation')),
                ('state', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='network.state')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='sponsorinvitation',
            constraint=models.UniqueConstraint(fields=('initiative', 'state'), name='a_state_is_invited_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sponsorinvitation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_sponsorinvitationevent" ("by_id", "declined_at", "id", "initiative_id", "invited_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state_id") VALUES (NEW."by_id", NEW."declined_at", NEW."id", NEW."initiative_id", NEW."invited_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state_id"); RETURN NULL;', hash='c88e86ed5f5c18747ad659af0aff4acebba6ab60', operation='INSERT', pgid='pgtrigger_insert_insert_2dd20', table='exchange_sponsorinvitation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sponsorinvitation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "exchange_sponsorinvitationevent" ("by_id", "declined_at", "id", "initiative_id", "invited_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state_id") VALUES (NEW."by_id", NEW."declined_at", NEW."id", NEW."initiative_id", NEW."invited_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state_id"); RETURN NULL;', hash='ce119dfe29f0eebaefd9da467bf2a2138cc8ea2c', operation='UPDATE', pgid='pgtrigger_update_update_66224', table='exchange_sponsorinvitation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sponsorinvitation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_sponsorinvitationevent" ("by_id", "declined_at", "id", "initiative_id", "invited_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state_id") VALUES (OLD."by_id", OLD."declined_at", OLD."id", OLD."initiative_id", OLD."invited_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."state_id"); RETURN NULL;', hash='8f33e3492fe03439f5eeedd27462ac8817ef68fa', operation='DELETE', pgid='pgtrigger_delete_delete_da16e', table='exchange_sponsorinvitation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sponsorinvitationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='af4c865a777c3757ecc5c98595b7097cb63ccf53', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_067e8', table='exchange_sponsorinvitationevent', when='BEFORE')),
        ),
    ]
