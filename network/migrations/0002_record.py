"""The record: States, bodies, people, appointments and who reads what."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.utils.timezone
import network.models.appointments
import network.models.search_text
import nfp_portal.text.fields
import nfp_portal.ui.uploads
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("network", "0001_fold"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("text", "0002_extensions"),
    ]

    operations = [
        migrations.CreateModel(
            name="State",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("iso2", models.CharField(max_length=2, unique=True, verbose_name="code")),
                (
                    "participation",
                    models.CharField(
                        choices=[
                            ("participating", "Participating State"),
                            ("asian", "Asian Partner for Co-operation"),
                            ("mediterranean", "Mediterranean Partner for Co-operation"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("name_in_text", models.CharField(max_length=100)),
                ("name_fr", models.CharField(max_length=100)),
                (
                    "sub_region",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("central_asia", "Central Asia"),
                            ("central_europe", "Central Europe"),
                            ("east_asia", "East Asia"),
                            ("eastern_europe", "Eastern Europe"),
                            ("north_america", "North America"),
                            ("northern_europe", "Northern Europe"),
                            ("south_caucasus", "South Caucasus"),
                            ("south_eastern_europe", "South-Eastern Europe"),
                            ("southern_europe", "Southern Europe"),
                            ("western_europe", "Western Europe"),
                        ],
                        max_length=30,
                        verbose_name="sub-region",
                    ),
                ),
                ("protocol_order", models.DecimalField(decimal_places=1, max_digits=4, null=True)),
                ("tile_column", models.PositiveSmallIntegerField(null=True)),
                ("tile_row", models.PositiveSmallIntegerField(null=True)),
                (
                    "folded",
                    models.GeneratedField(
                        db_persist=True,
                        expression=network.models.search_text.FoldedText(models.F("name")),
                        output_field=models.TextField(),
                    ),
                ),
            ],
            options={
                "ordering": ("name",),
                "constraints": [
                    models.UniqueConstraint(fields=("tile_column", "tile_row"), name="one_state_per_tile"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("participation", "participating"), _negated=True),
                            models.Q(
                                ("protocol_order__isnull", False),
                                ("tile_column__isnull", False),
                                ("tile_row__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="participating_state_has_a_place",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "network_stateevent" ("id", "iso2", "name", "name_fr", "name_in_text", "participation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "protocol_order", "sub_region", "tile_column", "tile_row") VALUES (NEW."id", NEW."iso2", NEW."name", NEW."name_fr", NEW."name_in_text", NEW."participation", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."protocol_order", NEW."sub_region", NEW."tile_column", NEW."tile_row"); RETURN NULL;',
                            hash="9d19fc74d5d9fb866d2c76505ef1b3f6a8c2f658",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d41ef",
                            table="network_state",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "network_stateevent" ("id", "iso2", "name", "name_fr", "name_in_text", "participation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "protocol_order", "sub_region", "tile_column", "tile_row") VALUES (NEW."id", NEW."iso2", NEW."name", NEW."name_fr", NEW."name_in_text", NEW."participation", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."protocol_order", NEW."sub_region", NEW."tile_column", NEW."tile_row"); RETURN NULL;',
                            hash="3a5a90b1a078a60423e97872c3cd1b29ce0cec6b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b6619",
                            table="network_state",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StateEvent",
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
                        to="network.state",
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
                ("iso2", models.CharField(max_length=2, verbose_name="code")),
                (
                    "participation",
                    models.CharField(
                        choices=[
                            ("participating", "Participating State"),
                            ("asian", "Asian Partner for Co-operation"),
                            ("mediterranean", "Mediterranean Partner for Co-operation"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("name_in_text", models.CharField(max_length=100)),
                ("name_fr", models.CharField(max_length=100)),
                (
                    "sub_region",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("central_asia", "Central Asia"),
                            ("central_europe", "Central Europe"),
                            ("east_asia", "East Asia"),
                            ("eastern_europe", "Eastern Europe"),
                            ("north_america", "North America"),
                            ("northern_europe", "Northern Europe"),
                            ("south_caucasus", "South Caucasus"),
                            ("south_eastern_europe", "South-Eastern Europe"),
                            ("southern_europe", "Southern Europe"),
                            ("western_europe", "Western Europe"),
                        ],
                        max_length=30,
                        verbose_name="sub-region",
                    ),
                ),
                ("protocol_order", models.DecimalField(decimal_places=1, max_digits=4, null=True)),
                ("tile_column", models.PositiveSmallIntegerField(null=True)),
                ("tile_row", models.PositiveSmallIntegerField(null=True)),
                (
                    "folded",
                    models.GeneratedField(
                        db_persist=True,
                        expression=network.models.search_text.FoldedText(models.F("name")),
                        output_field=models.TextField(),
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="f5d0a9943f71aff79d137e542e1ab91ddd546e52",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_7e035",
                            table="network_stateevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StateName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_names",
                        to="network.state",
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("name_in_text", models.CharField(max_length=100)),
                ("protocol_order", models.DecimalField(decimal_places=1, max_digits=4)),
                ("last_day", models.DateField()),
                ("change_recorded", models.BooleanField(default=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("state", "last_day"), name="one_former_name_per_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="Chair",
            fields=[
                ("year", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                (
                    "state",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="chairs", to="network.state"
                    ),
                ),
            ],
            options={
                "ordering": ("-year",),
            },
        ),
        migrations.CreateModel(
            name="Agency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agencies",
                        to="network.state",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("border_guard", "Border guard"),
                            ("border_police", "Border police"),
                            ("coast_guard", "Coast guard"),
                            ("customs", "Customs"),
                            ("drug_control", "Drug control"),
                            ("immigration", "Immigration"),
                            ("police", "Police"),
                            ("phyto_sanitary", "Phyto-sanitary service"),
                            ("port_airport_security", "Port and airport security"),
                            ("trade_transport", "Trade and transport"),
                            ("quarantine_inspection", "Quarantine inspection"),
                            ("interior_ministry", "Ministry of the interior"),
                            ("foreign_ministry", "Ministry of foreign affairs"),
                            ("other", "Other"),
                        ],
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                (
                    "folded",
                    models.GeneratedField(
                        db_persist=True,
                        expression=network.models.search_text.FoldedText(models.F("name")),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "reviewed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, null=True),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="network.agency",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name_plural": "agencies",
                "ordering": ("name",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into", None),
                            models.Q(("merged_into", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="agency_is_not_merged_into_itself",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("merged_into", None)),
                        fields=("state", "name"),
                        name="one_agency_per_name",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "network_agencyevent" ("id", "kind", "merged_into_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewed_at", "revision", "state_id") VALUES (NEW."id", NEW."kind", NEW."merged_into_id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reviewed_at", NEW."revision", NEW."state_id"); RETURN NULL;',
                            hash="2a157e13d3be5838c6e97ed1a66732e3553563ff",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_95b95",
                            table="network_agency",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "network_agencyevent" ("id", "kind", "merged_into_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewed_at", "revision", "state_id") VALUES (NEW."id", NEW."kind", NEW."merged_into_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reviewed_at", NEW."revision", NEW."state_id"); RETURN NULL;',
                            hash="263fb3d7cee4e7a6d8392ac38a6bee63378e4256",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_63843",
                            table="network_agency",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgencyEvent",
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
                        to="network.agency",
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
                    "state",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="network.state",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("border_guard", "Border guard"),
                            ("border_police", "Border police"),
                            ("coast_guard", "Coast guard"),
                            ("customs", "Customs"),
                            ("drug_control", "Drug control"),
                            ("immigration", "Immigration"),
                            ("police", "Police"),
                            ("phyto_sanitary", "Phyto-sanitary service"),
                            ("port_airport_security", "Port and airport security"),
                            ("trade_transport", "Trade and transport"),
                            ("quarantine_inspection", "Quarantine inspection"),
                            ("interior_ministry", "Ministry of the interior"),
                            ("foreign_ministry", "Ministry of foreign affairs"),
                            ("other", "Other"),
                        ],
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                (
                    "folded",
                    models.GeneratedField(
                        db_persist=True,
                        expression=network.models.search_text.FoldedText(models.F("name")),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "reviewed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, null=True),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="network.agency",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="05e301fa0e578bdf8c59e734fb2e355d5890714c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_bdc81",
                            table="network_agencyevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True)),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("acronym", models.CharField(blank=True, max_length=30, verbose_name="acronym")),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), blank=True, default=list, size=None
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("eu_agency", "European Union agency"),
                            ("eu_programme", "European Union programme"),
                            ("field_operation", "OSCE field operation"),
                            ("international_foundation", "International foundation"),
                            ("international_organization", "International organisation"),
                            ("national_agency", "National agency"),
                            ("osce_unit", "OSCE unit or institution"),
                            ("regional_convention", "Regional convention"),
                            ("regional_organization", "Regional organisation"),
                            ("un_body", "United Nations body"),
                        ],
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organisations",
                        to="network.state",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="FieldOfWork",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True)),
            ],
            options={
                "verbose_name_plural": "fields of work",
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="person",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "form_of_address",
                    models.CharField(blank=True, max_length=40, verbose_name="form of address"),
                ),
                ("rank", models.CharField(blank=True, max_length=80, verbose_name="rank")),
                ("given_name", models.CharField(max_length=100, verbose_name="given name")),
                ("family_name", models.CharField(max_length=100, verbose_name="family name")),
                (
                    "name_in_script",
                    models.CharField(blank=True, max_length=200, verbose_name="name in original script"),
                ),
                ("function", models.CharField(blank=True, max_length=200, verbose_name="function")),
                (
                    "state",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
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
                        related_name="people",
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
                        related_name="people",
                        to="network.organisation",
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=200, verbose_name="unit")),
                (
                    "email",
                    nfp_portal.text.fields.AddressField(blank=True, max_length=254, verbose_name="e-mail"),
                ),
                (
                    "email_visibility",
                    models.CharField(
                        choices=[
                            ("secretariat", "The secretariat only"),
                            ("network", "Focal points"),
                            ("delegations", "Focal points and delegations"),
                        ],
                        default="delegations",
                        max_length=20,
                        verbose_name="who reads the e-mail",
                    ),
                ),
                (
                    "second_email",
                    nfp_portal.text.fields.AddressField(
                        blank=True, max_length=254, verbose_name="second e-mail"
                    ),
                ),
                (
                    "second_email_visibility",
                    models.CharField(
                        choices=[
                            ("secretariat", "The secretariat only"),
                            ("network", "Focal points"),
                            ("delegations", "Focal points and delegations"),
                        ],
                        default="network",
                        max_length=20,
                        verbose_name="who reads the second e-mail",
                    ),
                ),
                ("telephone", models.CharField(blank=True, max_length=40, verbose_name="telephone")),
                (
                    "telephone_visibility",
                    models.CharField(
                        choices=[
                            ("secretariat", "The secretariat only"),
                            ("network", "Focal points"),
                            ("delegations", "Focal points and delegations"),
                        ],
                        default="network",
                        max_length=20,
                        verbose_name="who reads the telephone",
                    ),
                ),
                ("mobile", models.CharField(blank=True, max_length=40, verbose_name="mobile telephone")),
                (
                    "mobile_visibility",
                    models.CharField(
                        choices=[
                            ("secretariat", "The secretariat only"),
                            ("network", "Focal points"),
                            ("delegations", "Focal points and delegations"),
                        ],
                        default="secretariat",
                        max_length=20,
                        verbose_name="who reads the mobile telephone",
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="working languages",
                    ),
                ),
                (
                    "topics",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="fields of work",
                    ),
                ),
                ("confirmed_on", models.DateField(blank=True, null=True, verbose_name="last confirmed")),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="network.person",
                    ),
                ),
                ("is_demonstration", models.BooleanField(default=False)),
                ("revision", models.PositiveIntegerField(default=1)),
            ],
            options={
                "verbose_name_plural": "people",
                "ordering": ("family_name", "given_name"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into", None), models.Q(("email", ""), ("user", None)), _connector="OR"
                        ),
                        name="a_merged_person_frees_address_and_account",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("email", ""), _negated=True),
                        fields=("email",),
                        name="one_person_per_email",
                        violation_error_message="This e-mail address belongs to another entry.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("family_name", ""), _negated=True),
                        name="person_has_a_family_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into", None),
                            models.Q(("merged_into", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="person_is_not_merged_into_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("email_visibility__in", ["secretariat", "network", "delegations"]),
                            ("mobile_visibility__in", ["secretariat", "network", "delegations"]),
                            ("second_email_visibility__in", ["secretariat", "network", "delegations"]),
                            ("telephone_visibility__in", ["secretariat", "network", "delegations"]),
                        ),
                        name="person_visibilities_are_known",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "network_personevent" ("agency_id", "confirmed_on", "email", "email_visibility", "family_name", "form_of_address", "function", "given_name", "id", "is_demonstration", "key", "languages", "merged_into_id", "mobile", "mobile_visibility", "name_in_script", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "revision", "second_email", "second_email_visibility", "state_id", "telephone", "telephone_visibility", "topics", "unit", "user_id") SELECT new_values."agency_id", new_values."confirmed_on", new_values."email", new_values."email_visibility", new_values."family_name", new_values."form_of_address", new_values."function", new_values."given_name", new_values."id", new_values."is_demonstration", new_values."key", new_values."languages", new_values."merged_into_id", new_values."mobile", new_values."mobile_visibility", new_values."name_in_script", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rank", new_values."revision", new_values."second_email", new_values."second_email_visibility", new_values."state_id", new_values."telephone", new_values."telephone_visibility", new_values."topics", new_values."unit", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="1ce73040a0fbd3f4ca570ca1afaa4bcf9ec23f83",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_58ee5",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="network_person",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "network_personevent" ("agency_id", "confirmed_on", "email", "email_visibility", "family_name", "form_of_address", "function", "given_name", "id", "is_demonstration", "key", "languages", "merged_into_id", "mobile", "mobile_visibility", "name_in_script", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "revision", "second_email", "second_email_visibility", "state_id", "telephone", "telephone_visibility", "topics", "unit", "user_id") SELECT new_values."agency_id", new_values."confirmed_on", new_values."email", new_values."email_visibility", new_values."family_name", new_values."form_of_address", new_values."function", new_values."given_name", new_values."id", new_values."is_demonstration", new_values."key", new_values."languages", new_values."merged_into_id", new_values."mobile", new_values."mobile_visibility", new_values."name_in_script", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rank", new_values."revision", new_values."second_email", new_values."second_email_visibility", new_values."state_id", new_values."telephone", new_values."telephone_visibility", new_values."topics", new_values."unit", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="621db8b1216e9a1e12e75152e96ad2d9ab2c70db",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8a5b7",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="network_person",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "network_personevent" ("agency_id", "confirmed_on", "email", "email_visibility", "family_name", "form_of_address", "function", "given_name", "id", "is_demonstration", "key", "languages", "merged_into_id", "mobile", "mobile_visibility", "name_in_script", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "revision", "second_email", "second_email_visibility", "state_id", "telephone", "telephone_visibility", "topics", "unit", "user_id") SELECT old_values."agency_id", old_values."confirmed_on", old_values."email", old_values."email_visibility", old_values."family_name", old_values."form_of_address", old_values."function", old_values."given_name", old_values."id", old_values."is_demonstration", old_values."key", old_values."languages", old_values."merged_into_id", old_values."mobile", old_values."mobile_visibility", old_values."name_in_script", old_values."organisation_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."rank", old_values."revision", old_values."second_email", old_values."second_email_visibility", old_values."state_id", old_values."telephone", old_values."telephone_visibility", old_values."topics", old_values."unit", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="469c01f7838b57b5745d9366ee89ccb3288f38a6",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_7112c",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="network_person",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonEvent",
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
                        to="network.person",
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
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "form_of_address",
                    models.CharField(blank=True, max_length=40, verbose_name="form of address"),
                ),
                ("rank", models.CharField(blank=True, max_length=80, verbose_name="rank")),
                ("given_name", models.CharField(max_length=100, verbose_name="given name")),
                ("family_name", models.CharField(max_length=100, verbose_name="family name")),
                (
                    "name_in_script",
                    models.CharField(blank=True, max_length=200, verbose_name="name in original script"),
                ),
                ("function", models.CharField(blank=True, max_length=200, verbose_name="function")),
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
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=200, verbose_name="unit")),
                (
                    "email",
                    nfp_portal.text.fields.AddressField(blank=True, max_length=254, verbose_name="e-mail"),
                ),
                (
                    "email_visibility",
                    models.CharField(
                        choices=[
                            ("secretariat", "The secretariat only"),
                            ("network", "Focal points"),
                            ("delegations", "Focal points and delegations"),
                        ],
                        default="delegations",
                        max_length=20,
                        verbose_name="who reads the e-mail",
                    ),
                ),
                (
                    "second_email",
                    nfp_portal.text.fields.AddressField(
                        blank=True, max_length=254, verbose_name="second e-mail"
                    ),
                ),
                (
                    "second_email_visibility",
                    models.CharField(
                        choices=[
                            ("secretariat", "The secretariat only"),
                            ("network", "Focal points"),
                            ("delegations", "Focal points and delegations"),
                        ],
                        default="network",
                        max_length=20,
                        verbose_name="who reads the second e-mail",
                    ),
                ),
                ("telephone", models.CharField(blank=True, max_length=40, verbose_name="telephone")),
                (
                    "telephone_visibility",
                    models.CharField(
                        choices=[
                            ("secretariat", "The secretariat only"),
                            ("network", "Focal points"),
                            ("delegations", "Focal points and delegations"),
                        ],
                        default="network",
                        max_length=20,
                        verbose_name="who reads the telephone",
                    ),
                ),
                ("mobile", models.CharField(blank=True, max_length=40, verbose_name="mobile telephone")),
                (
                    "mobile_visibility",
                    models.CharField(
                        choices=[
                            ("secretariat", "The secretariat only"),
                            ("network", "Focal points"),
                            ("delegations", "Focal points and delegations"),
                        ],
                        default="secretariat",
                        max_length=20,
                        verbose_name="who reads the mobile telephone",
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="working languages",
                    ),
                ),
                (
                    "topics",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="fields of work",
                    ),
                ),
                ("confirmed_on", models.DateField(blank=True, null=True, verbose_name="last confirmed")),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="network.person",
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
                            hash="d097820fa2d2b2cfb30ca48a6eeaeeb3a56235e6",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_9c5ce",
                            table="network_personevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="network.person",
                    ),
                ),
                (
                    "state",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="network.state",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="in force from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="ends on")),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("left_service", "Left the service"),
                            ("new_duties", "Took up other duties"),
                            ("succeeded", "A successor was named"),
                            ("correction", "Entered by mistake"),
                        ],
                        max_length=20,
                        verbose_name="reason",
                    ),
                ),
                ("primary_from", models.DateField(blank=True, null=True, verbose_name="first contact from")),
                (
                    "primary_until",
                    models.DateField(blank=True, null=True, verbose_name="first contact until"),
                ),
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
                    "succeeds",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="successors",
                        to="network.appointment",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "ordering": (
                    "state__name",
                    models.OrderBy(models.F("primary_from"), nulls_last=True),
                    "starts_on",
                ),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end_reason", ""), ("ends_on", None)),
                            ("ends_on__isnull", False),
                            _connector="OR",
                        ),
                        name="appointment_end_has_a_date",
                        violation_error_message="A reason for the end needs its date.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end_reason__in", ["", "left_service", "new_duties", "succeeded", "correction"])
                        ),
                        name="appointment_end_reason_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None), ("ends_on__gt", models.F("starts_on")), _connector="OR"
                        ),
                        name="appointment_ends_after_it_starts",
                        violation_error_message="The end must come after the start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("instrument_kind__in", ["", "letter", "note_verbale", "email"])),
                        name="appointment_instrument_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("primary_from", None), ("primary_until", None)),
                            models.Q(
                                ("primary_from__gte", models.F("starts_on")), ("primary_from__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="first_contact_begins_within_the_appointment",
                        violation_error_message="Nobody is first contact before the appointment begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("primary_until", None),
                            ("primary_until__gt", models.F("primary_from")),
                            _connector="OR",
                        ),
                        name="first_contact_ends_after_it_begins",
                        violation_error_message="The first contact's last day must come after the first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("primary_from", None),
                            ("ends_on", None),
                            models.Q(
                                models.Q(
                                    ("primary_until", None),
                                    ("primary_until__lte", models.F("ends_on")),
                                    _connector="OR",
                                ),
                                ("primary_from__lt", models.F("ends_on")),
                            ),
                            _connector="OR",
                        ),
                        name="first_contact_ends_within_the_appointment",
                        violation_error_message="Nobody is first contact after the appointment has ended.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("succeeds", None),
                            models.Q(("succeeds", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_succeeds_himself",
                        violation_error_message="An appointment cannot succeed itself.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                network.models.appointments.Period(
                                    "starts_on",
                                    "ends_on",
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                ),
                                "&&",
                            ),
                            ("person", "="),
                            ("state", "="),
                        ],
                        name="one_appointment_of_a_person_per_state_at_a_time",
                        violation_error_message="This person already has an appointment for this State in that time.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("primary_from__isnull", False)),
                        deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"],
                        expressions=[
                            (
                                network.models.appointments.Period(
                                    "primary_from",
                                    django.db.models.functions.comparison.Least(
                                        django.db.models.functions.comparison.Cast(
                                            "primary_until", models.DateField()
                                        ),
                                        django.db.models.functions.comparison.Cast(
                                            "ends_on", models.DateField()
                                        ),
                                    ),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                ),
                                "&&",
                            ),
                            ("state", "="),
                        ],
                        name="one_first_contact_per_state_at_a_time",
                        violation_error_message="This State already has a first contact in that time.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "network_appointmentevent" ("end_reason", "ends_on", "id", "instrument_file", "instrument_file_name", "instrument_kind", "instrument_on", "instrument_reference", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "primary_from", "primary_until", "revision", "starts_on", "state_id", "succeeds_id") SELECT new_values."end_reason", new_values."ends_on", new_values."id", new_values."instrument_file", new_values."instrument_file_name", new_values."instrument_kind", new_values."instrument_on", new_values."instrument_reference", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."primary_from", new_values."primary_until", new_values."revision", new_values."starts_on", new_values."state_id", new_values."succeeds_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="890f054119ffe2f51d0791e662c77b77b0acf015",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_bba4b",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="network_appointment",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "network_appointmentevent" ("end_reason", "ends_on", "id", "instrument_file", "instrument_file_name", "instrument_kind", "instrument_on", "instrument_reference", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "primary_from", "primary_until", "revision", "starts_on", "state_id", "succeeds_id") SELECT new_values."end_reason", new_values."ends_on", new_values."id", new_values."instrument_file", new_values."instrument_file_name", new_values."instrument_kind", new_values."instrument_on", new_values."instrument_reference", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."primary_from", new_values."primary_until", new_values."revision", new_values."starts_on", new_values."state_id", new_values."succeeds_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="66d4a304f4def9b5686fb9a049c1a4e54c5dcb27",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7c135",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="network_appointment",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "network_appointmentevent" ("end_reason", "ends_on", "id", "instrument_file", "instrument_file_name", "instrument_kind", "instrument_on", "instrument_reference", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "primary_from", "primary_until", "revision", "starts_on", "state_id", "succeeds_id") SELECT old_values."end_reason", old_values."ends_on", old_values."id", old_values."instrument_file", old_values."instrument_file_name", old_values."instrument_kind", old_values."instrument_on", old_values."instrument_reference", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."primary_from", old_values."primary_until", old_values."revision", old_values."starts_on", old_values."state_id", old_values."succeeds_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="74ba15153b458c0f36805b68482b0c5eb36f7cfb",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_1b0ae",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="network_appointment",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AppointmentEvent",
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
                        to="network.appointment",
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
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
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
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="network.state",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="in force from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="ends on")),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("left_service", "Left the service"),
                            ("new_duties", "Took up other duties"),
                            ("succeeded", "A successor was named"),
                            ("correction", "Entered by mistake"),
                        ],
                        max_length=20,
                        verbose_name="reason",
                    ),
                ),
                ("primary_from", models.DateField(blank=True, null=True, verbose_name="first contact from")),
                (
                    "primary_until",
                    models.DateField(blank=True, null=True, verbose_name="first contact until"),
                ),
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
                    "succeeds",
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
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="0daccd731ac5e3e8e3029993a5e518dda7984fe3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_90e26",
                            table="network_appointmentevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="network.state",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="network.organisation",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                ("address", nfp_portal.text.fields.AddressField(max_length=254, verbose_name="e-mail")),
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
                ("revision", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("address", ""), _negated=True), name="contact_has_an_address"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", None), ("organisation", None), _connector="XOR"),
                        name="contact_of_one_state_or_organisation",
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "address"),
                        name="one_contact_per_organisation_and_address",
                        violation_error_message="This address is recorded already.",
                    ),
                    models.UniqueConstraint(
                        fields=("state", "address"),
                        name="one_contact_per_state_and_address",
                        violation_error_message="This address is recorded already.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "network_contactevent" ("address", "id", "language", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "state_id") VALUES (NEW."address", NEW."id", NEW."language", NEW."name", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."revision", NEW."state_id"); RETURN NULL;',
                            hash="e40b38b5a7b3a8225ca84e90359e7a8e97557fc5",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_46e71",
                            table="network_contact",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "network_contactevent" ("address", "id", "language", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "state_id") VALUES (NEW."address", NEW."id", NEW."language", NEW."name", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revision", NEW."state_id"); RETURN NULL;',
                            hash="d2408047d0723f55a4b5fa4a7217add5a9a9f2ee",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ca337",
                            table="network_contact",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "network_contactevent" ("address", "id", "language", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "state_id") VALUES (OLD."address", OLD."id", OLD."language", OLD."name", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."revision", OLD."state_id"); RETURN NULL;',
                            hash="65e79e65e94c17701017b8b42e81c210b25acdf1",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5ea5f",
                            table="network_contact",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactEvent",
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
                        to="network.contact",
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
                    "state",
                    models.ForeignKey(
                        blank=True,
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
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="network.organisation",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                ("address", nfp_portal.text.fields.AddressField(max_length=254, verbose_name="e-mail")),
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
                ("revision", models.PositiveIntegerField(default=1)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9c53424f2d9d944bdd6e7912bbfc6ff3e094248a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_4f273",
                            table="network_contactevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delegate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="delegate",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "state",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegates",
                        to="network.state",
                    ),
                ),
            ],
            options={
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "network_delegateevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state_id", "user_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state_id", NEW."user_id"); RETURN NULL;',
                            hash="96cf08e560d3fa9f90a35edb50fe32ea9d566679",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_28288",
                            table="network_delegate",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "network_delegateevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state_id", "user_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state_id", NEW."user_id"); RETURN NULL;',
                            hash="755c987e3caedaa6e94f247b70323574f152cc58",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_91687",
                            table="network_delegate",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "network_delegateevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state_id", "user_id") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."state_id", OLD."user_id"); RETURN NULL;',
                            hash="5d7d8999848b02f80d25011d8d8543dd3f104944",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ef4f1",
                            table="network_delegate",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DelegateEvent",
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
                        to="network.delegate",
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
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="cd8111601ac8b8793513e69753ef257a3eda1946",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d7794",
                            table="network_delegateevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DirectoryEntry",
            fields=[
                (
                    "appointment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="directory_entry",
                        serialize=False,
                        to="network.appointment",
                    ),
                ),
                (
                    "state",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="network.state",
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                ("sort_key", models.TextField(db_collation="C", unique=True)),
                ("search_text", models.TextField()),
                (
                    "facets",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
            ],
            options={
                "ordering": ("sort_key",),
                "indexes": [
                    models.Index(fields=["state", "sort_key"], name="entry_by_state"),
                    django.contrib.postgres.indexes.GinIndex(fields=["facets"], name="entry_facets"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search_text"], name="entry_search_text", opclasses=["gin_trgm_ops"]
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NotDuplicate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="network.person"
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="network.person"
                    ),
                ),
                (
                    "marked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("marked_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("first", "second"), name="a_pair_is_marked_distinct_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="the_older_entry_comes_first",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Network",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True)),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("first_year", models.PositiveSmallIntegerField(null=True)),
                ("last_year", models.PositiveSmallIntegerField(null=True)),
            ],
            options={
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="network.person",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="network.network",
                        verbose_name="network",
                    ),
                ),
                ("role", models.CharField(max_length=100, verbose_name="role")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="since")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "ordering": ("network__name", "starts_on"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on", None),
                            ("ends_on", None),
                            ("ends_on__gt", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="membership_ends_after_it_starts",
                        violation_error_message="The end must come after the start.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on", None)),
                        fields=("person", "network", "role"),
                        name="one_open_membership_per_role",
                        violation_error_message="This person already has this role in this network.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "network_membershipevent" ("ends_on", "id", "network_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "role", "starts_on") VALUES (NEW."ends_on", NEW."id", NEW."network_id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."revision", NEW."role", NEW."starts_on"); RETURN NULL;',
                            hash="74c0040c1b53aaa5e1d4e04960517853359e5f4b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_dfc28",
                            table="network_membership",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "network_membershipevent" ("ends_on", "id", "network_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "role", "starts_on") VALUES (NEW."ends_on", NEW."id", NEW."network_id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revision", NEW."role", NEW."starts_on"); RETURN NULL;',
                            hash="803ff15542a2a25a7206a53f22d3ffc11897d9b8",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_56aa7",
                            table="network_membership",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "network_membershipevent" ("ends_on", "id", "network_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "role", "starts_on") VALUES (OLD."ends_on", OLD."id", OLD."network_id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."revision", OLD."role", OLD."starts_on"); RETURN NULL;',
                            hash="7d7b6bf2f5498ccc88ab2c4666834d9c79113b25",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f7f8f",
                            table="network_membership",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MembershipEvent",
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
                        to="network.membership",
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
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="network.person",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="network.network",
                        verbose_name="network",
                    ),
                ),
                ("role", models.CharField(max_length=100, verbose_name="role")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="since")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="107d6d77905a7dab5d76ddcdcea3966df29bea9a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_5c885",
                            table="network_membershipevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
    ]
