"""Sessions end when they must: at their time, and for good when an account is closed."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nfp_portal.accounts import actions
from nfp_portal.accounts.models import Role, User
from tests.factories.accounts import PASSWORD, client_of, make_user

pytestmark = pytest.mark.django_db
DAY = 24 * 3600
# Half an hour, and the minute within which activity is written down.
IDLE = 31 * 60
EDITOR_PAGE = "/accounts/password/change/"


def is_signed_in(client: Client) -> bool:
    return client.get(EDITOR_PAGE).status_code == 200


def sign_in(email: str, **more: str) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": email, "password": PASSWORD} | more)
    return client


@pytest.mark.parametrize("remember", [{}, {"remember": "on"}])
@pytest.mark.parametrize(
    ("role", "seconds"),
    [
        (Role.FOCAL_POINT, 14 * DAY),
        (Role.DELEGATION, 14 * DAY),
        (Role.PARTNER, 14 * DAY),
        (Role.EDITOR, IDLE),
        (Role.APPROVER, IDLE),
        (Role.ADMINISTRATOR, IDLE),
    ],
)
def test_a_session_ends_after_its_time(role: Role, seconds: float, remember: dict[str, str]) -> None:
    make_user(role, email="anna@example.org", password=PASSWORD)
    client = sign_in("anna@example.org", **remember)
    row = Session.objects.get()
    assert abs((row.expire_date - timezone.now()).total_seconds() - seconds) < 60
    # The cookie outlives the session by a day: it says whose form arrives too late.
    max_age = client.cookies["session"]["max-age"]
    assert max_age == "" or abs(max_age - seconds - DAY) < 60


def test_writing_into_a_session_does_not_make_it_longer() -> None:
    make_user(email="anna@example.org", password=PASSWORD)
    client = sign_in("anna@example.org", remember="on")
    session = client.session
    session["ends_at"] = time.time() + 100
    session.save()
    for number in range(3):
        session["something"] = number
        session.save()
        assert Session.objects.get(pk=session.session_key).expire_date < timezone.now() + timedelta(
            seconds=101
        )
    assert is_signed_in(client)
    session["ends_at"] = time.time() - 1
    session.save()
    assert not is_signed_in(client)


@pytest.mark.parametrize("way", ["action", "administration", "statement"])
def test_a_closed_account_gets_no_old_session_back(settings: Any, way: str) -> None:
    settings.REQUIRE_MFA = False
    user = make_user(email="anna@example.org", password=PASSWORD)
    old = client_of(user)
    assert is_signed_in(old)
    administrator = make_user(Role.ADMINISTRATOR)
    page = f"/admin/accounts/user/{user.pk}/change/"
    form = {"email": user.email, "name": "", "role": user.role, "language": "en"}
    if way == "action":
        actions.close(user, by=administrator)
        actions.reopen(user, by=administrator)
    elif way == "administration":
        assert client_of(administrator).post(page, form).status_code == 302
        assert not User.objects.get(pk=user.pk).is_active
        assert client_of(administrator).post(page, form | {"is_active": "on"}).status_code == 302
    else:
        User.objects.filter(pk=user.pk).update(is_active=False)
        User.objects.filter(pk=user.pk).update(is_active=True)
    assert User.objects.get(pk=user.pk).is_active
    assert not is_signed_in(old)
