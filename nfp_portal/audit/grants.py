"""Rights of the portal's database role: it writes rows, and never their history.

`nfp_owner` owns the tables and migrates; `nfp_app` serves pages and runs workers. Only triggers write
history tables, through functions that run with the owner's rights. Of these functions `nfp_app` may execute
those that are not triggers; no other role may execute any.
"""

from typing import Any

from django.apps import apps
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper
from pghistory.models import Event

APPLICATION_ROLE = "nfp_app"
# Beside the models that say so themselves (`is_append_only`).
APPEND_ONLY_TABLES = frozenset({"audit_entry", "django_admin_log"})
READ_ONLY_TABLES = ("django_migrations", "pghistory_context")

_HAS_ROLE = "SELECT 1 FROM pg_roles WHERE rolname = %s AND rolname <> current_user"
_GRANT = """
    GRANT USAGE ON SCHEMA public TO nfp_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO nfp_app;
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO nfp_app;
"""
_TRIGGER_FUNCTIONS = """
    SELECT p.oid::regprocedure FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND NOT p.prosecdef
      AND (p.proname LIKE 'pgtrigger\\_%%' OR p.proname = '_pgh_attach_context')
"""
_OWNERS_FUNCTIONS = """
    SELECT p.oid::regprocedure, p.prorettype = 'trigger'::regtype FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
"""


def after_migrate(using: str, **kwargs: Any) -> None:
    """Grant the application role its rights again: a migration may have added tables and triggers."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(_TRIGGER_FUNCTIONS, [])
        for (function,) in cursor.fetchall():
            cursor.execute(f"ALTER FUNCTION {function} SECURITY DEFINER SET search_path = public, pg_temp")
        cursor.execute(_HAS_ROLE, [APPLICATION_ROLE])
        has_role = cursor.fetchone() is not None
        _restrict_functions(cursor, has_role=has_role)
        if has_role:
            cursor.execute(_GRANT)
            tables = set(
                connections[using].introspection.table_names(cursor)
            )  # also after a reversed migration
            for table in tables & {*APPEND_ONLY_TABLES, *append_only_tables()}:
                cursor.execute(f'REVOKE UPDATE, DELETE ON "{table}" FROM nfp_app')
            for table in tables & {*READ_ONLY_TABLES, *history_tables()}:
                cursor.execute(f'REVOKE INSERT, UPDATE, DELETE ON "{table}" FROM nfp_app')


def _restrict_functions(cursor: CursorWrapper, *, has_role: bool) -> None:
    """Let only the application role execute functions of the owner, and no role their trigger functions."""
    cursor.execute(_OWNERS_FUNCTIONS)
    for function, is_trigger in cursor.fetchall():
        cursor.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
        if has_role and not is_trigger:
            cursor.execute(f"GRANT EXECUTE ON FUNCTION {function} TO nfp_app")


def append_only_tables() -> list[str]:
    models = (model for model in apps.get_models() if getattr(model, "is_append_only", False))
    return [model._meta.db_table for model in models]  # noqa: SLF001 - Django's documented _meta


def history_tables() -> list[str]:
    return sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, Event))  # noqa: SLF001 - Django's documented _meta
