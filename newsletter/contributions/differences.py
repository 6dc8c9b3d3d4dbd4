"""An edited text beside what its State wrote, paragraph by paragraph and word by word, as it is printed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, zip_longest

from newsletter.content import address_of
from newsletter.models import PrintedText
from newsletter.pictures.values import Picture
from nfp_portal.revisions.changes import Kind, Segment, words_between
from nfp_portal.ui.markdown import markdown_to_text

# Two paragraphs that share less than this are shown as one replaced by the other.
ALIKE = 0.4
_ITEM = re.compile(r"^(?:[-*+]|\d+[.)])\s+", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A paragraph or an item of a list."""

    is_item: bool
    segments: list[Segment]


@dataclass(frozen=True)
class Group:
    """Paragraphs, or the items of one list."""

    is_list: bool
    blocks: list[Block]


@dataclass(frozen=True)
class ComparedPicture:
    """A picture of either text: whether it was added, left out or moved, and what became of its words."""

    picture: Picture
    kind: Kind
    alternative: list[Segment]
    credit: list[Segment]
    has_moved: bool = False

    @property
    def number(self) -> int:
        if self.kind != Kind.SAME:
            return 1
        return self.has_moved + _runs(self.alternative) + _runs(self.credit)


@dataclass(frozen=True)
class Differences:
    headline: list[Segment]
    groups: list[Group]
    pictures: list[ComparedPicture]

    @property
    def number(self) -> int:
        """How many changes a reader sees: what is left out and what is put in its stead is one."""
        blocks = [self.headline, *(block.segments for group in self.groups for block in group.blocks)]
        return sum(_runs(segments) for segments in blocks) + sum(each.number for each in self.pictures)


def differences(before: PrintedText, after: PrintedText) -> Differences:
    """Compare two texts: headline, body and pictures."""
    headline = list(_words(before.headline, after.headline))
    blocks = list(_blocks(_split(before.body), _split(after.body)))
    groups = [
        Group(is_list, list(members)) for is_list, members in groupby(blocks, key=lambda each: each.is_item)
    ]
    return Differences(headline, groups, list(_pictures(before.pictures, after.pictures)))


def _pictures(before: Sequence[Picture], after: Sequence[Picture]) -> Iterator[ComparedPicture]:
    """Yield the pictures of the new text in their order, then those that it leaves out."""
    old = {each.digest: each for each in before}
    moved = _moved([each.digest for each in before], [each.digest for each in after])
    for each in after:
        was = old.pop(each.digest, None)
        kind, was = (Kind.ADDED, each) if was is None else (Kind.SAME, was)
        alternative = list(_words(was.alternative, each.alternative))
        credit = list(_words(was.credit, each.credit))
        yield ComparedPicture(each, kind, alternative, credit, each.digest in moved)
    for each in old.values():
        alternative, credit = ([Segment(Kind.SAME, text)] for text in (each.alternative, each.credit))
        yield ComparedPicture(each, Kind.REMOVED, alternative, credit)


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """Return those of both texts that stand in another order now."""
    common = set(before) & set(after)
    old, new = ([each for each in digests if each in common] for digests in (before, after))
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return common - {digest for block in blocks for digest in new[block.b : block.b + block.size]}


def _runs(segments: Sequence[Segment]) -> int:
    changed = [segment.kind != Kind.SAME for segment in segments]
    return sum(now and not was for was, now in zip([False, *changed], changed, strict=False))


@dataclass(frozen=True)
class _Piece:
    is_item: bool
    text: str


def _split(body: str) -> list[_Piece]:
    return [each for part in re.split(r"\n\s*\n", body.strip()) for each in _pieces(part) if each.text]


def _pieces(part: str) -> Iterator[_Piece]:
    """Yield the items of a list with the lines before it, or the paragraph."""
    starts = [match.start() for match in _ITEM.finditer(part)]
    if not starts:
        yield _Piece(is_item=False, text=_plain(part))
        return
    if lead := part[: starts[0]].strip():
        yield _Piece(is_item=False, text=_plain(lead))
    for start, end in zip(starts, [*starts[1:], len(part)], strict=True):
        yield _Piece(is_item=True, text=_plain(_ITEM.sub("", part[start:end], count=1).strip()))


def _plain(text: str) -> str:
    return markdown_to_text(text, base=address_of(None))


def _blocks(old: list[_Piece], new: list[_Piece]) -> Iterator[Block]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (Block(each.is_item, [Segment(Kind.SAME, each.text)]) for each in new[j1:j2])
            continue
        for before, after in zip_longest(old[i1:i2], new[j1:j2]):
            shown = after or before
            assert shown is not None  # noqa: S101 - one of both is there
            segments = list(_words(before.text if before else "", after.text if after else ""))
            yield Block(shown.is_item, segments)


def _words(before: str, after: str) -> Iterator[Segment]:
    if before == after:
        yield Segment(Kind.SAME, after)
        return
    old, new = before.split(), after.split()
    if SequenceMatcher(None, old, new, autojunk=False).ratio() >= ALIKE:
        yield from words_between(before, after)
        return
    if before:
        yield Segment(Kind.REMOVED, before)
    if before and after:
        yield Segment(Kind.SAME, " ")
    if after:
        yield Segment(Kind.ADDED, after)
