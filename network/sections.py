"""What rooms add to pages of States, structures, fields of work and people; each registers in `ready()`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

from django.db import models
from django.utils.functional import Promise

from network.facets import list_of_field
from network.models import FieldOfWork, Organisation, Person, State
from nfp_portal.accounts.access import Reader
from nfp_portal.database.truncated import first_of

# Of each kind of thing a page of a field of work or a structure shows so many.
MOST_LINES = 10


@dataclass(frozen=True)
class Section:
    """A part of a page: `template` shows `content`, which it finds as `section.content`.

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


@dataclass(frozen=True)
class Line:
    """A thing in a section that lists what belongs to a page: its name, its page, and what it is."""

    title: str
    url: str
    detail: str = ""
    is_restricted: bool = False
    is_demonstration: bool = False


@dataclass(frozen=True)
class FieldPart:
    """What a room holds about fields of work: rows that name them in `column`, each shown by `line`.

    `rows(reader)` gives those that this reader may see, in order, and `route` is that of their list, with
    `query` for all of a field. Accounts follow what has a `kind`, which names it for good; `states` are the
    columns of the States it concerns. What can be followed and is in no field has no `column`. `version` is
    the column that grows by each change that those who follow a row shall learn of. `title` is in six
    languages.
    """

    title: Promise
    rows: Callable[[Reader], models.QuerySet[Any]]
    line: Callable[[Any], Line]
    route: str
    query: Mapping[str, str] = dataclass_field(default_factory=dict)
    column: str = "field"
    kind: str = ""
    states: tuple[str, ...] = ()
    version: str = ""

    def list_url(self, field: FieldOfWork) -> str:
        return list_of_field(self.route, field, **self.query)


HeadMaker = Callable[[State | FieldOfWork, Reader], Section | None]
SectionMaker = Callable[[Any, Reader], Section | None]
PersonAddition = Callable[[Person, Reader], PersonPart | None]
_MAKERS: dict[type[models.Model], list[SectionMaker]] = {State: [], Organisation: []}
_OF_FIELDS: list[FieldPart] = []
_OF_PEOPLE: list[PersonAddition] = []
_OF_HEADS: list[HeadMaker] = []


def register_state_section(make: Callable[[State, Reader], Section | None]) -> None:
    """Let `make(state, reader)` add a section, or None where it has nothing this reader may see."""
    _register(State, make)


def register_structure_section(make: Callable[[Organisation, Reader], Section | None]) -> None:
    """Let `make(structure, reader)` add a section, or None where it has nothing this reader may see."""
    _register(Organisation, make)


def _register(model: type[models.Model], make: SectionMaker) -> None:
    if make not in _MAKERS[model]:
        _MAKERS[model].append(make)


def sections_of(subject: State | Organisation, reader: Reader) -> list[Section]:
    """The sections of the page of a State or structure in the order in which the apps were loaded."""
    return [section for make in _MAKERS[type(subject)] if (section := make(subject, reader)) is not None]


def section_of_lines(title: str, lines: Iterable[Line], list_url: str = "") -> Section | None:
    """Make a section of a list, cut to `MOST_LINES`; None where it is empty."""
    shown = first_of(lines, MOST_LINES)
    return Section(title, "network/lines.html", {"lines": shown, "list_url": list_url}) if shown else None


def register_head_part(make: HeadMaker) -> None:
    """Let `make(subject, reader)` add to the head of the page of a State or a field of work, or None."""
    if make not in _OF_HEADS:
        _OF_HEADS.append(make)


def head_parts_of(subject: State | FieldOfWork, reader: Reader) -> list[Section]:
    return [part for make in _OF_HEADS if (part := make(subject, reader)) is not None]


def register_field_part(part: FieldPart) -> None:
    """Let a room list what it holds on the pages of fields of work."""
    if part not in _OF_FIELDS:
        _OF_FIELDS.append(part)


def followed_parts() -> list[FieldPart]:
    """Return what accounts may follow, by its title."""
    return sorted((part for part in _OF_FIELDS if part.kind), key=lambda part: str(part.title))


def sections_of_field(field: FieldOfWork, reader: Reader) -> list[Section]:
    """The sections of a field's page; as many queries for every field."""
    return [section for part in _about_fields() if (section := _section_of_field(part, field, reader))]


def _section_of_field(part: FieldPart, field: FieldOfWork, reader: Reader) -> Section | None:
    rows = part.rows(reader).filter(**{part.column: field})[: MOST_LINES + 1]
    return section_of_lines(str(part.title), map(part.line, rows), part.list_url(field))


def numbers_by_field(reader: Reader) -> list[tuple[str, dict[int, int]]]:
    """Return how many things of each kind this reader may see, by field; a query for each kind."""
    return [(str(part.title), _numbers(part.rows(reader), part.column)) for part in _about_fields()]


def _about_fields() -> list[FieldPart]:
    return [part for part in _OF_FIELDS if part.column]


def _numbers(rows: models.QuerySet[Any], column: str) -> dict[int, int]:
    named = rows.exclude(**{column: None}).order_by()
    return dict(named.values_list(column).annotate(number=models.Count("pk")))


def register_person_part(make: PersonAddition) -> None:
    """Let `make(person, reader)` add a part, or None where it has nothing for this reader."""
    if make not in _OF_PEOPLE:
        _OF_PEOPLE.append(make)


def parts_of(person: Person, reader: Reader) -> list[PersonPart]:
    """The parts of a person's page in the order in which the apps were loaded."""
    return [part for make in _OF_PEOPLE if (part := make(person, reader)) is not None]
