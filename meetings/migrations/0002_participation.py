"""Who takes part, and who took part."""

import django.db.models.deletion
import nfp_portal.text.fields
import pgtrigger.compiler
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0001_record"),
        ("network", "0008_reference"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("text", "0002_extensions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Participant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participants",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="network.person",
                    ),
                ),
                (
                    "form_of_address",
                    models.CharField(blank=True, max_length=40, verbose_name="form of address"),
                ),
                ("given_name", models.CharField(max_length=100, verbose_name="given name")),
                ("family_name", models.CharField(max_length=100, verbose_name="family name")),
                ("function", models.CharField(blank=True, max_length=200, verbose_name="function")),
                ("agency", models.CharField(blank=True, max_length=200, verbose_name="agency")),
                (
                    "email",
                    nfp_portal.text.fields.AddressField(blank=True, max_length=254, verbose_name="e-mail"),
                ),
                (
                    "state",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participants",
                        to="network.state",
                        verbose_name="State",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participants",
                        to="network.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[("in_person", "In person"), ("online", "Online")],
                        default="in_person",
                        max_length=20,
                        verbose_name="takes part",
                    ),
                ),
                ("study_visit", models.BooleanField(default=False, verbose_name="joins the study visit")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("registered", "Registered"),
                            ("attended", "Took part"),
                            ("withdrawn", "Withdrew"),
                        ],
                        default="registered",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("is_demonstration", models.BooleanField(default=False)),
                ("revision", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ("family_name", "given_name"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("email", ""), _negated=True),
                        fields=("meeting", "email"),
                        name="one_participant_per_email",
                        violation_error_message="Somebody with this e-mail address is on the list already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("organisation", None), ("state__isnull", False)),
                            models.Q(("organisation__isnull", False), ("state", None)),
                            _connector="OR",
                        ),
                        name="participant_comes_for_a_state_or_a_body",
                        violation_error_message="Choose either a State or an organisation.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_participantevent" ("agency", "email", "family_name", "form_of_address", "function", "given_name", "id", "is_demonstration", "key", "meeting_id", "mode", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "state_id", "status", "study_visit") VALUES (NEW."agency", NEW."email", NEW."family_name", NEW."form_of_address", NEW."function", NEW."given_name", NEW."id", NEW."is_demonstration", NEW."key", NEW."meeting_id", NEW."mode", NEW."organisation_id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."revision", NEW."state_id", NEW."status", NEW."study_visit"); RETURN NULL;',
                            hash="2c3bfba8c3984cc7321b815398b6634cb443c41a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_3c481",
                            table="meetings_participant",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "meetings_participantevent" ("agency", "email", "family_name", "form_of_address", "function", "given_name", "id", "is_demonstration", "key", "meeting_id", "mode", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "state_id", "status", "study_visit") VALUES (NEW."agency", NEW."email", NEW."family_name", NEW."form_of_address", NEW."function", NEW."given_name", NEW."id", NEW."is_demonstration", NEW."key", NEW."meeting_id", NEW."mode", NEW."organisation_id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revision", NEW."state_id", NEW."status", NEW."study_visit"); RETURN NULL;',
                            hash="8a2a0dfb1c1e50baf5b54929f558d8df32737e48",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_92127",
                            table="meetings_participant",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ParticipantEvent",
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
                        to="meetings.participant",
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
                    "meeting",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.meeting",
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
                    "form_of_address",
                    models.CharField(blank=True, max_length=40, verbose_name="form of address"),
                ),
                ("given_name", models.CharField(max_length=100, verbose_name="given name")),
                ("family_name", models.CharField(max_length=100, verbose_name="family name")),
                ("function", models.CharField(blank=True, max_length=200, verbose_name="function")),
                ("agency", models.CharField(blank=True, max_length=200, verbose_name="agency")),
                (
                    "email",
                    nfp_portal.text.fields.AddressField(blank=True, max_length=254, verbose_name="e-mail"),
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
                    "mode",
                    models.CharField(
                        choices=[("in_person", "In person"), ("online", "Online")],
                        default="in_person",
                        max_length=20,
                        verbose_name="takes part",
                    ),
                ),
                ("study_visit", models.BooleanField(default=False, verbose_name="joins the study visit")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("registered", "Registered"),
                            ("attended", "Took part"),
                            ("withdrawn", "Withdrew"),
                        ],
                        default="registered",
                        max_length=20,
                        verbose_name="status",
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
                            hash="c8a76805c2994e4389de9a3edf25594976c88cbe",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_85754",
                            table="meetings_participantevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
    ]
