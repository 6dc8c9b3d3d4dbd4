"""The presses that write to many in a round: they say first whom they reach, and twice is once."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.actions import rounds
from network.actions.rounds.letters import ASK
from network.models import Confirmation, State
from nfp_portal.accounts.models import Role
from nfp_portal.jobs.models import Job
from nfp_portal.jobs.models import State as JobState
from tests.factories.accounts import make_user
from tests.factories.network import make_appointment, make_person
from tests.factories.rounds import asked, remind

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _editor(client: Client, settings: Any) -> None:
    settings.REQUIRE_MFA = False
    client.force_login(make_user(Role.EDITOR))


def page(client: Client, name: str, row: Confirmation) -> str:
    return client.get(reverse(f"network:{name}", args=[row.round.key])).content.decode()


def press(client: Client, name: str, row: Confirmation) -> str:
    return client.post(reverse(f"network:{name}", args=[row.round.key]), follow=True).content.decode()


def test_reminding_all_says_first_how_many_and_whom_it_cannot_reach(client: Client) -> None:
    make_appointment(person=make_person(email=""))
    row = asked()
    shown = page(client, "remind_round", row)
    assert "Remind 1 person?" in shown
    assert "1 person cannot be reached by mail" in shown
    assert Job.objects.count() == 1
    said = press(client, "remind_round", row)
    assert "1 reminder is being written. 1 person cannot be reached by mail." in said
    assert Job.objects.count() == 2


def test_who_is_being_reminded_or_was_today_is_not_offered_again(client: Client) -> None:
    row = asked()
    press(client, "remind_round", row)
    assert "Nobody to remind" in press(client, "remind_round", row)
    Job.objects.update(state=JobState.DONE, finished_at=timezone.now())
    assert "Remind 1 person?" in page(client, "remind_round", row)
    remind(row.round)
    assert "1 person has been reminded today already" in press(client, "remind_round", row)


def test_the_letters_under_way_count_only_whom_they_reach() -> None:
    make_appointment(person=make_person(email=""))
    row = asked()
    told: list[int] = []
    rounds.send_step(row.round.key, ASK, lambda _done, total=0, _note="": told.append(total))
    assert told == [1]


def test_writing_to_the_delegations_says_first_to_whom_and_why_not(client: Client) -> None:
    row = asked()
    shown = page(client, "escalate_round", row)
    assert "No delegation to write to" in shown
    assert "No address of the delegation is recorded for: Austria." in " ".join(shown.split())
    State.objects.filter(iso2="AT").update(delegation_email="delegation@example.org")
    assert "Write to 1 delegation?" in page(client, "escalate_round", row)
    assert "1 delegation was written to." in press(client, "escalate_round", row)
    assert "has been written to in this round" in press(client, "escalate_round", row)
