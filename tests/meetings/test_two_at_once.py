"""Two editors in the same moment: one is served, the other is told; nothing is half-written."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from meetings.models import Meeting
from nfp_portal.accounts.models import User
from tests.factories.meetings import make_meeting

pytestmark = pytest.mark.django_db(transaction=True)

ITEM = {
    "revision": "1",
    "kind": "session",
    "audience": "all",
    "day": "2026-10-06",
    "begins": "09:00",
    "ends": "10:00",
}


def at_once(*acts: Callable[[], int]) -> list[int]:
    def run(act: Callable[[], int]) -> int:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def post(client: Client, address: str, form: dict[str, str]) -> Callable[[], int]:
    return lambda: client.post(address, form).status_code


@pytest.mark.parametrize("_round", range(3))
def test_one_time_is_given_to_one_item(
    client_of: Callable[[User], Client], editor: User, approver: User, _round: int
) -> None:
    meeting = make_meeting(slug="busy")
    forms = [ITEM | {"title": title, "key": str(uuid4())} for title in ("Mine", "Yours")]
    clients = [client_of(editor), client_of(approver)]
    answers = at_once(
        *(
            post(client, "/meetings/busy/agenda/add/", form)
            for client, form in zip(clients, forms, strict=True)
        )
    )
    assert answers == [302, 422]
    assert meeting.items.count() == 1


def test_a_button_pressed_twice_at_once_makes_one_meeting(
    client_of: Callable[[User], Client], editor: User
) -> None:
    form = {
        "revision": "1",
        "key": str(uuid4()),
        "title": "Pressed twice",
        "series": "training",
        "stage": "planned",
    }
    clients = [client_of(editor), client_of(editor)]
    answers = at_once(*(post(client, "/meetings/new/", form) for client in clients))
    assert answers[0] == 302
    assert Meeting.objects.filter(title="Pressed twice").count() == 1


def test_two_changes_of_one_meeting_are_one_change_and_one_question(
    client_of: Callable[[User], Client], editor: User, approver: User
) -> None:
    meeting = make_meeting(slug="raced")
    form = {"revision": "1", "series": "annual", "stage": "agenda", "starts_on": "2026-10-06"}
    acts = [
        post(client_of(user), "/meetings/raced/edit/", form | {"title": user.email})
        for user in (editor, approver)
    ]
    assert at_once(*acts) == [302, 409]
    meeting.refresh_from_db()
    assert meeting.revision == 2
