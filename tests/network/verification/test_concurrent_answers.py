"""Two submissions, two daily runs, or an answer and a reminder, at the same moment."""

from collections.abc import Callable
from functools import partial

import pytest
from django.test import Client
from django.utils import timezone

from network.proposals.models import Proposal
from network.rounds.actions.answers import RoundClosedError
from network.rounds.actions.daily import run_daily
from network.rounds.actions.opening import OpenAlreadyError, close_round
from network.rounds.models import Addressee, Round
from network.verification.models import Answer
from nfp_portal.jobs.models import Job
from nfp_portal.mail.models import OPEN_STATES, Delivery
from tests.at_once import at_once
from tests.factories.network import make_appointment
from tests.factories.rounds import (
    Row,
    answer_of,
    ask,
    days_ago,
    open_check,
    open_round,
    page_of,
    remind,
    write,
)

pytestmark = pytest.mark.django_db(transaction=True)

REFUSALS = (OpenAlreadyError, RoundClosedError)


def post(row: Row, **typed: object) -> Callable[[], int]:
    return lambda: Client().post(page_of(row), typed).status_code


def test_four_concurrent_confirmations_count_once() -> None:
    row = ask()
    assert at_once(*[post(row, act="confirm", revision=1)] * 4) == [302] * 4
    row.refresh_from_db()
    assert (answer_of(row), row.person.revision) == (Answer.CONFIRMED, 2)


def test_of_two_concurrent_changes_one_shows_both_versions() -> None:
    row = ask()
    entry = {"act": "change", "revision": 1, "given_name": "Anna", "family_name": "Muster"}
    address = {"email": row.person.email}
    ends = at_once(*(post(row, **entry, **address, telephone=f"+43 1 000 000{n}") for n in range(2)))
    assert sorted(map(str, ends)) == ["302", "409"]
    row.person.refresh_from_db()
    assert row.person.revision == 2


def test_concurrent_requests_to_leave_propose_one_end() -> None:
    row = ask()
    assert at_once(*[post(row, act="leave", last_day=str(timezone.localdate()))] * 3) == [302] * 3
    assert Proposal.objects.count() == 1


@pytest.mark.parametrize("opening", [open_round, open_check])
def test_a_round_opened_by_three_at_once_is_one_round(opening: Callable[[], Round]) -> None:
    make_appointment()
    ends = at_once(*[opening] * 3, refusals=REFUSALS)
    assert sum(isinstance(end, Round) for end in ends) == 1
    assert sum(isinstance(end, OpenAlreadyError) for end in ends) == 2
    assert Round.objects.count() == 1
    assert Addressee.objects.count() == 1


def test_letters_written_by_two_workers_at_once_leave_once() -> None:
    for _person in range(12):
        make_appointment()
    opened = open_round()
    at_once(*(lambda: write(opened) for _worker in range(3)))
    assert Delivery.objects.count() == 12


def test_an_answer_beside_a_reminder_leaves_no_reminder_on_its_way() -> None:
    for _try in range(5):
        row = ask()
        write(row.round)
        at_once(post(row, act="confirm", revision=1), partial(remind, row.round), refusals=REFUSALS)
        row.refresh_from_db()
        assert answer_of(row) == Answer.CONFIRMED
        own = Delivery.objects.filter(key=f"confirmation-{row.pk}", state__in=OPEN_STATES)
        assert not own.exists()
        close_round(row.round.key)


def test_two_concurrent_daily_runs_write_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("network.rounds.actions.daily.HOUR", 0)
    days_ago(ask().round, 7)
    assert sorted(map(str, at_once(run_daily, run_daily))) == ["False", "True"]
    assert Job.objects.count() == 2


def test_letters_beside_the_closing_do_not_leave_after_it() -> None:
    for _try in range(5):
        row = ask()
        at_once(partial(write, row.round), partial(close_round, row.round.key), refusals=REFUSALS)
        assert not Delivery.objects.filter(state__in=OPEN_STATES).exists()


def test_an_answer_beside_the_closing_counts_or_is_refused() -> None:
    row = ask()
    at_once(post(row, act="confirm", revision=1), lambda: close_round(row.round.key))
    row.refresh_from_db()
    assert row.is_answered == (row.person.confirmed_on is not None)
