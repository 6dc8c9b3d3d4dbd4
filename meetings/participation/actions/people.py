"""What is typed about one person who is put forward, and who that person is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from meetings.participation.candidates import Candidate, folded_name
from meetings.participation.models import Mode, Role


@dataclass(frozen=True)
class PutForward:
    """One person as a list names them."""

    who: Candidate
    role: Role = Role.MEMBER
    mode: Mode = Mode.IN_PERSON
    days: tuple[date, ...] = ()
    study_visit: bool = False

    @property
    def name(self) -> str:
        return self.who.name


def split_name(name: str) -> tuple[str, str]:
    """Split a name as people type it: the family name is what is in capitals, else the last word."""
    parts = name.split()
    capitals = [part for part in parts if len(part) > 1 and part == part.upper() and part != part.lower()]
    if capitals and len(capitals) < len(parts):
        return " ".join(part for part in parts if part not in capitals), " ".join(capitals)
    return " ".join(parts[:-1]), "".join(parts[-1:])


def named_twice(people: Sequence[PutForward]) -> list[PutForward]:
    """Return those of whom an earlier one of the list is the same person: entry, address or name."""
    seen: set[object] = set()
    twice = []
    for each in people:
        if each.who.signs & seen:
            twice.append(each)
        seen |= each.who.signs
    return twice


@dataclass(frozen=True)
class PastedLine:
    """One person of a pasted list, as far as its line says."""

    name: str
    function: str = ""
    email: str = ""


def pasted_people(text: str) -> list[PastedLine]:
    """Read a pasted table: a person a line, cells by tab or semicolon; the cell with an @ is the address.

    The first cell is the name, or the first two where four or more are filled; the rest is the function.
    """
    lines = [_cells(line) for line in text.splitlines()]
    return [_person(cells) for cells in lines if any(cells) and not _is_head(cells)]


def _cells(line: str) -> list[str]:
    separator = "\t" if "\t" in line else ";" if ";" in line else ","
    return [cell.strip().strip('"') for cell in line.split(separator)]


HEADS = {"name", "given name", "first name", "family name", "surname", "e-mail", "email", "function"}


def _is_head(cells: Iterable[str]) -> bool:
    """Whether the line names the columns instead of a person."""
    filled = [cell.casefold() for cell in cells if cell]
    return sum(cell in HEADS for cell in filled) * 2 > len(filled)


def _person(cells: Sequence[str]) -> PastedLine:
    email = next((cell for cell in cells if "@" in cell), "")
    filled = [cell for cell in cells if cell and cell != email]
    parts = 2 if len(filled) + bool(email) > 3 else 1  # noqa: PLR2004 - given name, family name, function, address
    return PastedLine(" ".join(filled[:parts]), ", ".join(filled[parts:]), email)


def is_same_person(line: PastedLine, candidate: Candidate) -> bool:
    return folded_name(line.name) in candidate.signs or bool(line.email and line.email in candidate.signs)
