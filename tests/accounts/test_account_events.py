"""What happens to an account's ways in leaves an entry in the trail and a mail to its owner."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from nfp_portal.accounts import actions, resets
from nfp_portal.accounts.models import Invitation, Role, User, digest
from nfp_portal.audit.models import Entry
from nfp_portal.mail.actions import post
from nfp_portal.mail.models import Delivery, Suppression
from tests.factories.accounts import PASSWORD, client_of, make_user

pytestmark = pytest.mark.django_db
ANOTHER = "six other invented words for tests"
EVENTS = (
    "invitation_accepted", "password_changed", "second_factor_added", "second_factor_removed",
    "recovery_codes_renewed", "role_changed", "address_changed", "account_closed", "account_reopened",
    "suppression_lifted",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _without_second_factors(settings: Any) -> None:
    settings.REQUIRE_MFA = False


@pytest.fixture
def owner() -> User:
    return make_user(email="anna@example.org", password=PASSWORD)


@pytest.fixture
def administrator() -> User:
    return make_user(Role.ADMINISTRATOR, email="admin@example.org")


def signed_in(user: User) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


def trail(subject: User) -> list[tuple[str, str]]:
    """The events of an account: what, and by whose hand."""
    entries = Entry.objects.filter(act__in=EVENTS, subject=str(subject.key)).order_by("pk")
    return [(entry.act, entry.actor.email if entry.actor else "") for entry in entries]


def mails() -> list[tuple[str, str]]:
    rows = Delivery.objects.order_by("pk").select_related("letter")
    return [(delivery.address, delivery.letter.subject) for delivery in rows]


def activate(client: Client) -> None:
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.get(reverse("mfa_activate_totp"))
    code = hotp_value(client.session["mfa.totp.secret"], int(time.time()) // 30)
    client.post(reverse("mfa_activate_totp"), {"code": format_hotp_value(code)})


def test_adding_and_removing_a_second_factor_is_recorded_and_mailed(owner: User) -> None:
    client = signed_in(owner)
    activate(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    assert trail(owner) == [
        ("second_factor_added", "anna@example.org"),
        ("second_factor_removed", "anna@example.org"),
    ]
    assert mails() == [
        ("anna@example.org", "A second factor was added to your account."),
        ("anna@example.org", "A second factor was removed from your account."),
    ]


def test_an_administrator_confirms_before_second_factors_are_removed(
    owner: User, administrator: User
) -> None:
    TOTP.activate(owner, generate_totp_secret())
    RecoveryCodes.activate(owner)
    Delivery.objects.all().delete()
    session_of_the_owner = client_of(owner)
    chosen = {"action": "remove_second_factors", "_selected_action": [owner.pk]}
    client = client_of(administrator)
    confirmation_page = client.post("/admin/accounts/user/", chosen)
    assert "the password alone signs them in" in confirmation_page.content.decode()
    assert Authenticator.objects.count() == 2
    client.post("/admin/accounts/user/", chosen | {"confirmed": "yes"})
    assert not Authenticator.objects.exists()
    assert trail(owner)[-1] == ("second_factor_removed", "admin@example.org")
    assert mails() == [("anna@example.org", "A second factor was removed from your account.")]
    assert session_of_the_owner.get("/me/").status_code == 302


def test_the_command_removes_second_factors_when_no_administrator_is_left(administrator: User) -> None:
    TOTP.activate(administrator, generate_totp_secret())
    call_command("remove_second_factors", "Admin@example.org")
    assert not Authenticator.objects.exists()
    assert trail(administrator)[-1] == ("second_factor_removed", "")


def _change(client: Client) -> None:
    form = {"oldpassword": PASSWORD, "password1": ANOTHER, "password2": ANOTHER}
    client.post(reverse("account_change_password"), form)


def _reset(client: Client) -> None:
    client.post(reverse("account_reset_password"), {"email": "anna@example.org"})
    resets.answer_resets()
    text = Delivery.objects.select_related("letter").get().letter.text
    link = next(word for word in text.split() if "/password/reset/key/" in word)
    form = client.get(link).headers["Location"]
    client.post(form, {"password1": ANOTHER, "password2": ANOTHER})


@pytest.mark.parametrize("way", [_change, _reset])
def test_a_new_password_is_recorded_and_mailed(owner: User, way: Callable[[Client], None]) -> None:
    way(signed_in(owner) if way is _change else Client())
    owner.refresh_from_db()
    assert owner.check_password(ANOTHER)
    assert trail(owner) == [("password_changed", "anna@example.org")]
    assert mails()[-1] == ("anna@example.org", "The password of your account was changed.")


def test_new_recovery_codes_are_recorded_and_mailed(
    owner: User, django_capture_on_commit_callbacks: Any
) -> None:
    client = signed_in(owner)
    activate(client)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_generate_recovery_codes"))
    assert trail(owner)[-1] == ("recovery_codes_renewed", "anna@example.org")
    assert mails()[-1] == ("anna@example.org", "New recovery codes were made for your account.")


def test_an_accepted_invitation_is_recorded_and_mailed(owner: User, client: Client) -> None:
    user = actions.invite("neu@example.org", role=Role.PARTNER, by=None)
    Invitation.objects.update(token_digest=digest("token"))
    client.post("/accounts/invitation/token/", {"password": PASSWORD})
    assert trail(user) == [("invitation_accepted", "neu@example.org")]
    assert mails()[-1] == ("neu@example.org", "Your invitation was accepted and your account is open.")


def test_an_administrators_changes_of_an_account_are_recorded_and_mailed(
    owner: User, administrator: User
) -> None:
    client, page = client_of(administrator), f"/admin/accounts/user/{owner.pk}/change/"
    form = {
        "email": "anna@example.org",
        "name": "Anna",
        "role": "partner",
        "language": "en",
        "is_active": "on",
    }
    client.post(page, form)
    client.post(page, form | {"email": "New@example.org"})
    closed = {name: value for name, value in form.items() if name != "is_active"} | {
        "email": "new@example.org"
    }
    client.post(page, closed)
    client.post(page, closed | {"is_active": "on"})
    assert trail(owner) == [
        ("role_changed", "admin@example.org"),
        ("address_changed", "admin@example.org"),
        ("account_closed", "admin@example.org"),
        ("account_reopened", "admin@example.org"),
    ]
    assert mails() == [
        ("anna@example.org", "The role of your account was changed."),
        ("anna@example.org", "The e-mail address of your account was changed."),
        ("new@example.org", "Your account was closed. It signs in no more."),
        ("new@example.org", "Your account was opened again. An invitation follows."),
        ("new@example.org", "Your invitation to the portal of the National Focal Points Network"),
    ]
    role = Entry.objects.get(act="role_changed")
    assert role.details == {"former": "focal_point", "role": "partner"}


@pytest.mark.parametrize("way", ["lift", "retry"])
def test_a_lifted_suppression_is_recorded_and_mailed(administrator: User, way: str) -> None:
    refused = Suppression.objects.create(address="anna@example.org", stream="", reason="refused")
    delivery = post(to="anna@example.org", subject="x", text="x", stream="newsletter")
    Delivery.objects.update(state="failed")
    address = {
        "lift": reverse("mail:lift", args=[refused.pk]),
        "retry": reverse("mail:retry", args=[delivery.pk]),
    }
    client_of(administrator).post(address[way])
    entry = Entry.objects.get(act="suppression_lifted")
    assert (entry.actor, entry.details) == (administrator, {"address": "anna@example.org"})
    assert mails()[-1] == ("anna@example.org", "The portal writes to this address again")
    assert not Suppression.objects.exists()


def test_the_administration_has_only_pages_of_the_portal(rf: Any) -> None:
    """Allauth's own would remove a second factor or change an address past the trail."""
    request = rf.get("/")
    request.user = AnonymousUser()
    shown = sorted(model._meta.label for model in admin.site._registry)
    assert shown == [
        "accounts.User",
        "audit.Entry",
        "network.Agency",
        "network.Appointment",
        "network.Organisation",
    ]
    pages = admin.site._registry[User]
    assert not pages.has_add_permission(request)
    assert not pages.has_delete_permission(request)
