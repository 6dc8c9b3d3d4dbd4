"""The spreadsheet of the import benchmark: invented people without errors."""

import csv
from pathlib import Path

HEAD = ("State", "Given name", "Family name", "E-mail", "Telephone", "Function", "Unit", "Languages")
_STATES = ("AT", "DE", "CH", "FR", "IT", "PL", "CZ", "HU", "RS", "MK", "UA", "KZ")
_GIVEN = ("Anna", "Béla", "Çiğdem", "Darko", "Eva", "Filip", "Gülay", "Hélène")
_FAMILY = ("Muster", "Nováková", "Øster", "Petrović", "Quint", "Şahin", "Łukasz")
_FUNCTIONS = ("Head of Unit", "Senior Adviser", "Liaison Officer", "Deputy Director", "Section Chief")


def write(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        writer.writerows(_row(number) for number in range(rows))


def _row(number: int) -> list[str]:
    letters = "".join(chr(97 + int(digit)) for digit in f"{number:05}")
    return [
        _STATES[number % len(_STATES)],
        _GIVEN[number % len(_GIVEN)],
        f"{_FAMILY[number % len(_FAMILY)]} {letters}",
        f"person{number}@example.org",
        f"+43 1 000 {number:05}",
        _FUNCTIONS[number % len(_FUNCTIONS)],
        f"Unit {number % 40}",
        "en, ru" if number % 3 else "en",
    ]
