"""Whether a workbook can be read in fair time: told from its archive, before anything in it is understood.

Twenty thousand rows of 25 columns unpack to 30 MB, at most 25 times their size on disk, with half a million
cells. A file made to harm holds millions of empty cells or texts in a few kilobytes.
"""

import zipfile
from collections.abc import Iterator
from typing import IO

MOST_UNPACKED = 60 * 1024 * 1024
# A part of the archive that unpacks to more than so much is looked at for its ratio.
SMALL = 1024 * 1024
HIGHEST_RATIO = 60
# Settings, styles and the list of sheets are understood as a whole; real ones take some kilobytes.
LARGEST_SETTING = 4 * 1024 * 1024
MOST_CELLS_IN_ALL = 1_000_000
# Rows that hold nothing count here too.
MOST_ROWS_IN_ALL = 200_000
# Texts that no cell shows: some programs keep those of rows that were deleted.
SPARE_TEXTS = 10_000

_PIECE = 256 * 1024
_LARGE_BY_NATURE = ("xl/worksheets/", "xl/sharedStrings", "xl/media/")
# Each also as an element that names its namespace by a prefix.
_FORMULA = (b"<f>", b"<f ", b":f>", b":f ")
_MARKS = ((b"<row", b":row"), (b"<c", b":c"), (b"<si", b":si"))


def is_too_much(file: IO[bytes]) -> bool:
    """Whether the workbook holds more than an import ever needs. Raises as `zipfile` does."""
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > MOST_UNPACKED or any(map(_swells, parts)):
            return True
        rows, cells, texts = _numbers(archive)
    return rows > MOST_ROWS_IN_ALL or cells > MOST_CELLS_IN_ALL or texts > cells + SPARE_TEXTS


def has_formulas(file: IO[bytes]) -> bool:
    """Whether any sheet has a formula; text that looks like one counts too. Raises as `zipfile` does."""
    with zipfile.ZipFile(file) as archive:
        sheets = (part for part in archive.infolist() if part.filename.startswith("xl/worksheets/"))
        pieces = (piece for part in sheets for piece in _pieces(archive, part))
        return any(mark in piece for piece in pieces for mark in _FORMULA)


def _swells(part: zipfile.ZipInfo) -> bool:
    if not part.filename.startswith(_LARGE_BY_NATURE) and part.file_size > LARGEST_SETTING:
        return True
    return part.file_size > SMALL and part.file_size > HIGHEST_RATIO * part.compress_size


def _numbers(archive: zipfile.ZipFile) -> list[int]:
    """How often rows, cells and texts begin, roughly: other elements may begin alike.

    Every part counts: a file made to harm calls its sheet what it likes.
    """
    counts = [0, 0, 0]
    for part in archive.infolist():
        for piece in _pieces(archive, part):
            here = (sum(map(piece.count, marks)) for marks in _MARKS)
            counts = [number + more for number, more in zip(counts, here, strict=True)]
    return counts


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part in pieces that end before a mark, so that none is cut in two or counted twice.

    The zeros of UTF-16 are left out.
    """
    rest = b""
    with archive.open(part) as stream:
        while read := stream.read(_PIECE):
            piece, begins, rest = (rest + read.replace(b"\0", b"")).rpartition(b"<")
            rest = begins + rest if len(rest) < _PIECE else b""
            yield piece
    yield rest
