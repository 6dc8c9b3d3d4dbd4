"""The functions and triggers of the database are those of the files `sql/*.sql`, which migrations load."""

from pathlib import Path

import pytest
from django.db import connection, transaction

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(
    path
    for app in ("network", "meetings", "newsletter", "nfp_portal")
    for path in (ROOT / app).rglob("sql/*.sql")
)
# What history and its triggers bring along, and what the migrations of pghistory and pgtrigger make.
OURS = """
    SELECT p.oid::regprocedure::text, pg_get_functiondef(p.oid) FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace
        AND p.proname NOT LIKE 'pgtrigger\\_%' AND p.proname NOT LIKE '\\_pg%'
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    UNION ALL
    SELECT t.tgname || ' on ' || t.tgrelid::regclass, pg_get_triggerdef(t.oid) FROM pg_trigger t
    WHERE NOT t.tgisinternal AND t.tgname NOT LIKE 'pgtrigger\\_%'
"""


def definitions() -> dict[str, str]:
    """Return each function and trigger with its definition."""
    with connection.cursor() as cursor:
        cursor.execute(OURS)
        return dict(cursor.fetchall())


def load(path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(path.read_text(encoding="utf-8"))


@pytest.mark.django_db
def test_the_database_holds_what_the_files_say() -> None:
    before = definitions()
    assert len(before) > 25
    for path in (path for path in FILES if path.name != "email_address.sql"):
        load(path)
    assert definitions() == before


@pytest.mark.django_db
def test_each_function_and_trigger_has_its_file() -> None:
    texts = "".join(path.read_text(encoding="utf-8") for path in FILES)
    names = {signature.partition("(")[0].partition(" on ")[0] for signature in definitions()}
    assert sorted(name for name in names if name not in texts) == []


@pytest.mark.django_db
def test_a_changed_function_is_noticed() -> None:
    before = definitions()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION nfp_sorted_by(name text) RETURNS text LANGUAGE sql AS 'SELECT 1'"
        )
        assert definitions() != before
        transaction.set_rollback(True)
