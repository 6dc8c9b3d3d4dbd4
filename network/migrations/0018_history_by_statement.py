"""Write the history of people and appointments once a statement, not once a row: imports write thousands."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0017_fill_directory_tags'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='appointment',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='appointment',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='appointment',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='person',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='person',
            name='update_update',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appointment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "network_appointmentevent" ("end_reason", "ends_on", "id", "instrument_file", "instrument_file_name", "instrument_kind", "instrument_on", "instrument_reference", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "primary_from", "primary_until", "revision", "starts_on", "state_id", "succeeds_id") SELECT new_values."end_reason", new_values."ends_on", new_values."id", new_values."instrument_file", new_values."instrument_file_name", new_values."instrument_kind", new_values."instrument_on", new_values."instrument_reference", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."primary_from", new_values."primary_until", new_values."revision", new_values."starts_on", new_values."state_id", new_values."succeeds_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='890f054119ffe2f51d0791e662c77b77b0acf015', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_bba4b', referencing='REFERENCING NEW TABLE AS new_values ', table='network_appointment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appointment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "network_appointmentevent" ("end_reason", "ends_on", "id", "instrument_file", "instrument_file_name", "instrument_kind", "instrument_on", "instrument_reference", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "primary_from", "primary_until", "revision", "starts_on", "state_id", "succeeds_id") SELECT new_values."end_reason", new_values."ends_on", new_values."id", new_values."instrument_file", new_values."instrument_file_name", new_values."instrument_kind", new_values."instrument_on", new_values."instrument_reference", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."primary_from", new_values."primary_until", new_values."revision", new_values."starts_on", new_values."state_id", new_values."succeeds_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='66d4a304f4def9b5686fb9a049c1a4e54c5dcb27', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_7c135', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='network_appointment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appointment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "network_appointmentevent" ("end_reason", "ends_on", "id", "instrument_file", "instrument_file_name", "instrument_kind", "instrument_on", "instrument_reference", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "primary_from", "primary_until", "revision", "starts_on", "state_id", "succeeds_id") SELECT old_values."end_reason", old_values."ends_on", old_values."id", old_values."instrument_file", old_values."instrument_file_name", old_values."instrument_kind", old_values."instrument_on", old_values."instrument_reference", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."primary_from", old_values."primary_until", old_values."revision", old_values."starts_on", old_values."state_id", old_values."succeeds_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='74ba15153b458c0f36805b68482b0c5eb36f7cfb', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_1b0ae', referencing='REFERENCING OLD TABLE AS old_values ', table='network_appointment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "network_personevent" ("agency_id", "confirmed_on", "email", "email_visibility", "family_name", "form_of_address", "function", "given_name", "id", "is_demonstration", "key", "languages", "merged_into_id", "mobile", "mobile_visibility", "name_in_script", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "revision", "second_email", "second_email_visibility", "state_id", "telephone", "telephone_visibility", "topics", "unit", "user_id") SELECT new_values."agency_id", new_values."confirmed_on", new_values."email", new_values."email_visibility", new_values."family_name", new_values."form_of_address", new_values."function", new_values."given_name", new_values."id", new_values."is_demonstration", new_values."key", new_values."languages", new_values."merged_into_id", new_values."mobile", new_values."mobile_visibility", new_values."name_in_script", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rank", new_values."revision", new_values."second_email", new_values."second_email_visibility", new_values."state_id", new_values."telephone", new_values."telephone_visibility", new_values."topics", new_values."unit", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1ce73040a0fbd3f4ca570ca1afaa4bcf9ec23f83', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_58ee5', referencing='REFERENCING NEW TABLE AS new_values ', table='network_person', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "network_personevent" ("agency_id", "confirmed_on", "email", "email_visibility", "family_name", "form_of_address", "function", "given_name", "id", "is_demonstration", "key", "languages", "merged_into_id", "mobile", "mobile_visibility", "name_in_script", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "revision", "second_email", "second_email_visibility", "state_id", "telephone", "telephone_visibility", "topics", "unit", "user_id") SELECT new_values."agency_id", new_values."confirmed_on", new_values."email", new_values."email_visibility", new_values."family_name", new_values."form_of_address", new_values."function", new_values."given_name", new_values."id", new_values."is_demonstration", new_values."key", new_values."languages", new_values."merged_into_id", new_values."mobile", new_values."mobile_visibility", new_values."name_in_script", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rank", new_values."revision", new_values."second_email", new_values."second_email_visibility", new_values."state_id", new_values."telephone", new_values."telephone_visibility", new_values."topics", new_values."unit", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='621db8b1216e9a1e12e75152e96ad2d9ab2c70db', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_8a5b7', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='network_person', when='AFTER')),
        ),
    ]
