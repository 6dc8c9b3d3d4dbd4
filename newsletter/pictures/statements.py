"""What the database checks of the pictures of pieces."""

from newsletter.pictures.values import LARGEST_TOGETHER

# What the actions say in words (`newsletter.actions.pieces.PicturesTooLargeError`), for any other writer.
PICTURES_FIT = f"""
    IF NEW.issue_id IS NOT NULL AND NEW.audience = 'all' AND NEW.pictures <> '[]'::jsonb AND (
        SELECT sum(size) FROM (
            SELECT DISTINCT picture->>'digest' AS digest, (picture->>'size')::int AS size FROM (
                SELECT pictures FROM newsletter_piece
                WHERE issue_id = NEW.issue_id AND audience = 'all' AND id <> NEW.id
                UNION ALL SELECT NEW.pictures
            ) AS printed, jsonb_array_elements(printed.pictures) AS picture
        ) AS sizes
    ) > {LARGEST_TOGETHER} THEN
        RAISE EXCEPTION 'the pictures of this issue are too large for its mail' USING
            ERRCODE = 'check_violation', CONSTRAINT = 'the_pictures_of_an_issue_fit_in_its_mail';
    END IF;
    RETURN NEW;
"""  # noqa: S608 - the number is ours
