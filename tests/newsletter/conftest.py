"""The second factor has tests of its own; here staff are simply signed in."""

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from nfp_portal.accounts.models import User
from tests.factories.accounts import client_of
from tests.factories.newsletter import make_editor
from tests.mail import scripted


@pytest.fixture(autouse=True)
def _one_factor(settings: Settings) -> None:
    settings.REQUIRE_MFA = False


@pytest.fixture
def editor() -> User:
    return make_editor()


@pytest.fixture
def desk(editor: User) -> Client:
    return client_of(editor)


@pytest.fixture
def relay(settings: Settings) -> Iterator[scripted.Relay]:
    """A relay that answers by a script, and the portal set to use it."""
    with scripted.running() as relay:
        settings.MAIL_RELAY = relay.settings
        yield relay
