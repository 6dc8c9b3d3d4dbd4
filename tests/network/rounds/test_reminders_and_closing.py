"""The course of a round: its reminders, its escalation, the other ways to answer, and its closing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from network.models import Appointment, Contact, Delegate, EndReason, State
from network.rounds.actions.answers import RoundClosedError
from network.rounds.actions.daily import run_daily
from network.rounds.actions.escalation import escalate
from network.rounds.actions.letters import remind_one, reminder_on
from network.rounds.actions.opening import close_round
from network.rounds.actions.report import request_report
from network.rounds.models import Addressee, Channel, Outcome, Round, Status
from network.rounds.report import RoundReport
from network.rounds.tally import counts_of, tally_of
from network.verification.actions.answers import (
    Leaving,
    confirm,
    confirm_on_behalf,
    confirm_on_the_portal,
    leave,
)
from network.verification.models import Answer
from network.verification.plans import LATE_DAYS
from nfp_portal.accounts.models import Role
from nfp_portal.jobs.models import Job
from nfp_portal.mail.message import SLOT
from nfp_portal.mail.models import Delivery, DeliveryState, Letter
from tests.factories.accounts import make_user
from tests.factories.network import make_appointment, make_person, state
from tests.factories.rounds import (
    Row,
    answer_of,
    ask,
    bounce,
    days_ago,
    open_check,
    open_round,
    page_of,
    remind,
    rows_of,
    status_of,
    write,
)

pytestmark = pytest.mark.django_db


# Reminders ----------------------------------------------------------------------------------------


def test_nobody_who_answered_is_reminded() -> None:
    answered, silent = make_appointment(), make_appointment()
    opened = open_round()
    write(opened)
    confirm(opened.addressees.get(person=answered.person).key, revision=1)
    assert remind(opened) == 1
    rows = {row.person: row.reminded_count for row in opened.addressees.all()}
    assert rows == {answered.person: 0, silent.person: 1}


def test_an_answer_withdraws_letters_that_were_not_sent_yet() -> None:
    row = ask()
    write(row.round)
    remind(row.round)
    confirm(row.key, revision=1)
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.WITHDRAWN}


def test_an_unreachable_person_is_not_reminded() -> None:
    row = ask()
    bounce(row)
    assert remind(row.round) == 0


def test_two_reminders_on_one_day_send_one_letter() -> None:
    row = ask()
    assert [remind_one(row.key), remind_one(row.key)] == [True, False]
    assert remind(row.round) == 0
    row.refresh_from_db()
    assert row.reminded_count == 1


def test_a_reminder_says_what_happens_next() -> None:
    row = ask()
    remind_one(row.key)
    assert "your delegation in Vienna" in Letter.objects.get().text


def steps() -> list[str]:
    return [job.parameters["step"] for job in Job.objects.order_by("pk")]


@pytest.fixture
def morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("network.rounds.actions.daily.HOUR", 0)


@pytest.mark.usefixtures("morning")
@pytest.mark.parametrize(("days", "reminded"), [(0, False), (6, False), (7, True), (9, True)])
def test_the_day_of_a_reminder_is_kept_and_a_missed_one_made_up(*, days: int, reminded: bool) -> None:
    days_ago(ask().round, days)
    assert run_daily()
    expected = ["ask", reminder_on(timezone.localdate())] if reminded else ["ask"]
    assert steps() == expected


@pytest.mark.usefixtures("morning")
def test_the_daily_run_runs_once_a_day() -> None:
    days_ago(ask().round, 7)
    assert [run_daily(), run_daily()] == [True, False]
    assert len(steps()) == 2


@pytest.mark.usefixtures("morning")
def test_a_made_up_reminder_is_not_repeated_the_day_after() -> None:
    row = ask()
    days_ago(row.round, 8)
    yesterday = timezone.localdate() - timedelta(days=1)
    Job.objects.update(parameters={"step": reminder_on(yesterday)})
    run_daily()
    assert len(steps()) == 1


def test_the_daily_run_does_not_run_before_eight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("network.rounds.actions.daily.HOUR", 24)
    days_ago(ask().round, 7)
    assert not run_daily()


def test_a_check_closes_by_itself_after_its_48_hours() -> None:
    row = ask(check=True)
    run_daily()
    row.round.refresh_from_db()
    assert row.round.is_open
    days_ago(row.round, 3)
    Round.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    run_daily()
    row.round.refresh_from_db()
    assert not row.round.is_open


def past_its_day(row: Row, days: int) -> Round:
    days_ago(row.round, 60)
    Round.objects.update(closes_at=timezone.now() - timedelta(days=days))
    run_daily()
    past: Round = row.round
    past.refresh_from_db()
    return past


def test_a_verification_past_its_day_takes_late_answers_for_a_fortnight() -> None:
    row = ask()
    assert past_its_day(row, 13).is_past_its_date
    confirm(row.key, revision=1)


def test_a_verification_closes_by_itself_after_a_fortnight_and_its_links_end(client: Client) -> None:
    row = ask()
    assert not past_its_day(row, 14).is_open
    assert client.get(page_of(row)).status_code == 410
    with pytest.raises(RoundClosedError):
        confirm(row.key, revision=1)


def test_the_board_says_until_when_a_round_past_its_day_takes_answers() -> None:
    row = ask()
    asked_round = past_its_day(row, 5)
    assert asked_round.takes_answers_until == asked_round.closes_on + timedelta(days=LATE_DAYS)


def test_closing_a_round_requests_its_report() -> None:
    row = ask()
    close_round(row.round.key)
    close_round(row.round.key)
    made = Job.objects.get(kind=RoundReport.kind)
    assert made == request_report(tally_of(Round.objects.get()), by=make_user(Role.EDITOR))


def test_the_editor_who_opened_a_round_gets_its_result_by_mail_once() -> None:
    editor = make_user(Role.EDITOR)
    make_appointment()
    opened = open_round(by=editor)
    for _press in range(2):
        close_round(opened.key)
    delivery = Delivery.objects.get(address=editor.email)
    assert delivery.letter.subject == "Verification 2026 is closed"
    assert "0 of 1 focal points have answered" in delivery.letter.text
    assert f"/rounds/{opened.key}/" in delivery.letter.text


# Escalation ---------------------------------------------------------------------------------------


def with_delegation(code: str, email: str) -> State:
    Contact.objects.create(state=state(code), address=email)
    return state(code)


def test_the_letter_to_a_delegation_names_only_people_who_did_not_answer() -> None:
    with_delegation("AT", "delegation@at.example.org")
    people = {name: make_person(family_name=name) for name in ("Still", "Weg", "Tot", "Da")}
    for person in people.values():
        make_appointment(person=person)
    opened = open_round()
    rows = {person.family_name: row for person, row in rows_of(opened).items()}
    bounce(rows["Tot"])
    leave(rows["Weg"].key, Leaving(timezone.localdate(), "Eva", "Neu"))
    confirm(rows["Da"].key, revision=1)
    assert escalate(opened.key) == 1
    text = Letter.objects.get().text
    assert "Anna STILL: no answer yet" in text
    assert "Anna TOT: the address refuses mail" in text
    assert "Anna WEG: has left the function" in text
    assert "proposed successor: Eva NEU" in text
    assert "DA" not in text.replace("DATA", "")
    assert status_of(rows["Still"]) == Status.ESCALATED
    assert status_of(rows["Tot"]) == Status.BOUNCED


@pytest.mark.parametrize("typed", ["{{name}}", "{{{answer_url}}}"])
def test_braces_in_a_name_do_not_stop_the_letter_to_a_delegation(typed: str) -> None:
    with_delegation("AT", "delegation@at.example.org")
    _silent, leaving = (make_appointment(person=make_person(family_name=name)) for name in (typed, "Weg"))
    opened = open_round()
    row = opened.addressees.get(person=leaving.person)
    leave(row.key, Leaving(timezone.localdate(), "Eva", typed))
    escalate(opened.key)
    letter = Letter.objects.get()
    assert [SLOT.findall(part) for part in (letter.subject, letter.text, letter.html)] == [[], [], []]


def test_the_letter_to_a_delegation_leaves_out_former_focal_points() -> None:
    with_delegation("AT", "delegation@at.example.org")
    row = ask()
    Appointment.objects.update(ends_on=timezone.localdate(), end_reason=EndReason.NEW_DUTIES)
    assert escalate(row.round.key) == 0
    assert Delivery.objects.count() == 0


def test_the_delegations_accounts_get_it_too_each_in_their_language() -> None:
    with_delegation("AT", "delegation@at.example.org")
    french = make_user(Role.DELEGATION, email="paul@at.example.org")
    type(french).objects.filter(pk=french.pk).update(language="fr")
    Delegate.objects.create(user=french, state=state("AT"))
    other = make_user(Role.DELEGATION, email="other@de.example.org")
    Delegate.objects.create(user=other, state=state("DE"))
    row = ask()
    escalate(row.round.key)
    sent = set(Delivery.objects.values_list("address", "letter__language"))
    assert sent == {("delegation@at.example.org", "en"), ("paul@at.example.org", "fr")}


def test_a_state_is_written_to_once_in_a_round() -> None:
    with_delegation("AT", "delegation@at.example.org")
    row = ask()
    assert [escalate(row.round.key), escalate(row.round.key)] == [1, 0]
    assert Delivery.objects.count() == 1


def test_without_a_recorded_delegation_the_escalation_changes_nothing() -> None:
    row = ask()
    assert escalate(row.round.key) == 0
    assert status_of(row) == Status.WAITING


@pytest.mark.usefixtures("morning")
@pytest.mark.parametrize(("days", "written"), [(13, 0), (14, 1), (20, 1)])
def test_the_day_of_the_escalation_is_kept(days: int, written: int) -> None:
    with_delegation("AT", "delegation@at.example.org")
    days_ago(ask().round, days)
    run_daily()
    assert Delivery.objects.count() == written


# The other ways to answer -------------------------------------------------------------------------


def test_a_call_confirms_with_who_called_and_a_note() -> None:
    row, editor = ask(), make_user(Role.EDITOR)
    confirm_on_behalf(row.key, note="Spoke to her at ten.", by=editor)
    row.refresh_from_db()
    assert (row.channel, row.answered_by, row.note) == (Channel.ON_BEHALF, editor, "Spoke to her at ten.")
    assert row.person.is_confirmed()


def test_all_still_correct_on_the_portal_answers_the_open_round() -> None:
    user = make_user()
    row = ask(user=user)
    confirm_on_the_portal(row.person_id, revision=1, by=user)
    row.refresh_from_db()
    assert (answer_of(row), row.channel, row.answered_by) == (Answer.CONFIRMED, Channel.PORTAL, user)


def test_an_editors_confirmation_is_not_the_focal_points_answer() -> None:
    row, editor = ask(), make_user(Role.EDITOR)
    confirmed = confirm_on_the_portal(row.person_id, revision=1, by=editor)
    assert (confirmed.person.is_confirmed(), confirmed.row) == (True, None)
    row.refresh_from_db()
    assert answer_of(row) == "waiting"


def test_an_answer_on_the_portal_offers_no_undo(client: Client) -> None:
    user = make_user()
    row = ask(user=user)
    client.force_login(user)
    page = client.post(f"/people/{row.person.key}/confirm/", {"revision": 1}, follow=True).content.decode()
    assert "This is your answer to “Verification 2026”" in page
    assert f"/people/{row.person.key}/undo/" not in page


def test_without_an_open_round_the_portal_confirms_as_ever() -> None:
    person = make_person()
    assert confirm_on_the_portal(person.pk, revision=1, by=None).person.is_confirmed()


def test_a_stale_confirmation_on_the_portal_answers_nothing() -> None:
    row = ask()
    with pytest.raises(Exception, match="revision"):
        confirm_on_the_portal(row.person_id, revision=9, by=None)
    row.refresh_from_db()
    assert answer_of(row) == "waiting"


# The end ------------------------------------------------------------------------------------------


def test_closing_withdraws_what_has_not_left_and_twice_is_once() -> None:
    row = ask()
    write(row.round)
    first = close_round(row.round.key).closed_at
    assert close_round(row.round.key).closed_at == first
    assert Delivery.objects.get().state == DeliveryState.WITHDRAWN


@pytest.mark.usefixtures("morning")
def test_after_the_closing_the_outbox_forgets_links_and_facts() -> None:
    for _person in range(2):
        make_appointment()
    opened = open_round()
    write(opened)
    late = Delivery.objects.order_by("pk").last()
    assert late is not None
    Delivery.objects.filter(pk=late.pk).update(state=DeliveryState.SENDING)
    close_round(opened.key)
    assert sorted(bool(each.slots) for each in Delivery.objects.all()) == [False, True]
    Delivery.objects.update(state=DeliveryState.SENT)
    run_daily()
    assert not any(each.slots for each in Delivery.objects.all())


def test_a_closed_round_writes_nothing_more() -> None:
    row = ask()
    close_round(row.round.key)
    assert write(row.round) == 0
    assert escalate(row.round.key) == 0
    with pytest.raises(RoundClosedError):
        confirm(row.key, revision=1)


@pytest.mark.parametrize("number", [3, 60])
def test_a_round_is_counted_in_as_many_queries_whatever_its_size(
    django_assert_num_queries: Callable[..., Any], number: int
) -> None:
    for _person in range(number):
        make_appointment()
    opened = open_round()
    with django_assert_num_queries(2):
        counted = tally_of(opened)
        assert (counted.total, counted.silent, counted.median) == (number, number, None)


def test_the_tally_says_how_fast_half_of_them_answered() -> None:
    for _person in range(3):
        make_appointment()
    opened = open_check()
    begin = opened.opened_at
    for row, hours in zip(opened.addressees.all(), (1, 5, None), strict=True):
        if hours:
            facts = {
                "outcome": Outcome.ANSWERED,
                "channel": Channel.LINK,
                "answered_at": begin + timedelta(hours=hours),
            }
            Addressee.objects.filter(pk=row.pk).update(**facts)
    for counted in (tally_of(opened), counts_of(opened)):
        assert (counted.answered, counted.median) == (2, timedelta(hours=3))


def test_an_unknown_addressee_cannot_confirm() -> None:
    with pytest.raises(Round.DoesNotExist):
        confirm(UUID(int=0), revision=1)
