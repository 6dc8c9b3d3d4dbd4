"""What is removed from a meeting is kept in its history."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0005_recorded_meetings"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="agendaitem",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "meetings_agendaitemevent" ("audience", "begins", "day", "id", "is_demonstration", "key", "kind", "location", "meeting_id", "minutes", "moderator", "note", "papers", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "revision", "session", "speakers", "title", "updated_at") VALUES (OLD."audience", OLD."begins", OLD."day", OLD."id", OLD."is_demonstration", OLD."key", OLD."kind", OLD."location", OLD."meeting_id", OLD."minutes", OLD."moderator", OLD."note", OLD."papers", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."revision", OLD."session", OLD."speakers", OLD."title", OLD."updated_at"); RETURN NULL;',
                    hash="9622ea69a0dbae542d1ef71fa4e2cbf0b72d8b74",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2c12a",
                    table="meetings_agendaitem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="conclusion",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "meetings_conclusionevent" ("addressee", "audience", "follow_up", "id", "key", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "revision", "text") VALUES (OLD."addressee", OLD."audience", OLD."follow_up", OLD."id", OLD."key", OLD."meeting_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."revision", OLD."text"); RETURN NULL;',
                    hash="60a0aa6286d5faf4d1ed32d8084db3a4311c639e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_bd8d0",
                    table="meetings_conclusion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objective",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "meetings_objectiveevent" ("audience", "id", "key", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "revision", "text") VALUES (OLD."audience", OLD."id", OLD."key", OLD."meeting_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."revision", OLD."text"); RETURN NULL;',
                    hash="87c2cc84128bc44344ed529545db3d241e9e3569",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_33a3c",
                    table="meetings_objective",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="paper",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "meetings_paperevent" ("audience", "file", "id", "key", "language", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "revision", "symbol", "title") VALUES (OLD."audience", OLD."file", OLD."id", OLD."key", OLD."language", OLD."meeting_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."revision", OLD."symbol", OLD."title"); RETURN NULL;',
                    hash="def6aa51ab37bc0c17e590410961c0b7ec0091fd",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9b2d3",
                    table="meetings_paper",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participant",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "meetings_participantevent" ("agency", "email", "family_name", "form_of_address", "function", "given_name", "id", "is_demonstration", "key", "meeting_id", "mode", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "state_id", "status", "study_visit") VALUES (OLD."agency", OLD."email", OLD."family_name", OLD."form_of_address", OLD."function", OLD."given_name", OLD."id", OLD."is_demonstration", OLD."key", OLD."meeting_id", OLD."mode", OLD."organisation_id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."revision", OLD."state_id", OLD."status", OLD."study_visit"); RETURN NULL;',
                    hash="950d06083184666b282eb85b56deba28bf2f1939",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7b977",
                    table="meetings_participant",
                    when="AFTER",
                ),
            ),
        ),
    ]
