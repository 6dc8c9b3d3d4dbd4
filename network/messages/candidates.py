"""Who may be written to: the people of a list in the directory, the addresses of those a round asks."""

from collections.abc import Iterable
from dataclasses import dataclass

from network.messages.models import Capacity, MessageRecipient
from network.models import Appointment, Contact, Organisation, Person, State

# A longer list is narrowed first.
MOST = 1000


@dataclass(frozen=True)
class Candidate:
    """Somebody on a list. `token` names them within the form, and is the same at the next look."""

    token: str
    name: str
    address: str
    language: str
    capacity: Capacity
    person: Person | None = None
    appointment: Appointment | None = None
    state: State | None = None
    organisation: Organisation | None = None

    def recipient(self, *, is_chosen: bool) -> MessageRecipient:
        """Return an unsaved row without a message."""
        return MessageRecipient(
            name=self.name,
            address=self.address,
            language=self.language,
            capacity=self.capacity,
            person=self.person,
            appointment=self.appointment,
            state=self.state,
            organisation=self.organisation,
            is_chosen=is_chosen,
        )


@dataclass(frozen=True)
class Audience:
    """A list to write to: `about` says in words which, `origin` is its path."""

    candidates: list[Candidate]
    about: str
    origin: str


def of_appointment(appointment: Appointment) -> Candidate:
    person = appointment.person
    return Candidate(
        f"appointment-{appointment.pk}",
        str(person),
        person.email,
        person.language_of_mail,
        Capacity.FOCAL_POINT,
        person=person,
        appointment=appointment,
        state=appointment.state,
    )


def of_person(person: Person, state: State | None) -> Candidate:
    """Return somebody who speaks for a State, or for none."""
    return Candidate(
        f"person-{person.pk}",
        str(person),
        person.email,
        person.language_of_mail,
        Capacity.FOCAL_POINT if state else Capacity.ENTRY,
        person=person,
        state=state,
    )


def of_contact(contact: Contact, owner: State | Organisation) -> Candidate:
    """Return a recorded address of a State or organisation."""
    return Candidate(
        f"contact-{contact.pk}",
        contact.name or str(owner),
        contact.address,
        contact.language,
        Capacity.CONTACT,
        state=owner if isinstance(owner, State) else None,
        organisation=owner if isinstance(owner, Organisation) else None,
    )


def of_nobody(owner: State | Organisation) -> Candidate:
    """Return a State or organisation for which no address is recorded."""
    return Candidate(
        f"owner-{owner._meta.model_name}-{owner.pk}",  # noqa: SLF001 - Django's documented _meta
        str(owner),
        "",
        "en",
        Capacity.CONTACT,
        state=owner if isinstance(owner, State) else None,
        organisation=owner if isinstance(owner, Organisation) else None,
    )


def each_once(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the first of each person and of each address, in their order."""
    kept: list[Candidate] = []
    people: set[int] = set()
    addresses: set[str] = set()
    for each in candidates:
        address, person = each.address.casefold(), each.person.pk if each.person else None
        if person in people or address in addresses:
            continue
        if person is not None:
            people.add(person)
        if address:
            addresses.add(address)
        kept.append(each)
    return kept
