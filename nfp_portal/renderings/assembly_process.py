"""Run as a process of its own, without Django: count the pages of PDFs, or insert them into another."""

import json
import logging
import resource
import sys
from pathlib import Path
from typing import Any

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

# What a damaged file may raise, whatever its damage.
DAMAGED = (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)
MARGIN, SIZE, WIDTH = 57, 8, 0.56
_FONT = DictionaryObject(
    {
        NameObject("/Type"): NameObject("/Font"),
        NameObject("/Subtype"): NameObject("/Type1"),
        NameObject("/BaseFont"): NameObject("/Helvetica"),
    }
)


def count(paths: list[str]) -> dict[str, int]:
    """Return the number of pages of each file that can be read whole."""
    counted = {}
    for path in paths:
        try:
            reader = PdfReader(path)
            number = 0 if reader.is_encrypted else len(reader.pages)
            if number and all(page.mediabox.width for page in reader.pages):
                counted[path] = number
        except DAMAGED:
            continue
    return counted


def assemble(front: str, inserted: list[dict[str, Any]], output: str) -> None:
    """Insert from the last to the first, so that no insertion moves the page of another."""
    writer = PdfWriter(clone_from=front)
    own = len(writer.pages)
    for each in sorted(inserted, key=lambda part: part["after"], reverse=True):
        writer.merge(own + each["after"] + 1, each["path"], import_outline=False)
    total = len(writer.pages)
    for number, page in enumerate(writer.pages, start=1):
        if number > 1:
            _stamp(page, f"{number} / {total}")
    with Path(output).open("wb") as file:
        writer.write(file)


def _stamp(page: PageObject, text: str) -> None:
    """Write the number at the foot, upright however the page is turned, on white so that it can be read."""
    if page.rotation:
        page.transfer_rotation_to_content()
    box = page.cropbox
    width = len(text) * SIZE * WIDTH
    x, y = float(box.right) - MARGIN - width, float(box.bottom) + 30
    stamp = PageObject.create_blank_page(width=float(box.right), height=float(box.top))
    stream = DecodedStreamObject()
    stream.set_data(
        f"/Artifact BMC q 1 1 1 rg {x - 3:.1f} {y - 3:.1f} {width + 6:.1f} {SIZE + 4} re f Q "
        f"q 0.29 0.35 0.38 rg BT /F {SIZE} Tf {x:.1f} {y:.1f} Td ({text}) Tj ET Q EMC".encode()
    )
    stamp[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F"): _FONT})}
    )
    stamp[NameObject("/Contents")] = stream
    page.merge_page(stamp)


def main() -> None:
    logging.disable()
    request = json.load(sys.stdin)
    cpu, memory = request["cpu_seconds"], request["memory_bytes"]
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    if "count" in request:
        json.dump(count(request["count"]), sys.stdout)
    else:
        assemble(request["front"], request["inserted"], request["output"])
        json.dump({}, sys.stdout)


if __name__ == "__main__":
    main()
