"""Which signs the bytes of a text file stand for, and what separates its cells."""

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice, pairwise

from network.imports.parsing.columns import field_of

# The choices of the page, by Python's names.
ENCODINGS = {
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252 (Western Europe)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "cp1250": "Windows-1250 (Central Europe)",
    "cp1253": "Windows-1253 (Greek)",
    "cp1254": "Windows-1254 (Turkish)",
    "cp1257": "Windows-1257 (Baltic)",
}
SEPARATORS = (",", ";", "\t", "|")
# A cell too large for the directory is a rejected row, not the reader's error.
csv.field_size_limit(2**31 - 1)

_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_CYRILLIC = frozenset(range(0xC0, 0x100)) | {0xA8, 0xB8}
_SAMPLE_LINES = 20
_SAMPLE_WIDTH = 10_000


def guessed_encoding(content: bytes) -> str:
    """By the byte-order mark; else UTF-8 if most lines beyond ASCII are; else Windows, west or Cyrillic."""
    for mark, name in _MARKS.items():
        if content.startswith(mark):
            return name
    lines = [line for line in content.splitlines() if not line.isascii()]
    if sum(map(_is_utf8, lines)) * 2 >= len(lines):
        return "utf-8-sig"
    return "cp1251" if _looks_cyrillic(b"\n".join(lines)) else "cp1252"


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _looks_cyrillic(content: bytes) -> bool:
    """Whether letters beyond ASCII mostly stand beside each other, as whole words of Cyrillic do."""
    high = [byte in _CYRILLIC for byte in content]
    pairs = sum(1 for one, other in pairwise(high) if one and other)
    return pairs * 2 > sum(high)


def decoded(content: bytes, encoding: str) -> str:
    """The text; a byte that means nothing in this encoding becomes U+FFFD."""
    return content.decode(encoding, errors="replace")


def guessed_separator(text: str) -> str:
    """What gives the head most headings we know, then the rows most often the width of the head."""
    filled = filter(str.strip, io.StringIO(text, newline=None))
    lines = [line[:_SAMPLE_WIDTH] for line in islice(filled, _SAMPLE_LINES)]
    return max(SEPARATORS, key=lambda separator: _fit(lines, separator))


def _fit(lines: list[str], separator: str) -> tuple[int, int, int]:
    rows = list(_split(lines, separator))
    head = rows[0] if rows else []
    known = sum(1 for heading in head if field_of(heading))
    return known, sum(1 for row in rows[1:] if len(row) == len(head) > 1), len(head)


def _split(lines: list[str], separator: str) -> Iterator[list[str]]:
    return csv.reader(lines, delimiter=separator)
