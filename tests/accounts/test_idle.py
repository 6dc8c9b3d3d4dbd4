"""A session of staff ends when nothing happens; what a page asks for by itself is nothing."""

import re
import time
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from nfp_portal.accounts.models import Role
from tests.factories.accounts import client_of, make_user
from tests.factories.newsletter import make_issue
from tests.factories.rounds import ask

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.REQUIRE_MFA = False


def remaining(client: Client) -> float:
    """Minutes until the session ends."""
    row = Session.objects.get(pk=client.session.session_key)
    return (row.expire_date - timezone.now()).total_seconds() / 60


def let_pass(client: Client, minutes: int) -> None:
    """Let so many minutes pass without anything."""
    session = client.session
    session["active_at"] -= 60 * minutes
    session.save()


def test_a_session_of_staff_ends_after_half_an_hour_without_activity() -> None:
    client = client_of(make_user(Role.EDITOR))
    assert 30 < remaining(client) < 31.1
    let_pass(client, 20)
    assert 10 < remaining(client) < 11.1
    assert client.get("/desk/").status_code == 200
    assert 30 < remaining(client) < 31.1
    let_pass(client, 32)
    assert client.get("/desk/").status_code == 302


def test_automatic_requests_of_a_page_are_no_activity_but_autosaves_are(settings: Any) -> None:
    board = ask().round.get_absolute_url()
    issue = make_issue()
    client = client_of(make_user(Role.EDITOR))
    let_pass(client, 20)
    assert client.get(board, headers={"HX-Request": "true"}).status_code == 200
    assert remaining(client) < 11.1
    client.post(f"/newsletter/issues/{issue.number}/", {}, headers={"HX-Request": "true"})
    assert remaining(client) > 30
    let_pass(client, 20)
    assert client.get(board).status_code == 200
    assert remaining(client) > 30


def test_each_page_that_asks_again_by_itself_asks_a_view_that_says_so() -> None:
    polls = re.compile(r"every \ds|{% polling|load, presence")
    written = [
        *Path("templates").rglob("*.html"),
        *Path("newsletter").rglob("*.py"),
        *Path("nfp_portal").rglob("*.py"),
    ]
    asking = sorted({path.name for path in written if polls.search(path.read_text())})
    assert asking == ["live.html", "portal.py", "presence.html", "progress.html", "progress.py"]
    key = "00000000-0000-0000-0000-000000000000"
    addresses = ("/newsletter/issues/1/dispatch/", f"/rounds/{key}/", f"/jobs/{key}/")
    presence = ("/newsletter/issues/1/presence/", "/newsletter/contributions/1/presence/")
    polled = [getattr(resolve(each).func, "is_polled", False) for each in (*addresses, *presence)]
    assert polled == [True] * 5


def test_a_document_that_is_waited_for_keeps_no_session_alive() -> None:
    client = client_of(make_user(Role.EDITOR))
    let_pass(client, 20)
    client.get("/newsletter/1.pdf", headers={"HX-Request": "true"})
    assert remaining(client) < 11.1


def test_activity_is_written_once_a_minute_and_a_focal_point_has_no_idle_end() -> None:
    client = client_of(make_user(Role.EDITOR))
    before = client.session["active_at"]
    client.get("/desk/")
    assert client.session["active_at"] == before
    let_pass(client, 2)
    client.get("/desk/")
    assert abs(client.session["active_at"] - time.time()) < 5
    assert "active_at" not in client_of(make_user(Role.FOCAL_POINT)).session
