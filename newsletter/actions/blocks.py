"""The blocks of an issue, which the portal writes of several facts: what they say now, and filling again."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db import transaction
from django.utils.translation import override, pgettext

from newsletter.actions.issues import NotNowError
from newsletter.actions.pieces import change_piece, locked_with_issue
from newsletter.models import Issue, Piece, Section
from nfp_portal.accounts.models import User
from nfp_portal.revisions.stale import StaleError, expect
from nfp_portal.ui.letters import written_day
from nfp_portal.ui.newsworthy import Block, blocks

# What `SequenceMatcher` gives: what was done, to which lines, and which lines that made of them.
Edits = Sequence[tuple[str, int, int, int, int]]
# Where a block is printed, by its key; editors move it.
SECTIONS = {"appointments": Section.NETWORK, "meetings": Section.CALENDAR}


@dataclass(frozen=True)
class BlockOfIssue:
    """A block with what it says now for an issue ("" for nothing), and the piece that was made of it."""

    block: Block
    issue: Issue
    before: Issue | None
    text: str
    piece: Piece | None

    @property
    def headline(self) -> str:
        return self.headline_in(self.issue.language)

    def headline_in(self, language: str) -> str:
        with override(language):
            return str(self.block.title)

    def text_in(self, language: str) -> str:
        """Write it in the language of an edition."""
        return _text(self.block, self.issue, self.before, language)

    @property
    def section(self) -> Section:
        return SECTIONS.get(self.block.key, Section.FOCUS)

    @property
    def has_newer_facts(self) -> bool:
        return self.piece is not None and self.text not in {"", self.piece.filled_text}

    @property
    def filled(self) -> str:
        """The text of the piece with the newer facts in it: lines that somebody typed or changed stay."""
        return merge_lines(self.piece.filled_text, self.piece.body, self.text) if self.piece else self.text

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(self.filled.encode()).hexdigest()


def key_of(block: Block, issue: Issue) -> str:
    return f"{block.key}-{issue.number}"


def blocks_of(issue: Issue) -> list[BlockOfIssue]:
    """Return each block as it is for an issue; a few queries a block, whatever it holds."""
    before = issue_before(issue)
    pieces = {piece.news_key: piece for piece in Piece.objects.filter(news_key__endswith=f"-{issue.number}")}
    return [
        BlockOfIssue(
            block,
            issue,
            before,
            _text(block, issue, before, issue.language),
            pieces.get(key_of(block, issue)),
        )
        for block in blocks()
    ]


def block_of(piece: Piece) -> BlockOfIssue | None:
    """Return the block that a piece of an issue was made of; None where it was made of none."""
    if piece.issue is None or not piece.filled_text:
        return None
    block = next((each for each in blocks() if key_of(each, piece.issue) == piece.news_key), None)
    if block is None:
        return None
    before = issue_before(piece.issue)
    text = _text(block, piece.issue, before, piece.issue.language)
    return BlockOfIssue(block, piece.issue, before, text, piece)


def issue_before(issue: Issue) -> Issue | None:
    return Issue.objects.filter(number__lt=issue.number).order_by("-number").first()


def _text(block: Block, issue: Issue, before: Issue | None, language: str) -> str:
    """Write the block in this language; it says since which issue it counts."""
    with override(language):
        facts = block.text(before.dated_on if before else None, issue.dated_on)
        if not facts or before is None or block.looks_ahead:
            return facts
        values = {"number": before.number, "day": written_day(before.dated_on)}
        return "\n\n".join([pgettext("letter", "Since No. %(number)d (%(day)s):") % values, facts])


@transaction.atomic
def fill_again(piece_id: int, *, revision: int, seen: str, by: User) -> Piece:
    """Write the newer facts into a block, as the page showed it: `seen` is its fingerprint.

    Raises `StaleError` if the piece or the facts changed since, `NotNowError`.
    """
    row = _locked(piece_id, revision, by)
    if row.fingerprint != seen:
        raise StaleError(row.piece)
    return change_piece(piece_id, revision=revision, body=row.filled, filled_text=row.text, by=by)


@transaction.atomic
def keep_text(piece_id: int, *, revision: int, by: User) -> Piece:
    """Leave the text of a block as it is; the facts of now are offered no more. Raises as `fill_again`."""
    row = _locked(piece_id, revision, by)
    return change_piece(piece_id, revision=revision, filled_text=row.text, by=by)


def _locked(piece_id: int, revision: int, by: User) -> BlockOfIssue:
    piece, _issue = locked_with_issue(piece_id, by)
    expect(piece, revision)
    row = block_of(piece)
    if row is None or not row.text:
        raise NotNowError(piece.issue)
    return row


def merge_lines(filled: str, typed: str, newer: str) -> str:
    """Bring the lines that differ between `filled` and `newer` into `typed`.

    A line that is in `typed` as it was filled is changed or left out with the facts; any other one stays.
    """
    base, mine, theirs = filled.splitlines(), typed.splitlines(), newer.splitlines()
    edits = SequenceMatcher(None, base, mine, autojunk=False).get_opcodes()
    dropped: set[int] = set()
    added: dict[int, list[str]] = {}
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, base, theirs, autojunk=False).get_opcodes():
        if tag != "equal":
            dropped |= _unchanged(edits, i1, i2)
            added.setdefault(_place(edits, i2), []).extend(theirs[j1:j2])
    return "\n".join(_merged(mine, dropped, added)).strip("\n")


def _unchanged(edits: Edits, start: int, end: int) -> set[int]:
    """Return where in the edited text the lines `start` to `end` are that nobody changed."""
    same = [(i1, i2, j1) for tag, i1, i2, j1, _j2 in edits if tag == "equal"]
    return {j1 + line - i1 for i1, i2, j1 in same for line in range(max(i1, start), min(i2, end))}


def _place(edits: Edits, line: int) -> int:
    """Return before which line of the edited text something belongs that comes before `line`."""
    around = [each for each in edits if each[0] != "insert" and each[1] <= line <= each[2]]
    return min(around[0][3] + line - around[0][1], around[0][4]) if around else 0


def _merged(mine: list[str], dropped: set[int], added: dict[int, list[str]]) -> Iterator[str]:
    for index in range(len(mine) + 1):
        yield from added.get(index, [])
        if index < len(mine) and index not in dropped:
            yield mine[index]
