"""Access to the portal begins and ends with the appointment; what was written stays."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from network.actions import access
from network.actions.access import (
    AddressTakenError,
    NotAppointedError,
    invite_focal_point,
    settle_access,
    settle_access_in_turn,
)
from network.models import Person
from nfp_portal.accounts.models import Invitation, Role, User
from tests.factories.accounts import make_user
from tests.factories.network import make_appointment, make_person

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def appointed(ends_in: int | None = None, *, role: Role = Role.FOCAL_POINT) -> Person:
    """Make a person with an account whose only appointment ends in so many days."""
    ends_on = None if ends_in is None else TODAY + timedelta(days=ends_in)
    person = make_appointment("AT", ends_on=ends_on).person
    person.user = make_user(role)
    person.save()
    return person


def is_open(person: Person) -> bool:
    assert person.user is not None
    return User.objects.get(pk=person.user.pk).is_active


def test_the_account_closes_with_the_last_appointment_and_its_sessions_end(client: Client) -> None:
    person = appointed(0)
    assert person.user is not None
    client.force_login(person.user)
    assert client.get("/me/").status_code == 200
    assert settle_access() == 1
    assert not is_open(person)
    assert client.get("/me/").status_code == 302
    assert not UserSession.objects.exists()
    assert Person.objects.get().user == person.user


def test_a_current_or_future_appointment_keeps_the_account_open() -> None:
    kept = [appointed(), appointed(1), appointed(0), appointed(0, role=Role.EDITOR)]
    make_appointment("AT", person=kept[2], starts_on=TODAY + timedelta(days=30))
    assert settle_access() == 0
    assert all(is_open(person) for person in kept)


def test_an_account_without_any_appointment_stays_open() -> None:
    person = appointed()
    person.appointments.all().delete()
    assert settle_access() == 0


def test_access_is_settled_once_an_hour() -> None:
    settle_access_in_turn()
    person = appointed(0)
    settle_access_in_turn()
    assert is_open(person)


def test_nobody_is_invited_after_the_end() -> None:
    person = appointed(0)
    settle_access()
    with pytest.raises(NotAppointedError):
        invite_focal_point(person.pk, by=None)


def test_a_new_appointment_opens_the_account_again_without_its_old_password() -> None:
    person = appointed(0)
    assert person.user is not None
    person.user.set_password("five invented words again")
    person.user.save()
    settle_access()
    make_appointment("AT", person=person, starts_on=TODAY)
    invite_focal_point(person.pk, by=None)
    again = User.objects.get()
    assert again.is_active
    assert not again.has_usable_password()
    assert Invitation.objects.open().get().user == again


@pytest.mark.parametrize("role", [role for role in Role if role != Role.FOCAL_POINT])
def test_inviting_a_focal_point_opens_no_account_of_another_role(role: Role) -> None:
    closed = make_user(role)
    closed.is_active = False
    closed.save()
    person = make_person(user=closed)
    with pytest.raises(AddressTakenError):
        invite_focal_point(person.pk, by=make_user(Role.EDITOR))
    closed.refresh_from_db()
    assert not closed.is_active


def test_a_closed_account_that_no_entry_has_is_opened_by_the_invitation() -> None:
    closed = make_user(Role.FOCAL_POINT)
    closed.is_active = False
    closed.save()
    person = make_appointment("AT", person=make_person(email=closed.email)).person
    assert invite_focal_point(person.pk, by=make_user(Role.EDITOR)) == closed
    assert User.objects.get(pk=closed.pk).is_active


def test_a_person_appointed_at_the_same_moment_keeps_the_account(monkeypatch: pytest.MonkeyPatch) -> None:
    person = appointed(0)
    look = access._closed

    def appoint_and_look(person_id: int) -> bool:
        make_appointment("AT", person=person, starts_on=TODAY)
        return look(person_id)

    monkeypatch.setattr(access, "_closed", appoint_and_look)
    assert settle_access() == 0
    assert is_open(person)
