"""One question to many, and the answers of the verification."""

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
        ("accounts", "0001_initial"),
        ("mail", "0001_initial"),
        ("network", "0004_proposals"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("text", "0002_extensions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("kind", models.CharField(max_length=40)),
                ("scope", models.CharField(blank=True, max_length=40)),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("closes_at", models.DateTimeField(verbose_name="answers are expected until")),
                ("late_days", models.PositiveSmallIntegerField(default=0)),
                (
                    "reminders_on",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateField(), blank=True, default=list, size=None
                    ),
                ),
                ("escalates_on", models.DateField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("is_demonstration", models.BooleanField(default=False)),
                (
                    "states",
                    models.ManyToManyField(
                        related_name="rounds", to="network.state", verbose_name="States asked"
                    ),
                ),
            ],
            options={
                "ordering": ("-opened_at",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("kind", "scope"),
                        name="one_open_round_of_kind_and_scope",
                        violation_error_message="A round of this kind is open already: close it first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes_at__gt", models.F("opened_at"))),
                        name="round_closes_after_it_opens",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at", None), ("closed_at__gte", models.F("opened_at")), _connector="OR"
                        ),
                        name="round_is_closed_after_it_was_opened",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "network_roundevent" ("closed_at", "closes_at", "escalates_on", "id", "is_demonstration", "key", "kind", "late_days", "opened_at", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reminders_on", "scope", "title") VALUES (NEW."closed_at", NEW."closes_at", NEW."escalates_on", NEW."id", NEW."is_demonstration", NEW."key", NEW."kind", NEW."late_days", NEW."opened_at", NEW."opened_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reminders_on", NEW."scope", NEW."title"); RETURN NULL;',
                            hash="e90d888fd4e85335d84084f1a026e0835b81749b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9554b",
                            table="network_round",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "network_roundevent" ("closed_at", "closes_at", "escalates_on", "id", "is_demonstration", "key", "kind", "late_days", "opened_at", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reminders_on", "scope", "title") VALUES (NEW."closed_at", NEW."closes_at", NEW."escalates_on", NEW."id", NEW."is_demonstration", NEW."key", NEW."kind", NEW."late_days", NEW."opened_at", NEW."opened_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reminders_on", NEW."scope", NEW."title"); RETURN NULL;',
                            hash="4a2eae58266a2686d5154ab9402ab679ccf57e74",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e76fe",
                            table="network_round",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoundEvent",
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
                        to="network.round",
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
                ("kind", models.CharField(max_length=40)),
                ("scope", models.CharField(blank=True, max_length=40)),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "opened_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("closes_at", models.DateTimeField(verbose_name="answers are expected until")),
                ("late_days", models.PositiveSmallIntegerField(default=0)),
                (
                    "reminders_on",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateField(), blank=True, default=list, size=None
                    ),
                ),
                ("escalates_on", models.DateField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("is_demonstration", models.BooleanField(default=False)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b72d37359d25d8fa3c4f9b0136f007df5e713849",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_a6e0a",
                            table="network_roundevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Addressee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="addressees",
                        to="network.round",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addressees",
                        to="network.person",
                    ),
                ),
                (
                    "state",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addressees",
                        to="network.state",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addressees",
                        to="network.organisation",
                    ),
                ),
                (
                    "represents",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.state",
                    ),
                ),
                ("about", models.CharField(blank=True, max_length=40)),
                ("reminded_count", models.PositiveSmallIntegerField(default=0)),
                ("reminded_at", models.DateTimeField(null=True)),
                ("escalated_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("waiting", "no answer yet"),
                            ("answered", "answered"),
                            ("nothing", "nothing to report"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("link", "by the link"),
                            ("portal", "on the portal"),
                            ("on_behalf", "entered by the secretariat"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("answered_name", models.CharField(blank=True, max_length=200)),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reminded_at", None), ("reminded_count", 0)),
                            models.Q(("reminded_at__isnull", False), ("reminded_count__gt", 0)),
                            _connector="OR",
                        ),
                        name="a_reminder_has_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", None), ("represents", models.F("state")), _connector="OR"
                        ),
                        name="a_state_asked_represents_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("organisation", None), ("person__isnull", False), ("state", None)),
                            models.Q(("organisation", None), ("person", None), ("state__isnull", False)),
                            models.Q(("organisation__isnull", False), ("person", None), ("state", None)),
                            _connector="OR",
                        ),
                        name="addressee_is_one_person_state_or_organisation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("channel", ""), ("outcome", "waiting")),
                            models.Q(
                                models.Q(("outcome", "waiting"), _negated=True),
                                ("answered_at__isnull", False),
                                ("channel__in", ["link", "portal", "on_behalf"]),
                            ),
                            _connector="OR",
                        ),
                        name="an_answer_has_a_time_and_channel",
                    ),
                    models.UniqueConstraint(
                        fields=("round", "organisation", "about"),
                        name="one_addressee_per_organisation_and_subject",
                    ),
                    models.UniqueConstraint(
                        fields=("round", "person", "about"), name="one_addressee_per_person_and_subject"
                    ),
                    models.UniqueConstraint(
                        fields=("round", "state", "about"), name="one_addressee_per_state_and_subject"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["waiting", "answered", "nothing"])),
                        name="outcome_of_a_round_is_known",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "network_addresseeevent" ("about", "answered_at", "answered_by_id", "answered_name", "channel", "escalated_at", "id", "key", "note", "organisation_id", "outcome", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reminded_at", "reminded_count", "represents_id", "round_id", "state_id") VALUES (NEW."about", NEW."answered_at", NEW."answered_by_id", NEW."answered_name", NEW."channel", NEW."escalated_at", NEW."id", NEW."key", NEW."note", NEW."organisation_id", NEW."outcome", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reminded_at", NEW."reminded_count", NEW."represents_id", NEW."round_id", NEW."state_id"); RETURN NULL;',
                            hash="281b2c0503ad65c2ae24fefd1f1a7c5a4b90420f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_fba09",
                            table="network_addressee",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "network_addresseeevent" ("about", "answered_at", "answered_by_id", "answered_name", "channel", "escalated_at", "id", "key", "note", "organisation_id", "outcome", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reminded_at", "reminded_count", "represents_id", "round_id", "state_id") VALUES (NEW."about", NEW."answered_at", NEW."answered_by_id", NEW."answered_name", NEW."channel", NEW."escalated_at", NEW."id", NEW."key", NEW."note", NEW."organisation_id", NEW."outcome", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reminded_at", NEW."reminded_count", NEW."represents_id", NEW."round_id", NEW."state_id"); RETURN NULL;',
                            hash="fa84c9f5b8e478352f252aae2c54963a17823b09",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b74cb",
                            table="network_addressee",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AddresseeEvent",
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
                        to="network.addressee",
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
                    "round",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="network.round",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="network.person",
                    ),
                ),
                (
                    "state",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="network.state",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="network.organisation",
                    ),
                ),
                (
                    "represents",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="network.state",
                    ),
                ),
                ("about", models.CharField(blank=True, max_length=40)),
                ("reminded_count", models.PositiveSmallIntegerField(default=0)),
                ("reminded_at", models.DateTimeField(null=True)),
                ("escalated_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("waiting", "no answer yet"),
                            ("answered", "answered"),
                            ("nothing", "nothing to report"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("link", "by the link"),
                            ("portal", "on the portal"),
                            ("on_behalf", "entered by the secretariat"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("answered_name", models.CharField(blank=True, max_length=200)),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="516e6ac0f31b0f4c6398288b384d3e64e110ce6a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_aeead",
                            table="network_addresseeevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mailbox",
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
                        related_name="mailboxes",
                        to="network.addressee",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200)),
                ("address", nfp_portal.text.fields.AddressField(blank=True, max_length=254)),
                ("language", models.CharField(max_length=2)),
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="mail.delivery",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("addressee", "address"), name="one_mailbox_per_address")
                ],
            },
        ),
        migrations.CreateModel(
            name="Confirmation",
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
                        related_name="confirmation",
                        to="network.addressee",
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("confirmed", "confirmed"),
                            ("changed", "changed and confirmed"),
                            ("left", "has left"),
                        ],
                        max_length=10,
                    ),
                ),
                ("last_day", models.DateField(null=True, verbose_name="last day in the function")),
                ("successor_given_name", models.CharField(blank=True, max_length=100)),
                ("successor_family_name", models.CharField(blank=True, max_length=100)),
                ("successor_function", models.CharField(blank=True, max_length=200)),
                ("successor_email", nfp_portal.text.fields.AddressField(blank=True, max_length=254)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ["confirmed", "changed", "left"])),
                        name="answer_to_a_verification_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "left"), ("last_day__isnull", False)),
                            models.Q(
                                models.Q(("answer", "left"), _negated=True),
                                ("last_day", None),
                                ("successor_email", ""),
                                ("successor_family_name", ""),
                                ("successor_function", ""),
                                ("successor_given_name", ""),
                            ),
                            _connector="OR",
                        ),
                        name="only_who_left_names_a_last_day_and_successor",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "network_confirmationevent" ("addressee_id", "answer", "id", "last_day", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "successor_email", "successor_family_name", "successor_function", "successor_given_name") VALUES (NEW."addressee_id", NEW."answer", NEW."id", NEW."last_day", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."successor_email", NEW."successor_family_name", NEW."successor_function", NEW."successor_given_name"); RETURN NULL;',
                            hash="919848be78bf3c7a2f0c7b40fdb0d71d8bac0fa4",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_56c74",
                            table="network_confirmation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "network_confirmationevent" ("addressee_id", "answer", "id", "last_day", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "successor_email", "successor_family_name", "successor_function", "successor_given_name") VALUES (NEW."addressee_id", NEW."answer", NEW."id", NEW."last_day", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."successor_email", NEW."successor_family_name", NEW."successor_function", NEW."successor_given_name"); RETURN NULL;',
                            hash="17ea587ea4bbd2b6e50bc73924063438cd376091",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_543d5",
                            table="network_confirmation",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConfirmationEvent",
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
                        to="network.confirmation",
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
                    "addressee",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="network.addressee",
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("confirmed", "confirmed"),
                            ("changed", "changed and confirmed"),
                            ("left", "has left"),
                        ],
                        max_length=10,
                    ),
                ),
                ("last_day", models.DateField(null=True, verbose_name="last day in the function")),
                ("successor_given_name", models.CharField(blank=True, max_length=100)),
                ("successor_family_name", models.CharField(blank=True, max_length=100)),
                ("successor_function", models.CharField(blank=True, max_length=200)),
                ("successor_email", nfp_portal.text.fields.AddressField(blank=True, max_length=254)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="73422e311be43a618cd1d5d23ee845f71c34330e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_36fb1",
                            table="network_confirmationevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
    ]
