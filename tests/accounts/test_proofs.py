"""What we take from the inside of allauth: in one place, and as we rely on it."""

import time
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client, RequestFactory
from django.urls import reverse

from nfp_portal.accounts.proofs import get_authentication_records, record_authentication
from tests.factories.accounts import PASSWORD, make_user

pytestmark = pytest.mark.django_db
OURS = ("nfp_portal", "network", "meetings", "newsletter")


def test_the_inside_of_allauth_is_known_in_one_place() -> None:
    files = [file for folder in OURS for file in Path(settings.BASE_DIR, folder).rglob("*.py")]
    knowing = [file.name for file in files if ".internal" in file.read_text()]
    assert knowing == ["proofs.py"]


def test_a_sign_in_leaves_a_proof_with_its_way_and_its_time(client: Client) -> None:
    user = make_user(password=PASSWORD)
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    request = RequestFactory().get("/")
    request.user, request.session = user, client.session
    [proof] = get_authentication_records(request, user)
    assert proof["method"] == "password"
    assert abs(time.time() - proof["at"]) < 60


def test_another_proof_is_added_with_our_own_name_for_it() -> None:
    user, request = make_user(), RequestFactory().get("/")
    request.user, request.session = user, SessionStore()
    record_authentication(request, user, method="invitation", reauthenticated=True)
    assert [proof["method"] for proof in get_authentication_records(request, user)] == ["invitation"]
