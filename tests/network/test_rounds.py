"""A round opens: whom it asks, what it writes, and where each question stands."""

from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from network.actions import rounds
from network.actions.merging import merge
from network.actions.rounds.opening import people_to_ask
from network.models import (
    Answer,
    Appointment,
    Confirmation,
    EndReason,
    Person,
    Round,
    RoundKind,
    Standing,
    Way,
)
from network.verification.links import address_of
from network.verification.tally import counts_of, tally_of
from nfp_portal.jobs.models import Job
from nfp_portal.mail import actions as mail
from nfp_portal.mail.message import SLOT
from nfp_portal.mail.models import Delivery, Letter
from nfp_portal.mail.models import State as MailState
from tests.factories.network import make_appointment, make_person, state
from tests.factories.rounds import asked, bounce, open_check, open_round, remind, standing_of, write

pytestmark = pytest.mark.django_db


def asked_two() -> tuple[Confirmation, Confirmation]:
    """Two people asked in the one open round of Austria."""
    for _person in range(2):
        make_appointment()
    first, second = open_round().confirmations.select_related("round", "person").order_by("pk")
    return first, second


# Opening ------------------------------------------------------------------------------------------


def test_everyone_who_speaks_for_the_states_today_is_asked_once() -> None:
    here, elsewhere = make_appointment("AT"), make_appointment("DE")
    former = make_appointment("AT", ends_on=timezone.localdate())
    coming = make_appointment("AT", starts_on=timezone.localdate() + timedelta(days=3))
    opened = open_round("AT")
    people = {row.person for row in opened.confirmations.all()}
    assert people == {here.person}
    assert not {former.person, coming.person, elsewhere.person} & people


def test_who_speaks_for_two_states_gets_one_letter() -> None:
    person = make_person("AT")
    for code in ("AT", "DE"):
        make_appointment(code, person=person)
    assert len(people_to_ask([state("AT"), state("DE")])) == 1
    assert open_round("AT", "DE").confirmations.count() == 1


def test_a_round_needs_somebody_to_ask() -> None:
    with pytest.raises(rounds.NobodyToAskError):
        open_round("LI")
    assert Round.objects.count() == 0


def test_a_second_round_of_verification_waits_for_the_end_of_the_first() -> None:
    make_appointment()
    first = open_round()
    with pytest.raises(rounds.OpenAlreadyError) as already:
        open_round()
    assert already.value.other == first
    rounds.close_round(first.key)
    open_round()


def test_a_second_communication_check_waits_for_the_end_of_the_first() -> None:
    make_appointment()
    first = open_check()
    with pytest.raises(rounds.OpenAlreadyError) as already:
        open_check()
    assert already.value.other == first


def test_of_several_open_checks_the_migration_leaves_the_newest_open() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX one_open_round_of_a_kind")
    now = timezone.now()
    older, newest = (
        Round.objects.create(
            kind=RoundKind.CHECK, title="Check", opened_at=at, closes_at=now + timedelta(days=2)
        )
        for at in (now - timedelta(days=1), now - timedelta(hours=1))
    )
    verification = Round.objects.create(title="Verification", closes_at=now + timedelta(days=2))
    import_module("network.migrations.0022_close_older_checks").close_older(apps, None)
    assert set(Round.objects.open()) == {newest, verification}
    assert Round.objects.get(closed_at__isnull=False) == older


def test_who_speaks_for_two_states_is_asked_as_first_contact() -> None:
    person = make_person("AT")
    make_appointment("AT", person=person)
    first = make_appointment("DE", person=person, primary_from=date(2020, 1, 1))
    assert people_to_ask([state("AT"), state("DE")]) == [first]


def test_a_communication_check_may_run_beside_a_verification() -> None:
    make_appointment()
    open_round()
    assert open_check().confirmations.count() == 1


def test_the_database_itself_refuses_a_second_open_verification() -> None:
    make_appointment()
    open_round()
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.create(title="Second", closes_at=timezone.now() + timedelta(days=1))


@pytest.mark.parametrize(
    "facts",
    [
        {"answer": Answer.CONFIRMED},
        {"answered_at": "2026-01-01T00:00Z"},
        {"way": Way.LINK},
        {"answer": "perhaps", "answered_at": "2026-01-01T00:00Z", "way": Way.LINK},
        {"answer": Answer.LEFT, "answered_at": "2026-01-01T00:00Z", "way": Way.LINK},
        {"successor_family_name": "Neu"},
        {"last_day": "2026-01-01"},
        {"reminded_count": 1},
    ],
)
def test_the_database_refuses_half_an_answer(facts: dict[str, Any]) -> None:
    row = asked()
    with pytest.raises(IntegrityError), transaction.atomic():
        Confirmation.objects.filter(pk=row.pk).update(**facts)


def test_a_person_is_asked_once_in_a_round() -> None:
    row = asked()
    with pytest.raises(IntegrityError), transaction.atomic():
        Confirmation.objects.create(
            round=row.round, person=row.person, state=row.state, appointment=row.appointment, language="en"
        )


