-- Lower case without accents. An index may only stand on an immutable function, and unaccent with its
-- dictionary named is one in fact.
CREATE OR REPLACE FUNCTION nfp_fold(VARIADIC parts text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT SET search_path = public, pg_temp
RETURN translate(lower(unaccent('unaccent'::regdictionary, array_to_string(parts, ' '::text))), 'ς'::text, 'σ'::text);
