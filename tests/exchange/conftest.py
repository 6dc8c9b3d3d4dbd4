"""The second factor has tests of its own; here staff are simply signed in."""

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _one_factor(settings: Settings) -> None:
    settings.REQUIRE_MFA = False
