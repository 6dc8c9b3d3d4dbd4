-- Write the entries of these appointments anew. Whoever changes a person at the same time is waited for.
CREATE OR REPLACE FUNCTION network_refill_lines(wanted bigint[]) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
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
    INSERT INTO network_directoryentry AS line (appointment_id, state_id, starts_on, ends_on, sort_key, search_text,
        facets)
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
        ends_on = excluded.ends_on, sort_key = excluded.sort_key, search_text = excluded.search_text,
        facets = excluded.facets
    WHERE line IS DISTINCT FROM excluded;
END
$$;

-- After each statement that changes what an entry is searched, sorted or filtered by, it is written anew.
CREATE OR REPLACE FUNCTION network_lines_after_appointment_insert() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    touched bigint[];
BEGIN
    SELECT array_agg(id) INTO touched FROM these;
    PERFORM network_refill_lines(touched);
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER directory_lines_insert AFTER INSERT ON network_appointment
REFERENCING NEW TABLE AS these FOR EACH STATEMENT EXECUTE FUNCTION network_lines_after_appointment_insert();

CREATE OR REPLACE FUNCTION network_lines_after_appointment_update() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    touched bigint[];
BEGIN
    UPDATE network_directoryentry line SET starts_on = n.starts_on, ends_on = n.ends_on FROM these n
        WHERE line.appointment_id = n.id
        AND (line.starts_on, line.ends_on) IS DISTINCT FROM (n.starts_on, n.ends_on);
    SELECT array_agg(n.id) INTO touched FROM these n JOIN those o USING (id)
        WHERE (n.person_id, n.state_id) IS DISTINCT FROM (o.person_id, o.state_id);
    PERFORM network_refill_lines(touched);
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER directory_lines_update AFTER UPDATE ON network_appointment
REFERENCING OLD TABLE AS those NEW TABLE AS these FOR EACH STATEMENT EXECUTE FUNCTION network_lines_after_appointment_update();

CREATE OR REPLACE FUNCTION network_lines_after_appointment_delete() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    touched bigint[];
BEGIN
        DELETE FROM network_directoryentry WHERE appointment_id IN (SELECT id FROM those);
    PERFORM network_refill_lines(touched);
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER directory_lines_delete AFTER DELETE ON network_appointment
REFERENCING OLD TABLE AS those FOR EACH STATEMENT EXECUTE FUNCTION network_lines_after_appointment_delete();

CREATE OR REPLACE FUNCTION network_lines_after_person_update() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    touched bigint[];
BEGIN
    SELECT array_agg(a.id) INTO touched FROM these n JOIN those o USING (id)
        JOIN network_appointment a ON a.person_id = n.id
        WHERE (n.given_name, n.family_name, n.name_in_script, n.function, n.unit, n.agency_id,
        n.organisation_id, n.topics, n.languages) IS DISTINCT FROM (o.given_name, o.family_name, o.name_in_script,
        o.function, o.unit, o.agency_id, o.organisation_id, o.topics, o.languages);
    PERFORM network_refill_lines(touched);
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER directory_lines_update AFTER UPDATE ON network_person
REFERENCING OLD TABLE AS those NEW TABLE AS these FOR EACH STATEMENT EXECUTE FUNCTION network_lines_after_person_update();

CREATE OR REPLACE FUNCTION network_lines_after_agency_update() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    touched bigint[];
BEGIN
    SELECT array_agg(a.id) INTO touched FROM these n JOIN those o USING (id)
        JOIN network_person p ON p.agency_id = n.id JOIN network_appointment a ON a.person_id = p.id
        WHERE (n.name, n.kind) <> (o.name, o.kind);
    PERFORM network_refill_lines(touched);
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER directory_lines_update AFTER UPDATE ON network_agency
REFERENCING OLD TABLE AS those NEW TABLE AS these FOR EACH STATEMENT EXECUTE FUNCTION network_lines_after_agency_update();

CREATE OR REPLACE FUNCTION network_lines_after_organisation_update() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    touched bigint[];
BEGIN
    SELECT array_agg(a.id) INTO touched FROM these n JOIN those o USING (id)
        JOIN network_person p ON p.organisation_id = n.id JOIN network_appointment a ON a.person_id = p.id
        WHERE (n.name, n.acronym) <> (o.name, o.acronym);
    PERFORM network_refill_lines(touched);
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER directory_lines_update AFTER UPDATE ON network_organisation
REFERENCING OLD TABLE AS those NEW TABLE AS these FOR EACH STATEMENT EXECUTE FUNCTION network_lines_after_organisation_update();

CREATE OR REPLACE FUNCTION network_lines_after_state_update() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    touched bigint[];
BEGIN
    SELECT array_agg(a.id) INTO touched FROM these n JOIN those o USING (id)
        JOIN network_appointment a ON a.state_id = n.id WHERE (n.name, n.iso2, n.sub_region) <> (o.name, o.iso2, o.sub_region);
    PERFORM network_refill_lines(touched);
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER directory_lines_update AFTER UPDATE ON network_state
REFERENCING OLD TABLE AS those NEW TABLE AS these FOR EACH STATEMENT EXECUTE FUNCTION network_lines_after_state_update();

CREATE OR REPLACE FUNCTION network_lines_after_statename_insert() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    touched bigint[];
BEGIN
    SELECT array_agg(a.id) INTO touched FROM network_appointment a
        WHERE a.state_id IN (SELECT state_id FROM these);
    PERFORM network_refill_lines(touched);
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER directory_lines_insert AFTER INSERT ON network_statename
REFERENCING NEW TABLE AS these FOR EACH STATEMENT EXECUTE FUNCTION network_lines_after_statename_insert();

CREATE OR REPLACE FUNCTION network_lines_after_statename_update() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    touched bigint[];
BEGIN
    SELECT array_agg(a.id) INTO touched FROM network_appointment a
        WHERE a.state_id IN (SELECT state_id FROM these UNION SELECT state_id FROM those);
    PERFORM network_refill_lines(touched);
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER directory_lines_update AFTER UPDATE ON network_statename
REFERENCING OLD TABLE AS those NEW TABLE AS these FOR EACH STATEMENT EXECUTE FUNCTION network_lines_after_statename_update();

CREATE OR REPLACE FUNCTION network_lines_after_statename_delete() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    touched bigint[];
BEGIN
    SELECT array_agg(a.id) INTO touched FROM network_appointment a
        WHERE a.state_id IN (SELECT state_id FROM those);
    PERFORM network_refill_lines(touched);
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER directory_lines_delete AFTER DELETE ON network_statename
REFERENCING OLD TABLE AS those FOR EACH STATEMENT EXECUTE FUNCTION network_lines_after_statename_delete();
