"""The goals of the templates: short lines, few decisions, no roles. `python bin/launch/template_goals.py`."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
LONGEST_LINE = 160
TAGS_PER_100_LINES = 8
LOGIC = re.compile(r"\{%\s*(?:if|elif|else|for|empty|with)\b")


def files() -> list[Path]:
    return sorted(path for path in TEMPLATES.rglob("*") if path.suffix in {".html", ".txt", ".mjml"})


def tags_per_100_lines(paths: list[Path]) -> float:
    """Return how many tags decide or repeat in 100 lines, on average over all templates."""
    texts = [path.read_text(encoding="utf-8") for path in paths]
    lines = sum(len(text.splitlines()) for text in texts)
    return sum(len(LOGIC.findall(text)) for text in texts) * 100 / max(lines, 1)


def faults(paths: list[Path]) -> Iterator[str]:
    if (density := tags_per_100_lines(paths)) > TAGS_PER_100_LINES:
        yield f"{density:.1f} logic tags in 100 lines, at most {TAGS_PER_100_LINES}"
    for path in paths:
        text, name = path.read_text(encoding="utf-8"), path.relative_to(TEMPLATES)
        for number, line in enumerate(text.splitlines(), 1):
            if len(line) > LONGEST_LINE:
                yield f"{name}:{number}: {len(line)} characters, at most {LONGEST_LINE}"
        if "user.role" in text:
            yield f"{name}: user.role; ask a permission in the view"


if __name__ == "__main__":
    sys.exit("\n".join(faults(files())) or 0)
