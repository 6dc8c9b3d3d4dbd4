"""The goals of the templates: short lines, few decisions, no roles. `python bin/launch/template_goals.py`."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
LONGEST_LINE = 160
TAGS_PER_100_LINES = 8
LOGIC = re.compile(r"\{%\s*(?:if|elif|else|for|empty|with)\b")
# Finished folders, each with all below it; "." is the files beside them.
FINISHED = (
    ".",
    "account",
    "accounts",
    "allauth",
    "audit",
    "components",
    "email",
    "jobs",
    "mail",
    "mfa",
    "network/directory",
    "network/imports",
    "network/proposals",
    "pdf",
    "renderings",
    "ui",
)


def files(folder: str) -> list[Path]:
    root = TEMPLATES / folder
    paths = sorted(root.glob("*") if folder == "." else root.rglob("*"))
    return [path for path in paths if path.suffix in {".html", ".txt", ".mjml"}]


def tags_per_100_lines(paths: list[Path]) -> float:
    texts = [path.read_text(encoding="utf-8") for path in paths]
    lines = sum(len(text.splitlines()) for text in texts)
    return sum(len(LOGIC.findall(text)) for text in texts) * 100 / max(lines, 1)


def faults(folder: str) -> Iterator[str]:
    paths = files(folder)
    if (density := tags_per_100_lines(paths)) > TAGS_PER_100_LINES:
        yield f"{folder}: {density:.1f} logic tags in 100 lines, at most {TAGS_PER_100_LINES}"
    for path in paths:
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(TEMPLATES)
        yield from (
            f"{name}:{number}: {len(line)} characters, at most {LONGEST_LINE}"
            for number, line in enumerate(text.splitlines(), 1)
            if len(line) > LONGEST_LINE
        )
        if "user.role" in text:
            yield f"{name}: user.role; ask a permission in the view"


if __name__ == "__main__":
    problems = [fault for folder in FINISHED for fault in faults(folder)]
    sys.exit("\n".join(problems) or 0)
