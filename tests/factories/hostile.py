"""Five hundred broken or malicious rows, as old spreadsheets and attackers produce them; always the same."""

from collections.abc import Callable
from random import Random

HEAD = b"State,Given name,Family name,E-mail,Telephone,Function,In force from,First contact,Languages"
STATES = (
    "Austria",
    "DE",
    "Suisse",
    "Turkey",
    "the former Yugoslav Republic of Macedonia",
    "CZECHIA",
    "Türkiye",
)
DATES = ("2016-04-12", "12.04.2016", "13/04/2016", "12 April 2016", "42472")
SYLLABLES = ("ba", "ko", "mi", "ru", "sel", "tar", "vo", "zhi", "łu", "ño", "дра")

Cells = list[str]
Spoil = Callable[[Random, Cells], bytes]


def hostile_file(rows: int = 500, seed: int = 20160412) -> tuple[bytes, dict[str, list[int]]]:
    """A CSV file, and by kind of trouble the numbers of its rows."""
    random = Random(seed)  # noqa: S311 - a test wants the same each time
    lines = [HEAD]
    kinds: dict[str, list[int]] = {}
    for number in range(2, rows + 2):
        kind = random.choice(list(SPOILS))
        lines.append(SPOILS[kind](random, _cells(random, number)).replace(b"\n", b" "))
        kinds.setdefault(kind, []).append(number)
    return b"\r\n".join(lines) + b"\r\n", kinds


def _cells(random: Random, number: int) -> Cells:
    name = "".join(random.choices(SYLLABLES, k=4)).capitalize()
    return [
        random.choice(STATES),
        random.choice(("Anna", "Béla", "Çiğdem", "Дарко")),
        f"{name} {''.join(chr(97 + int(digit)) for digit in str(number))}",
        f"p{number}@example.org",
        "+43 1 000 0000",
        "Head of Unit",
        random.choice(DATES),
        "no",
        "en, ru",
    ]


def _line(cells: Cells) -> bytes:
    return ",".join(f'"{cell}"' if "," in cell else cell for cell in cells).encode()


def _with(index: int, text: str) -> Spoil:
    return lambda _random, cells: _line([*cells[:index], text, *cells[index + 1 :]])


SPOILS: dict[str, Spoil] = {
    "sound": lambda _random, cells: _line(cells),
    "formula as function": _with(5, "=HYPERLINK(0)+cmd|' /C calc'!A0"),
    "formula as name": _with(1, "=1+1"),
    "formula as state": _with(0, "@SUM(A1:A9)"),
    "huge cell": _with(5, "x" * 60_000),
    "wrong encoding": lambda _random, cells: (
        _line([*cells[:5], "Начальник отдела", *cells[6:]]).decode().encode("cp1251", "replace")
    ),
    "other separator": lambda _random, cells: ";".join(cell.replace(",", " ") for cell in cells).encode(),
    "too many cells": lambda _random, cells: _line([*cells, "one", "too many"]),
    "too few cells": lambda _random, cells: _line(cells[:2]),
    "control character": _with(5, "Head\0 of \x07Unit"),
    "open quotation": lambda _random, cells: _line(cells[:2]) + b',"' + _line(cells[2:8]),
    "same person": lambda _random, cells: _line(["AT", "Twice", "Named", *cells[3:]]),
    "same address": lambda _random, cells: _line([*cells[:3], "Twice@Example.org", *cells[4:]]),
    "unknown state": _with(0, "Atlantis"),
    "partner": _with(0, "Algeria"),
    "no address": _with(3, "anna at example.org"),
    "no number": _with(4, "0664 123"),
    "impossible date": _with(6, "31.02.2016"),
    "ambiguous date": _with(6, "03/04/2016"),
    "month first": _with(6, "04/25/2016"),
    "wrong century": _with(6, "12.04.1916"),
    "second first contact": lambda _random, cells: _line(["IT", *cells[1:7], "yes", *cells[8:]]),
    "unknown language": _with(8, "Klingon"),
    "markup": _with(5, "<script>alert(1)</script>"),
    "sql": _with(5, "'); DROP TABLE network_person; --"),
    "backslashes": _with(5, r"\N \\ \t \. {} %s %(name)s"),
}
# What is strange, but text like any other; of the rest nothing may reach the directory, but for the first
# of those that name a person twice or a second first contact.
HARMLESS = {"sound", "month first", "formula as function", "markup", "sql", "backslashes"}
FIRST_STANDS = {"same person", "same address", "second first contact"}
