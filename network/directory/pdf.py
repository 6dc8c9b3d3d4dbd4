"""The printed directory as HTML for the PDF renderer, with what its reader may know and nothing else."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from network.directory import queries, questions
from network.directory.queries import Entry
from network.models.states import in_protocol_order
from network.permissions import Reader


@dataclass(frozen=True)
class Group:
    """The focal points of a State with its name of the day."""

    name: str
    entries: list[Entry]


def compose(question: dict[str, Any], reader: Reader, *, by_name: bool = False) -> str:
    """The whole answer, by State in protocol order or by name in one alphabet."""
    on = question.get("on")
    lines = list(queries.search(question).with_people())
    if by_name:
        lines.sort(key=lambda line: line.place.split("\x1f")[1:])
    entries = queries.entries(lines, reader=reader, on=on)
    context = {
        "language": get_language(),
        "on": on or timezone.localdate(),
        "is_past": queries.is_past(on),
        "all_of_day": all(entry.is_of_day for entry in entries),
        "asked": questions.in_words(question),
        "groups": [] if by_name else _by_state(entries, on),
        "entries": entries,
        "states": len({entry.appointment.state_id for entry in entries}),
        "invented": any(entry.person.is_demonstration for entry in entries),
    }
    return render_to_string("network/directory/pdf/directory.html", context)


def _by_state(entries: Iterable[Entry], on: date | None) -> list[Group]:
    by_state: defaultdict[Any, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_state[entry.appointment.state].append(entry)
    return [Group(state.name_on(on).name, by_state[state]) for state in in_protocol_order(by_state, on)]
