"""What can be chosen to be followed."""

from dataclasses import dataclass

from network.models import FieldOfWork, State


@dataclass(frozen=True)
class Choices:
    fields_of_work: tuple[FieldOfWork, ...] = ()
    states: tuple[State, ...] = ()
    kinds: tuple[str, ...] = ()
