"""Appointments are recorded, handed over, corrected and undone."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pghistory
import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from network.actions.appointments import (
    correct_appointment,
    end_appointment,
    hand_over,
    make_first_contact,
    record_appointment,
)
from network.actions.nominees import Nominee
from network.actions.undoing import undo_act
from network.models import Appointment, EndReason
from network.proposals.models import ProposalKind
from nfp_portal.revisions.stale import StaleError
from tests.factories.network import make_appointment, make_person, state
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db
NEW_YEAR = date(2020, 1, 1)
SPRING = date(2026, 3, 1)
EVA = Nominee(facts={"given_name": "Eva", "family_name": "Neu"})


def as_stored(appointment: Appointment) -> dict[str, Any]:
    """Return the stored values of an appointment without its revision."""
    stored = dict(Appointment.objects.filter(pk=appointment.pk).values().get())
    return {name: value for name, value in stored.items() if name != "revision"}


def test_a_new_person_enters_the_directory_in_the_same_act() -> None:
    made = record_appointment(state("AT").pk, EVA, {"starts_on": SPRING})
    assert (str(made.person), made.person.state, made.starts_on) == ("Eva NEU", state("AT"), SPRING)


def test_a_refused_appointment_leaves_no_person_behind() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        record_appointment(state("AT").pk, EVA, {"starts_on": SPRING, "end_reason": "succeeded"})
    assert not state("AT").people.exists()


def test_appointments_may_be_recorded_late_and_ahead_of_time() -> None:
    person = Nominee(make_person("AT").pk)
    record_appointment(state("AT").pk, person, {"starts_on": NEW_YEAR, "ends_on": SPRING})
    ahead = timezone.localdate() + timedelta(days=300)
    assert record_appointment(state("AT").pk, person, {"starts_on": ahead}).status == "confirmed"


def test_a_new_first_contact_takes_over_from_the_one_before() -> None:
    former = make_appointment("AT", primary_from=NEW_YEAR)
    record_appointment(state("AT").pk, EVA, {"starts_on": SPRING, "primary_from": SPRING})
    former.refresh_from_db()
    assert (former.primary_from, former.primary_until, former.ends_on) == (NEW_YEAR, SPRING, None)


def test_a_first_contact_named_for_later_keeps_the_role() -> None:
    later = make_appointment("AT", starts_on=SPRING, primary_from=SPRING)
    made = record_appointment(state("AT").pk, EVA, {"starts_on": NEW_YEAR, "primary_from": NEW_YEAR})
    later.refresh_from_db()
    assert (made.primary_until, later.primary_from) == (SPRING, SPRING)


def test_a_hand_over_overlaps_and_the_role_changes_hands_on_the_last_day() -> None:
    former = make_appointment("AT", primary_from=NEW_YEAR)
    last = date(2026, 5, 1)
    made = hand_over(former.pk, EVA, {"starts_on": SPRING}, on=last, revision=1)
    former.refresh_from_db()
    assert (former.ends_on, former.end_reason) == (last, EndReason.SUCCEEDED)
    assert (made.succeeds, made.primary_from) == (former, last)
    assert list(Appointment.objects.in_force(SPRING)) == [former, made]


def test_a_successor_of_an_alternate_is_an_alternate() -> None:
    make_appointment("AT", primary_from=NEW_YEAR)
    former = make_appointment("AT")
    assert hand_over(former.pk, EVA, {"starts_on": SPRING}, on=SPRING).primary_from is None


def test_a_successor_may_be_recorded_after_the_end() -> None:
    former = make_appointment("AT", ends_on=SPRING, end_reason=EndReason.NEW_DUTIES)
    made = hand_over(former.pk, EVA, {"starts_on": date(2026, 6, 1)}, on=date(2026, 6, 1))
    former.refresh_from_db()
    assert (former.ends_on, former.end_reason, made.succeeds) == (SPRING, EndReason.NEW_DUTIES, former)


def test_a_successor_recorded_late_still_takes_the_role_over() -> None:
    former = make_appointment("AT", primary_from=NEW_YEAR, ends_on=SPRING)
    summer = date(2026, 6, 1)
    assert hand_over(former.pk, EVA, {"starts_on": summer}, on=summer).primary_from == summer


def test_a_role_that_another_took_meanwhile_stays_there() -> None:
    former = make_appointment("AT", primary_from=NEW_YEAR, ends_on=SPRING)
    other = make_appointment("AT", primary_from=SPRING)
    assert hand_over(former.pk, EVA, {"starts_on": SPRING}, on=SPRING).primary_from is None
    assert Appointment.objects.primary(SPRING).get() == other


def test_a_successor_after_a_gap_is_first_contact_from_the_first_day() -> None:
    former = make_appointment("AT", primary_from=NEW_YEAR)
    summer = date(2026, 6, 1)
    assert hand_over(former.pk, EVA, {"starts_on": summer}, on=SPRING).primary_from == summer


def test_the_first_contact_changes_among_those_in_force() -> None:
    former, other = make_appointment("AT", primary_from=NEW_YEAR), make_appointment("AT")
    make_first_contact(other.pk, on=SPRING, revision=1)
    assert Appointment.objects.primary(SPRING).get() == other
    assert Appointment.objects.primary(SPRING - timedelta(days=1)).get() == former


def test_the_role_given_on_the_same_day_leaves_no_empty_time() -> None:
    former, other = make_appointment("AT", primary_from=NEW_YEAR), make_appointment("AT")
    make_first_contact(other.pk, on=NEW_YEAR, revision=1)
    former.refresh_from_db()
    assert (former.primary_from, former.primary_until) == (None, None)


ACTS: dict[str, Callable[[int], object]] = {
    "correct": lambda key: correct_appointment(key, {"ends_on": SPRING}, revision=1),
    "end": lambda key: end_appointment(key, on=SPRING, reason=EndReason.NEW_DUTIES, revision=1),
    "hand over": lambda key: hand_over(key, EVA, {"starts_on": SPRING}, on=SPRING, revision=1),
    "first contact": lambda key: make_first_contact(key, on=SPRING, revision=1),
}


@pytest.mark.parametrize("act", ACTS)
def test_an_action_on_a_changed_appointment_is_refused(act: str) -> None:
    appointment = make_appointment("AT")
    correct_appointment(appointment.pk, {"starts_on": date(2019, 1, 1)}, revision=1)
    with pytest.raises(StaleError) as stale:
        ACTS[act](appointment.pk)
    assert stale.value.row.revision == 2


def test_an_end_is_undone() -> None:
    appointment = make_appointment("AT", primary_from=NEW_YEAR)
    before = as_stored(appointment)
    with pghistory.context():
        end_appointment(appointment.pk, on=SPRING, reason=EndReason.NEW_DUTIES)
    undo_act(appointment.pk, revision=2)
    assert as_stored(appointment) == before


def test_undoing_a_hand_over_restores_both_appointments() -> None:
    former = make_appointment("AT", primary_from=NEW_YEAR)
    before = as_stored(former)
    with pghistory.context():
        made = hand_over(former.pk, EVA, {"starts_on": SPRING}, on=SPRING)
    undo_act(made.pk, revision=made.revision)
    assert as_stored(former) == before
    assert Appointment.objects.get() == former


def test_undoing_a_change_of_the_first_contact_restores_both_people() -> None:
    former, other = make_appointment("AT", primary_from=NEW_YEAR), make_appointment("AT")
    before = as_stored(former), as_stored(other)
    with pghistory.context():
        make_first_contact(other.pk, on=SPRING, revision=1)
    undo_act(other.pk, revision=2)
    assert (as_stored(former), as_stored(other)) == before


def test_a_later_changed_appointment_is_not_undone() -> None:
    former = make_appointment("AT", primary_from=NEW_YEAR)
    with pghistory.context():
        made = hand_over(former.pk, EVA, {"starts_on": SPRING}, on=SPRING)
    with pghistory.context():
        correct_appointment(former.pk, {"end_reason": EndReason.NEW_DUTIES}, revision=2)
    with pytest.raises(StaleError):
        undo_act(made.pk, revision=1)
    with pytest.raises(StaleError):
        undo_act(former.pk, revision=9)
    assert Appointment.objects.count() == 2


def test_an_appointment_with_a_proposal_is_not_removed_by_undo() -> None:
    with pghistory.context():
        made = record_appointment(state("AT").pk, EVA, {"starts_on": SPRING})
    make_proposal("AT", kind=ProposalKind.END, person=made.person, appointment=made)
    with pytest.raises(StaleError):
        undo_act(made.pk, revision=1)
    assert Appointment.objects.filter(pk=made.pk).exists()


def test_a_first_contact_recorded_late_may_have_ended_before_another_began() -> None:
    other = make_appointment("AT", starts_on=date(2018, 1, 1), primary_from=date(2018, 1, 1))
    begin, end = date(2015, 1, 1), date(2017, 1, 1)
    facts = {"starts_on": begin, "ends_on": end, "primary_from": begin}
    made = record_appointment(state("AT").pk, EVA, facts)
    other.refresh_from_db()
    assert (made.primary_from, made.primary_until) == (begin, None)
    assert (other.primary_from, other.primary_until) == (date(2018, 1, 1), None)


def test_a_past_first_contact_does_not_end_todays_first_contact() -> None:
    current = make_appointment("AT", starts_on=date(2010, 1, 1), primary_from=date(2010, 1, 1))
    begin, end = date(2015, 1, 1), date(2017, 1, 1)
    facts = {"starts_on": begin, "ends_on": end, "primary_from": begin}
    with pytest.raises(IntegrityError), transaction.atomic():
        record_appointment(state("AT").pk, EVA, facts)
    assert Appointment.objects.primary().get() == current


@pytest.mark.parametrize("path", ["/imports/1/commit/", "/people/1/merge/"])
def test_an_appointment_written_by_another_page_is_not_undone(path: str) -> None:
    with pghistory.context(path=path):
        made = record_appointment(state("AT").pk, EVA, {"starts_on": SPRING})
    with pytest.raises(StaleError):
        undo_act(made.pk, revision=1)
    assert Appointment.objects.get() == made


def test_appointments_written_for_two_states_are_not_undone() -> None:
    with pghistory.context():
        made = record_appointment(state("AT").pk, EVA, {"starts_on": SPRING})
        make_appointment("DE")
    with pytest.raises(StaleError):
        undo_act(made.pk, revision=1)
    assert Appointment.objects.count() == 2
