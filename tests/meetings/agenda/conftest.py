"""A meeting whose agenda is edited, and an editor at the desk."""

from collections.abc import Callable

import pytest
from django.test import Client

from meetings.models import Kind, Meeting
from nfp_portal.accounts.models import User
from tests.factories.meetings import at, make_meeting, make_timed_item


@pytest.fixture
def desk(client_of: Callable[[User], Client], editor: User) -> Client:
    return client_of(editor)


@pytest.fixture
def meeting() -> Meeting:
    """Opening 9:00–9:30, a session 9:30–11:00, lunch 12:00–13:00; nothing on the second day."""
    made = make_meeting(slug="vienna")
    make_timed_item(made, "Opening", at(9), at(9, 30))
    make_timed_item(made, "Roads", at(9, 30), at(11), session=1)
    make_timed_item(made, "Lunch", at(12), at(13), kind=Kind.BREAK)
    return made
