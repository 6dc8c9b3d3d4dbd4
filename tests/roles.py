"""Act with the rights of one of the two database roles."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, connection, transaction


@contextmanager
def acting_as(role: str) -> Iterator[Any]:
    """Give a cursor with the rights of a database role, for one savepoint."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
        yield cursor
        cursor.execute("RESET ROLE")


def run(sql: str, *, role: str = "nfp_owner") -> None:
    with acting_as(role) as cursor:
        cursor.execute(sql)


def refused(sql: str, *, role: str) -> bool:
    with acting_as(role) as cursor:
        try:
            with transaction.atomic():
                cursor.execute(sql)
        except DatabaseError:
            return True
    return False
