"""What differs between two versions of a text in parts: which parts changed, and which words in them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# Above this number of words in one changed paragraph the whole of it is shown as replaced.
MOST_WORDS = 2_000
_TOKENS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Part:
    """`key` says which part of another version it is compared with; `text` is as its reader sees it."""

    key: str
    label: str
    text: str

    def to_json(self) -> dict[str, str]:
        return asdict(self)

    @classmethod
    def from_json(cls, row: dict[str, str]) -> "Part":
        return cls(row["key"], row["label"], row["text"])


class Kind(StrEnum):
    SAME = "same"
    ADDED = "ins"
    REMOVED = "del"


@dataclass(frozen=True)
class Segment:
    kind: Kind
    text: str


@dataclass(frozen=True)
class Change:
    """A part with the paragraphs that changed; a new one is all added, a removed one all removed."""

    label: str
    segments: list[Segment]
    is_new: bool = False
    is_removed: bool = False


@dataclass(frozen=True)
class Changes:
    changed: list[Change]
    unchanged: int


def changes_between(before: Sequence[Part], after: Sequence[Part]) -> Changes:
    """Compare two versions; parts in the order of `after`, those that are no longer there at the end."""
    earlier = {part.key: part for part in before}
    later = {part.key for part in after}
    pairs = [(earlier.get(part.key), part) for part in after]
    changed = [_change(old, part) for old, part in pairs if _differs(old, part)]
    changed += [
        Change(part.label, [Segment(Kind.REMOVED, part.text)], is_removed=True)
        for part in before
        if part.key not in later and part.text
    ]
    same = sum(1 for old, part in pairs if part.text and not _differs(old, part))
    return Changes(changed, same)


def whole(parts: Sequence[Part]) -> Changes:
    """Return each part as it is, for a first version that nothing is compared with."""
    return Changes([Change(part.label, [Segment(Kind.SAME, part.text)]) for part in parts if part.text], 0)


def _differs(before: Part | None, after: Part) -> bool:
    return after.text != (before.text if before else "")


def _change(before: Part | None, after: Part) -> Change:
    if before is None or not before.text:
        return Change(after.label, [Segment(Kind.ADDED, after.text)], is_new=True)
    return Change(after.label, list(_paragraphs(before.text, after.text)), is_removed=not after.text)


def _paragraphs(before: str, after: str) -> Iterator[Segment]:
    """Yield the paragraphs that differ, word by word; those that are alike are left out."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from words_between("".join(old[i1:i2]), "".join(new[j1:j2]))


def words_between(before: str, after: str) -> Iterator[Segment]:
    """Yield what two texts share and where they differ, word by word."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    if max(len(old), len(new)) > MOST_WORDS:
        yield from _replaced(before, after)
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Segment(Kind.SAME, "".join(old[i1:i2]))
        else:
            yield from _replaced("".join(old[i1:i2]), "".join(new[j1:j2]))


def _replaced(before: str, after: str) -> Iterator[Segment]:
    if before:
        yield Segment(Kind.REMOVED, before)
    if after:
        yield Segment(Kind.ADDED, after)
