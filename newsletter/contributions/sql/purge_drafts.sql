-- Remove the drafts of pieces that nobody touched for a year, with their history, by which the year counts.
-- What was ever more than a draft stays. Returns the number of pieces.
CREATE OR REPLACE FUNCTION newsletter_purge_drafts() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    ignored text := coalesce(current_setting('pgtrigger.ignore', true), '');
    drafts bigint[] := ARRAY(
        SELECT p.id FROM newsletter_piece p
        WHERE p.status = 'draft'
            AND NOT EXISTS (SELECT FROM newsletter_clearance c WHERE c.piece_id = p.id)
            AND EXISTS (SELECT FROM newsletter_pieceevent e WHERE e.pgh_obj_id = p.id)
            AND NOT EXISTS (
                SELECT FROM newsletter_pieceevent e
                WHERE e.pgh_obj_id = p.id
                    AND (e.status <> 'draft' OR e.pgh_created_at >= now() - interval '365 days')
            )
        FOR UPDATE SKIP LOCKED
    );
BEGIN
    DELETE FROM newsletter_offering WHERE piece_id = ANY(drafts);
    DELETE FROM newsletter_piece WHERE id = ANY(drafts);
    PERFORM set_config('pgtrigger.ignore', '{pgtrigger_append_only_ffa37}', true);
    DELETE FROM newsletter_pieceevent WHERE pgh_obj_id = ANY(drafts);
    PERFORM set_config('pgtrigger.ignore', ignored, true);
    RETURN cardinality(drafts);
END $$;
