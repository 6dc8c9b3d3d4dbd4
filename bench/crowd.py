"""Invented people by the million in a few statements: names of two scripts, some frequent and most rare."""

import time
from contextlib import closing

import psycopg2

from bench.stage import Stage

LATIN = (
    "Müll|Schmid|Weiß|Öster|Köhl|Jäg|Brânc|Popesc|Novák|Dvořák|Černý|Kowal|Wójc|Łukas|Żak|Ferreir|Núñ|García|"
    "Lefèvr|Dubois|Benoît|Sørens|Åkers|Björn|Guðmund|Yıldız|Şahin|Çelik|Đorđ|Petrov|Šim|Kazl|Ozol|Tamm|Virt|"
    "Szabó|Nagy|Horváth|Ross|Bianc|Martin|Smith|O’Bri|MacKen|Janss|Vries|Peet|Hox|Sheh|Begov"
)
MIDDLES = "||||al|in|or|et|ul|an|is|om|ek|av"
ENDINGS = "er|mann|ić|ová|ski|sen|son|oğlu|escu|ez|ini|aitis|nen|berg|feld|iak|ák|ell|ard|ovic"
CYRILLIC = (
    "Асан|Иван|Петр|Кузнец|Щерб|Жук|Шевч|Бондар|Ткач|Мамбет|Токт|Рахим|Юсуп|Каримджан|Назар|Сапар|Орл|Волк|"
    "Зайц|Медвед|Собол|Гриш|Федот|Харит"
)
CYRILLIC_ENDINGS = "ов|ова|ев|ева|енко|чук|ский|ская|баев|беков|улы|кызы|ин|ина|ян|адзе"
GIVEN = (
    "Anna|Jan|Maria|Peter|Łucja|José|François|Zoë|Jürgen|Søren|İbrahim|Čedomir|Đuro|Ágnes|Émile|Ana|Luka|Elif|"
    "Ioana|Kristīna"
)
GIVEN_CYRILLIC = "Анна|Бакыт|Дмитрий|Ольга|Нурлан|Гульнара|Юрий|Светлана|Тимур|Айгерим"
FUNCTIONS = (
    "Head of Unit|Senior Adviser|Liaison Officer|Deputy Director|Section Chief|Attaché|Analyst|Inspector|"
    "Shift Leader|Legal Officer"
)
UNITS = (
    "Green Border|Airports|Risk Analysis|Documents|Maritime Surveillance|International Co-operation|Training|"
    "Regional Centre North|Regional Centre South|Joint Contact Office"
)
TABLES = ("network_person", "network_appointment")

# A word of a list, the first ones the more frequent the higher the skew; `salt` makes draws independent.
_DRAW = """
CREATE OR REPLACE FUNCTION bench_drawn(words text, n bigint, salt int, skew float) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT w[1 + floor(array_length(w, 1) * power(chance, skew))::int] FROM (
        SELECT string_to_array(words, '|') AS w,
            (hashint8(n * 1000003 + salt) & 1048575) / 1048576.0 AS chance
    ) AS listed
$$
"""
_ROWS = """
    (SELECT n, CASE WHEN n % 5 = 0 THEN bench_drawn('{given_cyrillic}', n, 1, 1.5) || ' '
            || bench_drawn('{cyrillic}', n, 2, 2)
            || bench_drawn('{cyrillic_endings}', n, 3, 1.5) END AS script,
        bench_drawn('{given}', n, 1, 1.5) AS given,
        bench_drawn('{latin}', n, 2, 2) || bench_drawn('{middles}', n, 4, 1)
            || bench_drawn('{endings}', n, 3, 1.5) AS family,
        bench_drawn('{functions}', n, 5, 1) AS function, bench_drawn('{units}', n, 6, 1) AS unit,
        agencies.ids[1 + n % array_length(agencies.ids, 1)] AS agency,
        agencies.states[1 + n % array_length(agencies.ids, 1)] AS state
    FROM generate_series({first}, {last}) AS n,
        (SELECT array_agg(id) AS ids, array_agg(state_id) AS states FROM network_agency) AS agencies) AS new
"""
_EXCLUSIONS = """
    SELECT conname FROM pg_constraint WHERE contype = 'x' AND conrelid = 'network_appointment'::regclass
"""
_PERSON = {
    "key": "gen_random_uuid()",
    "given_name": "coalesce(initcap(nfp_latin(nfp_letters(split_part(script, ' ', 1)))), given)",
    "family_name": "coalesce(initcap(nfp_latin(nfp_letters(split_part(script, ' ', 2)))), family)",
    "name_in_script": "coalesce(script, '')",
    "function": "new.function",
    "unit": "new.unit",
    "email": "'person' || n || '@example.org'",
    "agency_id": "agency",
    "state_id": "state",
}


