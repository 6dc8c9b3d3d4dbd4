"""What is typed, as terms that all have to occur."""

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from network.models.search_vectors import VectorQuery, compiled
from network.search.aliases import Phrase, alias_key, key_of, most_parts, phrases

Term = tuple[Phrase, ...]
LONGEST_CODE = 3
_NUMBER = re.compile(r"(\d{1,4})(?:st|nd|rd|th)?", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Query:
    """Terms, of each of which one phrase has to occur. `is_inside` looks inside words instead."""

    text: str
    terms: tuple[Term, ...]
    is_inside: bool = False

    @classmethod
    def of(cls, text: str) -> "Query":
        return cls(text, tuple(_terms(text.split())))

    def without(self, names: Collection[str]) -> "Query":
        """Leave out terms that name the kind: of "report 16" a report has to have only 16."""
        terms = tuple(term for term in self.terms if key_of(term[0].text) not in names)
        return self if terms == self.terms else replace(self, text=_text_of(terms), terms=terms)

    def inside(self) -> "Query":
        return replace(self, is_inside=True)

    @cached_property
    def compiled(self) -> str:
        """Return the `tsquery`; "" where no letter or digit is typed. One query, the first time."""
        return compiled(json.dumps(self.terms))

    @property
    def expression(self) -> VectorQuery:
        return VectorQuery(self.compiled)

    @property
    def whole(self) -> list[str]:
        """Return what a title says that is asked for as a whole: what is typed, or what that stands for."""
        return [phrase.text for phrase in self.terms[0]] if len(self.terms) == 1 else [self.text]

    @property
    def meanings(self) -> list[tuple[str, str]]:
        """Return the aliases that were typed, each with what it stands for."""
        return [
            (term[0].text, ", ".join(phrase.text for phrase in term[1:] if not phrase.is_whole))
            for term in self.terms
            if len(term) > 1 and term[0].is_whole
        ]


def _text_of(terms: tuple[Term, ...]) -> str:
    return " ".join(term[0].text for term in terms)


def _terms(typed: list[str]) -> Iterator[Term]:
    """Yield the longest aliases, and each other word for itself."""
    is_alone = len(typed) == 1
    while typed:
        length = next(filter(lambda size: _is_alias(typed[:size], is_alone=is_alone), _sizes(typed)), 0)
        text = " ".join(typed[: length or 1])
        yield phrases()[alias_key(text)] if length else (Phrase(text),)
        typed = typed[length or 1 :]


def _sizes(typed: list[str]) -> Iterator[int]:
    yield from range(min(len(typed), most_parts()), 0, -1)


def _is_alias(typed: list[str], *, is_alone: bool) -> bool:
    """Whether these words are an alias; among others a short one counts in capitals alone: AND is Andorra."""
    text = " ".join(typed)
    return alias_key(text) in phrases() and (is_alone or len(text) > LONGEST_CODE or text.isupper())


def number_in(text: str) -> int | None:
    """Return the number that is typed, also as 10th; None where it is none or fits no column."""
    match = _NUMBER.fullmatch(text.strip())
    return int(match[1]) if match else None
