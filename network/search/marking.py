"""Where a text has what was typed: marks in titles, and the passage that says most of it."""

import re
from collections.abc import Iterable, Mapping
from itertools import islice

from django.db import connection
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from network.search.aliases import Phrase, key_of
from network.search.queries import Query, Term

PASSAGE = 240  # characters
_BEFORE = 60
_LONGEST = 20_000  # of a text so much is looked through
_COMPARED = 40  # of the matches in a text so many
_FOREIGN = re.compile(r"\w*[^\W\x00-\x7f]\w*")
_WORD = re.compile(r"\w+")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)?$")
_HYPHEN = "[-‐‑’']?"
Spellings = Mapping[str, frozenset[str]]


def spellings_of(texts: Iterable[str]) -> Spellings:
    """Return how the search spells the words of these texts with letters beyond A to Z; one query."""
    foreign = {word for text in texts if not text.isascii() for word in _FOREIGN.findall(text[:_LONGEST])}
    with connection.cursor() as cursor:
        cursor.execute("SELECT w, nfp_spellings(w) FROM unnest(%s::text[]) AS w", [sorted(foreign)])
        return {word: frozenset(spelled.split()) for word, spelled in cursor.fetchall()}


class Marker:
    """Marks in texts what a query asks for. `spellings` are those of the texts and of the query."""

    def __init__(self, query: Query, spellings: Spellings) -> None:
        self._spellings = spellings
        terms = [group for term in query.terms if (group := self._term(term))]
        self._pattern = re.compile(r"(?<!\w)(?:" + "|".join(terms) + ")", re.IGNORECASE) if terms else None

    def marked(self, text: str) -> SafeString:
        """Return the text as HTML, with `mark` around what matches."""
        if self._pattern is None:
            return conditional_escape(text)
        parts, end = [], 0
        for match in self._pattern.finditer(text):
            parts += [conditional_escape(text[end : match.start()]), format_html("<mark>{}</mark>", match[0])]
            end = match.end()
        parts.append(conditional_escape(text[end:]))
        return mark_safe("".join(parts))  # noqa: S308 - each part was escaped

    def passage(self, text: str) -> SafeString:
        """Return the passage with most of the terms as HTML; without any, how the text begins."""
        text = " ".join(text[:_LONGEST].split())
        start = self._start(text)
        begin = text.rfind(" ", 0, start - _BEFORE) + 1 if start > _BEFORE else 0
        cut = text[begin : begin + PASSAGE]
        is_last = begin + PASSAGE >= len(text)
        if not is_last:
            cut = cut.rpartition(" ")[0] or cut
        return format_html("{}{}{}", "… " if begin else "", self.marked(cut), "" if is_last else " …")

    def _start(self, text: str) -> int:
        matches = list(islice(self._pattern.finditer(text), _COMPARED)) if self._pattern else []
        best, most = 0, 0
        for number, match in enumerate(matches):
            near = {
                each.lastindex for each in matches[number:] if each.end() < match.start() + PASSAGE - _BEFORE
            }
            if len(near) > most:
                best, most = match.start(), len(near)
        return best

    def _term(self, term: Term) -> str:
        phrases = filter(None, map(self._phrase, term))
        alternatives = "|".join(sorted(phrases, key=len, reverse=True))
        return f"({alternatives})" if alternatives else ""

    def _phrase(self, phrase: Phrase) -> str:
        typed = _WORD.findall(key_of(phrase.text))
        return r"\W+".join(filter(None, (self._word(word, is_whole=phrase.is_whole) for word in typed)))

    def _word(self, typed: str, *, is_whole: bool) -> str:
        """Return what the word looks like in texts: as typed, and as others with its spelling are written.

        Empty for what the search leaves out, as an apostrophe alone.
        """
        spellings = self._spellings.get(typed, frozenset({typed})) - {""}
        if not spellings:
            return ""
        forms = {_ascii(each, is_whole=is_whole) for each in spellings}
        for word, written in self._spellings.items():
            same = written & spellings if is_whole else any(w.startswith(tuple(spellings)) for w in written)
            if same:
                forms.add(re.escape(word))
        return "(?:" + "|".join(sorted(forms, key=len, reverse=True)) + ")"


def _ascii(word: str, *, is_whole: bool) -> str:
    ordinal = _ORDINAL.match(word)
    if ordinal:
        return rf"{ordinal[1]}(?:st|nd|rd|th)?(?!\w)"
    return _HYPHEN.join(map(re.escape, word)) + (r"(?!\w)" if is_whole else r"\w*")
