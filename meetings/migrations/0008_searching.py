"""What is searched of meetings and agendas, and what a published agenda said."""

import django.db.models.deletion
import django.db.models.functions.datetime
import network.models.search_text
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0007_recorded_meetings'),
    ]

    operations = [
        migrations.CreateModel(
            name='AgendaEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item_key', models.UUIDField()),
                ('audience', models.CharField(choices=[('all', 'Everyone'), ('focal_points', 'Focal points only')], max_length=20)),
                ('day', models.DateField(null=True)),
                ('title', models.TextField()),
                ('of_item', models.TextField(blank=True)),
                ('text', models.TextField()),
                ('is_demonstration', models.BooleanField(default=False)),
                ('search_text', models.GeneratedField(db_persist=True, expression=network.models.search_text.SearchText('text'), output_field=models.TextField())),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='conclusion',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='document',
            name='update_update',
        ),
        migrations.RemoveField(
            model_name='agendaitem',
            name='folded',
        ),
        migrations.RemoveField(
            model_name='meeting',
            name='folded',
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='search_text',
            field=models.GeneratedField(db_persist=True, expression=network.models.search_text.SearchText('title', 'note', 'location'), output_field=models.TextField()),
        ),
        migrations.AddField(
            model_name='conclusion',
            name='search_text',
            field=models.GeneratedField(db_persist=True, expression=network.models.search_text.SearchText('text', 'addressee', 'follow_up'), output_field=models.TextField()),
        ),
        migrations.AddField(
            model_name='document',
            name='search_text',
            field=models.GeneratedField(db_persist=True, expression=network.models.search_text.SearchText('symbol', 'title'), output_field=models.TextField()),
        ),
        migrations.AddField(
            model_name='meeting',
            name='search_text',
            field=models.GeneratedField(db_persist=True, expression=network.models.search_text.SearchText('number', 'title', 'theme', 'symbol', 'venue', 'city', django.db.models.functions.datetime.ExtractYear('starts_on')), output_field=models.TextField()),
        ),
        migrations.AddField(
            model_name='speaker',
            name='search_text',
            field=models.GeneratedField(db_persist=True, expression=network.models.search_text.SearchText('name', 'function', 'body'), output_field=models.TextField()),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conclusion',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."addressee" IS DISTINCT FROM (NEW."addressee") OR OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."follow_up" IS DISTINCT FROM (NEW."follow_up") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."led_to_id" IS DISTINCT FROM (NEW."led_to_id") OR OLD."meeting_id" IS DISTINCT FROM (NEW."meeting_id") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."text" IS DISTINCT FROM (NEW."text"))', func='INSERT INTO "meetings_conclusionevent" ("addressee", "audience", "due_on", "follow_up", "id", "key", "led_to_id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "revision", "status", "text") VALUES (NEW."addressee", NEW."audience", NEW."due_on", NEW."follow_up", NEW."id", NEW."key", NEW."led_to_id", NEW."meeting_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."revision", NEW."status", NEW."text"); RETURN NULL;', hash='e461921dfed8de296dd545a7f734b9d35964731b', operation='UPDATE', pgid='pgtrigger_update_update_e45a5', table='meetings_conclusion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."item_id" IS DISTINCT FROM (NEW."item_id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."meeting_id" IS DISTINCT FROM (NEW."meeting_id") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."purpose" IS DISTINCT FROM (NEW."purpose") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."symbol" IS DISTINCT FROM (NEW."symbol") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."versions_number" IS DISTINCT FROM (NEW."versions_number"))', func='INSERT INTO "meetings_documentevent" ("audience", "id", "item_id", "key", "kind", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "purpose", "revision", "symbol", "title", "versions_number") VALUES (NEW."audience", NEW."id", NEW."item_id", NEW."key", NEW."kind", NEW."meeting_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."purpose", NEW."revision", NEW."symbol", NEW."title", NEW."versions_number"); RETURN NULL;', hash='e70dc27dbeb9baf66067d9625d6fef0a470cc151', operation='UPDATE', pgid='pgtrigger_update_update_bb2a1', table='meetings_document', when='AFTER')),
        ),
        migrations.AddField(
            model_name='agendaentry',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='meetings.meeting'),
        ),
    ]
