"""Letters that no font draws: a document shows their codes in their place, and names them at its end."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path

# What needs no drawing: controls, marks of direction, blanks; and what only chooses a variant of a letter.
_INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
_VARIANTS = range(0xFE00, 0xFE10)
_ASCII_END = 0x7F
NAMED_AT_MOST = 30
_END = re.compile(r"</main>|</body>")


@cache
def drawn_by(folder: Path) -> frozenset[int]:
    """Return the code points that the fonts of a folder draw."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - the parent of the PDF processes alone needs it

    letters: set[int] = set()
    for file in sorted(folder.glob("*.ttf")):
        with TTFont(file, lazy=True) as font:
            letters |= set(font.getBestCmap())
    return frozenset(letters)


def with_codes(html: str, drawn: frozenset[int], note: str) -> str:
    """Return a document whose undrawn letters are codes as [U+962E]; `note` begins the line that names them.

    Title and other metadata keep their letters, for no font draws those.
    """
    head, mark, body = html.partition("<body")
    missing = sorted({letter for letter in body if _is_undrawn(letter, drawn)})
    if not missing:
        return html
    body = body.translate({ord(letter): f"[{_code(letter)}]" for letter in missing})
    return head + mark + _END.sub(lambda end: _line(missing, note) + end[0], body, count=1)


def _is_undrawn(letter: str, drawn: frozenset[int]) -> bool:
    number = ord(letter)
    if number <= _ASCII_END or number in drawn or number in _VARIANTS:
        return False
    return unicodedata.category(letter) not in _INVISIBLE


def _line(missing: Iterable[str], note: str) -> str:
    names = [f"{_code(letter)} {unicodedata.name(letter, '')}".strip() for letter in missing]
    rest = " …" if len(names) > NAMED_AT_MOST else ""
    return f'<p class="small muted">{escape(note)} {escape(", ".join(names[:NAMED_AT_MOST]))}{rest}</p>'


def _code(letter: str) -> str:
    return f"U+{ord(letter):04X}"
