"""The one place that knows how a database that is away shows itself, and how to wait for it."""

import time
from collections.abc import Callable
from typing import TypeVar

import psycopg2
from django import db

Result = TypeVar("Result")

# So often is asked whether it is back.
PAUSE_SECONDS = 0.2
# SQLSTATE: classes of a broken connection; a server that stops, crashed, starts, or has no place free.
_BROKEN_CONNECTION = "08"
_AWAY = frozenset({"57P01", "57P02", "57P03", "53300"})
_OF_THE_LINE = (db.OperationalError, db.InterfaceError, psycopg2.OperationalError, psycopg2.InterfaceError)


def is_away(error: BaseException | None) -> bool:
    """Say whether the statement failed because Postgres was not there, and may succeed when it is back.

    psycopg2 raises its bare DatabaseError where the connection breaks while it reads an answer. A deadlock,
    a time limit or a full disk is an answer of a server that is there.
    """
    cause = getattr(error, "__cause__", None)
    if type(error) is db.DatabaseError:  # Django raises it on its own too, of a row that is gone
        error = cause
    if not (isinstance(error, _OF_THE_LINE) or type(error) is psycopg2.DatabaseError):
        return False
    code = getattr(error, "pgcode", None) or getattr(cause, "pgcode", None)
    return code is None or code in _AWAY or code.startswith(_BROKEN_CONNECTION)


def patiently(act: Callable[[], Result], until: float) -> Result:
    """Do `act`, a transaction that may be done twice, again until the database is there.

    Raises its error when `until` (of `time.monotonic()`) has passed. Call it outside a transaction.
    """
    while True:
        try:
            return act()
        except db.Error as error:
            if not is_away(error) or time.monotonic() > until:
                raise
            db.connection.close()
            time.sleep(PAUSE_SECONDS)
