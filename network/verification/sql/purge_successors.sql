-- Remove the successors named in answers, a year after their round was closed. Returns the number of entries of
-- the history.
CREATE OR REPLACE FUNCTION network_purge_successors() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    ignored text := coalesce(current_setting('pgtrigger.ignore', true), '');
    closed bigint[] := ARRAY(SELECT network_long_closed());
    -- Those who were asked in such rounds alone: an addressee may be moved to another round.
    asked bigint[] := ARRAY(SELECT pgh_obj_id FROM network_addresseeevent
        GROUP BY pgh_obj_id HAVING bool_and(round_id = ANY(closed)));
    purged bigint;
BEGIN
    UPDATE network_confirmation SET successor_given_name = '', successor_family_name = '',
        successor_function = '', successor_email = ''
        WHERE addressee_id = ANY(asked) AND concat(successor_given_name, successor_family_name,
            successor_function, successor_email) <> '';
    PERFORM set_config('pgtrigger.ignore', '{pgtrigger_append_only_36fb1}', true);
    UPDATE network_confirmationevent SET successor_given_name = '', successor_family_name = '',
        successor_function = '', successor_email = ''
        WHERE addressee_id = ANY(asked) AND concat(successor_given_name, successor_family_name,
            successor_function, successor_email) <> '';
    GET DIAGNOSTICS purged = ROW_COUNT;
    PERFORM set_config('pgtrigger.ignore', ignored, true);
    RETURN purged;
END $$;
