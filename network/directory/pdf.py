"""The printed directory, with what its reader may know and nothing else."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.directory import queries, questions
from network.directory.queries import Entry
from network.models.states import in_protocol_order
from network.permissions import may_see_people
from nfp_portal.accounts.access import Reader
from nfp_portal.accounts.models import User
from nfp_portal.jobs.models import Job
from nfp_portal.renderings.documents import OneReaderDocument


@dataclass(frozen=True)
class Group:
    """The focal points of a State with its name of the day; without a name, those of all."""

    name: str
    entries: list[Entry]

    @property
    def heading(self) -> str:
        return format_html("<h2>{}</h2>", self.name) if self.name else ""


@dataclass(frozen=True)
class DirectoryDocument(OneReaderDocument):
    """The whole answer to a question, by State in protocol order or by name in one alphabet."""

    kind: ClassVar[str] = "network.directory"
    templates: ClassVar[tuple[str, ...]] = ("network/directory/pdf/directory.html",)
    question: dict[str, Any]
    reader: User
    by_name: bool = False

    @classmethod
    def of(cls, job: Job) -> Self:
        question = questions.read(job.parameters["question"])
        return cls(question, User.objects.get(key=job.subject), job.parameters["by_name"])

    @property
    def subject(self) -> str:
        return str(self.reader.key)

    @property
    def parameters(self) -> dict[str, Any]:
        return {"question": questions.written(self.question), "by_name": self.by_name}

    def write(self) -> str:
        return compose(self.question, self.reader, by_name=self.by_name)

    @property
    def title(self) -> str:
        return _("Directory of focal points")

    @property
    def url(self) -> str:
        order = {"order": "name"} if self.by_name else {}
        query = urlencode(self.parameters["question"] | order, doseq=True)
        return f"{reverse('network:directory:pdf')}?{query}"

    def may_read(self, user: User) -> bool:
        return user == self.reader and may_see_people(user)

    @property
    def trail(self) -> list[tuple[str, str]]:
        return [(_("Directory"), reverse("network:directory:list"))]


def compose(question: dict[str, Any], reader: Reader, *, by_name: bool = False) -> str:
    on = question.get("on")
    lines = list(queries.search(question).with_people())
    if by_name:
        lines.sort(key=lambda line: line.sort_key.split("\x1f")[1:])
    entries = queries.entries(lines, reader=reader, on=on)
    context = {
        "language": get_language(),
        "on": on or timezone.localdate(),
        "asked": [f"{label}: {value}." for label, value in questions.describe(question)],
        "notes": list(_notes(entries, on, by_name=by_name)),
        "groups": _groups(entries, on, by_name=by_name),
        "entries": entries,
        "states": len({entry.appointment.state_id for entry in entries}),
    }
    return render_to_string("network/directory/pdf/directory.html", context)


def _notes(entries: list[Entry], on: date | None, *, by_name: bool) -> Iterator[str]:
    if queries.is_past(on) and not all(entry.is_of_day for entry in entries):
        yield _(
            "Names, functions and agencies of that day are recorded in part only: lines marked with * are "
            "those of today’s entries. How to reach somebody is always of today."
        )
    if any(entry.person.is_demonstration for entry in entries):
        yield _("Demonstration: persons marked with ° are invented.")
    if entries and not by_name:
        yield _("States stand in the alphabetical order of their French names, as is usual in the OSCE.")


def _groups(entries: list[Entry], on: date | None, *, by_name: bool) -> list[Group]:
    if not by_name:
        return _by_state(entries, on)
    return [Group("", entries)] if entries else []


def _by_state(entries: Iterable[Entry], on: date | None) -> list[Group]:
    by_state: defaultdict[Any, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_state[entry.appointment.state].append(entry)
    return [Group(state.name_on(on).name, by_state[state]) for state in in_protocol_order(by_state, on)]
