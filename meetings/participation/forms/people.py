"""The one table in which a delegation names its people: a form for each row, and the table as a whole."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format
from django.utils.translation import pgettext, pgettext_lazy

from meetings.participation.actions.people import PutForward, named_twice, split_name
from meetings.participation.candidates import Candidate, Candidates
from meetings.participation.delegations import MeetingDelegation
from meetings.participation.forms.typed import numbers_of_added, usual_mode
from meetings.participation.letters import name_of_body
from meetings.participation.models import Mode, Participant, Role
from network.models import State
from nfp_portal.text.fields import AddressFormField
from nfp_portal.text.forms import Form

ROLES = [
    (Role.HEAD.value, pgettext_lazy("letter", "Head")),
    (Role.ALTERNATE.value, pgettext_lazy("letter", "Alternate")),
    (Role.MEMBER.value, pgettext_lazy("letter", "Member")),
    (Role.ADVISER.value, pgettext_lazy("letter", "Adviser")),
]
MODES = [
    (Mode.IN_PERSON.value, pgettext_lazy("letter", "In person")),
    (Mode.ONLINE.value, pgettext_lazy("letter", "Online")),
]


class PersonRow(Form):
    """One row: whether the person comes, as what, how and when. `who` is None in a row that is added."""

    on = forms.BooleanField(required=False)
    name = forms.CharField(label=pgettext_lazy("letter", "Name"), max_length=200, required=False)
    function = forms.CharField(
        label=pgettext_lazy("letter", "Function and institution"), max_length=200, required=False
    )
    email = AddressFormField(label=pgettext_lazy("letter", "E-mail"), required=False)
    role = forms.ChoiceField(label=pgettext_lazy("letter", "Role"), choices=ROLES, initial=Role.MEMBER.value)
    mode = forms.ChoiceField(
        label=pgettext_lazy("letter", "Takes part"),
        choices=MODES,
        initial=Mode.IN_PERSON.value,
        widget=forms.RadioSelect,
    )
    days = forms.TypedMultipleChoiceField(
        label=pgettext_lazy("letter", "Days"),
        coerce=date.fromisoformat,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    visit = forms.BooleanField(label=pgettext_lazy("letter", "Study visit"), required=False)

    def __init__(
        self, data: Any, *, delegation: MeetingDelegation, key: str, who: Candidate | None, **initial: Any
    ) -> None:
        super().__init__(data, prefix=key, initial=initial)
        self.key, self.who = key, who
        visit = delegation.study_visit
        self.visit_day = date_format(visit.day, "D j") if visit and visit.day else ""
        self._leave_out(delegation)
        if "days" in self.fields:
            days = delegation.meeting.days()
            choices = [(day.isoformat(), date_format(day, "D j")) for day in days]
            self.fields["days"].choices = choices  # type: ignore[attr-defined] # a choice field

    def _leave_out(self, delegation: MeetingDelegation) -> None:
        """Ask for nothing that is known, and for nothing that the meeting does not have."""
        known = {"name": self.who, "function": self.who, "email": self.who and self.who.email}
        lacking = {"days": delegation.meeting.starts_on, "visit": delegation.study_visit}
        left_out = [name for name, fact in known.items() if fact]
        left_out += [name for name, fact in lacking.items() if not fact]
        for name in left_out:
            del self.fields[name]

    @property
    def is_new(self) -> bool:
        return self.who is None

    @property
    def is_ticked(self) -> bool:
        return bool(self["on"].value())

    @property
    def is_online(self) -> bool:
        return bool(self["mode"].value() == Mode.ONLINE)

    @property
    def label(self) -> str:
        if self.who is not None:
            return self.who.name
        return str(self["name"].value() or "") or pgettext("letter", "the person you add")

    def clean(self) -> dict[str, Any]:
        """Whoever is not ticked needs nothing."""
        cleaned = super().clean() or {}
        if not cleaned.get("on"):
            self.errors.clear()
            return {"on": False}
        if "name" in self.fields and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", pgettext("letter", "Enter a name."))
        if "email" in self.fields and not cleaned.get("email") and "email" not in self.errors:
            missing = pgettext("letter", "Enter an e-mail address. The personal invitation goes there.")
            self.add_error("email", missing)
        return cleaned

    def put_forward(self, language: str) -> PutForward | None:
        """Return what the row says of a person who comes, of a form that is valid."""
        typed = self.cleaned_data
        if not typed.get("on"):
            return None
        is_online = typed["mode"] == Mode.ONLINE
        return PutForward(
            who=self._person(typed, language),
            role=Role(typed["role"]),
            mode=Mode(typed["mode"]),
            days=tuple(sorted(typed.get("days") or ())),
            study_visit=bool(typed.get("visit")) and not is_online,
        )

    def _person(self, typed: Mapping[str, Any], language: str) -> Candidate:
        if self.who is not None:
            return replace(self.who, email=typed.get("email") or self.who.email)
        given, family = split_name(typed["name"])
        return Candidate(
            self.key, given, family, function=typed["function"], email=typed["email"], language=language
        )


@dataclass(frozen=True)
class RowGroup:
    """Rows under one heading; `add_all` is the button that ticks them all, or ""."""

    title: str
    rows: list[PersonRow]
    name: str = ""
    add_all: str = ""


@dataclass
class PeopleTable:
    """The table as it was typed (`data`), or as it begins: who is on the list, else the focal points."""

    delegation: MeetingDelegation
    candidates: Candidates
    data: MultiValueDict[str, str] | None = None
    errors: list[tuple[str, str]] = field(default_factory=list)

    @cached_property
    def groups(self) -> list[RowGroup]:
        last = self.candidates.last_meeting
        groups = [
            RowGroup(
                self._title_of_directory(), [self._row(each) for each in self.candidates.from_directory]
            ),
            RowGroup(
                _at_meeting(last) if last else "",
                [self._row(each) for each in self.candidates.last_time],
                name="last",
                add_all=pgettext("letter", "Add those who came last time"),
            ),
            RowGroup(
                pgettext("letter", "Added by you"),
                [*(self._row(each) for each in self.candidates.listed), *self._new_rows()],
                name="added",
            ),
        ]
        return [group for group in groups if group.rows]

    def _title_of_directory(self) -> str:
        body = self.delegation.body
        if isinstance(body, State):
            return pgettext("letter", "Focal points of %(state)s") % {"state": name_of_body(body)}
        return pgettext("letter", "Recorded for %(body)s") % {"body": name_of_body(body)}

    @cached_property
    def rows(self) -> list[PersonRow]:
        return [row for group in self.groups for row in group.rows]

    @cached_property
    def _is_first(self) -> bool:
        """Whether nobody was ever on the list, so that it begins with the focal points."""
        known = [*self.candidates.from_directory, *self.candidates.last_time, *self.candidates.listed]
        return isinstance(self.delegation.body, State) and not any(each.participant for each in known)

    def _row(self, who: Candidate) -> PersonRow:
        return PersonRow(self.data, delegation=self.delegation, key=who.key, who=who, **self._initial(who))

    def _initial(self, who: Candidate) -> dict[str, Any]:
        days = [day.isoformat() for day in self.delegation.meeting.days()]
        if who.participant is not None:
            return _as_listed(who.participant, days)
        usual = {"days": days, "mode": usual_mode(self.delegation.meeting)}
        if not self._is_first or who not in self.candidates.from_directory:
            return usual | {"on": False}
        position = self.candidates.from_directory.index(who)
        roles = (Role.HEAD, Role.ALTERNATE)
        role = roles[position] if position < len(roles) else Role.MEMBER
        return usual | {"on": True, "role": role.value}

    def _new_rows(self) -> Iterator[PersonRow]:
        if self.data is None:
            return
        for number in numbers_of_added(self.data):
            yield PersonRow(self.data, delegation=self.delegation, key=f"new-{number}", who=None)

    @property
    def fields(self) -> list[str]:
        """The columns after who somebody is; a meeting without days or visit has no column for them."""
        lacking = {
            "days": not self.delegation.meeting.starts_on,
            "visit": not self.delegation.study_visit,
        }
        return [name for name in ("role", "mode", "days", "visit") if not lacking.get(name)]

    # What is shown -------------------------------------------------------------------------------

    @property
    def ticked(self) -> list[PersonRow]:
        return [row for row in self.rows if row.is_ticked]

    @property
    def online(self) -> int:
        return sum(1 for row in self.ticked if row.is_online)

    @property
    def head(self) -> str:
        heads = [row.label for row in self.ticked if row["role"].value() == Role.HEAD]
        return heads[0] if heads else ""

    # What is sent --------------------------------------------------------------------------------

    def people(self) -> list[PutForward]:
        """Return the people named; where anything is wrong `errors` says what, by the id of a field."""
        valid = [row for row in self.rows if row.is_valid()]
        language = self.delegation.language
        named = {row.key: row.put_forward(language) for row in valid}
        people = [each for each in named.values() if each is not None]
        self._check(people)
        self.errors = [
            (row[name].id_for_label, f"{row.label}: {error}")
            for row in self.rows
            for name, errors in row.errors.items()
            for error in errors
        ]
        if not people and not self.errors:
            empty = pgettext("letter", "Nobody is ticked. If nobody comes, choose “Nobody comes”.")
            self.errors = [("people", empty)]
        return people

    def _check(self, people: list[PutForward]) -> None:
        rows = {row.key: row for row in self.rows}
        for each in named_twice(people):
            twice = pgettext("letter", "This person is on the list twice: keep one of the two.")
            rows[each.who.key].add_error("name" if rows[each.who.key].is_new else "on", twice)
        heads = [each for each in people if each.role == Role.HEAD]
        for each in heads[1:]:
            taken = pgettext("letter", "%(name)s is head already: choose one head.")
            rows[each.who.key].add_error("role", taken % {"name": heads[0].name})
        for each in self._taken(people):
            rows[each.who.key].add_error(
                "email", pgettext("letter", "Somebody else at this meeting has this address.")
            )

    def _taken(self, people: list[PutForward]) -> list[PutForward]:
        """Return those added whose address a participant of another State or body has."""
        typed = [each for each in people if each.who.email and "email" in self._fields_of(each)]
        own = self.delegation.participants.values("pk")
        others = Participant.objects.filter(meeting=self.delegation.meeting).exclude(pk__in=own)
        taken = set(
            others.filter(email__in=[each.who.email for each in typed]).values_list("email", flat=True)
        )
        return [each for each in typed if each.who.email in taken]

    def _fields_of(self, each: PutForward) -> Mapping[str, Any]:
        return next(row.fields for row in self.rows if row.key == each.who.key)


def _as_listed(participant: Participant, days: list[str]) -> dict[str, Any]:
    is_listed = participant.is_listed
    return {
        "on": is_listed,
        "role": participant.role if is_listed else Role.MEMBER.value,
        "mode": participant.mode,
        "days": [day.isoformat() for day in participant.days] or days,
        "visit": participant.wants_visit,
    }


def _at_meeting(meeting: Any) -> str:
    if meeting.number:
        named = pgettext("letter", "At meeting No. %(number)d, %(city)s")
        return named % {"number": meeting.number, "city": meeting.city or meeting.title}
    return pgettext("letter", "At the last meeting: %(title)s") % {"title": meeting.title}
