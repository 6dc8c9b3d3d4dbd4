"""The buttons that write to many people in a round: they name the recipients first and send once."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.models import Contact
from network.rounds.actions.letters import send_step
from network.rounds.kinds import Step
from nfp_portal.accounts.models import Role
from nfp_portal.jobs.models import Job, JobState
from tests.factories.accounts import make_user
from tests.factories.network import make_appointment, make_person
from tests.factories.rounds import Row, ask, remind

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _editor(client: Client, settings: Any) -> None:
    settings.REQUIRE_MFA = False
    client.force_login(make_user(Role.EDITOR))


def page(client: Client, name: str, row: Row) -> str:
    return client.get(reverse(f"network:rounds:{name}", args=[row.round.key])).content.decode()


def press(client: Client, name: str, row: Row) -> str:
    return client.post(reverse(f"network:rounds:{name}", args=[row.round.key]), follow=True).content.decode()


def test_reminding_all_says_first_how_many_and_whom_it_cannot_reach(client: Client) -> None:
    make_appointment(person=make_person(email=""))
    row = ask()
    shown = page(client, "remind", row)
    assert "Remind 1 person?" in shown
    assert "1 person cannot be reached by mail" in shown
    assert Job.objects.count() == 1
    answer = press(client, "remind", row)
    assert "1 reminder is being written. 1 person cannot be reached by mail." in answer
    assert Job.objects.count() == 2


def test_a_person_reminded_today_is_not_offered_for_reminding_again(client: Client) -> None:
    row = ask()
    press(client, "remind", row)
    assert "Nobody to remind" in press(client, "remind", row)
    Job.objects.update(state=JobState.DONE, finished_at=timezone.now())
    assert "Remind 1 person?" in page(client, "remind", row)
    remind(row.round)
    assert "1 person has been reminded today already" in press(client, "remind", row)


def test_the_letters_under_way_count_only_whom_they_reach() -> None:
    make_appointment(person=make_person(email=""))
    row = ask()
    totals: list[int] = []
    send_step(row.round.key, Step.ASK, lambda _done, total=0, _note="": totals.append(total))
    assert totals == [1]


def test_writing_to_the_delegations_says_first_to_whom_and_why_not(client: Client) -> None:
    row = ask()
    shown = page(client, "escalate", row)
    assert "No delegation to write to" in shown
    assert "No address of the delegation is recorded for: Austria." in " ".join(shown.split())
    Contact.objects.create(state=row.represents, address="delegation@example.org")
    assert "Write to 1 delegation?" in page(client, "escalate", row)
    assert "1 delegation was written to." in press(client, "escalate", row)
    assert "has been written to in this round" in press(client, "escalate", row)
