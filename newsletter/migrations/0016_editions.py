"""An issue may have editions in more languages, and a piece texts in them."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from network.models.search_vectors import vector_columns


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0011_search_vectors'),
        ('newsletter', '0015_errata_and_withdrawals'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('de', 'German'), ('en', 'English'), ('es', 'Spanish'), ('fr', 'French'), ('it', 'Italian'), ('ru', 'Russian')], max_length=2, verbose_name='language')),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='title')),
                ('period', models.CharField(blank=True, max_length=60, verbose_name='period')),
                ('opening', models.TextField(blank=True, help_text='Markdown.', max_length=20000, verbose_name='opening note')),
                ('revision', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ('language',),
            },
        ),
        migrations.CreateModel(
            name='EditionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('language', models.CharField(choices=[('de', 'German'), ('en', 'English'), ('es', 'Spanish'), ('fr', 'French'), ('it', 'Italian'), ('ru', 'Russian')], max_length=2, verbose_name='language')),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='title')),
                ('period', models.CharField(blank=True, max_length=60, verbose_name='period')),
                ('opening', models.TextField(blank=True, help_text='Markdown.', max_length=20000, verbose_name='opening note')),
                ('revision', models.PositiveIntegerField(default=1)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PieceText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('de', 'German'), ('en', 'English'), ('es', 'Spanish'), ('fr', 'French'), ('it', 'Italian'), ('ru', 'Russian')], max_length=2, verbose_name='language')),
                ('headline', models.CharField(max_length=160, verbose_name='headline')),
                ('body', models.TextField(help_text='Markdown, as in the original.', max_length=20000, verbose_name='text')),
                ('credit', models.CharField(blank=True, max_length=80, verbose_name='credit')),
                ('source_hash', models.CharField(editable=False, max_length=64)),
                ('revision', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ('language',),
            },
        ),
        migrations.CreateModel(
            name='PieceTextEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('language', models.CharField(choices=[('de', 'German'), ('en', 'English'), ('es', 'Spanish'), ('fr', 'French'), ('it', 'Italian'), ('ru', 'Russian')], max_length=2, verbose_name='language')),
                ('headline', models.CharField(max_length=160, verbose_name='headline')),
                ('body', models.TextField(help_text='Markdown, as in the original.', max_length=20000, verbose_name='text')),
                ('credit', models.CharField(blank=True, max_length=80, verbose_name='credit')),
                ('source_hash', models.CharField(editable=False, max_length=64)),
                ('revision', models.PositiveIntegerField(default=1)),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='issue',
            trigger=pgtrigger.compiler.Trigger(name='keep_languages_apart', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.language IS DISTINCT FROM NEW.language)', func="\n    IF EXISTS (SELECT 1 FROM newsletter_edition WHERE issue_id = NEW.id AND language = NEW.language) THEN\n        RAISE EXCEPTION 'an edition is in this language' USING ERRCODE = 'check_violation',\n            CONSTRAINT = 'an_edition_is_in_another_language';\n    END IF;\n    RETURN NEW;\n", hash='6d348e92dda3c9720e5128288bd5f0f4fa3fb31f', operation='UPDATE', pgid='pgtrigger_keep_languages_apart_f88c8', table='newsletter_issue', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='edition',
            name='issue',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='newsletter.issue'),
        ),
        migrations.AddField(
            model_name='editionevent',
            name='issue',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='newsletter.issue'),
        ),
        migrations.AddField(
            model_name='editionevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='editionevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='newsletter.edition'),
        ),
        migrations.AddField(
            model_name='piecetext',
            name='piece',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='newsletter.piece'),
        ),
        migrations.AddField(
            model_name='piecetextevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='piecetextevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='newsletter.piecetext'),
        ),
        migrations.AddField(
            model_name='piecetextevent',
            name='piece',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='newsletter.piece'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(fields=('issue', 'language'), name='one_edition_per_language'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('language__in', ['de', 'en', 'es', 'fr', 'it', 'ru'])), name='edition_language_is_known'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='keep_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    PERFORM 1 FROM newsletter_issue WHERE id IN (OLD.issue_id, NEW.issue_id) FOR SHARE;\n    IF EXISTS (\n        SELECT 1 FROM newsletter_issue\n        WHERE id IN (OLD.issue_id, NEW.issue_id) AND status IN ('approved', 'sending', 'stopped', 'sent')\n    ) THEN\n        RAISE EXCEPTION 'pgtrigger: the issue of this edition is approved and frozen';\n    END IF;\n    IF EXISTS (SELECT 1 FROM newsletter_issue WHERE id = NEW.issue_id AND language = NEW.language) THEN\n        RAISE EXCEPTION 'the issue itself is in this language' USING ERRCODE = 'check_violation',\n            CONSTRAINT = 'an_edition_is_in_another_language';\n    END IF;\n    RETURN COALESCE(NEW, OLD);\n", hash='0c31286e368c43d18c379a367696cba8991ee248', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_keep_frozen_256da', table='newsletter_edition', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "newsletter_editionevent" ("id", "issue_id", "language", "opening", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "title") VALUES (NEW."id", NEW."issue_id", NEW."language", NEW."opening", NEW."period", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."revision", NEW."title"); RETURN NULL;', hash='54bab814dfaec1ee5c41c66d952978f22357ef75', operation='INSERT', pgid='pgtrigger_insert_insert_6a92b', table='newsletter_edition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "newsletter_editionevent" ("id", "issue_id", "language", "opening", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "title") VALUES (NEW."id", NEW."issue_id", NEW."language", NEW."opening", NEW."period", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revision", NEW."title"); RETURN NULL;', hash='15c85b15439e89881d69b8146cba0f956c02b1fa', operation='UPDATE', pgid='pgtrigger_update_update_b33b9', table='newsletter_edition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "newsletter_editionevent" ("id", "issue_id", "language", "opening", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "title") VALUES (OLD."id", OLD."issue_id", OLD."language", OLD."opening", OLD."period", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."revision", OLD."title"); RETURN NULL;', hash='69bddcfd5cf975579f1b3c35a62e8bc033e36faa', operation='DELETE', pgid='pgtrigger_delete_delete_4f3a1', table='newsletter_edition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='editionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6184abfa0043ec478688736b68b94500b3e66765', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_56443', table='newsletter_editionevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='piecetext',
            constraint=models.UniqueConstraint(fields=('piece', 'language'), name='one_translation_per_language'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='piecetext',
            trigger=pgtrigger.compiler.Trigger(name='keep_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    PERFORM 1 FROM newsletter_issue WHERE id IN (\n        SELECT issue_id FROM newsletter_piece WHERE id IN (OLD.piece_id, NEW.piece_id)\n    ) FOR SHARE;\n    IF EXISTS (\n        SELECT 1 FROM newsletter_piece p JOIN newsletter_issue i ON i.id = p.issue_id\n        WHERE p.id IN (OLD.piece_id, NEW.piece_id)\n          AND i.status IN ('approved', 'sending', 'stopped', 'sent')\n    ) THEN\n        RAISE EXCEPTION 'pgtrigger: the issue of this translation is approved and frozen';\n    END IF;\n    RETURN COALESCE(NEW, OLD);\n", hash='30b3796c7c7e4c3e385d7538f3f4c0ca077a7b5d', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_keep_frozen_2460a', table='newsletter_piecetext', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='piecetext',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "newsletter_piecetextevent" ("body", "credit", "headline", "id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "piece_id", "revision", "source_hash") VALUES (NEW."body", NEW."credit", NEW."headline", NEW."id", NEW."language", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."piece_id", NEW."revision", NEW."source_hash"); RETURN NULL;', hash='9b6c95375781bb161036cfcb881f3f7f0646696f', operation='INSERT', pgid='pgtrigger_insert_insert_01a58', table='newsletter_piecetext', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='piecetext',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "newsletter_piecetextevent" ("body", "credit", "headline", "id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "piece_id", "revision", "source_hash") VALUES (NEW."body", NEW."credit", NEW."headline", NEW."id", NEW."language", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."piece_id", NEW."revision", NEW."source_hash"); RETURN NULL;', hash='7993ff66bdcbbdf2f8ceddfc3430d91e0712f30b', operation='UPDATE', pgid='pgtrigger_update_update_cdbcf', table='newsletter_piecetext', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='piecetextevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='384da2572da33fabd62a8787eae3b0741a61ffb7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c5206', table='newsletter_piecetextevent', when='BEFORE')),
        ),
        vector_columns('newsletter_edition', title=('title', 'period'), text=('opening',)),
        vector_columns('newsletter_piecetext', title=('headline',), text=('body',)),
    ]
