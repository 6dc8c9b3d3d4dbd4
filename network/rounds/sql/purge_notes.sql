-- The rounds that have been closed for a year, by their history.
CREATE OR REPLACE FUNCTION network_long_closed() RETURNS SETOF bigint
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT pgh_obj_id FROM network_roundevent GROUP BY pgh_obj_id
    HAVING (array_agg(closed_at IS NOT NULL ORDER BY pgh_id DESC)
            FILTER (WHERE pgh_created_at < now() - interval '365 days'))[1]
        AND coalesce(bool_and(closed_at IS NOT NULL)
            FILTER (WHERE pgh_created_at >= now() - interval '365 days'), true)
$$;

-- Remove the notes of answers and the mailboxes, a year after their round was closed. Each entry of the
-- history goes by the round it names itself. Returns the number of entries of the history.
CREATE OR REPLACE FUNCTION network_purge_notes() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    ignored text := coalesce(current_setting('pgtrigger.ignore', true), '');
    closed bigint[] := ARRAY(SELECT network_long_closed());
    purged bigint;
BEGIN
    DELETE FROM network_mailbox USING network_addressee
        WHERE addressee_id = network_addressee.id AND round_id = ANY(closed);
    UPDATE network_addressee SET note = '', answered_name = ''
        WHERE round_id = ANY(closed) AND concat(note, answered_name) <> '';
    PERFORM set_config('pgtrigger.ignore', '{pgtrigger_append_only_aeead}', true);
    UPDATE network_addresseeevent SET note = '', answered_name = ''
        WHERE round_id = ANY(closed) AND concat(note, answered_name) <> '';
    GET DIAGNOSTICS purged = ROW_COUNT;
    PERFORM set_config('pgtrigger.ignore', ignored, true);
    RETURN purged;
END $$;
