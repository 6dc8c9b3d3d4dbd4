"""Staff who ask and open questions."""

import pytest

from nfp_portal.accounts.models import Role, User
from tests.factories.accounts import make_user


@pytest.fixture
def editor() -> User:
    return make_user(Role.EDITOR)


@pytest.fixture
def approver() -> User:
    return make_user(Role.APPROVER)
