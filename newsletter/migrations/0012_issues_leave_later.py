"""An approved issue may leave at an instant of somebody's choice."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mail", "0001_initial"),
        ("newsletter", "0011_clearances"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="issue",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="issue",
            name="update_update",
        ),
        migrations.AddField(
            model_name="issue",
            name="scheduled_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="issue",
            name="scheduled_for",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="issueevent",
            name="scheduled_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="issueevent",
            name="scheduled_for",
            field=models.DateTimeField(null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="issue",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "newsletter_issueevent" ("approved_at", "approved_by_id", "content_hash", "contributions_by", "dated_on", "edited_at", "edited_by_id", "id", "is_demonstration", "language", "letter_id", "number", "opening", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "released_at", "revision", "scheduled_by_id", "scheduled_for", "status", "title") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."content_hash", NEW."contributions_by", NEW."dated_on", NEW."edited_at", NEW."edited_by_id", NEW."id", NEW."is_demonstration", NEW."language", NEW."letter_id", NEW."number", NEW."opening", NEW."period", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."released_at", NEW."revision", NEW."scheduled_by_id", NEW."scheduled_for", NEW."status", NEW."title"); RETURN NULL;',
                    hash="514d43534285c582bf737bc56c5ae7e19e759982",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a6483",
                    table="newsletter_issue",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="issue",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."approved_at" IS DISTINCT FROM (NEW."approved_at") OR OLD."approved_by_id" IS DISTINCT FROM (NEW."approved_by_id") OR OLD."content_hash" IS DISTINCT FROM (NEW."content_hash") OR OLD."contributions_by" IS DISTINCT FROM (NEW."contributions_by") OR OLD."dated_on" IS DISTINCT FROM (NEW."dated_on") OR OLD."edited_at" IS DISTINCT FROM (NEW."edited_at") OR OLD."edited_by_id" IS DISTINCT FROM (NEW."edited_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_demonstration" IS DISTINCT FROM (NEW."is_demonstration") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."letter_id" IS DISTINCT FROM (NEW."letter_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."opening" IS DISTINCT FROM (NEW."opening") OR OLD."period" IS DISTINCT FROM (NEW."period") OR OLD."released_at" IS DISTINCT FROM (NEW."released_at") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."scheduled_by_id" IS DISTINCT FROM (NEW."scheduled_by_id") OR OLD."scheduled_for" IS DISTINCT FROM (NEW."scheduled_for") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."title" IS DISTINCT FROM (NEW."title"))',
                    func='INSERT INTO "newsletter_issueevent" ("approved_at", "approved_by_id", "content_hash", "contributions_by", "dated_on", "edited_at", "edited_by_id", "id", "is_demonstration", "language", "letter_id", "number", "opening", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "released_at", "revision", "scheduled_by_id", "scheduled_for", "status", "title") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."content_hash", NEW."contributions_by", NEW."dated_on", NEW."edited_at", NEW."edited_by_id", NEW."id", NEW."is_demonstration", NEW."language", NEW."letter_id", NEW."number", NEW."opening", NEW."period", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."released_at", NEW."revision", NEW."scheduled_by_id", NEW."scheduled_for", NEW."status", NEW."title"); RETURN NULL;',
                    hash="94cd2fc803cbf42010dd4cd9a55e96396f8c3f41",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3899b",
                    table="newsletter_issue",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="issue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scheduled_by", None), ("scheduled_for", None)),
                    models.Q(
                        ("scheduled_by__isnull", False),
                        ("scheduled_for__isnull", False),
                        ("status", "approved"),
                    ),
                    _connector="OR",
                ),
                name="scheduled_issue_is_approved",
            ),
        ),
    ]
