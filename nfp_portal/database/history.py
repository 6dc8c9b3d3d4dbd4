"""Whether a database was migrated by this code, or by one whose migrations are gone."""

from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader


def is_of_earlier_code() -> bool:
    """Whether migrations were applied that this code does not have; False for an empty database."""
    loader = MigrationLoader(connection)
    return any(
        (app, name) not in loader.disk_migrations
        for app, name in loader.applied_migrations
        if app in loader.migrated_apps
    )


def drop_everything() -> None:
    """Empty the database: its tables, functions and types. Only its owner can."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
        cursor.execute("GRANT USAGE ON SCHEMA public TO PUBLIC")
