"""One-time codes: a clock may be half a minute off, and no code opens anything twice."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from nfp_portal.accounts.actions import use_code
from nfp_portal.accounts.models import UsedCode, User
from tests.at_once import at_once
from tests.factories.accounts import PASSWORD, make_user

SECRET = generate_totp_secret()


def code_of(steps: int) -> str:
    """The code of the step that lies so many steps of 30 s from now."""
    return str(format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + steps)))


@pytest.fixture
def user(db: None) -> User:
    user = make_user(email="anna@example.org", password=PASSWORD)
    TOTP.activate(user, SECRET)
    return user


@pytest.fixture(autouse=True)
def _not_at_the_turn_of_a_step() -> None:
    """A step must not pass between making a code and checking it."""
    if time.time() % 30 > 25:
        time.sleep(30.1 - time.time() % 30)


def signs_in(code: str) -> bool:
    client = Client()
    client.post(reverse("account_login"), {"login": "anna@example.org", "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": code})
    return "_auth_user_id" in client.session


def test_one_step_of_drift_is_accepted_and_no_more(user: User) -> None:
    assert [signs_in(code_of(steps)) for steps in (-2, -1, 0, 1, 2)] == [False, True, True, True, False]


def test_a_used_code_is_refused_until_it_expires_even_if_the_cache_is_cleared(user: User) -> None:
    code = code_of(1)
    assert signs_in(code)
    cache.clear()
    assert not signs_in(code)
    assert signs_in(code_of(0))


def test_a_used_code_says_what_to_do(user: User) -> None:
    code = code_of(0)
    assert signs_in(code)
    cache.clear()
    client = Client()
    client.post(reverse("account_login"), {"login": "anna@example.org", "password": PASSWORD})
    page = client.post(reverse("mfa_authenticate"), {"code": code})
    assert "This code was used already. Wait for the next one." in page.content.decode()


def test_a_used_code_does_not_confirm_a_fresh_sign_in_either(user: User) -> None:
    client = Client()
    client.force_login(user)
    code = code_of(0)
    assert signs_in(code)
    cache.clear()
    page = client.post(reverse("mfa_reauthenticate"), {"code": code})
    assert "This code was used already." in page.content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_two_concurrent_sign_ins_with_one_code_one_succeeds() -> None:
    user = make_user()
    TOTP.activate(user, SECRET)
    authenticator, code, let_in = Authenticator.objects.get(), code_of(0), []
    at_once(*(lambda: let_in.append(use_code(authenticator, code)) for _press in range(4)))
    assert sorted(let_in) == [False, False, False, True]


def test_used_codes_are_not_kept_for_ever(user: User) -> None:
    authenticator = Authenticator.objects.get()
    UsedCode.objects.create(authenticator=authenticator, step=int(time.time()) // 30 - 11)
    assert use_code(authenticator, code_of(0))
    assert UsedCode.objects.count() == 1
