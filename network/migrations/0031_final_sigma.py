"""Fold the final sigma of Greek to the other one: capitals know one only, and people type in capitals."""

from django.db import migrations

FOLD = """
CREATE OR REPLACE FUNCTION nfp_fold(VARIADIC parts text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
SET search_path = public, pg_temp
RETURN translate(lower(public.unaccent('public.unaccent'::regdictionary, array_to_string(parts, ' '))), 'ς', 'σ');
"""
FOLD_BEFORE = """
CREATE OR REPLACE FUNCTION nfp_fold(VARIADIC parts text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
SET search_path = public, pg_temp
RETURN lower(public.unaccent('public.unaccent'::regdictionary, array_to_string(parts, ' ')));
"""
LETTERS = r"""
CREATE OR REPLACE FUNCTION nfp_letters(words text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
BEGIN
    IF octet_length(words) = length(words) THEN
        RETURN translate(lower(words), '(/",;)-''`.', '      ');
    END IF;
    RETURN translate(
        lower(public.unaccent('public.unaccent'::regdictionary, normalize(words, NFKC))),
        'FROM', 'TO');
END $$;
"""
SIGNS = ('(/",;)-‐‑–—\'\'’ʼ`´.', "      ")


def letters(one, other):
    return LETTERS.replace("FROM", one + SIGNS[0]).replace("TO", other + SIGNS[1])


class Migration(migrations.Migration):
    dependencies = [("network", "0030_addresses_in_one_form")]

    operations = [
        migrations.RunSQL(FOLD, FOLD_BEFORE),
        migrations.RunSQL(letters("əς", "aσ"), letters("ə", "a")),
    ]
