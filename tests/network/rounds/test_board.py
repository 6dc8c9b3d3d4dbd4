"""The board of a round: who is looked for, who answered last, and what its first button says."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from network.rounds.models import Addressee, Round
from network.verification.actions.answers import confirm
from nfp_portal.accounts.models import Role
from tests.factories.accounts import make_user
from tests.factories.network import make_appointment, make_person
from tests.factories.rounds import open_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(client: Client, settings: Any) -> Round:
    """Ask two people of Austria and one of Ukraine; the first of Austria has answered."""
    settings.REQUIRE_MFA = False
    client.force_login(make_user(Role.EDITOR))
    for code, name, in_script in (("AT", "Da", ""), ("AT", "Müller", ""), ("UA", "Shevchuk", "Шевчук")):
        person = make_person(code, family_name=name, name_in_script=in_script)
        make_appointment(code, person=person)
    round_ = open_round("AT", "UA")
    confirm(round_.addressees.get(person__family_name="Da").key, revision=1)
    return round_


@pytest.fixture
def board(client: Client, opened: Round) -> Callable[[str], Any]:
    def board_at(question: str) -> Any:
        return client.get(opened.get_absolute_url() + question).context["board"]

    return board_at


@pytest.mark.parametrize(
    ("search", "shown"),
    [
        ("muller", {"Müller"}),
        ("austria", {"Da", "Müller"}),
        ("ukr", {"Shevchuk"}),
        ("шевчук", {"Shevchuk"}),
        ("nobody", set()),
    ],
)
@pytest.mark.parametrize("tab", ["", "&show=answered", "&show=states"])
def test_a_state_or_a_person_is_looked_for_among_all(
    board: Callable[[str], Any], search: str, shown: set[str], tab: str
) -> None:
    lines = board(f"?q={search}{tab}").lines
    assert {line.row.person.family_name for line in lines} == shown


def test_the_latest_answers_come_first_and_four_are_shown(opened: Round, board: Callable[[str], Any]) -> None:
    for number, name in enumerate(("Ar", "Be", "Ce", "De")):
        row = Addressee(round=opened, person=make_person("AT", family_name=f"{name}late"))
        row.outcome, row.channel = "answered", "link"
        row.answered_at = timezone.now() - timedelta(days=number + 1)
        row.save()
    latest = board("").latest
    assert [news.name.split()[-1] for news in latest] == ["DA", "ARLATE", "BELATE", "CELATE"]
    assert latest[0].at.startswith("Today, ")


def test_the_first_button_says_how_many_are_silent_and_goes_with_the_last(
    opened: Round, board: Callable[[str], Any]
) -> None:
    assert [button.label for button in board("").actions] == [
        "Remind 2 who are silent",
        "Write to the delegations",
        "Close the round",
    ]
    for row in Addressee.objects.waiting().filter(round=opened):
        confirm(row.key, revision=1)
    assert [button.label for button in board("").actions] == ["Write to the delegations", "Close the round"]
