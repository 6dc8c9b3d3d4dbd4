"""Assessments that States request, and their recommendations."""

import django.db.models.deletion
import django.utils.timezone
import network.models.search_text
import nfp_portal.ui.uploads
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from network.models.search_vectors import vector_columns


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0016_self_assessment'),
        ('network', '0013_messages'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('scope', models.CharField(max_length=300, verbose_name='what is to be assessed')),
                ('preferred_time', models.CharField(blank=True, max_length=100, verbose_name='preferred time')),
                ('contact', models.CharField(blank=True, max_length=200, verbose_name='contact')),
                ('requested_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='requested on')),
                ('letter', models.FileField(blank=True, upload_to=nfp_portal.ui.uploads.RandomName('assessments'), verbose_name='letter of the State')),
                ('letter_name', models.CharField(blank=True, editable=False, max_length=200)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(editable=False, null=True, verbose_name='withdrawn')),
                ('accepted_at', models.DateTimeField(editable=False, null=True, verbose_name='accepted')),
                ('declined_at', models.DateTimeField(editable=False, null=True, verbose_name='declined')),
                ('reason', models.TextField(blank=True, max_length=1000, verbose_name='reason')),
                ('answer_read_at', models.DateTimeField(editable=False, null=True)),
                ('framework', models.CharField(blank=True, max_length=300, verbose_name='framework')),
                ('planned_from', models.DateField(blank=True, null=True, verbose_name='planned from')),
                ('planned_to', models.DateField(blank=True, null=True, verbose_name='planned until')),
                ('held_from', models.DateField(blank=True, null=True, verbose_name='carried out from')),
                ('held_to', models.DateField(blank=True, null=True, verbose_name='carried out until')),
                ('handed_over_at', models.DateTimeField(editable=False, null=True, verbose_name='report handed over')),
                ('opened_at', models.DateTimeField(editable=False, null=True, verbose_name='opened')),
                ('audience', models.CharField(blank=True, choices=[('all', 'Everyone'), ('focal_points', 'Focal points only')], editable=False, max_length=20, verbose_name='open to')),
                ('is_demonstration', models.BooleanField(default=False)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('search_text', models.GeneratedField(db_persist=True, expression=network.models.search_text.SearchText('scope', 'framework'), output_field=models.TextField())),
                ('field', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='assessments', to='network.fieldofwork', verbose_name='field of work')),
                ('requested_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('state', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='network.state', verbose_name='State')),
            ],
            options={
                'ordering': ('-requested_on', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='AssessmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('scope', models.CharField(max_length=300, verbose_name='what is to be assessed')),
                ('preferred_time', models.CharField(blank=True, max_length=100, verbose_name='preferred time')),
                ('requested_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='requested on')),
                ('letter', models.FileField(blank=True, upload_to=nfp_portal.ui.uploads.RandomName('assessments'), verbose_name='letter of the State')),
                ('letter_name', models.CharField(blank=True, editable=False, max_length=200)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(editable=False, null=True, verbose_name='withdrawn')),
                ('accepted_at', models.DateTimeField(editable=False, null=True, verbose_name='accepted')),
                ('declined_at', models.DateTimeField(editable=False, null=True, verbose_name='declined')),
                ('reason', models.TextField(blank=True, max_length=1000, verbose_name='reason')),
                ('answer_read_at', models.DateTimeField(editable=False, null=True)),
                ('framework', models.CharField(blank=True, max_length=300, verbose_name='framework')),
                ('planned_from', models.DateField(blank=True, null=True, verbose_name='planned from')),
                ('planned_to', models.DateField(blank=True, null=True, verbose_name='planned until')),
                ('held_from', models.DateField(blank=True, null=True, verbose_name='carried out from')),
                ('held_to', models.DateField(blank=True, null=True, verbose_name='carried out until')),
                ('handed_over_at', models.DateTimeField(editable=False, null=True, verbose_name='report handed over')),
                ('opened_at', models.DateTimeField(editable=False, null=True, verbose_name='opened')),
                ('audience', models.CharField(blank=True, choices=[('all', 'Everyone'), ('focal_points', 'Focal points only')], editable=False, max_length=20, verbose_name='open to')),
                ('is_demonstration', models.BooleanField(default=False)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('field', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='network.fieldofwork', verbose_name='field of work')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exchange.assessment')),
                ('requested_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('state', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='network.state', verbose_name='State')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Recommendation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('position', models.PositiveSmallIntegerField(editable=False)),
                ('kind', models.CharField(choices=[('strategy', 'Drafting a strategy'), ('training', 'Training of border guards and customs'), ('on_the_spot', 'On-the-spot monitoring, patrolling, mentoring'), ('other', 'Other')], max_length=20, verbose_name='kind')),
                ('text', models.TextField(max_length=2000, verbose_name='recommendation')),
                ('verdict', models.CharField(choices=[('waiting', 'Waits for the State'), ('endorsed', 'Endorsed'), ('noted', 'Noted'), ('not_endorsed', 'Not endorsed')], default='waiting', max_length=20, verbose_name='verdict')),
                ('verdict_at', models.DateTimeField(editable=False, null=True)),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='note')),
                ('revision', models.PositiveIntegerField(default=1)),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recommendations', to='exchange.assessment')),
                ('initiative', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='recommendation', to='exchange.initiative', verbose_name='initiative')),
                ('verdict_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('position', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='RecommendationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('position', models.PositiveSmallIntegerField(editable=False)),
                ('kind', models.CharField(choices=[('strategy', 'Drafting a strategy'), ('training', 'Training of border guards and customs'), ('on_the_spot', 'On-the-spot monitoring, patrolling, mentoring'), ('other', 'Other')], max_length=20, verbose_name='kind')),
                ('text', models.TextField(max_length=2000, verbose_name='recommendation')),
                ('verdict', models.CharField(choices=[('waiting', 'Waits for the State'), ('endorsed', 'Endorsed'), ('noted', 'Noted'), ('not_endorsed', 'Not endorsed')], default='waiting', max_length=20, verbose_name='verdict')),
                ('verdict_at', models.DateTimeField(editable=False, null=True)),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='note')),
                ('revision', models.PositiveIntegerField(default=1)),
                ('assessment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exchange.assessment')),
                ('initiative', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exchange.initiative', verbose_name='initiative')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exchange.recommendation')),
                ('verdict_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TeamMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name or role')),
                ('body', models.CharField(blank=True, max_length=150, verbose_name='body')),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='team', to='exchange.assessment')),
            ],
            options={
                'ordering': ('position',),
            },
        ),
        migrations.CreateModel(
            name='TeamMemberEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField()),
                ('body', models.CharField(blank=True, max_length=150, verbose_name='body')),
                ('assessment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exchange.assessment')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exchange.teammember')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('scope', ''), _negated=True), name='an_assessment_has_a_scope'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('letter', ''), ('letter_name', '')), models.Q(models.Q(('letter', ''), _negated=True), models.Q(('letter_name', ''), _negated=True)), _connector='OR'), name='a_letter_of_a_request_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('declined_at', None), ('reason', '')), models.Q(('accepted_at', None), ('declined_at__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='a_request_is_declined_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_at', None), models.Q(('accepted_at', None), ('declined_at', None)), _connector='OR'), name='a_request_is_withdrawn_before_it_is_answered'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('accepted_at__isnull', False), models.Q(('handed_over_at', None), ('held_from', None), ('held_to', None), ('planned_from', None), ('planned_to', None)), _connector='OR'), name='an_assessment_takes_place_once_it_is_accepted'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('planned_to', None), models.Q(('planned_from__isnull', False), ('planned_from__lte', models.F('planned_to'))), _connector='OR'), name='a_planned_assessment_ends_after_it_begins', violation_error_message='Enter when it begins, and an end that is not before that.'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('held_to', None), models.Q(('held_from__isnull', False), ('held_from__lte', models.F('held_to'))), _connector='OR'), name='an_assessment_ends_after_it_begins', violation_error_message='Enter when it begins, and an end that is not before that.'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('audience', ''), ('opened_at', None)), models.Q(('audience__in', ['all', 'focal_points']), ('handed_over_at__isnull', False), ('opened_at__isnull', False)), _connector='OR'), name='an_assessment_is_opened_after_the_hand_over'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_assessmentevent" ("accepted_at", "answer_read_at", "audience", "declined_at", "field_id", "framework", "handed_over_at", "held_from", "held_to", "id", "is_demonstration", "key", "letter", "letter_name", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_from", "planned_to", "preferred_time", "reason", "recorded_at", "requested_by_id", "requested_on", "revision", "scope", "state_id", "withdrawn_at") VALUES (NEW."accepted_at", NEW."answer_read_at", NEW."audience", NEW."declined_at", NEW."field_id", NEW."framework", NEW."handed_over_at", NEW."held_from", NEW."held_to", NEW."id", NEW."is_demonstration", NEW."key", NEW."letter", NEW."letter_name", NEW."opened_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."planned_from", NEW."planned_to", NEW."preferred_time", NEW."reason", NEW."recorded_at", NEW."requested_by_id", NEW."requested_on", NEW."revision", NEW."scope", NEW."state_id", NEW."withdrawn_at"); RETURN NULL;', hash='3718fa833a9d4ce69d63681be8718e415a54d99e', operation='INSERT', pgid='pgtrigger_insert_insert_58466', table='exchange_assessment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."accepted_at" IS DISTINCT FROM (NEW."accepted_at") OR OLD."answer_read_at" IS DISTINCT FROM (NEW."answer_read_at") OR OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."declined_at" IS DISTINCT FROM (NEW."declined_at") OR OLD."field_id" IS DISTINCT FROM (NEW."field_id") OR OLD."framework" IS DISTINCT FROM (NEW."framework") OR OLD."handed_over_at" IS DISTINCT FROM (NEW."handed_over_at") OR OLD."held_from" IS DISTINCT FROM (NEW."held_from") OR OLD."held_to" IS DISTINCT FROM (NEW."held_to") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_demonstration" IS DISTINCT FROM (NEW."is_demonstration") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."letter" IS DISTINCT FROM (NEW."letter") OR OLD."letter_name" IS DISTINCT FROM (NEW."letter_name") OR OLD."opened_at" IS DISTINCT FROM (NEW."opened_at") OR OLD."planned_from" IS DISTINCT FROM (NEW."planned_from") OR OLD."planned_to" IS DISTINCT FROM (NEW."planned_to") OR OLD."preferred_time" IS DISTINCT FROM (NEW."preferred_time") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."requested_by_id" IS DISTINCT FROM (NEW."requested_by_id") OR OLD."requested_on" IS DISTINCT FROM (NEW."requested_on") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."scope" IS DISTINCT FROM (NEW."scope") OR OLD."state_id" IS DISTINCT FROM (NEW."state_id") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at"))', func='INSERT INTO "exchange_assessmentevent" ("accepted_at", "answer_read_at", "audience", "declined_at", "field_id", "framework", "handed_over_at", "held_from", "held_to", "id", "is_demonstration", "key", "letter", "letter_name", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_from", "planned_to", "preferred_time", "reason", "recorded_at", "requested_by_id", "requested_on", "revision", "scope", "state_id", "withdrawn_at") VALUES (NEW."accepted_at", NEW."answer_read_at", NEW."audience", NEW."declined_at", NEW."field_id", NEW."framework", NEW."handed_over_at", NEW."held_from", NEW."held_to", NEW."id", NEW."is_demonstration", NEW."key", NEW."letter", NEW."letter_name", NEW."opened_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."planned_from", NEW."planned_to", NEW."preferred_time", NEW."reason", NEW."recorded_at", NEW."requested_by_id", NEW."requested_on", NEW."revision", NEW."scope", NEW."state_id", NEW."withdrawn_at"); RETURN NULL;', hash='5b4248e58041c8dbedb008b2a3dc44f32a3fcde3', operation='UPDATE', pgid='pgtrigger_update_update_77ea9', table='exchange_assessment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_assessmentevent" ("accepted_at", "answer_read_at", "audience", "declined_at", "field_id", "framework", "handed_over_at", "held_from", "held_to", "id", "is_demonstration", "key", "letter", "letter_name", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_from", "planned_to", "preferred_time", "reason", "recorded_at", "requested_by_id", "requested_on", "revision", "scope", "state_id", "withdrawn_at") VALUES (OLD."accepted_at", OLD."answer_read_at", OLD."audience", OLD."declined_at", OLD."field_id", OLD."framework", OLD."handed_over_at", OLD."held_from", OLD."held_to", OLD."id", OLD."is_demonstration", OLD."key", OLD."letter", OLD."letter_name", OLD."opened_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."planned_from", OLD."planned_to", OLD."preferred_time", OLD."reason", OLD."recorded_at", OLD."requested_by_id", OLD."requested_on", OLD."revision", OLD."scope", OLD."state_id", OLD."withdrawn_at"); RETURN NULL;', hash='8a94b437f5d56d9e0e5ac2b7568e85ac5c9ad727', operation='DELETE', pgid='pgtrigger_delete_delete_abf78', table='exchange_assessment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessmentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8b0649b34462f8a89510733c3a3a3244b185ca45', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_434b9', table='exchange_assessmentevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_recommendation_says_something'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['strategy', 'training', 'on_the_spot', 'other'])), name='kind_of_recommendation_is_known'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('verdict', 'waiting'), ('verdict_at', None)), models.Q(('verdict__in', ['endorsed', 'noted', 'not_endorsed']), ('verdict_at__isnull', False)), _connector='OR'), name='a_verdict_has_its_time'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.CheckConstraint(condition=models.Q(('initiative', None), ('verdict', 'endorsed'), _connector='OR'), name='an_initiative_comes_of_an_endorsed_recommendation'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.UniqueConstraint(fields=('assessment', 'position'), name='one_recommendation_per_position'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recommendation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_recommendationevent" ("assessment_id", "id", "initiative_id", "key", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "revision", "text", "verdict", "verdict_at", "verdict_by_id") VALUES (NEW."assessment_id", NEW."id", NEW."initiative_id", NEW."key", NEW."kind", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."revision", NEW."text", NEW."verdict", NEW."verdict_at", NEW."verdict_by_id"); RETURN NULL;', hash='8fd34acdd74c12424c8bdd17614deb8e0a67ff21', operation='INSERT', pgid='pgtrigger_insert_insert_6adcf', table='exchange_recommendation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recommendation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "exchange_recommendationevent" ("assessment_id", "id", "initiative_id", "key", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "revision", "text", "verdict", "verdict_at", "verdict_by_id") VALUES (NEW."assessment_id", NEW."id", NEW."initiative_id", NEW."key", NEW."kind", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."revision", NEW."text", NEW."verdict", NEW."verdict_at", NEW."verdict_by_id"); RETURN NULL;', hash='fad8896c4e9492db6590486441815a81b9320ebb', operation='UPDATE', pgid='pgtrigger_update_update_cf925', table='exchange_recommendation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recommendation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_recommendationevent" ("assessment_id", "id", "initiative_id", "key", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "revision", "text", "verdict", "verdict_at", "verdict_by_id") VALUES (OLD."assessment_id", OLD."id", OLD."initiative_id", OLD."key", OLD."kind", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."revision", OLD."text", OLD."verdict", OLD."verdict_at", OLD."verdict_by_id"); RETURN NULL;', hash='0e1cc4582346d27e1cab65043b9420011dbaabd9', operation='DELETE', pgid='pgtrigger_delete_delete_38938', table='exchange_recommendation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recommendationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7f4332556a819f7561a9ed5c50ef0dc21e1b183c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8032d', table='exchange_recommendationevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='teammember',
            constraint=models.UniqueConstraint(fields=('assessment', 'position'), name='one_team_member_per_position'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teammember',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_teammemberevent" ("assessment_id", "body", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."assessment_id", NEW."body", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;', hash='570c1833783af8935610ee8c059c7f82e4663476', operation='INSERT', pgid='pgtrigger_insert_insert_4dca8', table='exchange_teammember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teammember',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_teammemberevent" ("assessment_id", "body", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."assessment_id", OLD."body", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position"); RETURN NULL;', hash='239a7cc90f30a82d9991b347d7bef9a880e90c63', operation='DELETE', pgid='pgtrigger_delete_delete_c0daa', table='exchange_teammember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teammemberevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4bfb0564b191ebb6e8d6f10e20b2dcf29a465c93', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_500aa', table='exchange_teammemberevent', when='BEFORE')),
        ),
        vector_columns("exchange_assessment", title=("scope",), text=("framework",)),
        vector_columns("exchange_recommendation", title=("text",)),
    ]
