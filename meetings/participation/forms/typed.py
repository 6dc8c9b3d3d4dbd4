"""The table of a delegation as it was typed: what buttons that send nothing make of it, and its draft."""

import re
from dataclasses import replace

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from meetings.models import Format, Meeting
from meetings.participation.actions.people import is_same_person, pasted_people
from meetings.participation.candidates import Candidate, Candidates
from meetings.participation.delegations import MeetingDelegation
from meetings.participation.models import Mode, Role
from nfp_portal.text.addresses import normalize_address

Typed = MultiValueDict[str, str]
# No delegation adds more people of its own in one list, and no draft holds more fields or longer ones.
MOST_ADDED, MOST_FIELDS, LONGEST_VALUE = 60, 1500, 300
_ROW_NUMBER = re.compile(r"[0-9]{1,3}")
# Fields of the page that are no part of the table.
_NOT_DRAFT = {"csrfmiddlewaretoken", "act", "quiet", "pasted", "revision", "given_by", "note"}


def usual_mode(meeting: Meeting) -> str:
    """Return how people take part unless they say otherwise."""
    return (Mode.ONLINE if meeting.format == Format.ONLINE else Mode.IN_PERSON).value


def numbers_of_added(typed: Typed) -> list[int]:
    """Return the numbers of the rows that were added, each once."""
    numbers = [int(each) for each in dict.fromkeys(typed.getlist("new")) if _ROW_NUMBER.fullmatch(each)]
    return numbers[:MOST_ADDED]


def as_draft(typed: Typed) -> dict[str, list[str]]:
    """Return the fields of the table as they were typed, cut where somebody sent more than a table has."""
    fields = [(name, values) for name, values in typed.lists() if name not in _NOT_DRAFT]
    return {
        name: [value[:LONGEST_VALUE] for value in values[:MOST_FIELDS]]
        for name, values in fields[:MOST_FIELDS]
    }


def with_another_row(typed: QueryDict, delegation: MeetingDelegation) -> Typed:
    """Return what was typed with one more row, ticked and empty."""
    return _with_rows(typed, [{}], delegation)


def with_ticks(typed: QueryDict, people: list[Candidate]) -> Typed:
    ticked = typed.copy()
    for each in people:
        ticked[f"{each.key}-on"] = "on"
    return ticked


def with_pasted(typed: QueryDict, candidates: Candidates, delegation: MeetingDelegation) -> Typed:
    """Return what was typed with the pasted people: known ones ticked, the others as rows of their own."""
    known = [*candidates.from_directory, *candidates.last_time, *candidates.listed]
    ticked, added = [], []
    for line in pasted_people(typed.get("pasted", "")):
        plain = replace(line, email=normalize_address(line.email))
        same = next((each for each in known if is_same_person(plain, each)), None)
        if same is None:
            added.append({"name": line.name, "function": line.function, "email": line.email})
        else:
            ticked.append(same)
    return _with_rows(with_ticks(typed, ticked), added, delegation)


def _with_rows(typed: Typed, rows: list[dict[str, str]], delegation: MeetingDelegation) -> Typed:
    changed, numbers = typed.copy(), numbers_of_added(typed)
    days = [day.isoformat() for day in delegation.meeting.days()]
    usual = {"on": "on", "role": Role.MEMBER.value, "mode": usual_mode(delegation.meeting)}
    for number, row in enumerate(rows[: MOST_ADDED - len(numbers)], start=max(numbers, default=0) + 1):
        changed.appendlist("new", str(number))
        for name, value in (usual | row).items():
            changed[f"new-{number}-{name}"] = value
        changed.setlist(f"new-{number}-days", days)
    return changed
