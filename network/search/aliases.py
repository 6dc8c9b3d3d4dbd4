"""Other names: acronyms, names of States in other languages, their codes (`network/reference/aliases.csv`).

The acronyms of organisations are those of `organisations.csv`, what letters call States is in
`network/reference/names`.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from django.conf import settings

from network.reference.names import names_in, rows

_LEFT_OUT = re.compile("[-‐‑’'.`]")
_SPACES = re.compile(r'[\s(/",;)]+')


class Phrase(NamedTuple):
    """Words that follow one another; those of a code or an acronym are whole words, others begin words."""

    text: str
    is_whole: bool = False


def key_of(text: str) -> str:
    """Return what two ways of writing an alias have in common."""
    return _SPACES.sub(" ", _LEFT_OUT.sub("", text)).strip().casefold()


def alias_key(text: str) -> str:
    """Return the key of an alias, which is known without its accents too: Osterreich is Österreich."""
    letters = unicodedata.normalize("NFKD", key_of(text))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@cache
def phrases() -> dict[str, tuple[Phrase, ...]]:
    """Return what each alias is looked for as, by its key: itself first, then what it means."""
    listed: dict[str, list[Phrase]] = {}
    for alias, means in _pairs():
        listed.setdefault(alias_key(alias), [Phrase(alias, is_whole=True)]).append(Phrase(means))
        if " " in means:
            listed.setdefault(alias_key(means), [Phrase(means)]).append(Phrase(alias, is_whole=True))
    return {key: tuple(dict.fromkeys(each)) for key, each in listed.items()}


@cache
def most_parts() -> int:
    """Return how many words the longest alias has."""
    return max(key.count(" ") + 1 for key in phrases())


def _pairs() -> Iterator[tuple[str, str]]:
    for row in rows("aliases"):
        yield row["alias"], row["means"]
    for language, _label in settings.LANGUAGES:
        names = names_in(language).items()
        yield from ((alias, name) for name, alias in names if alias_key(alias) != alias_key(name))
    for row in rows("organisations"):
        for alias in filter(None, (row["acronym"], *row["aliases"].split("|"))):
            yield alias, row["name"].removeprefix("OSCE ")
