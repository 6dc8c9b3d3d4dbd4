"""Let the lines answer the filters too: sub-region, service, working languages and fields of work."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

REFILL = r"""
-- Write the lines of these appointments anew. Whoever changes a person at the same time is waited for.
CREATE OR REPLACE FUNCTION network_refill_lines(wanted bigint[]) RETURNS void
LANGUAGE plpgsql
SET search_path = public, pg_temp
AS $$
BEGIN
    IF wanted IS NULL THEN
        RETURN;
    END IF;
    PERFORM 1 FROM network_person p
        WHERE p.id IN (SELECT a.person_id FROM network_appointment a WHERE a.id = ANY(wanted))
        ORDER BY p.id FOR SHARE;
    WITH places AS MATERIALIZED (
        SELECT s.id, s.sub_region, nfp_sorted_by(s.name) AS sorted_by,
            nfp_letters(concat_ws(' ', s.name, s.iso2, string_agg(n.name, ' '))) AS words
        FROM network_state s LEFT JOIN network_statename n ON n.state_id = s.id GROUP BY s.id
    )
    INSERT INTO network_directoryline AS line (appointment_id, state_id, starts_on, ends_on, place, folded,
        tags)
    SELECT a.id, a.state_id, a.starts_on, a.ends_on,
        concat_ws(chr(31), s.sorted_by, nfp_sorted_by(p.family_name), nfp_sorted_by(p.given_name),
            lpad(a.id::text, 12, '0')),
        concat_ws(' ', '', nfp_spellings(concat_ws(' ', p.given_name, p.family_name, p.name_in_script)),
            nfp_spellings(concat_ws(' ', p.function, p.unit, g.name, o.name, o.acronym)), s.words,
            nfp_letters(array_to_string(p.topics, ' '))),
        array_remove(ARRAY['region:' || nullif(s.sub_region, ''), 'kind:' || g.kind], NULL)
            || (SELECT coalesce(array_agg('language:' || l), '{}') FROM unnest(p.languages) AS l)
            || (SELECT coalesce(array_agg('topic:' || t), '{}') FROM unnest(p.topics) AS t)
    FROM unnest(wanted) AS w (id)
    JOIN network_appointment a ON a.id = w.id
    JOIN network_person p ON p.id = a.person_id
    JOIN places s ON s.id = a.state_id
    LEFT JOIN network_agency g ON g.id = p.agency_id
    LEFT JOIN network_organisation o ON o.id = p.organisation_id
    ON CONFLICT (appointment_id) DO UPDATE SET state_id = excluded.state_id, starts_on = excluded.starts_on,
        ends_on = excluded.ends_on, place = excluded.place, folded = excluded.folded,
        tags = excluded.tags
    WHERE line IS DISTINCT FROM excluded;
END $$;
"""
FORMER_REFILL = r"""
-- Write the lines of these appointments anew. Whoever changes a person at the same time is waited for.
CREATE OR REPLACE FUNCTION network_refill_lines(wanted bigint[]) RETURNS void
LANGUAGE plpgsql
SET search_path = public, pg_temp
AS $$
BEGIN
    IF wanted IS NULL THEN
        RETURN;
    END IF;
    PERFORM 1 FROM network_person p
        WHERE p.id IN (SELECT a.person_id FROM network_appointment a WHERE a.id = ANY(wanted))
        ORDER BY p.id FOR SHARE;
    WITH places AS MATERIALIZED (
        SELECT s.id, nfp_sorted_by(s.name) AS sorted_by,
            nfp_letters(concat_ws(' ', s.name, s.iso2, string_agg(n.name, ' '))) AS words
        FROM network_state s LEFT JOIN network_statename n ON n.state_id = s.id GROUP BY s.id
    )
    INSERT INTO network_directoryline AS line (appointment_id, state_id, starts_on, ends_on, place, folded)
    SELECT a.id, a.state_id, a.starts_on, a.ends_on,
        concat_ws(chr(31), s.sorted_by, nfp_sorted_by(p.family_name), nfp_sorted_by(p.given_name),
            lpad(a.id::text, 12, '0')),
        concat_ws(' ', '', nfp_spellings(concat_ws(' ', p.given_name, p.family_name, p.name_in_script)),
            nfp_spellings(concat_ws(' ', p.function, p.unit, g.name, o.name, o.acronym)), s.words,
            nfp_letters(array_to_string(p.topics, ' ')))
    FROM unnest(wanted) AS w (id)
    JOIN network_appointment a ON a.id = w.id
    JOIN network_person p ON p.id = a.person_id
    JOIN places s ON s.id = a.state_id
    LEFT JOIN network_agency g ON g.id = p.agency_id
    LEFT JOIN network_organisation o ON o.id = p.organisation_id
    ON CONFLICT (appointment_id) DO UPDATE SET state_id = excluded.state_id, starts_on = excluded.starts_on,
        ends_on = excluded.ends_on, place = excluded.place, folded = excluded.folded
    WHERE line IS DISTINCT FROM excluded;
