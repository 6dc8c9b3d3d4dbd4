"""The recorded milestones, read from `milestones.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.urls import reverse

RECORDED = Path(__file__).with_name("milestones.toml")


@dataclass(frozen=True)
class Milestone:
    """Something that public records say. `begins` and `ends` are days, months or years; "" is not recorded.

    `states` are ISO codes, and `states_are` says what they are; `structure` and `meeting` are slugs.
    """

    slug: str
    title: str
    text: str
    source: str
    begins: str = ""
    ends: str = ""
    states: tuple[str, ...] = ()
    states_are: str = ""
    structure: str = ""
    meeting: str = ""

    @property
    def url(self) -> str:
        return f"{reverse('exchange:timeline:history')}#{self.slug}"


@cache
def milestones() -> tuple[Milestone, ...]:
    """Return all of them in the order of the file; a field without a name here is an error."""
    rows = tomllib.loads(RECORDED.read_text(encoding="utf-8"))["milestone"]
    return tuple(Milestone(**row | {"states": tuple(row.get("states", ()))}) for row in rows)
