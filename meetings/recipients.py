"""To whom the secretariat writes about a meeting; rooms register groups of their own when Django starts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from meetings.models import Meeting
from network.models import Appointment, Contact, State
from network.permissions import represented_states
from nfp_portal.accounts.models import User


@dataclass(frozen=True)
class Recipient:
    """Somebody who is written to, in one of the six languages."""

    name: str
    address: str
    language: str


@dataclass(frozen=True)
class Group:
    """`of` gives who belongs to it, for a meeting."""

    name: str
    label: Promise
    of: Callable[[Meeting], Iterable[Recipient]]


_GROUPS: dict[str, Group] = {}


def register_group(group: Group) -> None:
    _GROUPS[group.name] = group


def groups() -> list[Group]:
    """Return the groups in the order in which the rooms were loaded."""
    return list(_GROUPS.values())


def label_of_group(name: str) -> str:
    """Return what a group is called; its name where no room has it any more."""
    return str(_GROUPS[name].label) if name in _GROUPS else name


def recipients_of(meeting: Meeting, names: Iterable[str]) -> list[Recipient]:
    """Return everybody of the named groups, each address once, by address."""
    everybody = (each for name in names for each in _GROUPS[name].of(meeting))
    return sorted(each_address_once(everybody), key=lambda each: each.address.casefold())


def each_address_once(recipients: Iterable[Recipient]) -> list[Recipient]:
    """Return the first of each address."""
    by_address: dict[str, Recipient] = {}
    for each in recipients:
        by_address.setdefault(each.address.casefold(), each)
    return list(by_address.values())


def recipient_of(contact: Contact) -> Recipient:
    """Return a contact, by the name of its State or organisation where it has none of its own."""
    name = contact.name or str(contact.state or contact.organisation)
    return Recipient(name, contact.address, contact.language)


def focal_points(_meeting: Meeting) -> Iterable[Recipient]:
    """The focal points in force who have an address."""
    return _people(Appointment.objects.in_force())


def focal_points_of(state: State) -> list[Recipient]:
    """Return the focal points in force of a State who have an address."""
    return _people(Appointment.objects.in_force().filter(state=state).order_by("pk"))


def of_state(state: State, by: User | None) -> list[Recipient]:
    """Return the account that acted for a State while it speaks for it, else its focal points."""
    if by is not None and by.is_active and state in represented_states(by):
        return [Recipient(str(by), by.email, by.language)]
    return focal_points_of(state)


def _people(appointments: QuerySet[Appointment]) -> list[Recipient]:
    people = {row.person_id: row.person for row in appointments.select_related("person__user")}
    return [
        Recipient(str(person), person.email, person.language_of_mail)
        for person in people.values()
        if person.email
    ]


def contacts_of_states(_meeting: Meeting) -> Iterable[Recipient]:
    """The contacts of the delegations of participating States."""
    contacts = Contact.objects.filter(state__in=State.objects.participating())
    return map(recipient_of, contacts.select_related("state", "organisation"))


def register() -> None:
    register_group(Group("focal_points", _("Focal points"), focal_points))
    register_group(Group("contacts", _("Contacts of the delegations"), contacts_of_states))
