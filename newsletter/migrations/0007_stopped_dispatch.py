"""A dispatch may be stopped."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mail', '0001_outbox'),
        ('newsletter', '0006_subscription_requests'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='contribution',
            name='keep_frozen',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='issue',
            name='keep_content',
        ),
        migrations.RemoveConstraint(
            model_name='issue',
            name='issue_status_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='issue',
            name='frozen_issue_is_approved',
        ),
        migrations.RemoveConstraint(
            model_name='issue',
            name='released_issue_has_an_instant',
        ),
        migrations.AlterField(
            model_name='issue',
            name='status',
            field=models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Waiting for approval'), ('approved', 'Approved'), ('sending', 'Being sent'), ('stopped', 'Stopped'), ('sent', 'Sent')], default='draft', max_length=10, verbose_name='status'),
        ),
        migrations.AlterField(
            model_name='issueevent',
            name='status',
            field=models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Waiting for approval'), ('approved', 'Approved'), ('sending', 'Being sent'), ('stopped', 'Stopped'), ('sent', 'Sent')], default='draft', max_length=10, verbose_name='status'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contribution',
            trigger=pgtrigger.compiler.Trigger(name='keep_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    PERFORM 1 FROM newsletter_issue WHERE id IN (OLD.issue_id, NEW.issue_id) FOR SHARE;\n    IF EXISTS (\n        SELECT 1 FROM newsletter_issue\n        WHERE id IN (OLD.issue_id, NEW.issue_id) AND status IN ('approved', 'sending', 'stopped', 'sent')\n    ) THEN\n        RAISE EXCEPTION 'pgtrigger: the issue of this contribution is approved and frozen';\n    END IF;\n    RETURN COALESCE(NEW, OLD);\n", hash='5246f2338ec83b698c4888b6cf26f9ed701a2328', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_keep_frozen_362bd', table='newsletter_contribution', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='issue',
            trigger=pgtrigger.compiler.Trigger(name='keep_content', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.status IN ('approved', 'sending', 'stopped', 'sent') AND (OLD.number IS DISTINCT FROM NEW.number OR OLD.title IS DISTINCT FROM NEW.title OR OLD.period IS DISTINCT FROM NEW.period OR OLD.dated_on IS DISTINCT FROM NEW.dated_on OR OLD.language IS DISTINCT FROM NEW.language OR OLD.opening IS DISTINCT FROM NEW.opening OR OLD.contributions_by IS DISTINCT FROM NEW.contributions_by OR NEW.status <> 'draft' AND OLD.content_hash IS DISTINCT FROM NEW.content_hash))", func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='1ad29488636e4ef203933b9c9e33543c72a908d4', operation='UPDATE', pgid='pgtrigger_keep_content_13f73', table='newsletter_issue', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='issue',
            trigger=pgtrigger.compiler.Trigger(name='keep_published', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.status = 'sent' AND NEW.status <> 'sent' OR OLD.status IN ('sending', 'stopped') AND NEW.status IN ('draft', 'submitted'))", func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='effab375182c40eae351947121d4a4e0dacb6482', operation='UPDATE', pgid='pgtrigger_keep_published_d1bc4', table='newsletter_issue', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'submitted', 'approved', 'sending', 'stopped', 'sent'])), name='issue_status_is_known'),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', False), ('approved_by__isnull', False), ('status__in', ('approved', 'sending', 'stopped', 'sent')), models.Q(('content_hash', ''), _negated=True)), models.Q(models.Q(('status__in', ('approved', 'sending', 'stopped', 'sent')), _negated=True), ('approved_at', None), ('approved_by', None), ('content_hash', '')), _connector='OR'), name='frozen_issue_is_approved'),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('released_at__isnull', False), ('status__in', ('sending', 'stopped', 'sent'))), models.Q(models.Q(('status__in', ('sending', 'stopped', 'sent')), _negated=True), ('released_at', None)), _connector='OR'), name='released_issue_has_an_instant'),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('letter__isnull', False), ('status__in', ('sending', 'stopped'))), ('status', 'sent'), models.Q(models.Q(('status__in', ('sending', 'stopped', 'sent')), _negated=True), ('letter', None)), _connector='OR'), name='issue_on_its_way_has_a_letter'),
        ),
    ]
