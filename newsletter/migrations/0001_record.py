"""Issues and their pieces."""

import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.utils.timezone
import network.models.search_text
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("mail", "0001_initial"),
        ("network", "0008_reference"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Issue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        unique=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="number",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "period",
                    models.CharField(
                        help_text="In words, for example “April 2016”.", max_length=60, verbose_name="period"
                    ),
                ),
                (
                    "dated_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="date of the issue"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("de", "German"),
                            ("en", "English"),
                            ("es", "Spanish"),
                            ("fr", "French"),
                            ("it", "Italian"),
                            ("ru", "Russian"),
                        ],
                        default="en",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "contributions_by",
                    models.DateField(
                        blank=True,
                        help_text="Printed at the end of the issue.",
                        null=True,
                        verbose_name="contributions to the next issue by",
                    ),
                ),
                (
                    "opening",
                    models.TextField(
                        blank=True, help_text="Markdown.", max_length=20000, verbose_name="opening note"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Waiting for approval"),
                            ("approved", "Approved"),
                            ("sending", "Being sent"),
                            ("stopped", "Stopped"),
                            ("sent", "Sent"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="last editor",
                    ),
                ),
                ("edited_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("approved_at", models.DateTimeField(null=True)),
                ("content_hash", models.CharField(blank=True, max_length=64)),
                ("released_at", models.DateTimeField(null=True)),
                (
                    "letter",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issue",
                        to="mail.letter",
                    ),
                ),
                ("is_demonstration", models.BooleanField(default=False)),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "folded",
                    models.GeneratedField(
                        db_persist=True,
                        expression=network.models.search_text.FoldedText(
                            models.F("title"), models.F("period"), models.F("opening")
                        ),
                        output_field=models.TextField(),
                    ),
                ),
            ],
            options={
                "ordering": ("-number",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved_at__isnull", False),
                                ("approved_by__isnull", False),
                                ("status__in", ("approved", "sending", "stopped", "sent")),
                                models.Q(("content_hash", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(
                                    ("status__in", ("approved", "sending", "stopped", "sent")), _negated=True
                                ),
                                ("approved_at", None),
                                ("approved_by", None),
                                ("content_hash", ""),
                            ),
                            _connector="OR",
                        ),
                        name="frozen_issue_is_approved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("approved_by", models.F("edited_by")), _negated=True),
                        name="issue_approved_by_a_second_person",
                        violation_error_message="A second person must approve: you were the last to edit it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gt", 0)), name="issue_number_counts_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("letter__isnull", False), ("status__in", ("sending", "stopped"))),
                            ("status", "sent"),
                            models.Q(
                                models.Q(("status__in", ("sending", "stopped", "sent")), _negated=True),
                                ("letter", None),
                            ),
                            _connector="OR",
                        ),
                        name="issue_on_its_way_has_a_letter",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "submitted", "approved", "sending", "stopped", "sent"])
                        ),
                        name="issue_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("released_at__isnull", False), ("status__in", ("sending", "stopped", "sent"))
                            ),
                            models.Q(
                                models.Q(("status__in", ("sending", "stopped", "sent")), _negated=True),
                                ("released_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="released_issue_has_an_instant",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="keep_content",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.status IN ('approved', 'sending', 'stopped', 'sent') AND (OLD.number IS DISTINCT FROM NEW.number OR OLD.title IS DISTINCT FROM NEW.title OR OLD.period IS DISTINCT FROM NEW.period OR OLD.dated_on IS DISTINCT FROM NEW.dated_on OR OLD.language IS DISTINCT FROM NEW.language OR OLD.opening IS DISTINCT FROM NEW.opening OR OLD.contributions_by IS DISTINCT FROM NEW.contributions_by OR NEW.status <> 'draft' AND OLD.content_hash IS DISTINCT FROM NEW.content_hash))",
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="1ad29488636e4ef203933b9c9e33543c72a908d4",
                            operation="UPDATE",
                            pgid="pgtrigger_keep_content_13f73",
                            table="newsletter_issue",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="keep_published",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.status = 'sent' AND NEW.status <> 'sent' OR OLD.status IN ('sending', 'stopped') AND NEW.status IN ('draft', 'submitted'))",
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="effab375182c40eae351947121d4a4e0dacb6482",
                            operation="UPDATE",
                            pgid="pgtrigger_keep_published_d1bc4",
                            table="newsletter_issue",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "newsletter_issueevent" ("approved_at", "approved_by_id", "content_hash", "contributions_by", "dated_on", "edited_at", "edited_by_id", "id", "is_demonstration", "language", "letter_id", "number", "opening", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "released_at", "revision", "status", "title") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."content_hash", NEW."contributions_by", NEW."dated_on", NEW."edited_at", NEW."edited_by_id", NEW."id", NEW."is_demonstration", NEW."language", NEW."letter_id", NEW."number", NEW."opening", NEW."period", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."released_at", NEW."revision", NEW."status", NEW."title"); RETURN NULL;',
                            hash="39b96aeb430cbf2d71db0d1410e226d0163cfdbb",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a6483",
                            table="newsletter_issue",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."approved_at" IS DISTINCT FROM (NEW."approved_at") OR OLD."approved_by_id" IS DISTINCT FROM (NEW."approved_by_id") OR OLD."content_hash" IS DISTINCT FROM (NEW."content_hash") OR OLD."contributions_by" IS DISTINCT FROM (NEW."contributions_by") OR OLD."dated_on" IS DISTINCT FROM (NEW."dated_on") OR OLD."edited_at" IS DISTINCT FROM (NEW."edited_at") OR OLD."edited_by_id" IS DISTINCT FROM (NEW."edited_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_demonstration" IS DISTINCT FROM (NEW."is_demonstration") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."letter_id" IS DISTINCT FROM (NEW."letter_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."opening" IS DISTINCT FROM (NEW."opening") OR OLD."period" IS DISTINCT FROM (NEW."period") OR OLD."released_at" IS DISTINCT FROM (NEW."released_at") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."title" IS DISTINCT FROM (NEW."title"))',
                            func='INSERT INTO "newsletter_issueevent" ("approved_at", "approved_by_id", "content_hash", "contributions_by", "dated_on", "edited_at", "edited_by_id", "id", "is_demonstration", "language", "letter_id", "number", "opening", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "released_at", "revision", "status", "title") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."content_hash", NEW."contributions_by", NEW."dated_on", NEW."edited_at", NEW."edited_by_id", NEW."id", NEW."is_demonstration", NEW."language", NEW."letter_id", NEW."number", NEW."opening", NEW."period", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."released_at", NEW."revision", NEW."status", NEW."title"); RETURN NULL;',
                            hash="76ef11c7569bb6bfdff1dfd31d668aebb7326cbb",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_3899b",
                            table="newsletter_issue",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="newsletter.issue",
                    ),
                ),
                (
                    "section",
                    models.CharField(
                        choices=[
                            ("focus", "OSCE focus"),
                            ("states", "News from the States"),
                            ("field", "Field operations"),
                            ("partners", "Partners"),
                            ("lessons", "Lessons learnt"),
                            ("network", "Changes in the Network"),
                            ("calendar", "Calendar"),
                        ],
                        default="states",
                        max_length=10,
                        verbose_name="section",
                    ),
                ),
                ("headline", models.CharField(max_length=160, verbose_name="headline")),
                (
                    "body",
                    models.TextField(
                        help_text="Markdown: **bold**, *italic*, [words](https://…), lists with “- ”.",
                        max_length=20000,
                        verbose_name="text",
                    ),
                ),
                (
                    "state",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.state",
                        verbose_name="State",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.agency",
                        verbose_name="agency",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "credit",
                    models.CharField(
                        blank=True,
                        help_text="As printed, for example “(OSCE/Press)”.",
                        max_length=80,
                        verbose_name="credit",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[("all", "Everyone"), ("focal_points", "Focal points only")],
                        default="all",
                        max_length=20,
                        verbose_name="for",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("offered", "Offered"), ("accepted", "Accepted"), ("declined", "Declined")],
                        default="offered",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("offered_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("is_demonstration", models.BooleanField(default=False)),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "folded",
                    models.GeneratedField(
                        db_persist=True,
                        expression=network.models.search_text.FoldedText(models.F("headline"), models.F("body")),
                        output_field=models.TextField(),
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("agency", None), ("state__isnull", False), _connector="OR"),
                        name="agency_in_the_by_line_has_a_state",
                        violation_error_message="An agency in the by-line needs its State.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", None), ("organisation", None), _connector="OR"),
                        name="by_line_is_a_state_or_an_organisation",
                        violation_error_message="Choose a State or an organisation for the by-line, not both.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("issue", None), ("status", "accepted"), _connector="OR"),
                        name="contribution_of_an_issue_is_taken_in",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "section__in",
                                ["focus", "states", "field", "partners", "lessons", "network", "calendar"],
                            ),
                            ("status__in", ["offered", "accepted", "declined"]),
                            ("audience__in", ["all", "focal_points"]),
                        ),
                        name="contribution_words_are_known",
                    ),
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("issue", "section", "position"),
                        name="one_contribution_per_place",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="keep_frozen",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    PERFORM 1 FROM newsletter_issue WHERE id IN (OLD.issue_id, NEW.issue_id) FOR SHARE;\n    IF EXISTS (\n        SELECT 1 FROM newsletter_issue\n        WHERE id IN (OLD.issue_id, NEW.issue_id) AND status IN ('approved', 'sending', 'stopped', 'sent')\n    ) THEN\n        RAISE EXCEPTION 'pgtrigger: the issue of this contribution is approved and frozen';\n    END IF;\n    RETURN COALESCE(NEW, OLD);\n",
                            hash="5246f2338ec83b698c4888b6cf26f9ed701a2328",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_keep_frozen_362bd",
                            table="newsletter_contribution",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "newsletter_contributionevent" ("agency_id", "audience", "author_id", "body", "credit", "headline", "id", "is_demonstration", "issue_id", "offered_at", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "revision", "section", "state_id", "status") VALUES (NEW."agency_id", NEW."audience", NEW."author_id", NEW."body", NEW."credit", NEW."headline", NEW."id", NEW."is_demonstration", NEW."issue_id", NEW."offered_at", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."revision", NEW."section", NEW."state_id", NEW."status"); RETURN NULL;',
                            hash="020da4c71cb05ec909d245b263f12199ce76e2d2",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_38c5e",
                            table="newsletter_contribution",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."agency_id" IS DISTINCT FROM (NEW."agency_id") OR OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."author_id" IS DISTINCT FROM (NEW."author_id") OR OLD."body" IS DISTINCT FROM (NEW."body") OR OLD."credit" IS DISTINCT FROM (NEW."credit") OR OLD."headline" IS DISTINCT FROM (NEW."headline") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_demonstration" IS DISTINCT FROM (NEW."is_demonstration") OR OLD."issue_id" IS DISTINCT FROM (NEW."issue_id") OR OLD."offered_at" IS DISTINCT FROM (NEW."offered_at") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."section" IS DISTINCT FROM (NEW."section") OR OLD."state_id" IS DISTINCT FROM (NEW."state_id") OR OLD."status" IS DISTINCT FROM (NEW."status"))',
                            func='INSERT INTO "newsletter_contributionevent" ("agency_id", "audience", "author_id", "body", "credit", "headline", "id", "is_demonstration", "issue_id", "offered_at", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "revision", "section", "state_id", "status") VALUES (NEW."agency_id", NEW."audience", NEW."author_id", NEW."body", NEW."credit", NEW."headline", NEW."id", NEW."is_demonstration", NEW."issue_id", NEW."offered_at", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."revision", NEW."section", NEW."state_id", NEW."status"); RETURN NULL;',
                            hash="d0848946508beaa2c77393120c74f12466b1ea51",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_db111",
                            table="newsletter_contribution",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContributionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="newsletter.contribution",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "issue",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="newsletter.issue",
                    ),
                ),
                (
                    "section",
                    models.CharField(
                        choices=[
                            ("focus", "OSCE focus"),
                            ("states", "News from the States"),
                            ("field", "Field operations"),
                            ("partners", "Partners"),
                            ("lessons", "Lessons learnt"),
                            ("network", "Changes in the Network"),
                            ("calendar", "Calendar"),
                        ],
                        default="states",
                        max_length=10,
                        verbose_name="section",
                    ),
                ),
                ("headline", models.CharField(max_length=160, verbose_name="headline")),
                (
                    "body",
                    models.TextField(
                        help_text="Markdown: **bold**, *italic*, [words](https://…), lists with “- ”.",
                        max_length=20000,
                        verbose_name="text",
                    ),
                ),
                (
                    "state",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="network.state",
                        verbose_name="State",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="network.agency",
                        verbose_name="agency",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="network.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "credit",
                    models.CharField(
                        blank=True,
                        help_text="As printed, for example “(OSCE/Press)”.",
                        max_length=80,
                        verbose_name="credit",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[("all", "Everyone"), ("focal_points", "Focal points only")],
                        default="all",
                        max_length=20,
                        verbose_name="for",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("offered", "Offered"), ("accepted", "Accepted"), ("declined", "Declined")],
                        default="offered",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("offered_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("is_demonstration", models.BooleanField(default=False)),
                ("revision", models.PositiveIntegerField(default=1)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="fa00bbff37a2122777e919dd73da4afc5cd80d6a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_bbd09",
                            table="newsletter_contributionevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IssueEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="newsletter.issue",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="number"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "period",
                    models.CharField(
                        help_text="In words, for example “April 2016”.", max_length=60, verbose_name="period"
                    ),
                ),
                (
                    "dated_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="date of the issue"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("de", "German"),
                            ("en", "English"),
                            ("es", "Spanish"),
                            ("fr", "French"),
                            ("it", "Italian"),
                            ("ru", "Russian"),
                        ],
                        default="en",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "contributions_by",
                    models.DateField(
                        blank=True,
                        help_text="Printed at the end of the issue.",
                        null=True,
                        verbose_name="contributions to the next issue by",
                    ),
                ),
                (
                    "opening",
                    models.TextField(
                        blank=True, help_text="Markdown.", max_length=20000, verbose_name="opening note"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Waiting for approval"),
                            ("approved", "Approved"),
                            ("sending", "Being sent"),
                            ("stopped", "Stopped"),
                            ("sent", "Sent"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="last editor",
                    ),
                ),
                ("edited_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "approved_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("approved_at", models.DateTimeField(null=True)),
                ("content_hash", models.CharField(blank=True, max_length=64)),
                ("released_at", models.DateTimeField(null=True)),
                (
                    "letter",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mail.letter",
                    ),
                ),
                ("is_demonstration", models.BooleanField(default=False)),
                ("revision", models.PositiveIntegerField(default=1)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="46b0e457fb16d677c81a87495e9fe2b6213e2357",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_42cc6",
                            table="newsletter_issueevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
    ]
