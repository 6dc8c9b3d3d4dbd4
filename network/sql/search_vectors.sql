-- What the search finds a text by: the spellings of its words, with 10 for 10th, and at the end the parts of its
-- hyphenated words (German-Polish is found by germanpolish, german and polish). No text is longer than a tsvector
-- may be.
CREATE OR REPLACE FUNCTION nfp_searched(words text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
    plain text := regexp_replace(translate(words, '<>&', '   '), '\m(\d+)(st|nd|rd|th)\M', '\1', 'gi');
    parts text;
BEGIN
    IF plain ~ '[-‐‑]' THEN
        SELECT string_agg(translate(compound[1], '-‐‑', '   '), ' ') INTO parts
        FROM regexp_matches(plain, '\w+(?:[-‐‑]\w+)+', 'g') AS compound;
    END IF;
    RETURN left(public.nfp_spellings(concat_ws(' ', plain, parts)), 250000);
END
$$;

-- The words of a text for the search, those of its title with the weight A.
CREATE OR REPLACE FUNCTION nfp_vector(title text, body text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT setweight(to_tsvector('pg_catalog.simple', public.nfp_searched(coalesce(title, ''))), 'A')
        || to_tsvector('pg_catalog.simple', public.nfp_searched(coalesce(body, '')))
$$;

-- How a word in another script may be written in Latin letters: as texts are spelled, with h for kh, also with w and c,
-- and as in Polish (Хабер is Khaber or Haber, Вагнер Wagner, Свецко Swiecko). Always four.
CREATE OR REPLACE FUNCTION nfp_latin_forms(letters text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT ARRAY[
        public.nfp_latin(letters),
        public.nfp_latin(translate(letters, 'х', 'h')),
        public.nfp_latin(translate(letters, 'хвц', 'hwc')),
        public.nfp_latin(translate(
            replace(replace(regexp_replace(letters, '([бвгзкмнпс])е', '\1ie', 'g'), 'ш', 'sz'), 'ч', 'cz'),
            'хвцжй', 'hwczj'))
    ]
$$;

-- One word, or words that follow one another: each begins a word of the text, but for numbers and where `is_whole`.
-- A word in another script than the Latin one is looked for by its sound too.
CREATE OR REPLACE FUNCTION nfp_phrase(words text, is_whole boolean) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
    letters text := public.nfp_letters(
        regexp_replace(translate(words, '<>&', '   '), '\m(\d+)(st|nd|rd|th)\M', '\1', 'gi'));
    spelling text;
    phrase tsquery;
    result tsquery;
BEGIN
    FOREACH spelling IN ARRAY CASE WHEN octet_length(letters) = length(letters) THEN ARRAY[letters]
            ELSE letters || public.nfp_latin_forms(letters) END LOOP
        spelling := btrim(translate(spelling, '\:*!|', '     '));
        phrase := CASE WHEN spelling = '' THEN '' ELSE to_tsquery('pg_catalog.simple', quote_literal(spelling)
            || CASE WHEN is_whole OR spelling ~ '^\d+$' THEN '' ELSE ':*' END) END;
        result := CASE WHEN result IS NULL THEN phrase ELSE result || phrase END;
    END LOOP;
    RETURN result;
END
$$;

-- A query of the search: terms that all have to occur, each an array of [words, whether they are whole words] of
-- which one is enough.
CREATE OR REPLACE FUNCTION nfp_query(terms jsonb) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
    term jsonb;
    one_of jsonb;
    either tsquery;
    result tsquery := '';
BEGIN
    FOR term IN SELECT jsonb_array_elements(terms) LOOP
        either := '';
        FOR one_of IN SELECT jsonb_array_elements(term) LOOP
            either := either || public.nfp_phrase(one_of ->> 0, (one_of ->> 1)::boolean);
        END LOOP;
        result := result && either;
    END LOOP;
    RETURN result;
END
$$;

-- The strings at a path of a JSON document, one after the other.
CREATE OR REPLACE FUNCTION nfp_json_texts(document jsonb, path jsonpath) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT string_agg(part #>> '{}', ' ') FROM jsonb_path_query(document, path) AS part
$$;
