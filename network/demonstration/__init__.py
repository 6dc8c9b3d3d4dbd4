"""Invented people who fill the directory where the demonstration is on; each is marked as such.

On 12 April 2016 they are 100 focal points of 57 States, as the Network counted then: 24 States with one,
25 with two, 6 with three and 2 with four. Since then some left and successors came; a few States have a gap
or an overdue confirmation.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, islice, repeat
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from network.models import (
    Agency,
    AgencyKind,
    Appointment,
    Contact,
    EndReason,
    FieldOfWork,
    InstrumentKind,
    Person,
    State,
)
from nfp_portal.ui.spelling import name_in_address

# What the server of an invented address answers where it refuses mail.
NO_SUCH_MAILBOX = "550 5.1.1 No such mailbox here"
TEN_YEARS_OF_THE_NETWORK = date(2016, 4, 12)
FIRST_APPOINTMENTS = date(2009, 3, 2)
# How many focal points the States had, in the order of `_spread`: 2x4, 6x3, 25x2, 24x1.
NUMBERS = tuple(chain(repeat(4, 2), repeat(3, 6), repeat(2, 25), repeat(1, 24)))
VACANT_TODAY = {"LI", "VA"}
OVERDUE_TODAY = {"AD", "IS", "KG", "ME", "MT"}
HANDING_OVER, BEGINNING_LATER = "HU", "ES"
DELEGATION_UNKNOWN = {"MC", "SM", "TM"}

AGENCIES = {
    AgencyKind.BORDER_GUARD: "Border Guard Service",
    AgencyKind.BORDER_POLICE: "Border Police Directorate",
    AgencyKind.CUSTOMS: "Customs Administration",
    AgencyKind.INTERIOR_MINISTRY: "Ministry of the Interior",
    AgencyKind.POLICE: "Police Headquarters",
    AgencyKind.IMMIGRATION: "Migration Office",
}
FUNCTIONS = (
    "Head of Unit, Border Policy",
    "Senior Adviser",
    "Liaison Officer",
    "Deputy Director",
    "Head of International Co-operation",
    "Section Chief",
    "Attaché for Border Matters",
)
LANGUAGES = {"central_asia": ["ru", "en"], "south_caucasus": ["en", "ru"], "eastern_europe": ["ru", "en"]}


@dataclass(frozen=True)
class InventedName:
    given: str
    family: str
    in_script: str


def invented_names(iso2: str) -> Iterator[InventedName]:
    """The invented names for a State, each combination once, in a fixed order.

    Where a family name has a form for women, `women` lists whose it is, and `family` has "his/hers".
    """
    row = _names()[iso2]
    given, family, women = (row[name].split("|") for name in ("given", "family", "women"))
    given_in_script, family_in_script = row["given_in_script"].split("|"), row["family_in_script"].split("|")
    for step in range(len(family)):
        for number, name in enumerate(given):
            other = (number + step) % len(family)
            hers = name in women
            script = ""
            if row["given_in_script"]:
                script = f"{given_in_script[number]} {_form_of(family_in_script[other], hers=hers)}"
            yield InventedName(name, _form_of(family[other], hers=hers), script)


def _form_of(family: str, *, hers: bool) -> str:
    his, _slash, her = family.partition("/")
    return her if hers and her else his


def _names() -> dict[str, dict[str, str]]:
    with (Path(__file__).parent / "names.csv").open(encoding="utf-8", newline="") as file:
        return {row["state"]: row for row in csv.DictReader(file)}


@transaction.atomic
def load() -> None:
    """Fill an empty directory; where anybody is recorded already, change nothing."""
    if Person.objects.exists():
        return
    for count, state in zip(NUMBERS, _spread(), strict=True):
        people = [
            _person(state, number, name)
            for number, name in enumerate(islice(invented_names(state.iso2), count))
        ]
        for number, person in enumerate(people):
            _appoint(person, state, number)
    _bring_to_today()
    _hand_over_now()
    _give_delegations_addresses()


def _spread() -> list[State]:
    """The 57 States so that large and small numbers fall all over the region."""
    states = list(State.objects.participating().order_by("iso2"))
    return [states[(number * 25) % len(states)] for number in range(len(states))]


def _person(state: State, number: int, name: InventedName) -> Person:
    seed = state.pk + number
    kind = list(AGENCIES)[seed % len(AGENCIES)]
    unmerged = Agency.objects.filter(merged_into=None)
    agency, _made = unmerged.get_or_create(state=state, name=AGENCIES[kind], defaults={"kind": kind})
    topics = FieldOfWork.objects.filter(name__in=("Border management", "Migration", "Policing"))
    return Person.objects.create(
        given_name=name.given,
        family_name=name.family,
        name_in_script=name.in_script,
        function=FUNCTIONS[seed % len(FUNCTIONS)],
        state=state,
        agency=agency,
        email=invented_address(name.given, name.family, at=state.iso2.lower()),
        telephone=f"+999 {state.pk:02} 000 {number + 1:04}",
        languages=LANGUAGES.get(state.sub_region, ["en"]),
        topics=[topic.name for topic in topics[: 1 + seed % 3]],
        is_demonstration=True,
    )


def invented_address(given: str, family: str, *, at: str) -> str:
    """Return an e-mail address of a reserved domain, where nobody is reached."""
    return f"{name_in_address(given)}.{name_in_address(family)}@{at}.example.org"


def _appoint(person: Person, state: State, number: int, **facts: Any) -> Appointment:
    """Appoint by an invented note; the first of a State is its first contact, unless the facts say else."""
    usual = FIRST_APPOINTMENTS + timedelta(days=37 * (state.pk % 60) + 11 * number)
    starts_on: date = facts.pop("starts_on", usual)
    given = {
        "primary_from": starts_on if number == 0 else None,
        "instrument_kind": InstrumentKind.NOTE_VERBALE,
        "instrument_reference": f"{state.iso2}/{starts_on.year}/{number + 1} (demonstration)",
        "instrument_on": min(starts_on, timezone.localdate()) - timedelta(days=9),
    }
    return Appointment.objects.create(person=person, state=state, starts_on=starts_on, **given | facts)


def _bring_to_today() -> None:
    """Let every third first contact of 2016 be succeeded, then vacate and date the confirmations."""
    first_contacts = (
        Appointment.objects.exclude(primary_from=None).select_related("state").order_by("state__iso2")
    )
    for appointment in first_contacts[::3]:
        _succeed(appointment)
    today = timezone.localdate()
    vacated = Appointment.objects.filter(state__iso2__in=VACANT_TODAY, ends_on=None)
    vacated.update(ends_on=today - timedelta(days=120), end_reason=EndReason.NEW_DUTIES)
    for number, appointment in enumerate(Appointment.objects.in_force().select_related("person", "state")):
        age = 400 + number if appointment.state.iso2 in OVERDUE_TODAY else 5 + number * 3
        appointment.person.confirmed_on = today - timedelta(days=age)
        appointment.person.save(update_fields=["confirmed_on"])


def _hand_over_now() -> None:
    """Leave two acts under way: a successor works beside the predecessor, and somebody begins later."""
    today = timezone.localdate()
    former = Appointment.objects.primary().get(state__iso2=HANDING_OVER)
    last = today + timedelta(days=20)
    former.ends_on, former.end_reason = last, EndReason.SUCCEEDED
    former.save(update_fields=["ends_on", "end_reason"])
    _next(former.state, starts_on=today - timedelta(days=10), primary_from=last, succeeds=former)
    _next(State.objects.get(iso2=BEGINNING_LATER), starts_on=today + timedelta(days=45))


def _give_delegations_addresses() -> None:
    """Invent where letters to the delegations go; of a few it is not recorded."""
    for state in State.objects.participating().exclude(iso2__in=DELEGATION_UNKNOWN):
        address = f"delegation.{state.iso2.lower()}@vienna.example.org"
        Contact.objects.get_or_create(state=state, address=address)


def _next(state: State, **facts: Any) -> None:
    """Appoint the next invented person of a State; the entry was confirmed with the letter."""
    number = state.people.count()
    person = _person(state, number, next(islice(invented_names(state.iso2), number, None)))
    person.confirmed_on = timezone.localdate() - timedelta(days=12)
    person.save(update_fields=["confirmed_on"])
    _appoint(person, state, number, **facts)


def _succeed(former: Appointment) -> None:
    starts_on = date(2018 + former.state.pk % 7, 1 + former.state.pk % 12, 15)
    former.ends_on, former.end_reason = starts_on, EndReason.SUCCEEDED
    former.save(update_fields=["ends_on", "end_reason"])
    number = former.state.people.count()
    name = next(islice(invented_names(former.state.iso2), number, None))
    person = _person(former.state, number, name)
    _appoint(person, former.state, number, starts_on=starts_on, primary_from=starts_on, succeeds=former)
