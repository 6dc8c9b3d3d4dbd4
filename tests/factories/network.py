"""Rows of the directory for tests; States are the real ones."""

from datetime import date
from itertools import count
from typing import Any
from uuid import uuid4

from network.messages.actions.writing import keep_message
from network.messages.candidates import Audience, of_appointment
from network.messages.models import Message
from network.models import (
    Agency,
    AgencyKind,
    Appointment,
    Delegate,
    Person,
    State,
)
from nfp_portal.accounts.models import Role, User
from tests.factories.accounts import make_user
from tests.factories.files import make_scan

_numbers = count(1)


def state(iso2: str) -> State:
    return State.objects.get(iso2=iso2)


def make_agency(iso2: str = "AT", name: str = "Border Police Directorate") -> Agency:
    kind = AgencyKind.BORDER_POLICE
    return Agency.objects.get_or_create(state=state(iso2), name=name, defaults={"kind": kind})[0]


def make_person(iso2: str = "AT", **facts: Any) -> Person:
    number = next(_numbers)
    given: dict[str, Any] = {
        "given_name": "Anna",
        "family_name": f"Muster{number}",
        "email": f"person{number}@example.org",
    }
    given |= {"state": state(iso2), "agency": make_agency(iso2)} | facts
    return Person.objects.create(**given)


def make_appointment(iso2: str = "AT", *, person: Person | None = None, **facts: Any) -> Appointment:
    given = {"starts_on": date(2020, 1, 1)} | facts
    return Appointment.objects.create(person=person or make_person(iso2), state=state(iso2), **given)


def make_delegate(iso2: str = "AT") -> User:
    """Make an account that speaks for the delegation of a State."""
    user = make_user(Role.DELEGATION)
    Delegate.objects.create(user=user, state=state(iso2))
    return user


def make_message(*appointments: Appointment, by: User, **facts: Any) -> Message:
    """Make a message with a file to these focal points, which is not sent."""
    candidates = [of_appointment(each) for each in appointments]
    audience = Audience(candidates, "Focal points: chosen", "/network/")
    given = {"subject": "Bus 7", "text": "It leaves at ten.", "file": make_scan(), "file_name": "plan.pdf"}
    return keep_message(uuid4(), given | facts, audience, {each.token for each in candidates}, by=by)


def make_people(number: int) -> None:
    """Make this number of focal points, spread over the States."""
    first = next(_numbers) * 1_000_000
    states = list(State.objects.participating())
    people = Person.objects.bulk_create(
        Person(given_name="Anna", family_name=f"Muster{first + index}", state=states[index % len(states)])
        for index in range(number)
    )
    Appointment.objects.bulk_create(
        Appointment(person=person, state=person.state, starts_on=date(2020, 1, 1)) for person in people
    )


def make_focal_point(iso2: str = "AT", **facts: Any) -> User:
    """Make the account of a focal point of a State, in force."""
    user = make_user(Role.FOCAL_POINT)
    make_appointment(iso2, person=make_person(iso2, user=user), **facts)
    return user
