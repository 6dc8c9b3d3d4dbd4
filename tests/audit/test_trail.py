"""The trail of acts: it links, it holds, and nobody may change it, least of all the portal."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from nfp_portal.accounts.models import Role, User
from nfp_portal.audit.actions import record
from nfp_portal.audit.grants import history_tables
from nfp_portal.audit.models import Act, Entry
from tests.factories.accounts import PASSWORD, make_user
from tests.roles import refused, run

pytestmark = pytest.mark.django_db


def test_entries_are_numbered_and_each_digest_stands_on_the_one_before() -> None:
    for subject in ("a", "b", "c"):
        record(Act.EXPORT, by=None, subject=subject, rows=3)
    assert list(Entry.objects.order_by("id").values_list("id", flat=True)) == [1, 2, 3]
    assert Entry.objects.values("digest").distinct().count() == 3
    call_command("verify_audit")


@pytest.mark.parametrize("change", ["act = 'read'", "subject = 'x'", "at = now()", "details = '{}'"])
def test_an_edited_entry_is_found_even_if_the_owner_lifts_the_guards(change: str) -> None:
    for subject in ("a", "b", "c"):
        record(Act.EXPORT, by=None, subject=subject, rows=3)
    run(f"ALTER TABLE audit_entry DISABLE TRIGGER USER; UPDATE audit_entry SET {change} WHERE id = 2")
    with pytest.raises(CommandError, match="entries 2"):
        call_command("verify_audit")


def test_a_removed_entry_is_found() -> None:
    for subject in ("a", "b", "c"):
        record(Act.EXPORT, by=None, subject=subject)
    run("ALTER TABLE audit_entry DISABLE TRIGGER USER; DELETE FROM audit_entry WHERE id = 2")
    with pytest.raises(CommandError, match="entries 3"):
        call_command("verify_audit")


def test_erasing_the_details_keeps_the_chain_whole() -> None:
    record(Act.EXPORT, by=None, subject="a", name="somebody")
    record(Act.EXPORT, by=None, subject="b")
    Entry.objects.filter(pk=1).update(details=None)
    call_command("verify_audit")


@pytest.mark.parametrize("role", ["nfp_owner", "nfp_app"])
@pytest.mark.parametrize("sql", ["UPDATE audit_entry SET subject = 'x'", "DELETE FROM audit_entry"])
def test_an_entry_can_be_neither_changed_nor_removed(sql: str, role: str) -> None:
    record(Act.EXPORT, by=None, subject="a")
    assert refused(sql, role=role)


def test_the_portals_role_may_add_to_the_trail_but_has_no_way_to_the_histories() -> None:
    run("INSERT INTO audit_entry (id, act, subject, request, details, salt, details_digest, digest)"
        " VALUES (0, 'read', '', '', '{}', '', '', '')", role="nfp_app")  # fmt: skip
    assert Entry.objects.count() == 1
    tables = history_tables()
    assert "accounts_userevent" in tables
    for table in tables:
        assert refused(f'DELETE FROM "{table}"', role="nfp_app"), table
        assert refused(f'TRUNCATE "{table}"', role="nfp_app"), table
        assert refused(f'INSERT INTO "{table}" DEFAULT VALUES', role="nfp_app"), table
        assert refused(f'UPDATE "{table}" SET pgh_created_at = now()', role="nfp_app"), table


@pytest.mark.parametrize(
    "sql", ["CREATE TABLE mine (id int)", "DROP TABLE audit_entry", "TRUNCATE audit_entry"]
)
def test_the_portals_role_cannot_change_the_tables(sql: str) -> None:
    assert refused(sql, role="nfp_app")


def test_the_portals_role_cannot_write_a_history_by_a_trigger_of_its_own() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname FROM pg_proc WHERE proname LIKE 'pgtrigger_insert_insert_%'")
        functions = [name for (name,) in cursor.fetchall()]
    assert functions
    run("CREATE TEMP TABLE mine (id int)", role="nfp_app")
    for function in functions:
        hung = f"CREATE TRIGGER mine AFTER INSERT ON mine FOR EACH ROW EXECUTE FUNCTION {function}()"
        assert refused(hung, role="nfp_app"), function


def test_only_the_portals_role_executes_security_definer_functions() -> None:
    open_to = "SELECT proname FROM pg_proc WHERE prosecdef AND has_function_privilege(%s, oid, 'EXECUTE')"
    functions_by_role = {}
    with connection.cursor() as cursor:
        for role in ("public", "nfp_app"):
            cursor.execute(open_to, [role])
            functions_by_role[role] = {name for (name,) in cursor.fetchall()}
    purging = {f"network_purge_{name}" for name in ("declined", "notes", "successors")}
    purging.add("newsletter_purge_drafts")
    assert functions_by_role == {"public": set(), "nfp_app": {"_pgh_attach_context", *purging}}


def test_a_change_by_the_portals_role_still_writes_its_history() -> None:
    user = make_user(Role.PARTNER)
    run(f"UPDATE accounts_user SET name = 'New' WHERE id = {user.pk}", role="nfp_app")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM accounts_userevent WHERE pgh_obj_id = %s ORDER BY pgh_id", [user.pk])
        assert [name for (name,) in cursor.fetchall()] == ["", "New"]


def test_signing_in_and_failing_to_are_noted_without_the_address(client: Client) -> None:
    user = make_user(email="anna@example.org", password=PASSWORD)
    client.post(reverse("account_login"), {"login": "anna@example.org", "password": "wrong"})
    client.post(reverse("account_login"), {"login": "anna@example.org", "password": PASSWORD})
    acts = list(Entry.objects.order_by("id").values_list("act", "actor"))
    assert acts == [(Act.FAILED_SIGN_IN, user.pk), (Act.SIGN_IN, user.pk)]
    assert "anna@example.org" not in str(list(Entry.objects.values()))


def test_a_change_names_who_did_it_and_in_which_request(client: Client) -> None:
    editor = make_user(Role.EDITOR)
    client.force_login(editor)
    client.post(reverse("account_logout"))
    noted = Entry.objects.get(act=Act.SIGN_OUT)
    assert (noted.actor_id, len(noted.request)) == (editor.pk, 32)
    assert User.objects.get(pk=editor.pk) == editor
