"""The demonstration's accounts, one per role."""

import hmac
from base64 import b32encode
from hashlib import sha256

from django.conf import settings
from django.db import transaction

import network.proposals.demonstration
from network.models import Delegate, Person, State
from nfp_portal.accounts.models import Role, User

DOMAIN = "demo.example.org"
ACCOUNTS = {
    Role.FOCAL_POINT: "focalpoint",
    Role.DELEGATION: "delegation",
    Role.EDITOR: "editor",
    Role.APPROVER: "approver",
    Role.ADMINISTRATOR: "admin",
}
FOCAL_POINT_STATE = "AT"
DELEGATION_STATE = network.proposals.demonstration.OF_THE_DELEGATION


def password() -> str:
    """Return the password of all accounts: it differs between installations, not between starts."""
    secret = hmac.new(settings.SECRET_KEY.encode(), b"demonstration sign-ins", sha256).digest()
    letters = b32encode(secret).decode().lower()
    return "-".join(letters[start : start + 5] for start in range(0, 20, 5))


def sign_ins() -> dict[str, dict[str, str]]:
    return {
        role.value: {"email": f"{name}@{DOMAIN}", "password": password()} for role, name in ACCOUNTS.items()
    }


@transaction.atomic
def load() -> None:
    """Create the accounts, or reset their passwords; link focal point and delegation to their records."""
    for role, name in ACCOUNTS.items():
        user = User.objects.filter(email=f"{name}@{DOMAIN}").first()
        user = user or User.objects.create_user(
            f"{name}@{DOMAIN}", role=role, name=f"Demonstration {role.label}"
        )
        if not user.check_password(password()):
            user.set_password(password())
            user.save(update_fields=["password"])
    _link_focal_point()
    _link_delegation()


def _link_focal_point() -> None:
    user = account(Role.FOCAL_POINT)
    if Person.objects.filter(user=user).exists():
        return
    in_force = Person.objects.filter(appointments__ends_on=None, state__iso2=FOCAL_POINT_STATE, user=None)
    person = in_force.order_by("pk").first()
    if person is not None:
        person.user, person.email = user, user.email
        person.save(update_fields=["user", "email"])
        user.name = str(person)
        user.save(update_fields=["name"])


def _link_delegation() -> None:
    state = State.objects.get(iso2=DELEGATION_STATE)
    Delegate.objects.get_or_create(user=account(Role.DELEGATION), defaults={"state": state})


def account(role: Role) -> User:
    return User.objects.get(email=f"{ACCOUNTS[role]}@{DOMAIN}")
