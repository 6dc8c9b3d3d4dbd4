"""The rows that migrations make, States and meetings: they replace what a transactional test leaves."""

from typing import TYPE_CHECKING

from django.db import connection, transaction

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

# What no test changes: Django fills these when it migrates.
UNCHANGED = ("django_migrations", "django_content_type", "auth_permission")
TABLES = """
    SELECT quote_ident(table_name) FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> ALL (%s)
"""
COLUMNS = """
    SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)
    FROM information_schema.columns
    WHERE table_schema = 'public' AND quote_ident(table_name) = %s AND is_generated = 'NEVER'
"""


class MigratedRows:
    """A copy in a schema of its own, brought back after each transactional test with the same keys.

    Rows are deleted, not truncated: new files for 88 tables and 385 indexes took ten times longer.
    """

    def __init__(self) -> None:
        self._tables: list[str] = []
        self._columns: dict[str, str] = {}

    def keep(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("CREATE SCHEMA kept")
            cursor.execute(TABLES, [list(UNCHANGED)])
            self._tables = [table for (table,) in cursor.fetchall()]
            for table in self._filled(cursor):
                cursor.execute(f"CREATE TABLE kept.{table} AS TABLE {table}")
                cursor.execute(COLUMNS, [table])
                self._columns[table] = cursor.fetchone()[0]

    def bring_back(self) -> None:
        """Empty all tables and fill those of the migrations, past the triggers: these rows are no news."""
        with transaction.atomic(), connection.cursor() as cursor:
            filled = self._filled(cursor)
            touched = sorted({*filled, *self._columns})
            for table in touched:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            for table in filled:
                cursor.execute(f"DELETE FROM {table}")
            for table, columns in self._columns.items():
                cursor.execute(
                    f"INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE"
                    f" SELECT {columns} FROM kept.{table}"
                )
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in touched:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")

    def _filled(self, cursor: "CursorWrapper") -> list[str]:
        """Return the tables that have rows."""
        selects = (f"SELECT '{table}' WHERE EXISTS (TABLE {table})" for table in self._tables)
        cursor.execute(" UNION ALL ".join(selects))
        return [table for (table,) in cursor.fetchall()]
