"""Give each appointment a line by which the directory finds and sorts it; the database keeps it true."""

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

# Letters that sound like several Latin ones; then those that sound like one, and the silent ones last.
SEVERAL = """
    щ shch ж zh х kh ц ts ч ch ш sh ю yu я ya ї yi є ye ђ dj љ lj њ nj џ dz ѕ dz ѓ gj ќ kj
    ου ou θ th χ ch ψ ps
    ու u ժ zh խ kh ծ ts ձ dz ղ gh ճ ch շ sh չ ch ց ts
    ჟ zh ღ gh შ sh ც ts ძ dz ხ kh ჭ ch
""".split()
ONE = """
    а a б b в v г g д d е e з z и i й y к k л l м m н n о o п p р r с s т t у u ф f ы y э e
    і i ґ g ј j ћ c ә a ғ g қ k ң n ө o ұ u ү u һ h ӣ i ӯ u ҳ h ҷ j ў u
    α a β v γ g δ d ε e ζ z η i ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f ω o
    ა a ბ b გ g დ d ე e ვ v ზ z თ t ი i კ k ლ l მ m ნ n ო o პ p რ r ს s ტ t უ u ფ p ქ k ყ q ჯ j ჰ h ჩ c წ t
    ա a բ b գ g դ d ե e զ z է e ը y թ t ի i լ l կ k հ h մ m յ y ն n ո o պ p ջ j ռ r ս s վ v տ t ր r ւ v փ p
    ք k օ o ֆ f
""".split()
SILENT = "ъь"


def latin(letters):
    """The SQL that writes an expression of letters by Latin ones."""
    for sound, by in zip(SEVERAL[::2], SEVERAL[1::2]):
        letters = f"replace({letters}, '{sound}', '{by}')"
    return f"translate({letters}, '{''.join(ONE[::2])}{SILENT}', '{''.join(ONE[1::2])}')"


LETTERS = r"""
-- What is typed and what is stored meet as these letters: lower case, no accents, no hyphens or apostrophes.
-- `unaccent` knows all Latin letters of the region but the schwa of Azerbaijan, written a (Əliyev, Aliyev).
CREATE FUNCTION nfp_letters(words text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
BEGIN
    IF octet_length(words) = length(words) THEN
        RETURN translate(lower(words), '(/",;)-''`.', '      ');
    END IF;
    RETURN translate(
        lower(public.unaccent('public.unaccent'::regdictionary, normalize(words, NFKC))),
        'ə(/",;)-‐‑–—''’ʼ`´.', 'a      ');
END $$;

-- Cyrillic, Greek, Armenian and Georgian letters (as nfp_letters gives them) by the Latin ones they sound like.
CREATE FUNCTION nfp_latin(letters text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
BEGIN
    IF octet_length(letters) = length(letters) THEN
        RETURN letters;
    END IF;
    RETURN {latin};
END $$;

-- A name, and beside it each other way of writing it: without dots and rings where people have no such keys
-- (Mueller, Soerensen), and in Latin letters.
CREATE FUNCTION nfp_spellings(names text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
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
END $$;

-- What a name is sorted by: one alphabet for all, so that Асанов stands beside Asanova.
CREATE FUNCTION nfp_sorted_by(name text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
BEGIN
    RETURN btrim(public.nfp_latin(public.nfp_letters(name)));
END $$;
""".replace("{latin}", latin("letters"))
NO_LETTERS = """
DROP FUNCTION nfp_sorted_by(text);
DROP FUNCTION nfp_spellings(text);
DROP FUNCTION nfp_latin(text);
DROP FUNCTION nfp_letters(text);
"""

REFILL = r"""
-- Write the lines of these appointments anew. Whoever changes a person at the same time is waited for.
CREATE FUNCTION network_refill_lines(wanted bigint[]) RETURNS void
LANGUAGE plpgsql
SET search_path = public, pg_temp
AS $$
BEGIN
    IF wanted IS NULL THEN
        RETURN;
    END IF;
    PERFORM 1 FROM network_person p
        WHERE p.id IN (SELECT a.person_id FROM network_appointment a WHERE a.id = ANY(wanted))
        ORDER BY p.id FOR SHARE;
    WITH places AS MATERIALIZED (
        SELECT s.id, nfp_sorted_by(s.name) AS sorted_by,
            nfp_letters(concat_ws(' ', s.name, s.iso2, string_agg(n.name, ' '))) AS words
        FROM network_state s LEFT JOIN network_statename n ON n.state_id = s.id GROUP BY s.id
    )
    INSERT INTO network_directoryline AS line (appointment_id, state_id, starts_on, ends_on, place, folded)
    SELECT a.id, a.state_id, a.starts_on, a.ends_on,
        concat_ws(chr(31), s.sorted_by, nfp_sorted_by(p.family_name), nfp_sorted_by(p.given_name),
            lpad(a.id::text, 12, '0')),
        concat_ws(' ', '', nfp_spellings(concat_ws(' ', p.given_name, p.family_name, p.name_in_script)),
            nfp_spellings(concat_ws(' ', p.function, p.unit, g.name, o.name, o.acronym)), s.words,
            nfp_letters(array_to_string(p.topics, ' ')))
    FROM unnest(wanted) AS w (id)
    JOIN network_appointment a ON a.id = w.id
    JOIN network_person p ON p.id = a.person_id
    JOIN places s ON s.id = a.state_id
    LEFT JOIN network_agency g ON g.id = p.agency_id
    LEFT JOIN network_organisation o ON o.id = p.organisation_id
    ON CONFLICT (appointment_id) DO UPDATE SET state_id = excluded.state_id, starts_on = excluded.starts_on,
        ends_on = excluded.ends_on, place = excluded.place, folded = excluded.folded
    WHERE line IS DISTINCT FROM excluded;
END $$;
"""
NO_REFILL = "DROP FUNCTION network_refill_lines(bigint[])"