# Letters ------------------------------------------------------------------------------------------


def test_opening_leaves_the_letters_to_a_worker() -> None:
    row = asked()
    job = Job.objects.get()
    assert (job.subject, job.parameters) == (str(row.round.key), {"step": "ask"})
    assert Delivery.objects.count() == 0


def test_each_person_gets_one_letter_with_the_own_link_and_facts() -> None:
    row = asked(function="Adviser", telephone="+43 1 000 0001")
    write(row.round)
    delivery = Delivery.objects.get()
    assert delivery.address == row.person.email
    assert delivery.slots["confirm_url"] == address_of(row)
    assert (delivery.slots["function"], delivery.slots["mobile"]) == ("Adviser", "not recorded")
    row.refresh_from_db()
    assert row.delivery == delivery


def test_written_twice_it_is_one_letter_and_one_delivery_each() -> None:
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
        assert "{{confirm_url}}" in part
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


def test_who_has_no_address_is_asked_without_a_letter() -> None:
    row = asked(email="")
    assert write(row.round) == 0
    assert standing_of(row) == Standing.NO_ADDRESS


# Standing -----------------------------------------------------------------------------------------


def test_who_is_no_focal_point_any_more_is_waited_for_no_longer() -> None:
    row, other = asked_two()
    write(row.round)
    Appointment.objects.filter(pk=row.appointment_id).update(
        ends_on=timezone.localdate(), end_reason=EndReason.NEW_DUTIES
    )
    assert standing_of(row) == Standing.ENDED
    assert remind(row.round) == 1
    rounds.confirm(other.key, revision=1)
    for counted in (tally_of(row.round), counts_of(row.round)):
        assert (counted.asked, counted.answered, counted.outstanding, counted.over) == (1, 1, 0, 1)
        assert counted.states[0].progress == "present"
    counts: Any = Round.objects.with_counts().get()
    assert (counts.asked, counts.answered) == (1, 1)


def test_who_left_before_the_letters_did_gets_none() -> None:
    row, _other = asked_two()
    Appointment.objects.filter(pk=row.appointment_id).update(
        ends_on=timezone.localdate(), end_reason=EndReason.NEW_DUTIES
    )
    assert write(row.round) == 1


def test_an_end_after_the_closing_does_not_change_a_closed_round() -> None:
    row = asked()
    rounds.close_round(row.round.key)
    yesterday = timezone.now() - timedelta(days=1)
    Round.objects.update(opened_at=yesterday - timedelta(days=9), closed_at=yesterday)
    Appointment.objects.filter(pk=row.appointment_id).update(
        ends_on=timezone.localdate(), end_reason=EndReason.NEW_DUTIES
    )
    assert standing_of(row) == Standing.WAITING


def test_a_merged_entry_is_waited_for_no_longer() -> None:
    row, kept = asked_two()
    merge(kept.person_id, row.person_id, taken=(), revisions=(1, 1))
    assert (standing_of(row), standing_of(kept)) == (Standing.MERGED, Standing.WAITING)
    assert (tally_of(row.round).asked, counts_of(row.round).asked) == (1, 1)
    assert write(row.round) == 1


def test_a_question_waits_until_it_is_answered_and_says_when_it_was_reminded() -> None:
    row = asked()
    assert standing_of(row) == Standing.WAITING
    write(row.round)
    remind(row.round)
    assert standing_of(row) == Standing.REMINDED
    rounds.confirm(row.key, revision=1)
    assert standing_of(row) == Standing.CONFIRMED


def test_an_address_that_refuses_mail_shows_as_bounced_until_it_is_changed() -> None:
    row = asked()
    bounce(row)
    assert standing_of(row) == Standing.BOUNCED
    Person.objects.filter(pk=row.person_id).update(email="new@example.org")
    assert standing_of(row) == Standing.WAITING


def test_an_address_that_wants_no_notices_shows_as_suppressed() -> None:
    row = asked()
    mail.withdraw(row.person.email.upper(), "notice", "asked for it")
    assert standing_of(row) == Standing.SUPPRESSED


def test_a_message_refused_for_another_reason_shows_as_bounced_too() -> None:
    row = asked()
    write(row.round)
    Delivery.objects.update(state=MailState.FAILED, last_reply="550 5.7.1 not allowed")
    assert standing_of(row) == Standing.BOUNCED


def test_an_unsubscribed_newsletter_does_not_hinder_a_round() -> None:
    row = asked()
    mail.withdraw(row.person.email, "newsletter", "unsubscribed")
    assert standing_of(row) == Standing.WAITING
    assert list(Person.objects.unreachable()) == []


def test_an_unreachable_person_is_a_task_until_the_address_changes() -> None:
    row = asked()
    bounce(row)
    assert list(Person.objects.unreachable()) == [row.person]
    Person.objects.filter(pk=row.person_id).update(email="new@example.org")
    assert list(Person.objects.unreachable()) == []
