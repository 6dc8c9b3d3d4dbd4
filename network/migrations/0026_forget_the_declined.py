"""Let the portal forget whom it need not remember, in the history too, which its role cannot write itself."""

from django.db import migrations

DECLINED = r"""
-- Strike out what was asked in vain, a year after it was declined or withdrawn; that it was asked, when, by
-- whom and how it was decided stays. Gives the scans that nothing names any more.
CREATE FUNCTION network_forget_declined() RETURNS SETOF text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    old bigint[] := ARRAY(SELECT id FROM network_proposal
        WHERE status IN ('declined', 'withdrawn') AND decided_at < now() - interval '365 days'
            AND (note <> '' OR instrument_file <> ''
                OR CASE kind WHEN 'correct' THEN (values, before) <> ('{}', '{}')
                    ELSE values ?| ARRAY['entry', 'new_agency', 'successor'] END));
BEGIN
    RETURN QUERY SELECT instrument_file::text FROM network_proposal
        WHERE id = ANY(old) AND instrument_file <> '';
    UPDATE network_proposal SET note = '', instrument_file = '', instrument_file_name = '',
        before = CASE kind WHEN 'correct' THEN '{}' ELSE before END,
        values = CASE kind WHEN 'correct' THEN '{}'
            ELSE values - ARRAY['entry', 'new_agency', 'successor'] END
        WHERE id = ANY(old);
    PERFORM set_config('pgtrigger.ignore', '{pgtrigger_append_only_b1d4a}', true);
    UPDATE network_proposalevent SET note = '', instrument_file = '', instrument_file_name = '',
        before = CASE kind WHEN 'correct' THEN '{}' ELSE before END,
        values = CASE kind WHEN 'correct' THEN '{}'
            ELSE values - ARRAY['entry', 'new_agency', 'successor'] END
        WHERE pgh_obj_id = ANY(old);
    PERFORM set_config('pgtrigger.ignore', '', true);
END $$;
"""
NAMED = r"""
-- Strike out the successors and notes of answers, a year after their round was closed; gives how many.
CREATE FUNCTION network_forget_successors() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    old bigint[] := ARRAY(SELECT answer.id FROM network_confirmation answer
        JOIN network_round round ON round.id = answer.round_id
        WHERE round.closed_at < now() - interval '365 days'
            AND concat(answer.note, answer.successor_given_name, answer.successor_family_name,
                answer.successor_function, answer.successor_email) <> '');
BEGIN
    UPDATE network_confirmation SET note = '', successor_given_name = '', successor_family_name = '',
        successor_function = '', successor_email = '' WHERE id = ANY(old);
    PERFORM set_config('pgtrigger.ignore', '{pgtrigger_append_only_36fb1}', true);
    UPDATE network_confirmationevent SET note = '', successor_given_name = '', successor_family_name = '',
        successor_function = '', successor_email = '' WHERE pgh_obj_id = ANY(old);
    PERFORM set_config('pgtrigger.ignore', '', true);
    RETURN cardinality(old);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("network", "0025_lines_of_a_past_day")]

    operations = [
        migrations.RunSQL(DECLINED, "DROP FUNCTION network_forget_declined()"),
        migrations.RunSQL(NAMED, "DROP FUNCTION network_forget_successors()"),
    ]
