"""What rooms and apps add to the pages of a State and of a person. Each registers in `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from network.models import Person, State
from nfp_portal.accounts.access import Reader


@dataclass(frozen=True)
class Section:
    """A part of a State's page: `template` shows `content`, which it finds as `section.content`.

    One that comes `first` stands before what the record itself shows of appointments.
    """

    title: str
    template: str
    content: Any
    first: bool = False


@dataclass(frozen=True)
class Action:
    """A button that leads to a page or, where it `posts`, acts on the `revision` that the page shows.

    `about` says for whom, to readers who hear the button alone.
    """

    label: str
    url: str
    is_main: bool = False
    posts: bool = False
    revision: int | str = ""
    about: str = ""

    @property
    def css(self) -> str:
        return "button" if self.is_main else "button button--quiet"


@dataclass(frozen=True)
class PersonPart:
    """What a room adds to a person's page: a notice at its head, and buttons.

    The template `notice` finds `content` as `part.content`; empty, there is no notice. `asks_to_confirm`
    makes the button that confirms the entry the page's first.
    """

    notice: str = ""
    content: Any = None
    actions: tuple[Action, ...] = ()
    asks_to_confirm: bool = False


StateSection = Callable[[State, Reader], Section | None]
PersonAddition = Callable[[Person, Reader], PersonPart | None]
_OF_STATES: list[StateSection] = []
_OF_PEOPLE: list[PersonAddition] = []


def register_state_section(make: StateSection) -> None:
    """Let `make(state, reader)` add a section, or None where it has nothing this reader may see."""
    if make not in _OF_STATES:
        _OF_STATES.append(make)


def sections_of(state: State, reader: Reader) -> list[Section]:
    """The sections of a State's page in the order in which the apps were loaded."""
    return [section for make in _OF_STATES if (section := make(state, reader)) is not None]


def register_person_part(make: PersonAddition) -> None:
    """Let `make(person, reader)` add a part, or None where it has nothing for this reader."""
    if make not in _OF_PEOPLE:
        _OF_PEOPLE.append(make)


def parts_of(person: Person, reader: Reader) -> list[PersonPart]:
    """The parts of a person's page in the order in which the apps were loaded."""
    return [part for make in _OF_PEOPLE if (part := make(person, reader)) is not None]