# Which rows lead to which appointments. `these` are the rows as they are after the statement, `those` as before.
CHANGES = {
    ("appointment", "INSERT"): "SELECT array_agg(id) INTO touched FROM these;",
    ("appointment", "UPDATE"): """
        UPDATE network_directoryline line SET starts_on = n.starts_on, ends_on = n.ends_on FROM these n
            WHERE line.appointment_id = n.id
            AND (line.starts_on, line.ends_on) IS DISTINCT FROM (n.starts_on, n.ends_on);
        SELECT array_agg(n.id) INTO touched FROM these n JOIN those o USING (id)
            WHERE (n.person_id, n.state_id) IS DISTINCT FROM (o.person_id, o.state_id);""",
    ("appointment", "DELETE"): """
        DELETE FROM network_directoryline WHERE appointment_id IN (SELECT id FROM those);""",
    ("person", "UPDATE"): """
        SELECT array_agg(a.id) INTO touched FROM these n JOIN those o USING (id)
            JOIN network_appointment a ON a.person_id = n.id
            WHERE (n.given_name, n.family_name, n.name_in_script, n.function, n.unit, n.agency_id,
                n.organisation_id, n.topics) IS DISTINCT FROM (o.given_name, o.family_name, o.name_in_script,
                o.function, o.unit, o.agency_id, o.organisation_id, o.topics);""",
    ("agency", "UPDATE"): """
        SELECT array_agg(a.id) INTO touched FROM these n JOIN those o USING (id)
            JOIN network_person p ON p.agency_id = n.id JOIN network_appointment a ON a.person_id = p.id
            WHERE n.name <> o.name;""",
    ("organisation", "UPDATE"): """
        SELECT array_agg(a.id) INTO touched FROM these n JOIN those o USING (id)
            JOIN network_person p ON p.organisation_id = n.id JOIN network_appointment a ON a.person_id = p.id
            WHERE (n.name, n.acronym) <> (o.name, o.acronym);""",
    ("state", "UPDATE"): """
        SELECT array_agg(a.id) INTO touched FROM these n JOIN those o USING (id)
            JOIN network_appointment a ON a.state_id = n.id WHERE (n.name, n.iso2) <> (o.name, o.iso2);""",
    ("statename", "INSERT"): """
        SELECT array_agg(a.id) INTO touched FROM network_appointment a
            WHERE a.state_id IN (SELECT state_id FROM these);""",
    ("statename", "UPDATE"): """
        SELECT array_agg(a.id) INTO touched FROM network_appointment a
            WHERE a.state_id IN (SELECT state_id FROM these UNION SELECT state_id FROM those);""",
    ("statename", "DELETE"): """
        SELECT array_agg(a.id) INTO touched FROM network_appointment a
            WHERE a.state_id IN (SELECT state_id FROM those);""",
}
ROWS = {
    "INSERT": "NEW TABLE AS these",
    "UPDATE": "OLD TABLE AS those NEW TABLE AS these",
    "DELETE": "OLD TABLE AS those",
}


def trigger(table, event, act):
    name = f"network_lines_after_{table}_{event.lower()}"
    return migrations.RunSQL(
        f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
        DECLARE
            touched bigint[];
        BEGIN
            {act}
            PERFORM network_refill_lines(touched);
            RETURN NULL;
        END $$;
        CREATE TRIGGER directory_lines_{event.lower()} AFTER {event} ON network_{table}
            REFERENCING {ROWS[event]} FOR EACH STATEMENT EXECUTE FUNCTION {name}();
        """,
        f"DROP TRIGGER directory_lines_{event.lower()} ON network_{table}; DROP FUNCTION {name}();",
    )


class Migration(migrations.Migration):
    dependencies = [("network", "0010_keep_what_was_deleted")]

    operations = [
        migrations.CreateModel(
            name="DirectoryLine",
            fields=[
                ("appointment", models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name="line", serialize=False, to="network.appointment")),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                ("place", models.TextField(db_collation="C", unique=True)),
                ("folded", models.TextField()),
                ("state", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="network.state")),
            ],
            options={
                "ordering": ("place",),
                "indexes": [
                    models.Index(fields=["state", "place"], name="line_by_state"),
                    django.contrib.postgres.indexes.GinIndex(fields=["folded"], name="line_folded", opclasses=["gin_trgm_ops"]),
                ],
            },
        ),
        migrations.RunSQL(LETTERS, NO_LETTERS),
        migrations.RunSQL(REFILL, NO_REFILL),
        *(trigger(table, event, act) for (table, event), act in CHANGES.items()),
    ]
