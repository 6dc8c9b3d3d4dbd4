"""Appointments keep their days, their first contacts and their status straight."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from network.actions.appointments import end_appointment
from network.models import Appointment, AppointmentStatus, EndReason
from tests.factories.network import make_appointment, state

pytestmark = pytest.mark.django_db
NEW_YEAR = date(2020, 1, 1)


def test_a_state_has_one_first_contact_at_a_time() -> None:
    make_appointment("AT", primary_from=NEW_YEAR, primary_until=date(2021, 1, 1))
    for begin, until in [(date(2020, 12, 31), None), (NEW_YEAR, date(2020, 1, 2))]:
        second = Appointment(
            person=make_appointment("DE").person,
            state=state("AT"),
            starts_on=NEW_YEAR,
            primary_from=begin,
            primary_until=until,
        )
        with pytest.raises(ValidationError, match="already has a first contact"):
            second.full_clean()
        with pytest.raises(DatabaseError), transaction.atomic():
            second.save()
    make_appointment("AT", primary_from=date(2021, 1, 1))
    make_appointment("DE", primary_from=NEW_YEAR)


def test_a_successor_may_begin_while_the_first_contact_is_still_in_force() -> None:
    former = make_appointment("AT", primary_from=NEW_YEAR, ends_on=date(2021, 3, 1))
    successor = make_appointment("AT", starts_on=date(2021, 1, 1), primary_from=date(2021, 3, 1))
    days = [date(2021, 2, 28), date(2021, 3, 1)]
    assert [former.is_primary_on(day) for day in days] == [True, False]
    assert [successor.is_primary_on(day) for day in days] == [False, True]
    assert list(Appointment.objects.in_force(days[0])) == [former, successor]
    assert [Appointment.objects.primary(day).get() for day in days] == [former, successor]


@pytest.mark.parametrize(
    "days",
    [
        {"primary_from": date(2019, 12, 31)},
        {"primary_until": date(2020, 6, 1)},
        {"primary_from": date(2020, 6, 1), "primary_until": date(2020, 6, 1)},
        {"primary_from": NEW_YEAR, "primary_until": date(2021, 1, 2)},
        {"primary_from": date(2021, 1, 1)},
    ],
)
def test_a_first_contact_outside_the_appointment_is_refused_by_the_database(days: dict[str, Any]) -> None:
    appointment = make_appointment("AT", ends_on=date(2021, 1, 1))
    with pytest.raises(DatabaseError), transaction.atomic():
        Appointment.objects.filter(pk=appointment.pk).update(**days)


@pytest.mark.parametrize("change", [{"end_reason": "tired"}, {"instrument_kind": "rumour"}])
def test_reasons_and_instruments_are_those_of_the_list(change: dict[str, str]) -> None:
    appointment = make_appointment("AT", ends_on=date(2021, 1, 1))
    with pytest.raises(DatabaseError), transaction.atomic():
        Appointment.objects.filter(pk=appointment.pk).update(**change)


def test_nobody_succeeds_himself() -> None:
    appointment = make_appointment("AT")
    with pytest.raises(DatabaseError), transaction.atomic():
        Appointment.objects.filter(pk=appointment.pk).update(succeeds=appointment)


@pytest.mark.parametrize(
    ("first", "until", "left"),
    [
        (NEW_YEAR, None, (NEW_YEAR, None)),
        (NEW_YEAR, date(2020, 3, 1), (NEW_YEAR, date(2020, 3, 1))),
        (NEW_YEAR, date(2022, 1, 1), (NEW_YEAR, None)),
        (date(2021, 6, 1), None, (None, None)),
    ],
)
def test_the_first_contact_ends_with_the_appointment_at_the_latest(
    first: date, until: date | None, left: tuple[date | None, date | None]
) -> None:
    appointment = make_appointment("AT", primary_from=first, primary_until=until)
    ended = end_appointment(appointment.pk, on=date(2021, 1, 1), reason=EndReason.NEW_DUTIES)
    assert (ended.primary_from, ended.primary_until) == left
    assert ended.revision == 2


@pytest.mark.parametrize(
    ("starts", "ends", "status"),
    [
        (1, None, AppointmentStatus.CONFIRMED),
        (0, None, AppointmentStatus.IN_FORCE),
        (-10, 61, AppointmentStatus.IN_FORCE),
        (-10, 60, AppointmentStatus.ENDING),
        (-10, 1, AppointmentStatus.ENDING),
        (-10, 0, AppointmentStatus.ENDED),
    ],
)
def test_the_status_follows_from_the_days(starts: int, ends: int | None, status: AppointmentStatus) -> None:
    today = timezone.localdate()
    appointment = make_appointment(
        "AT",
        starts_on=today + timedelta(days=starts),
        ends_on=None if ends is None else today + timedelta(days=ends),
    )
    assert appointment.status == status
    assert Appointment.objects.ending().exists() == (status == AppointmentStatus.ENDING)
    assert Appointment.objects.not_ended().exists() == (status != AppointmentStatus.ENDED)


def test_a_predecessor_is_of_the_same_state() -> None:
    appointment, foreign = make_appointment("AT"), make_appointment("DE")
    appointment.succeeds = foreign
    with pytest.raises(ValidationError, match="same State"):
        appointment.full_clean()
    Appointment.objects.filter(pk=appointment.pk).update(succeeds=foreign)
    with pytest.raises(IntegrityError):
        connection.check_constraints()