def fill(ground: Stage, number: int) -> float:
    """Bring the directory to so many people, each with an appointment in force; give the seconds it took.

    Histories stay empty. Triggers rest meanwhile; the lines are written by the portal's own function, the
    large index once.
    """
    began = time.monotonic()
    ground.do("first_person")
    ground.ask(_DRAW)
    _multiply(ground, "network_agency", {"state_id": "new.id"}, _states_without_agency())
    there = int(ground.ask("SELECT max(id) FROM network_person")[0][0])
    ground.ask("DROP INDEX line_folded")
    for (name,) in ground.ask(_EXCLUSIONS):  # they guard writing, and cost most of it
        ground.ask(f"ALTER TABLE network_appointment DROP CONSTRAINT {name}")
    _people(ground, there, number)
    last = int(ground.ask("SELECT max(id) FROM network_appointment")[0][0])
    for begin in range(0, last + 1, 100_000):
        _unguarded(
            ground,
            "SELECT network_refill_lines(array_agg(a.id)) FROM network_appointment a"
            f" WHERE a.id BETWEEN {begin} AND {begin + 99_999}"
            " AND NOT EXISTS (SELECT 1 FROM network_directoryline l WHERE l.appointment_id = a.id)",
        )
    index = "CREATE INDEX line_folded ON network_directoryline USING gin (folded gin_trgm_ops)"
    ground.ask(f"SET maintenance_work_mem = '512MB'; {index}")
    for table in (*TABLES, "network_directoryline"):
        ground.ask(f"VACUUM ANALYZE {table}")
    return time.monotonic() - began


def _states_without_agency() -> str:
    return (
        "(SELECT s.id FROM network_state s WHERE s.participation = 'participating'"
        " AND NOT EXISTS (SELECT 1 FROM network_agency a WHERE a.state_id = s.id)) AS new"
    )


def _people(ground: Stage, there: int, number: int) -> None:
    lists = {name: words for name, words in globals().items() if name.isupper() and isinstance(words, str)}
    rows = _ROWS.format(
        first=1, last=number - there, **{name.lower(): words for name, words in lists.items()}
    )
    _multiply(ground, "network_person", _PERSON, rows)
    appointed = {
        "person_id": "new.id",
        "state_id": "new.state_id",
        "primary_from": "NULL",
        "primary_until": "NULL",
    }
    people = f"(SELECT id, state_id FROM network_person WHERE id > {there}) AS new"
    _multiply(ground, "network_appointment", appointed, people)


def _multiply(ground: Stage, table: str, changes: dict[str, str], rows: str) -> None:
    """Copy the first row of a table once for each of `rows`, with changes."""
    columns = ground.ask(
        "SELECT column_name FROM information_schema.columns"
        f" WHERE table_name = '{table}' AND is_generated = 'NEVER' AND column_name <> 'id'"
    )
    names = [name for (name,) in columns]
    values = ", ".join(changes.get(name, f'first."{name}"') for name in names)
    into = ", ".join(f'"{name}"' for name in names)
    first = f"(SELECT * FROM {table} ORDER BY id LIMIT 1) AS first"
    _unguarded(ground, f"INSERT INTO {table} ({into}) SELECT {values} FROM {first}, {rows}")


def _unguarded(ground: Stage, statement: str) -> None:
    """Run a statement as the cluster's own superuser, whom no trigger and no foreign key asks anything."""
    address = ground.environment["DATABASE_OWNER_URL"].replace("nfp_owner@", "postgres@")
    with closing(psycopg2.connect(address)) as connection, connection, connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement)
