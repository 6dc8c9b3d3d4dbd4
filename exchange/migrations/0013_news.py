"""News in the OSCE's form, with what public records hold."""

import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
import network.models.search_text
import nfp_portal.ui.uploads
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from exchange.news import reference
from network.models.search_vectors import vector_columns


def load(apps, schema_editor):
    reference.load(apps.get_model)


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0012_numbers_in_vectors'),
        ('meetings', '0017_sources'),
        ('network', '0013_messages'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='NewsItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('slug', models.SlugField(editable=False, max_length=120, unique=True)),
                ('kind', models.CharField(choices=[('news_item', 'News item'), ('press_release', 'Press release')], default='news_item', max_length=20, verbose_name='kind')),
                ('title', models.CharField(max_length=250, verbose_name='title')),
                ('location', models.CharField(blank=True, help_text='Where it was issued, such as Vienna.', max_length=100, verbose_name='place')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='issued on')),
                ('body', models.TextField(max_length=20000, verbose_name='text')),
                ('photo', models.FileField(blank=True, upload_to=nfp_portal.ui.uploads.RandomName('news'), verbose_name='photograph')),
                ('photo_credit', models.CharField(blank=True, help_text='For example OSCE/Press.', max_length=120, verbose_name='credit of the photograph')),
                ('photo_alt', models.CharField(blank=True, help_text='For those who do not see it.', max_length=300, verbose_name='what the photograph shows')),
                ('recorded_in', models.CharField(blank=True, help_text='Only for an item taken from a public record.', max_length=300, verbose_name='source')),
                ('edited_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published')),
                ('is_demonstration', models.BooleanField(default=False)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('search_text', models.GeneratedField(db_persist=True, expression=network.models.search_text.SearchText('title', 'body'), output_field=models.TextField())),
                ('edited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('fields_of_work', models.ManyToManyField(blank=True, related_name='news', to='network.fieldofwork', verbose_name='fields of work')),
                ('issuers', models.ManyToManyField(blank=True, related_name='news', to='network.organisation', verbose_name='issued by')),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='news', to='meetings.meeting', verbose_name='meeting')),
                ('states', models.ManyToManyField(blank=True, related_name='news', to='network.state', verbose_name='States')),
            ],
            options={
                'ordering': ('-pk',),
            },
        ),
        migrations.CreateModel(
            name='NewsItemEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('slug', models.SlugField(db_index=False, editable=False, max_length=120)),
                ('kind', models.CharField(choices=[('news_item', 'News item'), ('press_release', 'Press release')], default='news_item', max_length=20, verbose_name='kind')),
                ('title', models.CharField(max_length=250, verbose_name='title')),
                ('location', models.CharField(blank=True, help_text='Where it was issued, such as Vienna.', max_length=100, verbose_name='place')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='issued on')),
                ('body', models.TextField(max_length=20000, verbose_name='text')),
                ('photo', models.FileField(blank=True, upload_to=nfp_portal.ui.uploads.RandomName('news'), verbose_name='photograph')),
                ('photo_credit', models.CharField(blank=True, help_text='For example OSCE/Press.', max_length=120, verbose_name='credit of the photograph')),
                ('photo_alt', models.CharField(blank=True, help_text='For those who do not see it.', max_length=300, verbose_name='what the photograph shows')),
                ('recorded_in', models.CharField(blank=True, help_text='Only for an item taken from a public record.', max_length=300, verbose_name='source')),
                ('edited_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published')),
                ('is_demonstration', models.BooleanField(default=False)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('edited_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='meetings.meeting', verbose_name='meeting')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exchange.newsitem')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('speaker', models.CharField(max_length=120, verbose_name='speaker')),
                ('function', models.CharField(max_length=250, verbose_name='function')),
                ('text', models.TextField(max_length=1000, verbose_name='what is said')),
                ('is_quotation', models.BooleanField(default=True, verbose_name='word for word')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='statements', to='exchange.newsitem')),
            ],
            options={
                'ordering': ('position',),
            },
        ),
        migrations.CreateModel(
            name='StatementEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField()),
                ('speaker', models.CharField(max_length=120, verbose_name='speaker')),
                ('function', models.CharField(max_length=250, verbose_name='function')),
                ('text', models.TextField(max_length=1000, verbose_name='what is said')),
                ('is_quotation', models.BooleanField(default=True, verbose_name='word for word')),
                ('item', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exchange.newsitem')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exchange.statement')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='newsitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('body', ''), _negated=True)), name='news_says_something'),
        ),
        migrations.AddConstraint(
            model_name='newsitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('photo', ''), ('photo_alt', ''), ('photo_credit', '')), models.Q(models.Q(('photo', ''), _negated=True), models.Q(('photo_credit', ''), _negated=True), models.Q(('photo_alt', ''), _negated=True)), _connector='OR'), name='a_photograph_has_a_credit_and_words'),
        ),
        migrations.AddConstraint(
            model_name='newsitem',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['news_item', 'press_release'])), name='news_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='newsitem',
            constraint=models.CheckConstraint(condition=models.Q(('issued_on', None), ('published_at', None), ('issued_on__lte', django.db.models.functions.datetime.TruncDate('published_at')), _connector='OR'), name='news_is_issued_before_it_is_published'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='newsitem',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_newsitemevent" ("body", "edited_at", "edited_by_id", "id", "is_demonstration", "issued_on", "key", "kind", "location", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo", "photo_alt", "photo_credit", "published_at", "recorded_in", "revision", "slug", "title") VALUES (NEW."body", NEW."edited_at", NEW."edited_by_id", NEW."id", NEW."is_demonstration", NEW."issued_on", NEW."key", NEW."kind", NEW."location", NEW."meeting_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."photo", NEW."photo_alt", NEW."photo_credit", NEW."published_at", NEW."recorded_in", NEW."revision", NEW."slug", NEW."title"); RETURN NULL;', hash='76a46a78e7a7d20d773efe1463de61fe6c2e519d', operation='INSERT', pgid='pgtrigger_insert_insert_6ac67', table='exchange_newsitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='newsitem',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."body" IS DISTINCT FROM (NEW."body") OR OLD."edited_at" IS DISTINCT FROM (NEW."edited_at") OR OLD."edited_by_id" IS DISTINCT FROM (NEW."edited_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_demonstration" IS DISTINCT FROM (NEW."is_demonstration") OR OLD."issued_on" IS DISTINCT FROM (NEW."issued_on") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."location" IS DISTINCT FROM (NEW."location") OR OLD."meeting_id" IS DISTINCT FROM (NEW."meeting_id") OR OLD."photo" IS DISTINCT FROM (NEW."photo") OR OLD."photo_alt" IS DISTINCT FROM (NEW."photo_alt") OR OLD."photo_credit" IS DISTINCT FROM (NEW."photo_credit") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."recorded_in" IS DISTINCT FROM (NEW."recorded_in") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."title" IS DISTINCT FROM (NEW."title"))', func='INSERT INTO "exchange_newsitemevent" ("body", "edited_at", "edited_by_id", "id", "is_demonstration", "issued_on", "key", "kind", "location", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo", "photo_alt", "photo_credit", "published_at", "recorded_in", "revision", "slug", "title") VALUES (NEW."body", NEW."edited_at", NEW."edited_by_id", NEW."id", NEW."is_demonstration", NEW."issued_on", NEW."key", NEW."kind", NEW."location", NEW."meeting_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."photo", NEW."photo_alt", NEW."photo_credit", NEW."published_at", NEW."recorded_in", NEW."revision", NEW."slug", NEW."title"); RETURN NULL;', hash='8b8ab558746cf0f8b1a112e974f30135ceb37025', operation='UPDATE', pgid='pgtrigger_update_update_e4b52', table='exchange_newsitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='newsitem',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_newsitemevent" ("body", "edited_at", "edited_by_id", "id", "is_demonstration", "issued_on", "key", "kind", "location", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo", "photo_alt", "photo_credit", "published_at", "recorded_in", "revision", "slug", "title") VALUES (OLD."body", OLD."edited_at", OLD."edited_by_id", OLD."id", OLD."is_demonstration", OLD."issued_on", OLD."key", OLD."kind", OLD."location", OLD."meeting_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."photo", OLD."photo_alt", OLD."photo_credit", OLD."published_at", OLD."recorded_in", OLD."revision", OLD."slug", OLD."title"); RETURN NULL;', hash='d1b53d74180a4e369ea39e672abeb140bc07955b', operation='DELETE', pgid='pgtrigger_delete_delete_dd853', table='exchange_newsitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='newsitemevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='447abf142f7bcef7d62512c42376a1e73aff765c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b55a3', table='exchange_newsitemevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.UniqueConstraint(fields=('item', 'position'), name='one_statement_per_position'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('speaker', ''), _negated=True), models.Q(('function', ''), _negated=True), models.Q(('text', ''), _negated=True)), name='a_statement_has_a_speaker_with_a_function'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_statementevent" ("function", "id", "is_quotation", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "speaker", "text") VALUES (NEW."function", NEW."id", NEW."is_quotation", NEW."item_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."speaker", NEW."text"); RETURN NULL;', hash='f1404645af7744bbdd5393c46b6fd7349286d5a4', operation='INSERT', pgid='pgtrigger_insert_insert_96c0f', table='exchange_statement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_statementevent" ("function", "id", "is_quotation", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "speaker", "text") VALUES (OLD."function", OLD."id", OLD."is_quotation", OLD."item_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."speaker", OLD."text"); RETURN NULL;', hash='81021c380654cd2521c9a4e9108b3bad19f6cf2a', operation='DELETE', pgid='pgtrigger_delete_delete_cc2bb', table='exchange_statement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statementevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='688630a26ad25198f001bdb4eec61505bc90374b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_405d0', table='exchange_statementevent', when='BEFORE')),
        ),
        vector_columns("exchange_newsitem", title=("title",), text=("body",)),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
