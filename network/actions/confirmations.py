"""Confirm an entry from its page; a room may take the confirmation as an answer of its own."""

from collections.abc import Callable
from dataclasses import dataclass

from network.actions.contacts import confirm_entry
from network.models import Person
from nfp_portal.accounts.models import User


@dataclass(frozen=True)
class Confirmed:
    """The confirmed entry. A `message` says what else the confirmation counts as: then nothing undoes it."""

    person: Person
    message: str = ""


# Called with an entry's primary key, the revision the page showed, and who confirms. None leaves the
# confirmation to the next.
Confirmer = Callable[[int, int, User], Confirmed | None]
_CONFIRMERS: list[Confirmer] = []


def register_confirmer(confirmer: Confirmer) -> None:
    if confirmer not in _CONFIRMERS:
        _CONFIRMERS.append(confirmer)


def confirm(person_id: int, *, revision: int, by: User) -> Confirmed:
    """Confirm the entry once, by the first room that takes it as an answer. Raises `StaleError`."""
    for confirmer in _CONFIRMERS:
        if confirmed := confirmer(person_id, revision, by):
            return confirmed
    return Confirmed(confirm_entry(person_id, revision=revision))
