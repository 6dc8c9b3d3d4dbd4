"""The chained journal of acts, and how many entries were read."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigIntegerField(default=0, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(null=True)),
                (
                    "actor",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("sign_in", "signed in"),
                            ("sign_out", "signed out"),
                            ("failed_sign_in", "failed to sign in"),
                            ("export", "exported"),
                            ("read", "read personal data"),
                            ("release", "released"),
                            ("sent_back", "sent back with a remark"),
                            ("acting_approver", "named an acting approver"),
                            ("import", "brought a spreadsheet into the directory"),
                            ("undo_import", "took an import back"),
                            ("invitation_accepted", "accepted an invitation"),
                            ("password_changed", "changed a password"),
                            ("second_factor_added", "added a second factor"),
                            ("second_factor_removed", "removed a second factor"),
                            ("recovery_codes_renewed", "made new recovery codes"),
                            ("role_changed", "changed a role"),
                            ("address_changed", "changed an account's address"),
                            ("account_closed", "closed an account"),
                            ("account_reopened", "reopened an account"),
                            ("suppression_lifted", "let an address have mail again"),
                            ("mail_held", "held outgoing mail"),
                            ("mail_released", "released outgoing mail"),
                        ],
                        max_length=30,
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=200)),
                ("request", models.CharField(blank=True, max_length=32)),
                ("details", models.JSONField(default=dict, null=True)),
                ("salt", models.CharField(default="", max_length=36)),
                ("details_digest", models.CharField(default="", max_length=64)),
                ("digest", models.CharField(default="", max_length=64)),
            ],
            options={
                "verbose_name_plural": "entries",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="link",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE last_id bigint; last_digest text;",
                            func="\n    PERFORM pg_advisory_xact_lock(20060412);\n    SELECT id, digest INTO last_id, last_digest FROM audit_entry ORDER BY id DESC LIMIT 1;\n    NEW.id := coalesce(last_id, 0) + 1;\n    NEW.at := clock_timestamp();\n    NEW.salt := gen_random_uuid()::text;\n    NEW.details_digest := encode(sha256(convert_to(NEW.salt || NEW.details::text, 'UTF8')), 'hex');\n    NEW.digest := encode(sha256(convert_to(concat_ws('|', coalesce(last_digest, ''), NEW.id,\n        to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US'), NEW.act, NEW.subject,\n        coalesce(NEW.actor_id::text, '-'), NEW.request, NEW.details_digest), 'UTF8')), 'hex');\n    RETURN NEW;\n",
                            hash="625a96d6aa8de95ac6b0b6f0e9d294b2508e326f",
                            operation="INSERT",
                            pgid="pgtrigger_link_c12eb",
                            table="audit_entry",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="keep",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="bf4c671d1cbb56414a410ee2cb1d9275b40cdcbd",
                            operation="DELETE",
                            pgid="pgtrigger_keep_5f795",
                            table="audit_entry",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="only_erase",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (NEW.details IS NOT NULL OR OLD.digest IS DISTINCT FROM NEW.digest OR OLD.details_digest IS DISTINCT FROM NEW.details_digest)",
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="77faace553ab0e859b5cfb2f8a6fda0f8e74989c",
                            operation="UPDATE",
                            pgid="pgtrigger_only_erase_e73bf",
                            table="audit_entry",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReadCount",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("hour", models.BigIntegerField()),
                (
                    "opened",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "listed",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("exports", models.PositiveIntegerField(default=0)),
            ],
        ),
        # A count that may be lost in a crash need not be written to the log at each page.
        migrations.RunSQL(
            "ALTER TABLE audit_readcount SET UNLOGGED", "ALTER TABLE audit_readcount SET LOGGED"
        ),
    ]
