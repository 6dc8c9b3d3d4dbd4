"""Invitations, the lists of delegations and participants; what participants note for a short time."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import nfp_portal.text.fields
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0002_agenda"),
        ("text", "0002_extensions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitation",
                        to="network.round",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="meetings.meeting",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DelegationList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "addressee",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="delegation_list",
                        to="network.addressee",
                    ),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("draft", models.JSONField(blank=True, default=dict)),
                ("draft_saved_at", models.DateTimeField(blank=True, null=True)),
                ("revision", models.PositiveIntegerField(default=1)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("draft", {}), ("draft_saved_at", None)),
                            models.Q(
                                models.Q(("draft", {}), _negated=True), ("draft_saved_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="a_draft_of_a_delegation_has_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ChangeRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "addressee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="change_requests",
                        to="network.addressee",
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="what should change")),
                ("name", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("at", "pk"),
            },
        ),
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
                    "role",
                    models.CharField(
                        choices=[
                            ("head", "Head of delegation"),
                            ("alternate", "Alternate"),
                            ("member", "Member"),
                            ("adviser", "Adviser"),
                        ],
                        default="member",
                        max_length=20,
                        verbose_name="role",
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
                (
                    "days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="days",
                    ),
                ),
                ("study_visit", models.BooleanField(default=False, verbose_name="joins the study visit")),
                (
                    "listed_as",
                    models.CharField(
                        choices=[
                            ("full", "Name, function and agency"),
                            ("name", "Name only"),
                            ("not_named", "Not named: only counted for the State or organisation"),
                        ],
                        default="full",
                        max_length=20,
                        verbose_name="shown on the list",
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
                        verbose_name="language of letters",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("put_forward", "Put forward"),
                            ("confirmed", "Confirmed by the person"),
                            ("accepted", "Accepted"),
                            ("attended", "Took part"),
                            ("absent", "Absent"),
                            ("withdrawn", "Withdrew"),
                        ],
                        default="accepted",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("declined_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("attended_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["put_forward", "confirmed", "accepted", "attended", "absent", "withdrawn"],
                            )
                        ),
                        name="status_of_a_participant_is_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("role", "head"), models.Q(("status", "withdrawn"), _negated=True)
                        ),
                        fields=("meeting", "state"),
                        name="one_head_per_state_and_meeting",
                        violation_error_message="The delegation has a head already: change that role first.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("role", "head"), models.Q(("status", "withdrawn"), _negated=True)
                        ),
                        fields=("meeting", "organisation"),
                        name="one_head_per_organisation_and_meeting",
                        violation_error_message="The delegation has a head already: change that role first.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_participantevent" ("agency", "attended_at", "days", "declined_at", "email", "family_name", "form_of_address", "function", "given_name", "id", "is_demonstration", "key", "language", "listed_as", "meeting_id", "mode", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "role", "state_id", "status", "study_visit") VALUES (NEW."agency", NEW."attended_at", NEW."days", NEW."declined_at", NEW."email", NEW."family_name", NEW."form_of_address", NEW."function", NEW."given_name", NEW."id", NEW."is_demonstration", NEW."key", NEW."language", NEW."listed_as", NEW."meeting_id", NEW."mode", NEW."organisation_id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."revision", NEW."role", NEW."state_id", NEW."status", NEW."study_visit"); RETURN NULL;',
                            hash="e0a0786d3b03413b148862ca7730bccf7b307e8c",
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
                            func='INSERT INTO "meetings_participantevent" ("agency", "attended_at", "days", "declined_at", "email", "family_name", "form_of_address", "function", "given_name", "id", "is_demonstration", "key", "language", "listed_as", "meeting_id", "mode", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "role", "state_id", "status", "study_visit") VALUES (NEW."agency", NEW."attended_at", NEW."days", NEW."declined_at", NEW."email", NEW."family_name", NEW."form_of_address", NEW."function", NEW."given_name", NEW."id", NEW."is_demonstration", NEW."key", NEW."language", NEW."listed_as", NEW."meeting_id", NEW."mode", NEW."organisation_id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revision", NEW."role", NEW."state_id", NEW."status", NEW."study_visit"); RETURN NULL;',
                            hash="7c6d9d3bfb1ba82c11ce18edf48229b243078d60",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_92127",
                            table="meetings_participant",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_participantevent" ("agency", "attended_at", "days", "declined_at", "email", "family_name", "form_of_address", "function", "given_name", "id", "is_demonstration", "key", "language", "listed_as", "meeting_id", "mode", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "role", "state_id", "status", "study_visit") VALUES (OLD."agency", OLD."attended_at", OLD."days", OLD."declined_at", OLD."email", OLD."family_name", OLD."form_of_address", OLD."function", OLD."given_name", OLD."id", OLD."is_demonstration", OLD."key", OLD."language", OLD."listed_as", OLD."meeting_id", OLD."mode", OLD."organisation_id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."revision", OLD."role", OLD."state_id", OLD."status", OLD."study_visit"); RETURN NULL;',
                            hash="2c547a13c711fb135f02628130b1a384de30f035",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_7b977",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("head", "Head of delegation"),
                            ("alternate", "Alternate"),
                            ("member", "Member"),
                            ("adviser", "Adviser"),
                        ],
                        default="member",
                        max_length=20,
                        verbose_name="role",
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
                (
                    "days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="days",
                    ),
                ),
                ("study_visit", models.BooleanField(default=False, verbose_name="joins the study visit")),
                (
                    "listed_as",
                    models.CharField(
                        choices=[
                            ("full", "Name, function and agency"),
                            ("name", "Name only"),
                            ("not_named", "Not named: only counted for the State or organisation"),
                        ],
                        default="full",
                        max_length=20,
                        verbose_name="shown on the list",
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
                        verbose_name="language of letters",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("put_forward", "Put forward"),
                            ("confirmed", "Confirmed by the person"),
                            ("accepted", "Accepted"),
                            ("attended", "Took part"),
                            ("absent", "Absent"),
                            ("withdrawn", "Withdrew"),
                        ],
                        default="accepted",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("declined_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("attended_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonalNotes",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "participant",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="meetings.participant",
                    ),
                ),
                ("dietary", models.CharField(blank=True, max_length=300, verbose_name="dietary needs")),
                ("visa", models.CharField(blank=True, max_length=300, verbose_name="notes on the visa")),
                ("delete_on", models.DateField()),
            ],
            options={
                "verbose_name_plural": "personal notes",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("dietary", ""), ("visa", ""), _negated=True),
                        name="personal_notes_say_something",
                    )
                ],
            },
        ),
    ]
