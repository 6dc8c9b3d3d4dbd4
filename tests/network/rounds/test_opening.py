"""A round opens: whom it asks, which letters it writes, and the status of each addressee."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from network.actions.merging import merge
from network.models import Appointment, EndReason, Person
from network.rounds.actions.opening import NobodyToAskError, OpenAlreadyError, close_round
from network.rounds.links import address_of
from network.rounds.models import Addressee, Channel, Outcome, Round, Status
from network.rounds.queries import with_counts
from network.rounds.tally import counts_of, tally_of
from network.verification.actions.answers import confirm
from network.verification.models import VERIFICATION, Answer, Confirmation
from network.verification.people import people_to_ask
from nfp_portal.jobs.models import Job
from nfp_portal.mail import actions as mail
from nfp_portal.mail.message import SLOT
from nfp_portal.mail.models import Delivery, DeliveryState, Letter
from tests.factories.network import make_appointment, make_person, state
from tests.factories.rounds import (
    Row,
    appointment_of,
    ask,
    bounce,
    mailbox_of,
    open_check,
    open_round,
    remind,
    status_of,
    write,
)

pytestmark = pytest.mark.django_db


def asked_two() -> tuple[Row, Row]:
    """Two people asked in the one open round of Austria."""
    for _person in range(2):
        make_appointment()
    first, second = open_round().addressees.select_related("round", "person").order_by("pk")
    return first, second


# Opening ------------------------------------------------------------------------------------------


def test_everyone_who_speaks_for_the_states_today_is_asked_once() -> None:
    here, elsewhere = make_appointment("AT"), make_appointment("DE")
    former = make_appointment("AT", ends_on=timezone.localdate())
    coming = make_appointment("AT", starts_on=timezone.localdate() + timedelta(days=3))
    opened = open_round("AT")
    people = {row.person for row in opened.addressees.all()}
    assert people == {here.person}
    assert not {former.person, coming.person, elsewhere.person} & people


def test_a_focal_point_of_two_states_gets_one_letter() -> None:
    person = make_person("AT")
    for code in ("AT", "DE"):
        make_appointment(code, person=person)
    assert len(people_to_ask([state("AT"), state("DE")])) == 1
    assert open_round("AT", "DE").addressees.count() == 1


def test_a_round_needs_somebody_to_ask() -> None:
    with pytest.raises(NobodyToAskError):
        open_round("LI")
    assert Round.objects.count() == 0


def test_a_second_round_of_verification_waits_for_the_end_of_the_first() -> None:
    make_appointment()
    first = open_round()
    with pytest.raises(OpenAlreadyError) as already:
        open_round()
    assert already.value.other == first
    close_round(first.key)
    open_round()


def test_a_second_communication_check_waits_for_the_end_of_the_first() -> None:
    make_appointment()
    first = open_check()
    with pytest.raises(OpenAlreadyError) as already:
        open_check()
    assert already.value.other == first


def test_a_focal_point_of_two_states_is_asked_as_first_contact() -> None:
    person = make_person("AT")
    make_appointment("AT", person=person)
    first = make_appointment("DE", person=person, primary_from=date(2020, 1, 1))
    assert people_to_ask([state("AT"), state("DE")]) == [first]


def test_a_communication_check_may_run_beside_a_verification() -> None:
    make_appointment()
    open_round()
    assert open_check().addressees.count() == 1


def test_the_database_itself_refuses_a_second_open_verification() -> None:
    make_appointment()
    open_round()
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.create(kind=VERIFICATION, title="Second", closes_at=timezone.now() + timedelta(days=1))


@pytest.mark.parametrize(
    "facts",
    [
        {"outcome": Outcome.ANSWERED},
        {"answered_at": "2026-01-01T00:00Z"},
        {"channel": Channel.LINK},
        {"outcome": "perhaps", "answered_at": "2026-01-01T00:00Z", "channel": Channel.LINK},
        {"reminded_count": 1},
        {"person": None},
        {"state": 1},
    ],
)
def test_the_database_refuses_half_an_answer_and_half_an_addressee(facts: dict[str, Any]) -> None:
    row = ask()
    with pytest.raises(IntegrityError), transaction.atomic():
        Addressee.objects.filter(pk=row.pk).update(**facts)


@pytest.mark.parametrize(
    "facts",
    [
        {"answer": "perhaps"},
        {"answer": Answer.LEFT},
        {"successor_family_name": "Neu"},
        {"last_day": "2026-01-01"},
    ],
)
def test_the_database_refuses_a_leaving_without_a_last_day_and_the_reverse(facts: dict[str, Any]) -> None:
    row = ask()
    with pytest.raises(IntegrityError), transaction.atomic():
        Confirmation.objects.create(addressee=row, **({"answer": Answer.CONFIRMED} | facts))


def test_a_person_is_asked_once_in_a_round() -> None:
    row = ask()
    with pytest.raises(IntegrityError), transaction.atomic():
        Addressee.objects.create(
            round=row.round,
            person=row.person,
            represents=row.represents,
        )


# Letters ------------------------------------------------------------------------------------------


def test_opening_leaves_the_letters_to_a_worker() -> None:
    row = ask()
    job = Job.objects.get()
    assert (job.subject, job.parameters) == (str(row.round.key), {"step": "ask"})
    assert Delivery.objects.count() == 0


def test_each_person_gets_one_letter_with_the_own_link_and_facts() -> None:
    row = ask(function="Adviser", telephone="+43 1 000 0001")
    write(row.round)
    delivery = Delivery.objects.get()
    assert delivery.address == row.person.email
    assert delivery.slots["answer_url"] == address_of(mailbox_of(row))
    assert (delivery.slots["function"], delivery.slots["mobile"]) == ("Adviser", "not recorded")
    assert mailbox_of(row).delivery == delivery


def test_writing_the_letters_twice_makes_one_letter_and_one_delivery_each() -> None:
    for _person in range(3):
        make_appointment()
    opened = open_round()
    assert [write(opened), write(opened)] == [3, 0]
    assert (Letter.objects.count(), Delivery.objects.count()) == (1, 3)


def test_there_is_one_letter_for_each_language() -> None:
    for languages in (["ru", "en"], ["fr"], ["fr"], []):
        make_appointment(person=make_person(languages=languages))
    write(open_round())
    assert sorted(Letter.objects.values_list("language", flat=True)) == ["en", "fr", "ru"]


def test_a_letter_is_whole_in_its_language_and_holds_the_facts_in_both_parts() -> None:
    make_appointment(person=make_person(languages=["de"], function="Referentin"))
    write(open_round())
    letter = Letter.objects.get()
    assert letter.subject == "Bitte bestätigen Sie Ihren Eintrag: Verification 2026"
    for part in (letter.text, letter.html):
        assert "{{function}}" in part
        assert "{{answer_url}}" in part
        assert "Teilnehmerstaat" in part
        assert "Netzwerk der Nationalen Kontaktstellen" in part
        assert "Portal of the Network" not in part
        assert "National Focal Points Network" not in part


@pytest.mark.parametrize("typed", ["{{secret}}", "{{{secret}}}", "{{{{ secret }}}}"])
def test_braces_typed_into_a_title_are_no_slot(typed: str) -> None:
    make_appointment()
    write(open_round(title=f"Round {typed}"))
    letter = Letter.objects.get()
    for part in (letter.subject, letter.text, letter.html):
        assert "secret" not in SLOT.findall(part)


def test_a_person_without_an_address_is_asked_without_a_letter() -> None:
    row = ask(email="")
    assert write(row.round) == 0
    assert status_of(row) == Status.NO_ADDRESS


# Status -----------------------------------------------------------------------------------------


def test_a_former_focal_point_is_no_longer_waited_for() -> None:
    row, other = asked_two()
    write(row.round)
    Appointment.objects.filter(pk=appointment_of(row).pk).update(
        ends_on=timezone.localdate(), end_reason=EndReason.NEW_DUTIES
    )
    assert status_of(row) == Status.ENDED
    assert remind(row.round) == 1
    confirm(other.key, revision=1)
    for counted in (tally_of(row.round), counts_of(row.round)):
        assert (counted.total, counted.answered, counted.outstanding, counted.over) == (1, 1, 0, 1)
        assert counted.states[0].progress == "present"
    counts: Any = with_counts(Round.objects.all()).get()
    assert (counts.total, counts.answered) == (1, 1)


def test_a_focal_point_who_left_before_the_letters_were_sent_gets_none() -> None:
    row, _other = asked_two()
    Appointment.objects.filter(pk=appointment_of(row).pk).update(
        ends_on=timezone.localdate(), end_reason=EndReason.NEW_DUTIES
    )
    assert write(row.round) == 1


def test_an_end_after_the_closing_does_not_change_a_closed_round() -> None:
    row = ask()
    close_round(row.round.key)
    yesterday = timezone.now() - timedelta(days=1)
    Round.objects.update(opened_at=yesterday - timedelta(days=9), closed_at=yesterday)
    Appointment.objects.filter(pk=appointment_of(row).pk).update(
        ends_on=timezone.localdate(), end_reason=EndReason.NEW_DUTIES
    )
    assert status_of(row) == Status.WAITING


def test_a_merged_entry_is_waited_for_no_longer() -> None:
    row, kept = asked_two()
    merge(kept.person_id, row.person_id, taken=(), revisions=(1, 1))
    assert (status_of(row), status_of(kept)) == (Status.MERGED, Status.WAITING)
    assert (tally_of(row.round).total, counts_of(row.round).total) == (1, 1)
    assert write(row.round) == 1


def test_a_question_waits_until_it_is_answered_and_says_when_it_was_reminded() -> None:
    row = ask()
    assert status_of(row) == Status.WAITING
    write(row.round)
    remind(row.round)
    assert status_of(row) == Status.REMINDED
    confirm(row.key, revision=1)
    assert status_of(row) == Answer.CONFIRMED


def test_an_address_that_refuses_mail_shows_as_bounced_until_it_is_changed() -> None:
    row = ask()
    bounce(row)
    assert status_of(row) == Status.BOUNCED
    Person.objects.filter(pk=row.person_id).update(email="new@example.org")
    assert status_of(row) == Status.WAITING


def test_an_address_that_wants_no_notices_shows_as_suppressed() -> None:
    row = ask()
    mail.withdraw(row.person.email.upper(), "notice", "asked for it")
    assert status_of(row) == Status.SUPPRESSED


def test_a_message_refused_for_another_reason_shows_as_bounced_too() -> None:
    row = ask()
    write(row.round)
    Delivery.objects.update(state=DeliveryState.FAILED, last_reply="550 5.7.1 not allowed")
    assert status_of(row) == Status.BOUNCED


def test_an_unsubscribed_newsletter_does_not_hinder_a_round() -> None:
    row = ask()
    mail.withdraw(row.person.email, "newsletter", "unsubscribed")
    assert status_of(row) == Status.WAITING
    assert list(Person.objects.unreachable()) == []


def test_an_unreachable_person_is_a_task_until_the_address_changes() -> None:
    row = ask()
    bounce(row)
    assert list(Person.objects.unreachable()) == [row.person]
    Person.objects.filter(pk=row.person_id).update(email="new@example.org")
    assert list(Person.objects.unreachable()) == []
