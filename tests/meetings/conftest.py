"""The second factor has tests of its own; here staff are simply signed in."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from nfp_portal.accounts.models import Role, User
from tests.factories.accounts import make_user


@pytest.fixture(autouse=True)
def _one_factor(settings: Settings) -> None:
    settings.REQUIRE_MFA = False


@pytest.fixture
def editor() -> User:
    return make_user(Role.EDITOR)


@pytest.fixture
def approver() -> User:
    return make_user(Role.APPROVER)


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """Give the browser of one account."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in
