"""The rows that migrations make, States and meetings: a transactional test flushes them with its own."""

from django.db import connection, transaction

# Django itself fills these again after a flush.
DJANGO_S_OWN = ("django_migrations", "django_content_type", "auth_permission")
TABLES = """
    SELECT table_name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> ALL (%s)
"""
COLUMNS = """
    SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)
    FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER'
"""


class MigratedRows:
    """A copy in a schema of its own, brought back after each flush with the same keys, in milliseconds."""

    def __init__(self) -> None:
        self._columns: dict[str, str] = {}

    def keep(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("CREATE SCHEMA kept")
            cursor.execute(TABLES, [list(DJANGO_S_OWN)])
            for (table,) in cursor.fetchall():
                cursor.execute(f'SELECT EXISTS (TABLE "{table}")')
                if cursor.fetchone() == (True,):
                    cursor.execute(f'CREATE TABLE kept."{table}" AS TABLE "{table}"')
                    cursor.execute(COLUMNS, [table])
                    self._columns[table] = cursor.fetchone()[0]

    def bring_back(self) -> None:
        """Fill the tables that are empty, past the triggers of the history: these rows are no news."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM cache")  # no model's table: Django's flush leaves its counters
            for table, columns in self._columns.items():
                cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
                cursor.execute(
                    f'INSERT INTO "{table}" ({columns}) OVERRIDING SYSTEM VALUE'
                    f' SELECT {columns} FROM kept."{table}" WHERE NOT EXISTS (TABLE "{table}")'
                )
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in self._columns:
                cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
