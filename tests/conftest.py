"""Fixtures for every test: the mailbox, a real worker, and pages in a real browser."""

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connection, transaction
from django.test import TransactionTestCase

from tests.mailbox import Mailbox
from tests.migrated_rows import MigratedRows
from tests.worker import Worker

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize
    from pytest_django import DjangoDbBlocker

    from tests.services import SuiteServices

SIZES: "dict[str, ViewportSize]" = {
    "desktop": {"width": 1280, "height": 900},
    "phone": {"width": 390, "height": 844},
}
# A page that a test left while it was loading may hold its connection, and the database could not be dropped.
END_OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
"""
# What axe finds right is a hundred times longer, and would be handed over from the browser at each look.
VIOLATIONS = "axe.run({resultTypes: ['violations']}).then(results => results.violations)"
QUIET_BROWSER = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session", autouse=True)
def _outbox(django_test_environment: None) -> None:
    """Let mail of the tests go the portal's own way: Django's test set-up would keep it in memory."""
    settings.EMAIL_BACKEND = "nfp_portal.mail.backend.OutboxBackend"


@pytest.fixture
def mailbox(services: "SuiteServices") -> Mailbox:
    """Give what the portal has sent by SMTP since this test began."""
    if services.launched.catcher is None:
        pytest.skip("EMAIL_URL names another mail server, whose mail cannot be read here")
    box = Mailbox(services.launched.catcher.inbox)
    box.clear()
    return box


@pytest.fixture
def worker(services: "SuiteServices", transactional_db: None) -> Iterator[Worker]:
    """Start a real worker on the test's database, with the portal's own role."""
    started = Worker(services.folder)
    started.start()
    yield started
    started.stop()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> Iterator[None]:
    """Make the test database; a transactional test leaves it with the rows that its migrations made."""
    rows = MigratedRows()
    with django_db_blocker.unblock():
        rows.keep()
    with pytest.MonkeyPatch.context() as patch:
        # Django would truncate every table, and make its permissions again.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: rows.bring_back())
        yield
    with django_db_blocker.unblock():
        connection.close()  # a line that broke while no test used it must not fail the last one
        with connection.cursor() as cursor:
            cursor.execute(END_OTHERS)


@pytest.fixture(scope="module")
def rows_of_module(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> Iterator[None]:
    """Let fixtures of a module make rows once for all its tests; they are rolled back after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def base_url() -> str:
    """Give the address that live_server serves and that links in mail lead to."""
    return os.environ["SITE_URL"]


@pytest.fixture(scope="session")
def browser_type_launch_args(
    services: "SuiteServices", browser_type_launch_args: dict[str, Any]
) -> dict[str, Any]:
    """Drive the machine's own Chromium; it reports nothing to anybody."""
    if not services.browser:
        pytest.fail(
            "No Chromium or Chrome was found: run the browser tests with bin/test, which says how to get one."
        )
    environment = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
    ours = {"executable_path": services.browser, "args": list(QUIET_BROWSER), "env": environment}
    return browser_type_launch_args | ours


@pytest.fixture
def page_at(new_context: Callable[..., Any], live_server: Any) -> "Callable[[str], Page]":
    """Give what opens the portal for a new person: `page_at("desktop")` or `page_at("phone")`."""

    def open_page(size: str) -> "Page":
        # Without motion: axe would measure colours in the middle of their change.
        still = {"reduced_motion": "reduce"}
        context = new_context(viewport=SIZES[size], locale="en-GB", has_touch=size == "phone", **still)
        page: Page = context.new_page()
        page.set_default_timeout(10_000)
        return page

    return open_page


@pytest.fixture
def page(page_at: "Callable[[str], Page]") -> "Page":
    """Open the portal on a desktop. What is seen there on a phone is looked at by `axe`."""
    return page_at("desktop")


@pytest.fixture
def axe() -> "Callable[[Page], None]":
    """Assert that axe finds no violation on a page, nor on a phone, which does not scroll sideways either."""

    def check(page: "Page") -> None:
        size = page.viewport_size
        assert size is not None
        page.wait_for_load_state()  # a link that was clicked may have begun another document
        page.evaluate(Axe().axe_script)
        _expect_no_violations(page)
        if size != SIZES["phone"]:
            page.set_viewport_size(SIZES["phone"])
            _expect_no_violations(page)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= SIZES["phone"]["width"], f"{page.url} scrolls sideways on a phone"
        page.set_viewport_size(size)

    return check


def _expect_no_violations(page: "Page") -> None:
    violations = page.evaluate(VIOLATIONS)
    messages = [f"{each['id']} ({each['impact']}): {each['help']}{_places(each)}" for each in violations]
    assert not messages, f"{page.url}, {page.viewport_size}\n" + "\n".join(messages)


def _places(violation: dict[str, Any]) -> str:
    return "".join(f"\n    {node['html'][:200]}" for node in violation["nodes"])
