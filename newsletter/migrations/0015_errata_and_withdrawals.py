"""Errata above an issue that is out, and withdrawing it."""

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('newsletter', '0014_filled_blocks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(max_length=1000, verbose_name='reason')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('put_back_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('issue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawals', to='newsletter.issue')),
                ('put_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Erratum',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=2000, verbose_name='erratum')),
                ('published_at', models.DateTimeField(null=True)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('issue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='errata', to='newsletter.issue')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'errata',
                'ordering': ('published_at', 'pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='erratum_says_something'), models.CheckConstraint(condition=models.Q(models.Q(('approved_by', None), ('published_at', None)), models.Q(('approved_by__isnull', False), ('published_at__isnull', False), models.Q(('approved_by', models.F('written_by')), _negated=True)), _connector='OR'), name='erratum_is_published_by_a_second_person'), models.UniqueConstraint(condition=models.Q(('published_at', None)), fields=('issue',), name='one_draft_of_an_erratum_per_issue')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='erratum',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_it_was', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.published_at IS NOT NULL)', func="\n    RAISE EXCEPTION 'a published erratum is neither changed nor removed'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'a_published_erratum_stays_as_it_was';\n", hash='5ef1f3840f790e1ed060fa92c57fdd2a6e46b3fd', operation='UPDATE OR DELETE', pgid='pgtrigger_stays_as_it_was_8a515', table='newsletter_erratum', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='withdrawal',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='withdrawal_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='withdrawal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('put_back_at', None), ('put_back_by', None)), models.Q(('put_back_at__isnull', False), ('put_back_by__isnull', False), models.Q(('put_back_by', models.F('by')), _negated=True)), _connector='OR'), name='issue_is_put_back_by_a_second_person'),
        ),
        migrations.AddConstraint(
            model_name='withdrawal',
            constraint=models.UniqueConstraint(condition=models.Q(('put_back_at', None)), fields=('issue',), name='one_withdrawal_of_an_issue_at_a_time'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='withdrawal',
            trigger=pgtrigger.compiler.Trigger(name='is_out', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    PERFORM 1 FROM newsletter_issue WHERE id = NEW.issue_id FOR SHARE;\n    IF NOT EXISTS (\n        SELECT 1 FROM newsletter_issue WHERE id = NEW.issue_id AND status IN ('stopped', 'sent')\n    ) THEN\n        RAISE EXCEPTION 'only an issue that is out and on its way no more is withdrawn'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_withdrawn_issue_is_out';\n    END IF;\n    RETURN NEW;\n", hash='c345d32ae5f9b3ab797c06c99f4f9c5c50d0364e', operation='INSERT', pgid='pgtrigger_is_out_61692', table='newsletter_withdrawal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='withdrawal',
            trigger=pgtrigger.compiler.Trigger(name='ends_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP = 'UPDATE' AND OLD.put_back_at IS NULL AND (NEW.id, NEW.issue_id, NEW.reason, NEW.at, NEW.by_id)\n            IS NOT DISTINCT FROM (OLD.id, OLD.issue_id, OLD.reason, OLD.at, OLD.by_id) THEN\n        RETURN NEW;\n    END IF;\n    RAISE EXCEPTION 'a withdrawal is neither changed nor removed'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'a_withdrawal_ends_once';\n", hash='58a9d68b1229e2f0863741cac18a02165f05ba50', operation='UPDATE OR DELETE', pgid='pgtrigger_ends_once_0c352', table='newsletter_withdrawal', when='BEFORE')),
        ),
    ]
