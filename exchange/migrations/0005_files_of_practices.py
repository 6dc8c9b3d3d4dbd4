"""Practices have files, each with its language; what is removed is kept for a while."""

import django.db.models.deletion
import django.utils.timezone
import nfp_portal.ui.uploads
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0004_fields_and_practices'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='PracticeFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=150, verbose_name='name of the file')),
                ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('de', 'German'), ('it', 'Italian'), ('ru', 'Russian'), ('es', 'Spanish'), ('other', 'another language')], default='en', max_length=5, verbose_name='language of the file')),
                ('file', models.FileField(upload_to=nfp_portal.ui.uploads.RandomName('practices'), verbose_name='file')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('removed_at', models.DateTimeField(editable=False, null=True)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='exchange.practice')),
            ],
            options={
                'ordering': ('pk',),
            },
            bases=(nfp_portal.ui.uploads.StoredFile, models.Model),
        ),
        migrations.CreateModel(
            name='PracticeFileEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('name', models.CharField(max_length=150, verbose_name='name of the file')),
                ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('de', 'German'), ('it', 'Italian'), ('ru', 'Russian'), ('es', 'Spanish'), ('other', 'another language')], default='en', max_length=5, verbose_name='language of the file')),
                ('file', models.FileField(upload_to=nfp_portal.ui.uploads.RandomName('practices'), verbose_name='file')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('removed_at', models.DateTimeField(editable=False, null=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exchange.practicefile')),
                ('practice', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exchange.practice')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='practicefile',
            constraint=models.CheckConstraint(condition=models.Q(('language__in', ['en', 'fr', 'de', 'it', 'ru', 'es', 'other'])), name='language_of_practice_file_is_known'),
        ),
        migrations.AddConstraint(
            model_name='practicefile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('file', ''), _negated=True)), name='a_practice_file_has_name_and_content'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='practicefile',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_practicefileevent" ("at", "file", "id", "key", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "removed_at") VALUES (NEW."at", NEW."file", NEW."id", NEW."key", NEW."language", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."practice_id", NEW."removed_at"); RETURN NULL;', hash='36e3ee9da8f11d3e7e8283335768faf169115b17', operation='INSERT', pgid='pgtrigger_insert_insert_d26c7', table='exchange_practicefile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='practicefile',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "exchange_practicefileevent" ("at", "file", "id", "key", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "removed_at") VALUES (NEW."at", NEW."file", NEW."id", NEW."key", NEW."language", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."practice_id", NEW."removed_at"); RETURN NULL;', hash='4e29dbf94ff704762208be19f755c19877d7964b', operation='UPDATE', pgid='pgtrigger_update_update_6b2af', table='exchange_practicefile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='practicefile',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchange_practicefileevent" ("at", "file", "id", "key", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "removed_at") VALUES (OLD."at", OLD."file", OLD."id", OLD."key", OLD."language", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."practice_id", OLD."removed_at"); RETURN NULL;', hash='c544610e0b4cc2975934889f986b3fa77d4f3b91', operation='DELETE', pgid='pgtrigger_delete_delete_7e1c9', table='exchange_practicefile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='practicefileevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4be6d3ba58cef546e6ffa7d74b74fe879cb95b5b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8f557', table='exchange_practicefileevent', when='BEFORE')),
        ),
    ]
