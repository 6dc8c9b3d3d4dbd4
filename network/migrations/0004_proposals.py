"""What delegations and focal points request."""

import django.db.models.deletion
import django.utils.timezone
import nfp_portal.ui.uploads
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("network", "0003_imports"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("nominate", "Nomination"),
                            ("end", "End of an appointment"),
                            ("correct", "Correction of an entry"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("passed", "Passed on to the approver"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="waiting",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("delegation", "Delegation"),
                            ("confirmation", "Confirmation link"),
                            ("focal_point", "Focal point"),
                        ],
                        max_length=20,
                        verbose_name="origin",
                    ),
                ),
                (
                    "state",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="network.state",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="network.person",
                    ),
                ),
                (
                    "appointment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="network.appointment",
                    ),
                ),
                ("values", models.JSONField(default=dict)),
                ("before", models.JSONField(default=dict)),
                ("revision", models.PositiveIntegerField(null=True)),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="note")),
                (
                    "instrument_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("letter", "Letter"),
                            ("note_verbale", "Note verbale"),
                            ("email", "E-mail of the delegation"),
                        ],
                        max_length=20,
                        verbose_name="instrument",
                    ),
                ),
                (
                    "instrument_reference",
                    models.CharField(blank=True, max_length=100, verbose_name="reference"),
                ),
                (
                    "instrument_on",
                    models.DateField(blank=True, null=True, verbose_name="date of the instrument"),
                ),
                (
                    "instrument_file",
                    models.FileField(
                        blank=True,
                        upload_to=nfp_portal.ui.uploads.RandomName("instruments"),
                        verbose_name="scan",
                    ),
                ),
                ("instrument_file_name", models.CharField(blank=True, editable=False, max_length=200)),
                (
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("submitted_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "passed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("passed_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.TextField(blank=True, max_length=2000, verbose_name="reason")),
            ],
            options={
                "ordering": ("-submitted_at", "-pk"),
                "indexes": [models.Index(fields=["status", "submitted_at"], name="proposal_queue")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "end"), ("status", "waiting")),
                        fields=("appointment", "origin"),
                        name="one_open_end_per_appointment_and_origin",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("appointment", None), ("status", "accepted"), _connector="OR"),
                                ("kind", "nominate"),
                            ),
                            models.Q(("appointment__isnull", False), ("kind", "end")),
                            models.Q(("appointment", None), ("kind", "correct"), ("person__isnull", False)),
                            _connector="OR",
                        ),
                        name="proposal_has_its_target",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("instrument_kind__in", ["", "letter", "note_verbale", "email"])),
                        name="proposal_instrument_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("decided_at", None), ("decided_by", None)),
                                ("passed_by", None),
                                ("status", "waiting"),
                            ),
                            models.Q(
                                models.Q(("decided_at", None), ("decided_by", None)),
                                models.Q(
                                    ("passed_at__isnull", False),
                                    ("passed_by__isnull", False),
                                    models.Q(
                                        ("submitted_by", None),
                                        models.Q(("passed_by", models.F("submitted_by")), _negated=True),
                                        _connector="OR",
                                    ),
                                ),
                                ("kind", "nominate"),
                                ("status", "passed"),
                            ),
                            models.Q(
                                models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                                models.Q(
                                    ("submitted_by", None),
                                    models.Q(("decided_by", models.F("submitted_by")), _negated=True),
                                    _connector="OR",
                                ),
                                models.Q(
                                    models.Q(
                                        ("passed_at__isnull", False),
                                        ("passed_by__isnull", False),
                                        models.Q(
                                            ("submitted_by", None),
                                            models.Q(("passed_by", models.F("submitted_by")), _negated=True),
                                            _connector="OR",
                                        ),
                                        models.Q(("decided_by", models.F("passed_by")), _negated=True),
                                    ),
                                    models.Q(("kind", "nominate"), _negated=True),
                                    _connector="OR",
                                ),
                                ("status", "accepted"),
                            ),
                            models.Q(
                                models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                                models.Q(
                                    ("submitted_by", None),
                                    models.Q(("decided_by", models.F("submitted_by")), _negated=True),
                                    _connector="OR",
                                ),
                                models.Q(("reason", ""), _negated=True),
                                ("status", "declined"),
                            ),
                            models.Q(("decided_at__isnull", False), ("status", "withdrawn")),
                            _connector="OR",
                        ),
                        name="proposal_is_decided_by_the_right_number",
                        violation_error_message="A nomination is passed on by one person, accepted by another.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["nominate", "end", "correct"])),
                        name="proposal_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("origin__in", ["delegation", "confirmation", "focal_point"])),
                        name="proposal_origin_is_known",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "network_proposalevent" ("appointment_id", "before", "decided_at", "decided_by_id", "id", "instrument_file", "instrument_file_name", "instrument_kind", "instrument_on", "instrument_reference", "key", "kind", "note", "origin", "passed_at", "passed_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revision", "state_id", "status", "submitted_at", "submitted_by_id", "values") VALUES (NEW."appointment_id", NEW."before", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."instrument_file", NEW."instrument_file_name", NEW."instrument_kind", NEW."instrument_on", NEW."instrument_reference", NEW."key", NEW."kind", NEW."note", NEW."origin", NEW."passed_at", NEW."passed_by_id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."revision", NEW."state_id", NEW."status", NEW."submitted_at", NEW."submitted_by_id", NEW."values"); RETURN NULL;',
                            hash="deb212048487d595877622fce86ee8d2b0450a3a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_6a6d3",
                            table="network_proposal",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "network_proposalevent" ("appointment_id", "before", "decided_at", "decided_by_id", "id", "instrument_file", "instrument_file_name", "instrument_kind", "instrument_on", "instrument_reference", "key", "kind", "note", "origin", "passed_at", "passed_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revision", "state_id", "status", "submitted_at", "submitted_by_id", "values") VALUES (NEW."appointment_id", NEW."before", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."instrument_file", NEW."instrument_file_name", NEW."instrument_kind", NEW."instrument_on", NEW."instrument_reference", NEW."key", NEW."kind", NEW."note", NEW."origin", NEW."passed_at", NEW."passed_by_id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."revision", NEW."state_id", NEW."status", NEW."submitted_at", NEW."submitted_by_id", NEW."values"); RETURN NULL;',
                            hash="65e278eef3df07d755b43846c4f506e2737ab743",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_bedaa",
                            table="network_proposal",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposalEvent",
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
                        to="network.proposal",
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
                ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("nominate", "Nomination"),
                            ("end", "End of an appointment"),
                            ("correct", "Correction of an entry"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("passed", "Passed on to the approver"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="waiting",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("delegation", "Delegation"),
                            ("confirmation", "Confirmation link"),
                            ("focal_point", "Focal point"),
                        ],
                        max_length=20,
                        verbose_name="origin",
                    ),
                ),
                (
                    "state",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="network.state",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="network.person",
                    ),
                ),
                (
                    "appointment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="network.appointment",
                    ),
                ),
                ("values", models.JSONField(default=dict)),
                ("before", models.JSONField(default=dict)),
                ("revision", models.PositiveIntegerField(null=True)),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="note")),
                (
                    "instrument_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("letter", "Letter"),
                            ("note_verbale", "Note verbale"),
                            ("email", "E-mail of the delegation"),
                        ],
                        max_length=20,
                        verbose_name="instrument",
                    ),
                ),
                (
                    "instrument_reference",
                    models.CharField(blank=True, max_length=100, verbose_name="reference"),
                ),
                (
                    "instrument_on",
                    models.DateField(blank=True, null=True, verbose_name="date of the instrument"),
                ),
                (
                    "instrument_file",
                    models.FileField(
                        blank=True,
                        upload_to=nfp_portal.ui.uploads.RandomName("instruments"),
                        verbose_name="scan",
                    ),
                ),
                ("instrument_file_name", models.CharField(blank=True, editable=False, max_length=200)),
                (
                    "submitted_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("submitted_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "passed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("passed_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.TextField(blank=True, max_length=2000, verbose_name="reason")),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="347072a037c4fab50bfb606a1a1d6b8933120d5a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_b1d4a",
                            table="network_proposalevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
    ]
