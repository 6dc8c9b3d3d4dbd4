from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.mail import scripted


@pytest.fixture
def relay(settings: Settings) -> Iterator[scripted.Relay]:
    """A relay that answers by a script, and the portal set to use it."""
    with scripted.running() as relay:
        settings.MAIL_RELAY = relay.settings
        yield relay
