"""Let the history itself say what is old enough to be forgotten: the rows the portal's role may write, it not.

An entry of a history bears the time of its transaction, which nobody chooses. The triggers that are told to
look away are those that keep network_proposalevent (b1d4a) and network_confirmationevent (36fb1) append-only.
"""

from importlib import import_module

from django.db import migrations

before = import_module("network.migrations.0026_forget_the_declined")

PROPOSALS = r"""
-- The requests that for a year have had one of these statuses and no other, by their history.
CREATE FUNCTION network_long_in(statuses text[]) RETURNS SETOF bigint
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT pgh_obj_id FROM network_proposalevent GROUP BY pgh_obj_id
    HAVING (array_agg(status = ANY(statuses) ORDER BY pgh_id DESC)
            FILTER (WHERE pgh_created_at < now() - interval '365 days'))[1]
        AND coalesce(bool_and(status = ANY(statuses))
            FILTER (WHERE pgh_created_at >= now() - interval '365 days'), true)
$$;
"""
ROUNDS = r"""
-- The rounds that have been closed for a year, by their history.
CREATE FUNCTION network_long_closed() RETURNS SETOF bigint
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT pgh_obj_id FROM network_roundevent GROUP BY pgh_obj_id
    HAVING (array_agg(closed_at IS NOT NULL ORDER BY pgh_id DESC)
            FILTER (WHERE pgh_created_at < now() - interval '365 days'))[1]
        AND coalesce(bool_and(closed_at IS NOT NULL)
            FILTER (WHERE pgh_created_at >= now() - interval '365 days'), true)
$$;
"""
DECLINED = r"""
DROP FUNCTION network_forget_declined();
-- Strike out what was asked in vain, a year after it was declined or withdrawn; that it was asked, when, by
-- whom and how it was decided stays. So goes the successor of an accepted end, who became a request of its
-- own. Gives how many requests.
CREATE FUNCTION network_forget_declined() RETURNS bigint
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
END $$;
"""
NAMED = r"""
-- Strike out the successors and notes of answers, a year after their round was closed; gives how many entries
-- of the history. Each entry goes by the round it names itself: an answer may be moved to another round.
CREATE OR REPLACE FUNCTION network_forget_successors() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    ignored text := coalesce(current_setting('pgtrigger.ignore', true), '');
    closed bigint[] := ARRAY(SELECT network_long_closed());
    struck bigint;
BEGIN
    UPDATE network_confirmation SET note = '', successor_given_name = '', successor_family_name = '',
        successor_function = '', successor_email = ''
        WHERE round_id = ANY(closed) AND concat(note, successor_given_name, successor_family_name,
            successor_function, successor_email) <> '';
    PERFORM set_config('pgtrigger.ignore', '{pgtrigger_append_only_36fb1}', true);
    UPDATE network_confirmationevent SET note = '', successor_given_name = '', successor_family_name = '',
        successor_function = '', successor_email = ''
        WHERE round_id = ANY(closed) AND concat(note, successor_given_name, successor_family_name,
            successor_function, successor_email) <> '';
    GET DIAGNOSTICS struck = ROW_COUNT;
    PERFORM set_config('pgtrigger.ignore', ignored, true);
    RETURN struck;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("network", "0027_reading")]

    operations = [
        migrations.RunSQL(PROPOSALS, "DROP FUNCTION network_long_in(text[])"),
        migrations.RunSQL(ROUNDS, "DROP FUNCTION network_long_closed()"),
        migrations.RunSQL(DECLINED, f"DROP FUNCTION network_forget_declined(); {before.DECLINED}"),
        migrations.RunSQL(NAMED, f"DROP FUNCTION network_forget_successors(); {before.NAMED}"),
    ]
