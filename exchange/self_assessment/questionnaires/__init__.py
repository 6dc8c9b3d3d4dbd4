"""The questionnaires, one file a version. A version that is in use never changes."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
HIGHEST = 3
# The version that a new self-assessment has.
CURRENT = 1


@dataclass(frozen=True)
class Question:
    """`levels` describe the levels from 0 to `HIGHEST`; `key` stays the same in later versions."""

    key: str
    text: str
    levels: tuple[str, ...]


@dataclass(frozen=True)
class Area:
    key: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Questionnaire:
    version: int
    title: str
    is_demonstration: bool
    areas: tuple[Area, ...]

    @property
    def questions(self) -> dict[str, Question]:
        """All questions by their keys, in the order of the areas."""
        return {each.key: each for area in self.areas for each in area.questions}


@cache
def questionnaire(version: int) -> Questionnaire:
    """Return a version. Raises `FileNotFoundError` for one that does not exist."""
    data = tomllib.loads((FOLDER / f"{version}.toml").read_text(encoding="utf-8"))
    areas = tuple(_area(row) for row in data["area"])
    return Questionnaire(data["version"], data["title"], data["is_demonstration"], areas)


def _area(row: dict[str, object]) -> Area:
    rows: list[dict[str, object]] = row["question"]  # type: ignore[assignment] # tables of the file
    questions = (
        Question(str(each["key"]), str(each["text"]), tuple(map(str, each["levels"])))  # type: ignore[call-overload] # a list
        for each in rows
    )
    return Area(str(row["key"]), str(row["title"]), tuple(questions))
