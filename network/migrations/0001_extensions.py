"""What Postgres needs for the directory: folding of accents, trigrams, exclusion over equality."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = []

    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        BtreeGistExtension(),
        # An index may only stand on an immutable function; unaccent with its dictionary named is one in fact.
        migrations.RunSQL(
            """
            CREATE FUNCTION nfp_fold(VARIADIC parts text[]) RETURNS text
            LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
            SET search_path = public, pg_temp
            RETURN lower(public.unaccent('public.unaccent'::regdictionary, array_to_string(parts, ' ')));
            """,
            "DROP FUNCTION nfp_fold(text[])",
        ),
    ]
