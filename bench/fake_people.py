"""Invented people by the million, made by a few statements: names in two scripts, few of them frequent."""

import time
from contextlib import closing

import psycopg2

from bench.environment import Environment

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

# Draws from a list; the higher the skew, the more frequent its first items. `salt` makes draws independent.
_DRAW = """
CREATE OR REPLACE FUNCTION bench_draw(items text, n bigint, salt int, skew float) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT w[1 + floor(array_length(w, 1) * power(chance, skew))::int] FROM (
        SELECT string_to_array(items, '|') AS w,
            (hashint8(n * 1000003 + salt) & 1048575) / 1048576.0 AS chance
    ) AS listed
$$
"""
_ROWS = """
    (SELECT n, CASE WHEN n % 5 = 0 THEN bench_draw('{given_cyrillic}', n, 1, 1.5) || ' '
            || bench_draw('{cyrillic}', n, 2, 2)
            || bench_draw('{cyrillic_endings}', n, 3, 1.5) END AS script,
        bench_draw('{given}', n, 1, 1.5) AS given,
        bench_draw('{latin}', n, 2, 2) || bench_draw('{middles}', n, 4, 1)
            || bench_draw('{endings}', n, 3, 1.5) AS family,
        bench_draw('{functions}', n, 5, 1) AS function, bench_draw('{units}', n, 6, 1) AS unit,
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


def fill(env: Environment, number: int) -> float:
    """Fill the directory with so many people, each with an appointment in force; returns the seconds.

    Histories stay empty. Triggers are off; lines are written by the portal's own function, the large index
    once.
    """
    began = time.monotonic()
    env.run("first_person")
    env.query(_DRAW)
    _multiply(env, "network_agency", {"state_id": "new.id"}, _states_without_agency())
    last_id = int(env.query("SELECT max(id) FROM network_person")[0][0])
    env.query("DROP INDEX entry_search_text")
    for (name,) in env.query(_EXCLUSIONS):  # they cost most of the time
        env.query(f"ALTER TABLE network_appointment DROP CONSTRAINT {name}")
    _people(env, last_id, number)
    last = int(env.query("SELECT max(id) FROM network_appointment")[0][0])
    for begin in range(0, last + 1, 100_000):
        _without_triggers(
            env,
            "SELECT network_refill_lines(array_agg(a.id)) FROM network_appointment a"
            f" WHERE a.id BETWEEN {begin} AND {begin + 99_999}"
            " AND NOT EXISTS (SELECT 1 FROM network_directoryentry l WHERE l.appointment_id = a.id)",
        )
    index = "CREATE INDEX entry_search_text ON network_directoryentry USING gin (search_text gin_trgm_ops)"
    env.query(f"SET maintenance_work_mem = '512MB'; {index}")
    for table in (*TABLES, "network_directoryentry"):
        env.query(f"VACUUM ANALYZE {table}")
    return time.monotonic() - began


def _states_without_agency() -> str:
    return (
        "(SELECT s.id FROM network_state s WHERE s.participation = 'participating'"
        " AND NOT EXISTS (SELECT 1 FROM network_agency a WHERE a.state_id = s.id)) AS new"
    )


def _people(env: Environment, last_id: int, number: int) -> None:
    lists = {name: items for name, items in globals().items() if name.isupper() and isinstance(items, str)}
    rows = _ROWS.format(
        first=1, last=number - last_id, **{name.lower(): items for name, items in lists.items()}
    )
    _multiply(env, "network_person", _PERSON, rows)
    appointed = {
        "person_id": "new.id",
        "state_id": "new.state_id",
        "primary_from": "NULL",
        "primary_until": "NULL",
    }
    people = f"(SELECT id, state_id FROM network_person WHERE id > {last_id}) AS new"
    _multiply(env, "network_appointment", appointed, people)


def _multiply(env: Environment, table: str, changes: dict[str, str], rows: str) -> None:
    """Insert a changed copy of the table's first row for each of `rows`."""
    columns = env.query(
        "SELECT column_name FROM information_schema.columns"
        f" WHERE table_name = '{table}' AND is_generated = 'NEVER' AND column_name <> 'id'"
    )
    names = [name for (name,) in columns]
    values = ", ".join(changes.get(name, f'first."{name}"') for name in names)
    into = ", ".join(f'"{name}"' for name in names)
    first = f"(SELECT * FROM {table} ORDER BY id LIMIT 1) AS first"
    _without_triggers(env, f"INSERT INTO {table} ({into}) SELECT {values} FROM {first}, {rows}")


def _without_triggers(env: Environment, statement: str) -> None:
    """Run a statement as superuser, without triggers and foreign keys."""
    address = env.variables["DATABASE_OWNER_URL"].replace("nfp_owner@", "postgres@")
    with closing(psycopg2.connect(address)) as connection, connection, connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement)
