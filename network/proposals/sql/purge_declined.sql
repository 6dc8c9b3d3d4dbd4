-- The requests that have been in one of these statuses for a year, by their history.
CREATE OR REPLACE FUNCTION network_long_in(statuses text[]) RETURNS SETOF bigint
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
SELECT pgh_obj_id FROM network_proposalevent GROUP BY pgh_obj_id
HAVING (array_agg(status = ANY(statuses) ORDER BY pgh_id DESC)
        FILTER (WHERE pgh_created_at < now() - interval '365 days'))[1]
    AND coalesce(bool_and(status = ANY(statuses))
        FILTER (WHERE pgh_created_at >= now() - interval '365 days'), true)
$$;

-- Remove what was requested in vain, a year after it was declined or withdrawn; that it was requested, when, by
-- whom and how it was decided stays. So does the successor of an accepted end, who became a request of its own.
-- Returns the number of requests.
CREATE OR REPLACE FUNCTION network_purge_declined() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    ignored text := coalesce(current_setting('pgtrigger.ignore', true), '');
    vain bigint[] := ARRAY(SELECT DISTINCT pgh_obj_id FROM network_proposalevent
        WHERE pgh_obj_id IN (SELECT network_long_in('{declined,withdrawn}'))
            AND (note <> '' OR instrument_file <> ''
                OR CASE kind WHEN 'correct' THEN (values, before) <> ('{}', '{}')
                    ELSE values ?| ARRAY['entry', 'new_agency', 'successor'] END));
    ends bigint[] := ARRAY(SELECT DISTINCT pgh_obj_id FROM network_proposalevent
        WHERE pgh_obj_id IN (SELECT network_long_in('{accepted}'))
            AND kind = 'end' AND values ->> 'successor' IS NOT NULL);
BEGIN
    UPDATE network_proposal SET note = '', instrument_file = '', instrument_file_name = '',
        before = CASE kind WHEN 'correct' THEN '{}' ELSE before END,
        values = CASE kind WHEN 'correct' THEN '{}'
            ELSE values - ARRAY['entry', 'new_agency', 'successor'] END
        WHERE id = ANY(vain);
    UPDATE network_proposal SET values = values - 'successor' WHERE id = ANY(ends);
    PERFORM set_config('pgtrigger.ignore', '{pgtrigger_append_only_b1d4a}', true);
    UPDATE network_proposalevent SET note = '', instrument_file = '', instrument_file_name = '',
        before = CASE kind WHEN 'correct' THEN '{}' ELSE before END,
        values = CASE kind WHEN 'correct' THEN '{}'
            ELSE values - ARRAY['entry', 'new_agency', 'successor'] END
        WHERE pgh_obj_id = ANY(vain);
    UPDATE network_proposalevent SET values = values - 'successor' WHERE pgh_obj_id = ANY(ends);
    PERFORM set_config('pgtrigger.ignore', ignored, true);
    RETURN cardinality(vain) + cardinality(ends);
END
$$;
