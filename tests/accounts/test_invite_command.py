"""The command `invite`, by which an installation gets its first administrator."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from nfp_portal.accounts.models import Role, User
from nfp_portal.mail.models import Delivery
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
ADDRESS = "anna@example.org"


def invite(email: str, role: str) -> str:
    out = StringIO()
    call_command("invite", email, "--role", role, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("role", Role.values)
def test_any_role_may_be_given_from_the_machine_itself(role: str) -> None:
    assert invite(ADDRESS, role) == f"Invited {ADDRESS} as {role}; the message is in the outbox.\n"
    assert User.objects.get().role == role
    assert Delivery.objects.get().address == ADDRESS


@pytest.mark.parametrize(
    ("email", "role", "why"),
    [
        ("anna@", "administrator", "anna@ is no e-mail address."),
        (ADDRESS, "head", "invalid choice: 'head'"),
    ],
)
def test_a_refused_invitation_prints_the_reason(email: str, role: str, why: str) -> None:
    with pytest.raises(CommandError, match=why):
        invite(email, role)
    assert not User.objects.exists()


def test_an_account_that_has_signed_in_keeps_its_role_and_the_command_says_so() -> None:
    user = make_user(Role.EDITOR, email=ADDRESS)
    User.objects.filter(pk=user.pk).update(last_login=timezone.now())
    assert invite(ADDRESS, "administrator") == (
        f"Invited {ADDRESS} as editor; the message is in the outbox.\n"
        "Who has signed in already keeps the role: an administrator changes it.\n"
    )


def test_a_closed_account_gets_no_invitation() -> None:
    user = make_user(Role.EDITOR, email=ADDRESS)
    User.objects.filter(pk=user.pk).update(is_active=False)
    with pytest.raises(CommandError, match="was closed: only an administrator opens it"):
        invite("Anna@example.org", "editor")
    assert not Delivery.objects.exists()
