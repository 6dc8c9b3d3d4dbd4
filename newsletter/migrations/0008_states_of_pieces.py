"""A piece goes from draft to print, by way of its State; what is refused has a reason."""

import django.db.models.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


FILL_IN = """
    UPDATE newsletter_piece SET reason = 'No reason was recorded.' WHERE status = 'declined';
    UPDATE newsletter_piece p SET language = i.language FROM newsletter_issue i WHERE i.id = p.issue_id;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0011_search_vectors'),
        ('newsletter', '0007_pieces'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='piece',
            name='contribution_of_an_issue_is_taken_in',
        ),
        migrations.RemoveConstraint(
            model_name='piece',
            name='contribution_words_are_known',
        ),
        migrations.RemoveConstraint(
            model_name='piece',
            name='one_contribution_per_place',
        ),
        migrations.AddField(
            model_name='piece',
            name='cleared_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='cleared'),
        ),
        migrations.AddField(
            model_name='piece',
            name='cleared_hash',
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name='piece',
            name='language',
            field=models.CharField(choices=[('de', 'German'), ('en', 'English'), ('es', 'Spanish'), ('fr', 'French'), ('it', 'Italian'), ('ru', 'Russian')], default='en', max_length=2, verbose_name='language of the text'),
        ),
        migrations.AddField(
            model_name='piece',
            name='needs_clearance',
            field=models.BooleanField(default=False, verbose_name='needs clearance'),
        ),
        migrations.AddField(
            model_name='piece',
            name='reason',
            field=models.TextField(blank=True, max_length=1000, verbose_name='reason'),
        ),
        migrations.AddField(
            model_name='pieceevent',
            name='cleared_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='cleared'),
        ),
        migrations.AddField(
            model_name='pieceevent',
            name='cleared_hash',
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name='pieceevent',
            name='language',
            field=models.CharField(choices=[('de', 'German'), ('en', 'English'), ('es', 'Spanish'), ('fr', 'French'), ('it', 'Italian'), ('ru', 'Russian')], default='en', max_length=2, verbose_name='language of the text'),
        ),
        migrations.AddField(
            model_name='pieceevent',
            name='needs_clearance',
            field=models.BooleanField(default=False, verbose_name='needs clearance'),
        ),
        migrations.AddField(
            model_name='pieceevent',
            name='reason',
            field=models.TextField(blank=True, max_length=1000, verbose_name='reason'),
        ),
        migrations.AlterField(
            model_name='piece',
            name='author',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='piece',
            name='issue',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pieces', to='newsletter.issue'),
        ),
        migrations.AlterField(
            model_name='piece',
            name='status',
            field=models.CharField(choices=[('draft', 'Draft'), ('offered', 'Offered'), ('editing', 'In editing'), ('clearance', 'With the State for clearance'), ('changed', 'Changed by the State'), ('cleared', 'Cleared'), ('accepted', 'Accepted'), ('held_over', 'Held over'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], default='offered', max_length=10, verbose_name='status'),
        ),
        migrations.AlterField(
            model_name='pieceevent',
            name='author',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='pieceevent',
            name='status',
            field=models.CharField(choices=[('draft', 'Draft'), ('offered', 'Offered'), ('editing', 'In editing'), ('clearance', 'With the State for clearance'), ('changed', 'Changed by the State'), ('cleared', 'Cleared'), ('accepted', 'Accepted'), ('held_over', 'Held over'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], default='offered', max_length=10, verbose_name='status'),
        ),
        migrations.RunSQL(FILL_IN, migrations.RunSQL.noop),
        pgtrigger.migrations.AddTrigger(
            model_name='piece',
            trigger=pgtrigger.compiler.Trigger(name='keep_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    PERFORM 1 FROM newsletter_issue WHERE id IN (OLD.issue_id, NEW.issue_id) FOR SHARE;\n    IF EXISTS (\n        SELECT 1 FROM newsletter_issue\n        WHERE id IN (OLD.issue_id, NEW.issue_id) AND status IN ('approved', 'sending', 'stopped', 'sent')\n    ) THEN\n        RAISE EXCEPTION 'pgtrigger: the issue of this piece is approved and frozen';\n    END IF;\n    RETURN COALESCE(NEW, OLD);\n", hash='a25ff2e2eb587fb43074f2b3ebe77e738e99b1bc', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_keep_frozen_f84d6', table='newsletter_piece', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='piece',
            trigger=pgtrigger.compiler.Trigger(name='keep_cleared', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.cleared_hash <> '' AND NEW.cleared_hash <> encode(sha256(convert_to(\n        NEW.headline || E'\\x1f' || NEW.body || E'\\x1f' || NEW.credit || E'\\x1f' || NEW.audience\n        || E'\\x1f' || NEW.language, 'UTF8')), 'hex') THEN\n        RAISE EXCEPTION 'this text is not the one that was cleared' USING ERRCODE = 'check_violation',\n            CONSTRAINT = 'a_cleared_text_is_printed_as_it_was_cleared';\n    END IF;\n    RETURN NEW;\n", hash='05abce37e84ebbe000a1d4220749b8dd59474a13', operation='INSERT OR UPDATE', pgid='pgtrigger_keep_cleared_74214', table='newsletter_piece', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='piece',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "newsletter_pieceevent" ("agency_id", "audience", "author_id", "body", "cleared_at", "cleared_hash", "credit", "headline", "id", "is_demonstration", "issue_id", "language", "needs_clearance", "news_key", "offered_at", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "revision", "section", "state_id", "status") VALUES (NEW."agency_id", NEW."audience", NEW."author_id", NEW."body", NEW."cleared_at", NEW."cleared_hash", NEW."credit", NEW."headline", NEW."id", NEW."is_demonstration", NEW."issue_id", NEW."language", NEW."needs_clearance", NEW."news_key", NEW."offered_at", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."reason", NEW."revision", NEW."section", NEW."state_id", NEW."status"); RETURN NULL;', hash='6318d2e4b560607ed5ccffe9f145c1608456dfc9', operation='INSERT', pgid='pgtrigger_insert_insert_4ef1a', table='newsletter_piece', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='piece',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."agency_id" IS DISTINCT FROM (NEW."agency_id") OR OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."author_id" IS DISTINCT FROM (NEW."author_id") OR OLD."body" IS DISTINCT FROM (NEW."body") OR OLD."cleared_at" IS DISTINCT FROM (NEW."cleared_at") OR OLD."cleared_hash" IS DISTINCT FROM (NEW."cleared_hash") OR OLD."credit" IS DISTINCT FROM (NEW."credit") OR OLD."headline" IS DISTINCT FROM (NEW."headline") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_demonstration" IS DISTINCT FROM (NEW."is_demonstration") OR OLD."issue_id" IS DISTINCT FROM (NEW."issue_id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."needs_clearance" IS DISTINCT FROM (NEW."needs_clearance") OR OLD."news_key" IS DISTINCT FROM (NEW."news_key") OR OLD."offered_at" IS DISTINCT FROM (NEW."offered_at") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."section" IS DISTINCT FROM (NEW."section") OR OLD."state_id" IS DISTINCT FROM (NEW."state_id") OR OLD."status" IS DISTINCT FROM (NEW."status"))', func='INSERT INTO "newsletter_pieceevent" ("agency_id", "audience", "author_id", "body", "cleared_at", "cleared_hash", "credit", "headline", "id", "is_demonstration", "issue_id", "language", "needs_clearance", "news_key", "offered_at", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "revision", "section", "state_id", "status") VALUES (NEW."agency_id", NEW."audience", NEW."author_id", NEW."body", NEW."cleared_at", NEW."cleared_hash", NEW."credit", NEW."headline", NEW."id", NEW."is_demonstration", NEW."issue_id", NEW."language", NEW."needs_clearance", NEW."news_key", NEW."offered_at", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."reason", NEW."revision", NEW."section", NEW."state_id", NEW."status"); RETURN NULL;', hash='06e5794d8fec06c267477daaf21d3046bbaae7a9', operation='UPDATE', pgid='pgtrigger_update_update_1f659', table='newsletter_piece', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pieceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7893452a39b14a71d7ddfae42c6e7f67a26aa3dc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ffa37', table='newsletter_pieceevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='piece',
            constraint=models.CheckConstraint(condition=models.Q(('issue', None), ('status', 'accepted'), _connector='OR'), name='piece_of_an_issue_is_accepted'),
        ),
        migrations.AddConstraint(
            model_name='piece',
            constraint=models.CheckConstraint(condition=models.Q(('section__in', ['focus', 'states', 'field', 'partners', 'lessons', 'network', 'calendar']), ('status__in', ['draft', 'offered', 'editing', 'clearance', 'changed', 'cleared', 'accepted', 'held_over', 'declined', 'withdrawn']), ('audience__in', ['all', 'focal_points'])), name='piece_words_are_known'),
        ),
        migrations.AddConstraint(
            model_name='piece',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('held_over', 'declined')), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='a_refused_piece_has_a_reason', violation_error_message='Say why: whoever wrote it reads the reason.'),
        ),
        migrations.AddConstraint(
            model_name='piece',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cleared_at', None), ('cleared_hash', '')), models.Q(models.Q(('cleared_hash', ''), _negated=True), ('cleared_at__isnull', False)), _connector='OR'), name='a_clearance_has_a_time_and_a_text'),
        ),
        migrations.AddConstraint(
            model_name='piece',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'cleared'), _negated=True), models.Q(('cleared_hash', ''), _negated=True), _connector='OR'), name='a_cleared_piece_has_a_cleared_text'),
        ),
        migrations.AddConstraint(
            model_name='piece',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('needs_clearance', True), ('status', 'accepted'), _negated=True), models.Q(('cleared_hash', ''), _negated=True), _connector='OR'), name='a_piece_for_clearance_is_accepted_cleared', violation_error_message='Its State has not cleared this text.'),
        ),
        migrations.AddConstraint(
            model_name='piece',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('issue', 'section', 'position'), name='one_piece_per_position'),
        ),
    ]
