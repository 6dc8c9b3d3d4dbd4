"""Signing in, the second factor, and the limits that hold without Redis."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.signals import authenticator_added
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse

from nfp_portal.accounts import resets
from nfp_portal.accounts.adapter import MFAAdapter
from nfp_portal.accounts.models import Role, User
from nfp_portal.mail.models import Letter
from tests.factories.accounts import PASSWORD, make_user

pytestmark = pytest.mark.django_db


def sign_in(client: Client, email: str, password: str = PASSWORD) -> int:
    return client.post(reverse("account_login"), {"login": email, "password": password}).status_code


def test_the_address_in_any_case_signs_in(client: Client) -> None:
    make_user(email="anna@example.org", password=PASSWORD)
    assert sign_in(client, "Anna@Example.org") == 302
    assert "_auth_user_id" in client.session


def test_a_wrong_password_says_so_without_naming_which_was_wrong(client: Client) -> None:
    make_user(email="anna@example.org", password=PASSWORD)
    known = client.post(reverse("account_login"), {"login": "anna@example.org", "password": "wrong"})
    unknown = client.post(reverse("account_login"), {"login": "nobody@example.org", "password": "wrong"})
    assert known.context["form"].errors == unknown.context["form"].errors


def test_guessing_is_stopped_and_the_count_lives_in_the_database(client: Client) -> None:
    make_user(email="anna@example.org", password=PASSWORD)
    for guess in range(6):
        sign_in(client, "anna@example.org", f"guess {guess}")
    response = client.post(reverse("account_login"), {"login": "anna@example.org", "password": PASSWORD})
    assert "Too many failed login attempts" in response.content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache")
        assert cursor.fetchone() != (0,)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER, Role.ADMINISTRATOR])
def test_the_secretariat_cannot_work_without_a_second_factor(client: Client, role: Role) -> None:
    client.force_login(make_user(role))
    response = client.get(reverse("desk"))
    assert (response.status_code, response.headers["Location"]) == (302, reverse("mfa_index"))


def test_a_focal_point_is_asked_for_a_second_factor_but_may_work(client: Client) -> None:
    client.force_login(make_user(Role.FOCAL_POINT))
    assert client.get(reverse("network:me")).status_code == 200


def test_with_a_second_factor_the_password_alone_does_not_let_in(client: Client) -> None:
    user = make_user(email="anna@example.org", password=PASSWORD)
    TOTP.activate(user, generate_totp_secret())
    response = client.post(reverse("account_login"), {"login": "anna@example.org", "password": PASSWORD})
    assert response.headers["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session


def test_secrets_of_second_factors_are_encrypted_at_rest() -> None:
    user, secret = make_user(), generate_totp_secret()
    TOTP.activate(user, secret)
    stored = Authenticator.objects.get(user=user).data["secret"]
    assert secret not in stored
    assert MFAAdapter().decrypt(stored) == secret


def test_an_old_key_still_opens_what_it_encrypted(settings: Any) -> None:
    stored = MFAAdapter().encrypt("secret")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of the portal, long enough to be one 0123456789"
    assert MFAAdapter().decrypt(stored) == "secret"


def test_after_the_factors_are_rotated_the_old_key_may_go(settings: Any) -> None:
    user, secret = make_user(), generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    codes = RecoveryCodes(Authenticator.objects.get(user=user, type="recovery_codes")).get_unused_codes()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of the portal, long enough to be one 0123456789"
    call_command("rotate_second_factors")
    settings.SECRET_KEY_FALLBACKS = []
    stored = Authenticator.objects.get(user=user, type="totp")
    assert MFAAdapter().decrypt(stored.data["secret"]) == secret
    kept = RecoveryCodes(Authenticator.objects.get(user=user, type="recovery_codes")).get_unused_codes()
    assert kept == codes


def test_a_factor_encrypted_with_a_lost_key_shows_an_error_message(client: Client, settings: Any) -> None:
    user = make_user(email="anna@example.org", password=PASSWORD)
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    settings.SECRET_KEY = "another key of the portal, long enough to be one 0123456789"
    message = "The portal cannot read your second factor, because its key was changed."
    with pytest.raises(CommandError, match=r"the factors of anna@example\.org"):
        call_command("rotate_second_factors")
    sign_in(client, "anna@example.org")
    page = client.post(reverse("mfa_authenticate"), {"code": "123456"})
    assert (page.status_code, message in page.content.decode()) == (200, True)
    client.force_login(user)
    page = client.get(reverse("mfa_index"))
    assert (page.status_code, message in page.content.decode()) == (409, True)


def test_an_account_can_sign_out_its_other_sessions(client: Client) -> None:
    make_user(email="anna@example.org", password=PASSWORD)
    elsewhere = Client()
    sign_in(elsewhere, "anna@example.org")
    elsewhere.get(reverse("network:me"))
    sign_in(client, "anna@example.org")
    assert UserSession.objects.count() == 2
    client.post(reverse("usersessions_list"))
    assert elsewhere.get(reverse("network:me")).status_code == 302
    assert client.get(reverse("network:me")).status_code == 200


def test_a_changed_role_signs_the_person_out(client: Client) -> None:
    user = make_user(Role.FOCAL_POINT)
    client.force_login(user)
    User.objects.filter(pk=user.pk).update(role=Role.PARTNER)
    assert client.get(reverse("network:me")).status_code == 302


def test_a_new_password_signs_out_elsewhere(client: Client) -> None:
    user = make_user(password=PASSWORD)
    client.force_login(user)
    user.set_password("another five invented words")
    user.save()
    assert client.get(reverse("network:me")).status_code == 302


def test_a_new_second_factor_signs_out_elsewhere(client: Client, rf: RequestFactory) -> None:
    user = make_user(email="anna@example.org", password=PASSWORD)
    elsewhere = Client()
    for browser in (client, elsewhere):
        sign_in(browser, "anna@example.org")
        browser.get(reverse("network:me"))
    request = rf.post("/")
    request.session = client.session
    authenticator_added.send(sender=Authenticator, request=request, user=user, authenticator=None)
    assert elsewhere.get(reverse("network:me")).status_code == 302
    assert client.get(reverse("network:me")).status_code == 200


def test_the_link_to_a_new_password_leads_to_the_site_whatever_the_request_says(client: Client) -> None:
    make_user(email="anna@example.org", password=PASSWORD)
    client.post(
        reverse("account_reset_password"), {"email": "anna@example.org"}, headers={"host": "localhost"}
    )
    resets.answer_resets()
    text = Letter.objects.get().text
    assert "/accounts/password/reset/key/" in text
    assert "localhost" not in text


@pytest.mark.parametrize(
    ("role", "goal"),
    [
        (Role.FOCAL_POINT, "/"),
        (Role.DELEGATION, "/"),
        (Role.PARTNER, "/"),
        (Role.EDITOR, "/desk/"),
        (Role.APPROVER, "/desk/"),
        (Role.ADMINISTRATOR, "/desk/"),
    ],
)
def test_each_role_arrives_where_its_turn_is_shown(client: Client, role: Role, goal: str) -> None:
    client.force_login(make_user(role))
    assert client.get(reverse("accounts:arrival")).headers["Location"] == goal