END $$;
"""

# table: what leads to the appointments of changed rows, now and before.
CHANGES = {
    "person": ("""
        SELECT array_agg(a.id) INTO touched FROM these n JOIN those o USING (id)
            JOIN network_appointment a ON a.person_id = n.id
            WHERE (n.given_name, n.family_name, n.name_in_script, n.function, n.unit, n.agency_id,
                n.organisation_id, n.topics, n.languages) IS DISTINCT FROM (o.given_name, o.family_name, o.name_in_script,
                o.function, o.unit, o.agency_id, o.organisation_id, o.topics, o.languages);""", """
        SELECT array_agg(a.id) INTO touched FROM these n JOIN those o USING (id)
            JOIN network_appointment a ON a.person_id = n.id
            WHERE (n.given_name, n.family_name, n.name_in_script, n.function, n.unit, n.agency_id,
                n.organisation_id, n.topics) IS DISTINCT FROM (o.given_name, o.family_name, o.name_in_script,
                o.function, o.unit, o.agency_id, o.organisation_id, o.topics);"""),
    "agency": ("""
        SELECT array_agg(a.id) INTO touched FROM these n JOIN those o USING (id)
            JOIN network_person p ON p.agency_id = n.id JOIN network_appointment a ON a.person_id = p.id
            WHERE (n.name, n.kind) <> (o.name, o.kind);""", """
        SELECT array_agg(a.id) INTO touched FROM these n JOIN those o USING (id)
            JOIN network_person p ON p.agency_id = n.id JOIN network_appointment a ON a.person_id = p.id
            WHERE n.name <> o.name;"""),
    "state": ("""
        SELECT array_agg(a.id) INTO touched FROM these n JOIN those o USING (id)
            JOIN network_appointment a ON a.state_id = n.id WHERE (n.name, n.iso2, n.sub_region) <> (o.name, o.iso2, o.sub_region);""", """
        SELECT array_agg(a.id) INTO touched FROM these n JOIN those o USING (id)
            JOIN network_appointment a ON a.state_id = n.id WHERE (n.name, n.iso2) <> (o.name, o.iso2);"""),
}


def function(table, act):
    return f"""
        CREATE OR REPLACE FUNCTION network_lines_after_{table}_update() RETURNS trigger
        LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
        DECLARE
            touched bigint[];
        BEGIN
            {act}
            PERFORM network_refill_lines(touched);
            RETURN NULL;
        END $$;
    """


class Migration(migrations.Migration):
    dependencies = [("network", "0015_role_may_wait")]

    operations = [
        migrations.AddField(
            model_name="directoryline",
            name="tags",
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
        ),
        migrations.AddIndex(
            model_name="directoryline",
            index=django.contrib.postgres.indexes.GinIndex(fields=["tags"], name="line_tags"),
        ),
        migrations.RunSQL(REFILL, FORMER_REFILL),
        *(
            migrations.RunSQL(function(table, now), function(table, before))
            for table, (now, before) in CHANGES.items()
        ),
    ]
