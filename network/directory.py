"""The directory's answer to a question: which appointments, and how they leave as files."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q, Value
from django.utils import timezone

from network.models import Appointment, Person
from network.models.appointments import AppointmentQuerySet
from network.models.people import CONFIRMATION_HOLDS
from network.models.states import FoldedText
from network.permissions import Reader

HEAD = (
    "State", "Code", "Family name", "Given name", "Function", "Agency", "Kind", "E-mail", "Telephone",
    "Last confirmed",
)  # fmt: skip


def ask(question: dict[str, Any]) -> AppointmentQuerySet:
    """Keep the appointments a valid `DirectoryFilter` asks for, by State and family name."""
    day = question.get("on") or timezone.localdate()
    found = Appointment.objects.in_force(day).with_people()
    for word in question.get("q", "").split():
        found = found.filter(_holds(word))
    if question.get("state"):
        found = found.filter(state=question["state"])
    if question.get("agency"):
        found = found.filter(person__agency__kind=question["agency"])
    if question.get("status"):
        fresh = Q(person__confirmed_on__gt=day - CONFIRMATION_HOLDS)
        found = found.filter(fresh if question["status"] == "confirmed" else ~fresh)
    return found.order_by("state__name", "person__family_name", "person__given_name")


def _holds(word: str) -> Q:
    folded = FoldedText(Value(word))
    return (
        Q(person__folded__contains=folded)
        | Q(person__agency__folded__contains=folded)
        | Q(state__folded__contains=folded)
    )


def rows(appointments: Iterable[Appointment], *, reader: Reader, on: date | None) -> Iterator[list[Any]]:
    """One line per appointment in the order of `HEAD`, with the State's name of the day asked for."""
    for appointment in appointments:
        person, agency = appointment.person, appointment.person.agency
        yield [
            appointment.state.name_on(on).name,
            appointment.state.iso2,
            person.family_name,
            person.given_name,
            person.function,
            agency.name if agency else "",
            agency.get_kind_display() if agency else "",
            person.contact("email", reader),
            person.contact("telephone", reader),
            person.confirmed_on,
        ]


def vcard(person: Person, *, reader: Reader) -> str:
    """One vCard 4.0 (RFC 6350) with what the reader may know, lines folded at 75 octets."""
    agency = person.body
    lines = [
        "BEGIN:VCARD",
        "VERSION:4.0",
        f"UID:urn:uuid:{person.key}",
        f"FN:{_escaped(str(person))}",
        f"N:{_escaped(person.family_name)};{_escaped(person.given_name)};;{_escaped(person.form_of_address)};",
        f"ORG:{_escaped(agency.name)};{_escaped(person.unit)}" if agency else "",
        f"TITLE:{_escaped(person.function)}" if person.function else "",
        *_reachable(person, reader),
        f"SOURCE:{settings.SITE_URL}{person.get_absolute_url()}",
        "END:VCARD",
    ]
    return "".join(_folded(line) for line in lines if line)


def _reachable(person: Person, reader: Reader) -> Iterator[str]:
    if email := person.contact("email", reader):
        yield f"EMAIL;TYPE=work:{_escaped(email)}"
    if telephone := person.contact("telephone", reader):
        yield f"TEL;TYPE=work;VALUE=text:{_escaped(telephone)}"
    if mobile := person.contact("mobile", reader):
        yield f"TEL;TYPE=cell;VALUE=text:{_escaped(mobile)}"


def _escaped(text: str) -> str:
    for sign in ("\\", ",", ";"):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Break a content line so that no part exceeds 75 octets and no character is cut (RFC 6350, 3.2)."""
    parts, part = [], ""
    for sign in line:
        if len((part + sign).encode()) > 75:  # noqa: PLR2004 - the RFC's own measure
            parts.append(part)
            part = " "
        part += sign
    return "\r\n".join([*parts, part]) + "\r\n"
