"""The contender of the search, which stays as it is: unaccent on five columns, then ILIKE."""

from typing import Any

from django.db import connection

COLUMNS = ("p.given_name", "p.family_name", "p.name_in_script", "p.function", "p.unit")
_FROM = """
    FROM network_appointment a
    JOIN network_person p ON p.id = a.person_id
    JOIN network_state s ON s.id = a.state_id
    WHERE a.starts_on <= current_date AND (a.ends_on IS NULL OR a.ends_on > current_date)
"""


def _conditions(query: str) -> tuple[str, list[str]]:
    one = " OR ".join(f"unaccent({column}) ILIKE unaccent(%s)" for column in COLUMNS)
    patterns = [f"%{word}%" for word in query.split()]
    return "".join(f" AND ({one})" for _ in patterns), [each for each in patterns for _ in COLUMNS]


def first_hundred(query: str) -> list[Any]:
    conditions, parameters = _conditions(query)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT a.id, s.name, p.* {_FROM} {conditions}"
            " ORDER BY s.name, p.family_name, p.given_name LIMIT 100",
            parameters,
        )
        return cursor.fetchall()


def hits(query: str) -> int:
    conditions, parameters = _conditions(query)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {_FROM} {conditions}", parameters)
        return int(cursor.fetchone()[0])
