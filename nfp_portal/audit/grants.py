"""What the portal's own database role may do: everything to its rows, nothing to their history.

`nfp_owner` owns the tables and migrates; `nfp_app` serves pages and runs workers. History tables are
written by triggers alone, whose functions run with the owner's rights.
"""

from typing import Any

from django.apps import apps
from django.db import connections, transaction
from pghistory.models import Event

APPLICATION_ROLE = "nfp_app"
READ_ONLY_TABLES = ("django_migrations", "pghistory_context")

_HAS_ROLE = "SELECT 1 FROM pg_roles WHERE rolname = %s AND rolname <> current_user"
_GRANT = """
    GRANT USAGE ON SCHEMA public TO nfp_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO nfp_app;
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO nfp_app;
    REVOKE UPDATE, DELETE ON audit_entry FROM nfp_app;
"""
_TRIGGER_FUNCTIONS = """
    SELECT p.oid::regprocedure FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND NOT p.prosecdef
      AND (p.proname LIKE 'pgtrigger\\_%%' OR p.proname = '_pgh_attach_context')
"""


def after_migrate(using: str, **kwargs: Any) -> None:
    """Give the application role its rights anew: a migration may have made tables and triggers."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(_TRIGGER_FUNCTIONS, [])
        for (function,) in cursor.fetchall():
            cursor.execute(f"ALTER FUNCTION {function} SECURITY DEFINER SET search_path = public, pg_temp")
        cursor.execute(_HAS_ROLE, [APPLICATION_ROLE])
        if cursor.fetchone():
            cursor.execute(_GRANT)
            there = set(connections[using].introspection.table_names(cursor))  # fewer after a step back
            for table in there & {*READ_ONLY_TABLES, *history_tables()}:
                cursor.execute(f'REVOKE INSERT, UPDATE, DELETE ON "{table}" FROM nfp_app')


def history_tables() -> list[str]:
    return sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, Event))  # noqa: SLF001 - Django's documented _meta
