"""How a lost database connection is distinguished from other errors, and how a worker waits for it."""

import time

import psycopg2
import pytest
from django import db
from django.db import connection, connections, transaction

from nfp_portal.database.away import is_away, patiently


def caused_by_psycopg2(error: Exception) -> Exception:
    """Return the error as Django raises it where it wraps one of psycopg2."""
    error.__cause__ = psycopg2.DatabaseError(*error.args)
    return error


@pytest.mark.parametrize(
    "error",
    [
        db.OperationalError("could not connect to server"),
        db.InterfaceError("connection already closed"),
        caused_by_psycopg2(db.DatabaseError("server closed the connection unexpectedly")),
        psycopg2.DatabaseError("error with status PGRES_TUPLES_OK and no message from the libpq"),
        psycopg2.OperationalError("the connection is lost"),
    ],
)
def test_each_error_of_a_lost_connection_means_that_the_database_is_away(error: Exception) -> None:
    assert is_away(error)


@pytest.mark.parametrize(
    "error",
    [
        None,
        db.DatabaseError("Save with update_fields did not affect any rows."),
        db.IntegrityError("duplicate key"),
        db.DataError("too long"),
        db.ProgrammingError("no such column"),
        db.NotSupportedError("no"),
        ConnectionError("of another service"),
        KeyError("away"),
    ],
)
def test_other_errors_do_not_mean_that_the_database_is_away(error: Exception | None) -> None:
    assert not is_away(error)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("statement", "away"),
    [
        ("SELECT pg_terminate_backend(pg_backend_pid())", True),
        ("DO $$ BEGIN RAISE 'starting' USING ERRCODE = '57P03'; END $$", True),
        ("DO $$ BEGIN RAISE 'too many' USING ERRCODE = '53300'; END $$", True),
        ("DO $$ BEGIN RAISE 'lost' USING ERRCODE = '08006'; END $$", True),
        ("DO $$ BEGIN RAISE 'full' USING ERRCODE = '53100'; END $$", False),
        ("DO $$ BEGIN RAISE 'deadlock' USING ERRCODE = '40P01'; END $$", False),
        ("SET statement_timeout = 1; SELECT pg_sleep(1)", False),
        ("SELECT 1 / 0", False),
    ],
)
def test_only_some_errors_of_postgres_mean_that_the_database_is_away(statement: str, *, away: bool) -> None:
    with pytest.raises(db.Error) as failed, connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()
    assert is_away(failed.value) == away


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_loses_its_connection_is_retried() -> None:
    lines = []

    @transaction.atomic
    def act() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            lines.append(cursor.fetchone()[0])
            if len(lines) == 1:
                _end(lines[0])
            cursor.execute("SELECT 7")
            return int(cursor.fetchone()[0])

    assert patiently(act, time.monotonic() + 10) == 7
    assert len(set(lines)) == 2


@pytest.mark.django_db(transaction=True)
def test_retrying_ends_at_its_deadline_and_is_only_for_a_database_that_is_away() -> None:
    def away() -> None:
        tries.append("away")
        raise db.OperationalError("away")

    def wrong() -> None:
        tries.append("wrong")
        raise db.IntegrityError("wrong")

    tries: list[str] = []
    with pytest.raises(db.OperationalError):
        patiently(away, time.monotonic() + 0.5)
    assert 2 <= len(tries) <= 4
    with pytest.raises(db.IntegrityError):
        patiently(wrong, time.monotonic() + 10)
    assert tries.count("wrong") == 1


def _end(line: int) -> None:
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [line])
    other.close()
