"""Arriving by invitation, and every way an invitation can be closed."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nfp_portal.accounts import actions
from nfp_portal.accounts.models import Invitation, Role, User, digest
from nfp_portal.mail.models import Delivery
from tests.factories.accounts import PASSWORD, make_user

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-this-test"


@pytest.fixture
def invited() -> User:
    user = make_user()
    make_invitation(user)
    return user


def make_invitation(user: User, token: str = TOKEN, *, days: int = 14) -> Invitation:
    return Invitation.objects.create(
        user=user, token_digest=digest(token), expires_at=timezone.now() + timedelta(days=days)
    )


def test_an_invitation_makes_an_account_and_one_message_in_the_outbox() -> None:
    user = actions.invite("Anna.Muster@example.org", role=Role.FOCAL_POINT, by=None)
    assert (user.role, user.has_usable_password()) == (Role.FOCAL_POINT, False)
    assert [delivery.address for delivery in Delivery.objects.all()] == ["anna.muster@example.org"]


def test_the_token_itself_is_not_stored() -> None:
    actions.invite("anna@example.org", role=Role.EDITOR, by=None)
    assert len(Invitation.objects.get().token_digest) == 64


def test_a_second_invitation_closes_the_first() -> None:
    actions.invite("anna@example.org", role=Role.EDITOR, by=None)
    actions.invite("anna@example.org", role=Role.EDITOR, by=None)
    assert (Invitation.objects.count(), Invitation.objects.open().count()) == (2, 1)


def test_inviting_a_known_address_in_other_letters_makes_no_second_account() -> None:
    first = make_user(Role.EDITOR, email="anna@example.org")
    User.objects.update(last_login=timezone.now())
    second = actions.invite("ANNA@example.org", role=Role.FOCAL_POINT, by=None)
    assert (second.pk, second.role) == (first.pk, Role.EDITOR)


def test_opening_the_invitation_changes_nothing(client: Client, invited: User) -> None:
    response = client.get(reverse("accounts:invitation", args=[TOKEN]))
    assert response.status_code == 200
    assert Invitation.objects.open().count() == 1
    assert "_auth_user_id" not in client.session


def test_choosing_a_password_signs_in_and_leads_to_the_second_factor(client: Client, invited: User) -> None:
    response = client.post(reverse("accounts:invitation", args=[TOKEN]), {"password": PASSWORD})
    assert response.headers["Location"] == reverse("mfa_index")
    assert client.session["_auth_user_id"] == str(invited.pk)
    assert User.objects.get(pk=invited.pk).check_password(PASSWORD)


def test_a_passkey_may_stand_in_for_the_password(client: Client, invited: User) -> None:
    response = client.post(reverse("accounts:invitation", args=[TOKEN]), {"passkey": "1"})
    assert response.headers["Location"] == reverse("mfa_add_webauthn")
    assert not User.objects.get(pk=invited.pk).has_usable_password()


@pytest.mark.parametrize("password", ["short words", "focal_point1@example.org"])
def test_a_weak_password_is_refused_with_a_reason_and_the_invitation_stays_open(
    client: Client, password: str
) -> None:
    make_invitation(make_user(email="focal_point1@example.org"))
    response = client.post(reverse("accounts:invitation", args=[TOKEN]), {"password": password})
    assert response.status_code == 422
    assert response.context["form"].errors["password"]
    assert Invitation.objects.open().count() == 1


@pytest.mark.parametrize("kind", ["unknown", "expired", "used"])
def test_a_closed_invitation_says_what_to_do(client: Client, kind: str) -> None:
    invitation = make_invitation(make_user(), days=-1 if kind == "expired" else 14)
    if kind == "used":
        Invitation.objects.filter(pk=invitation.pk).update(accepted_at=timezone.now())
    token = "another" if kind == "unknown" else TOKEN
    response = client.post(reverse("accounts:invitation", args=[token]), {"password": PASSWORD})
    assert response.status_code == 410
    assert "ask the secretariat for a new invitation" in response.content.decode()


def test_an_invitation_is_accepted_once(client: Client, invited: User) -> None:
    address = reverse("accounts:invitation", args=[TOKEN])
    client.post(address, {"password": PASSWORD})
    assert Client().post(address, {"password": PASSWORD + "!"}).status_code == 410
    assert User.objects.get(pk=invited.pk).check_password(PASSWORD)


def test_an_account_closed_in_the_meantime_cannot_accept_its_invitation(
    client: Client, invited: User
) -> None:
    User.objects.filter(pk=invited.pk).update(is_active=False)
    response = client.post(reverse("accounts:invitation", args=[TOKEN]), {"password": PASSWORD})
    assert response.status_code == 410


def test_there_is_no_open_sign_up(client: Client) -> None:
    response = client.post(
        reverse("account_signup"), {"email": "new@example.org", "password1": PASSWORD}, follow=True
    )
    assert not User.objects.filter(email="new@example.org").exists()
    assert response.status_code == 200


def test_an_account_that_never_signed_in_takes_the_corrected_role() -> None:
    actions.invite("anna@example.org", role=Role.PARTNER, by=None)
    assert actions.invite("anna@example.org", role=Role.DELEGATION, by=None).role == Role.DELEGATION


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER, Role.ADMINISTRATOR])
@pytest.mark.parametrize("by", [Role.EDITOR, Role.APPROVER])
def test_nobody_invites_the_second_person_who_would_approve_their_work(
    client: Client, settings: Any, by: Role, role: Role
) -> None:
    settings.REQUIRE_MFA = False
    editor = make_user(by)
    client.force_login(editor)
    response = client.post(reverse("accounts:invite"), {"email": "neu@example.org", "role": role})
    assert "role" in response.context["form"].errors
    with pytest.raises(actions.MayNotGrantError):
        actions.invite("neu@example.org", role=role, by=editor)
    assert not User.objects.filter(email="neu@example.org").exists()


def test_an_administrator_may_give_any_role() -> None:
    administrator = make_user(Role.ADMINISTRATOR)
    assert actions.invite("neu@example.org", role=Role.APPROVER, by=administrator).role == Role.APPROVER


def test_inviting_somebody_of_the_secretariat_again_does_not_demote_them() -> None:
    make_user(Role.APPROVER, email="anna@example.org")
    editor = make_user(Role.EDITOR)
    assert actions.invite("anna@example.org", role=Role.PARTNER, by=editor).role == Role.APPROVER


def test_an_account_with_a_second_factor_is_asked_for_it(client: Client, invited: User) -> None:
    TOTP.activate(invited, generate_totp_secret())
    response = client.post(reverse("accounts:invitation", args=[TOKEN]), {"password": PASSWORD})
    assert response.headers["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session


def test_an_editor_invites_from_the_desk(client: Client, settings: Any) -> None:
    settings.REQUIRE_MFA = False
    client.force_login(make_user(Role.EDITOR))
    client.post(reverse("accounts:invite"), {"email": "neu@example.org", "name": "Neu", "role": Role.PARTNER})
    assert User.objects.get(email="neu@example.org").role == Role.PARTNER


def test_inviting_no_address_is_named_at_the_field(client: Client, settings: Any) -> None:
    settings.REQUIRE_MFA = False
    client.force_login(make_user(Role.EDITOR))
    response = client.post(reverse("accounts:invite"), {"email": "neu@", "role": Role.PARTNER})
    assert response.status_code == 422
    assert response.context["form"].errors["email"] == [
        "This is no e-mail address. Write it as name@example.org."
    ]


def test_a_closed_account_is_not_invited_from_the_desk(client: Client, settings: Any) -> None:
    settings.REQUIRE_MFA = False
    client.force_login(make_user(Role.ADMINISTRATOR))
    closed = make_user(Role.PARTNER, email="anna@example.org")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    response = client.post(reverse("accounts:invite"), {"email": "anna@example.org", "role": Role.PARTNER})
    assert response.status_code == 422
    message = "This account was closed: only an administrator opens it again."
    assert response.context["form"].errors["email"] == [message]
    assert not closed.invitations.exists()
