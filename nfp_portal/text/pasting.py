"""Text pasted from a word processor, as Markdown: its bullets are lists, its soft breaks are line breaks."""

import re

# What word processors put for a bullet, with the tab or the spaces after it.
_BULLET = re.compile(r"^[ \t]*[•·▪◦‣●○■\uf0b7\uf0a7][ \t\u00a0]*", re.MULTILINE)
_LETTER_O = re.compile(r"^[ \t]*o\t", re.MULTILINE)
_ITEM = re.compile(r"(?:[-*+]|\d+[.)])\s")
# Lines that are no running text: headings, quotations, tables, code.
_OTHER = re.compile(r"[#>|`]|\s{4}|[-=]{3}")


def pasted_as_markdown(text: str) -> str:
    """Return the text with its bullets and line breaks in Markdown; what is Markdown already stays as it is.

    A line that ends within a paragraph was broken by who wrote it, by a soft break in Word: in Markdown that
    takes two spaces at its end.
    """
    lines = text.replace("\r\n", "\n").replace("\v", "\n").split("\n")
    marked = [_LETTER_O.sub("- ", _BULLET.sub("- ", line)) for line in lines]
    out: list[str] = []
    for line in marked:
        before = out[-1] if out else ""
        if before.strip() and line.strip() and _is_item(line) != _is_item(before) and not line[0].isspace():
            out.append("")
        elif _runs_on(before, line):
            out[-1] = f"{before.rstrip()}  "
        out.append(line)
    return re.sub(r"(?m)^(- .*)\n\n(?=- )", r"\1\n", "\n".join(out))


def _is_item(line: str) -> bool:
    return _ITEM.match(line) is not None


def _runs_on(before: str, line: str) -> bool:
    """Whether both lines are of one paragraph."""
    if not before.strip() or not line.strip():
        return False
    return not any(_is_item(each) or _OTHER.match(each) for each in (before, line))
