"""Accounts for tests, one phrase each."""

from itertools import count

from django.test import Client

from nfp_portal.accounts.models import Role, User

PASSWORD = "five invented words for tests"
_numbers = count(1)


def make_user(role: Role = Role.FOCAL_POINT, *, email: str = "", password: str | None = None) -> User:
    return User.objects.create_user(
        email or f"{role}{next(_numbers)}@example.org", role=role, password=password
    )


def client_of(user: User) -> Client:
    """Give the browser of one account, signed in."""
    client = Client()
    client.force_login(user)
    return client
