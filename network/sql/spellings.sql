-- What is typed and what is stored meet as these letters: lower case, no accents, no hyphens or apostrophes.
-- `unaccent` knows all Latin letters of the region but the schwa of Azerbaijan, written a (Əliyev, Aliyev).
CREATE OR REPLACE FUNCTION nfp_letters(words text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
BEGIN
    IF octet_length(words) = length(words) THEN
        RETURN translate(lower(words), '(/",;)-''`.', '      ');
    END IF;
    RETURN translate(
        lower(public.unaccent('public.unaccent'::regdictionary, normalize(words, NFKC))),
        'əς(/",;)-‐‑–—''’ʼ`´.', 'aσ      ');
END
$$;

-- Cyrillic, Greek, Armenian and Georgian letters (as nfp_letters gives them) by the Latin ones they sound like.
CREATE OR REPLACE FUNCTION nfp_latin(letters text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
BEGIN
    IF octet_length(letters) = length(letters) THEN
        RETURN letters;
    END IF;
    RETURN translate(
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        replace(replace(letters,
        'щ', 'shch'), 'ж', 'zh'), 'х', 'kh'), 'ц', 'ts'), 'ч', 'ch'), 'ш', 'sh'), 'ю', 'yu'), 'я',
        'ya'), 'ї', 'yi'), 'є', 'ye'), 'ђ', 'dj'), 'љ', 'lj'), 'њ', 'nj'), 'џ', 'dz'), 'ѕ', 'dz'), 'ѓ',
        'gj'), 'ќ', 'kj'), 'ου', 'ou'), 'θ', 'th'), 'χ', 'ch'), 'ψ', 'ps'), 'ու', 'u'), 'ժ', 'zh'),
        'խ', 'kh'), 'ծ', 'ts'), 'ձ', 'dz'), 'ղ', 'gh'), 'ճ', 'ch'), 'շ', 'sh'), 'չ', 'ch'), 'ց', 'ts'),
        'ჟ', 'zh'), 'ღ', 'gh'), 'შ', 'sh'), 'ც', 'ts'), 'ძ', 'dz'), 'ხ', 'kh'), 'ჭ', 'ch'),
        'абвгдезийклмнопрстуфыэіґјћәғқңөұүһӣӯҳҷўαβγδεζηικλμνξοπρσςτυφωაბგდევზთიკლმნოპრსტუფქყჯჰჩწաբգդեզէըթիլկհմյնոպջռսվտրւփքօֆъь',
        'abvgdeziyklmnoprstufyeigjcagknouuhiuhjuavgdeziiklmnxoprsstyfoabgdevztiklmnoprstupkqjhctabgdezeytilkhmynopjrsvtrvpkof');
END
$$;

-- A name, and beside it each other way of writing it: without dots and rings where people have no such keys
-- (Mueller, Soerensen), and in Latin letters.
CREATE OR REPLACE FUNCTION nfp_spellings(names text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
    letters text := public.nfp_letters(names);
    spelled_out text;
BEGIN
    IF octet_length(names) = length(names) THEN
        RETURN letters;
    END IF;
    spelled_out := public.nfp_letters(replace(replace(replace(replace(replace(lower(normalize(names, NFKC)),
        'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'), 'å', 'aa'), 'ø', 'oe'));
    RETURN concat_ws(' ', letters, nullif(spelled_out, letters), nullif(public.nfp_latin(letters), letters));
END
$$;

-- What a name is sorted by: one alphabet for all, so that Асанов stands beside Asanova.
CREATE OR REPLACE FUNCTION nfp_sorted_by(name text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
BEGIN
    RETURN btrim(public.nfp_latin(public.nfp_letters(name)));
END
$$;
