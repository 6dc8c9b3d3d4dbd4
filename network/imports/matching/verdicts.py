"""What a row means for the directory as it is: a new entry, a changed one, nothing, or a contradiction."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.utils import timezone

from network.imports.matching.directory import OPEN, Directory, Entry, Term, find_in_directory, overlap
from network.imports.models import Verdict
from network.imports.parsing.columns import APPOINTMENT, PERSON, TERM, folded
from network.imports.parsing.reasons import Reason, reason
from network.imports.parsing.rows import Row
from network.models.first_contacts import limit
from nfp_portal.text.capitals import in_capitals


def set_verdicts(rows: Iterable[Row]) -> None:
    """Give each row its verdict; rows that cannot be written are `error` with their reasons.

    The rows see each other: no person twice, and no two appointments that the database would refuse.
    """
    parsed = [row for row in rows if not row.reasons]
    directory = find_in_directory(parsed)
    RowValidator(directory).check(parsed)
    for row in rows:
        if row.reasons:
            row.verdict, row.differences = Verdict.ERROR, {}


class RowValidator:
    """Checks the rows of one file in their order, each against the directory and the rows before it."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._seen: dict[object, Row] = {}
        # By person and by State: what will stand once the rows checked so far are written.
        self._terms: dict[object, list[Term]] = defaultdict(list)
        self._first_contacts: dict[str, list[Term]] = defaultdict(list)
        self._of_state: dict[str, list[Term]] = defaultdict(list)
        self._recorded_terms = {term.pk: term for terms in directory.terms.values() for term in terms}

    def check(self, rows: list[Row]) -> None:
        proposed = [(row, self._check_person(row)) for row in rows]
        terms = [(row, term) for row, term in proposed if not row.reasons and term]
        self._keep_unchanged({term.pk for _row, term in terms})
        # An end or a change in one row may make room for a beginning in another.
        for row, term in sorted(terms, key=lambda pair: pair[1].pk is None):
            self._check_term(row, term)
        for row, term in sorted(terms, key=lambda pair: (pair[1].lasts, pair[0].number)):
            if _may_become_first_contact(row):
                self._name_if_alone(row, term)

    def _keep_unchanged(self, changed: set[int | None]) -> None:
        """Begin with the recorded appointments that no row changes."""
        for terms in self._directory.terms.values():
            for term in terms:
                if term.pk not in changed:
                    self._keep(term)

    # The person ----------------------------------------------------------------------------------

    def _check_person(self, row: Row) -> Term | None:
        entry = self._entry(row)
        if row.reasons:
            return None
        self._spell_agency(row, entry)
        if self._is_twice(row, entry):
            return None
        if entry is None:
            row.verdict = Verdict.NEW
            return self._new_term(row, object())
        row.person_id, row.revision = entry.pk, entry.revision
        row.differences = _differences(row.values, self._facts_for(row, entry), (*PERSON, "agency"))
        term = self._term_of(row, entry)
        row.verdict = Verdict.CHANGED if row.differences or row.makes_appointment else Verdict.SAME
        return term

    def _entry(self, row: Row) -> Entry | None:
        """The person a row names: by e-mail, else by State and name."""
        directory = self._directory
        if (known := directory.by_email.get(row.number)) is not None:
            entry = directory.entries[known]
            if row.values["state"] not in self._states_of(entry):
                facts = entry.facts
                who = f"{facts['given_name']} {in_capitals(facts['family_name'])}"
                row.reasons.append(reason("other_state", "email", person=who, value=entry.state or "–"))
            return entry
        named = directory.by_name.get(row.number, [])
        if len(named) > 1:
            row.reasons.append(reason("several_entries", "family_name", value=len(named)))
        return directory.entries[named[0]] if named else None

    def _states_of(self, entry: Entry) -> set[str]:
        """The State a person works for, and those that appointed the person."""
        return {entry.state, *(term.state for term in self._directory.terms.get(entry.pk, []))}

    def _is_twice(self, row: Row, entry: Entry | None) -> bool:
        email = row.values.get("email", "")
        keys: list[object] = [("email", email)] if email else []
        keys.append(entry.pk if entry else (row.values["state"], self._directory.names[row.number]))
        for key in keys:
            earlier = self._seen.setdefault(key, row)
            if earlier is not row and not (entry and self._is_of_another_state(row, earlier, entry)):
                row.reasons.append(reason("twice_in_file", "family_name", row=earlier.number))
                return True
        return False

    def _is_of_another_state(self, row: Row, earlier: Row, entry: Entry) -> bool:
        """Whether a second row of a person is about another State's appointment, and says the same else."""
        names = (*PERSON, "agency")
        same = not _differences(row.values, self._facts_for(row, entry), names)
        return same and row.values["state"] != earlier.values["state"] and earlier.person_id == entry.pk

    def _facts_for(self, row: Row, entry: Entry) -> dict[str, Any]:
        """What is recorded of a person once an earlier row of the file is written."""
        earlier = self._seen.get(entry.pk, row)
        return entry.facts | (earlier.differences.get("after", {}) if earlier is not row else {})

    def _spell_agency(self, row: Row, entry: Entry | None) -> None:
        """Write an agency as the directory does; the organisation of a person without agency is none."""
        if not (name := row.values.get("agency")):
            return
        row.values["agency"] = self._directory.agencies[row.values["state"], name]
        if entry and not entry.facts["agency"] and folded(name) == folded(entry.facts["organisation"]):
            del row.values["agency"]

    # The appointment -----------------------------------------------------------------------------

    def _new_term(self, row: Row, person: object) -> Term | None:
        values = row.values
        if values.keys().isdisjoint(APPOINTMENT):
            return None
        if "starts_on" not in values:
            row.reasons.append(reason("no_start", "starts_on"))
            return None
        row.makes_appointment = True
        if values.get("is_primary"):
            values["primary_from"] = values["starts_on"]
        who = f"{values['given_name']} {in_capitals(values['family_name'])}"
        return Term(person, values["state"], {name: values[name] for name in TERM if name in values}, who)

    def _term_of(self, row: Row, entry: Entry) -> Term | None:
        """The recorded appointment a row speaks of, as the row would have it; else the one it makes."""
        known = self._recorded(row, entry)
        if known is None:
            return self._new_term(row, entry.pk)
        row.appointment_id, row.appointment_revision = known.pk, known.revision
        differences = _differences(row.values | _first_contact(row.values, known), known.facts, TERM)
        if not differences:
            return None
        for side in ("before", "after"):
            row.differences[side] = row.differences.get(side, {}) | differences[side]
        return replace(known, facts=known.facts | differences["after"])

    def _recorded(self, row: Row, entry: Entry) -> Term | None:
        """The appointment of the same start; where the row gives none, the only one there is."""
        terms = [
            term for term in self._directory.terms.get(entry.pk, []) if term.state == row.values["state"]
        ]
        starts_on = row.values.get("starts_on")
        if starts_on is None:
            return terms[0] if len(terms) == 1 else None
        return next((term for term in terms if term.facts["starts_on"] == starts_on), None)

    def _check_term(self, row: Row, term: Term) -> None:
        """Accept the appointment if the database will, with all that is accepted already."""
        begins, ends = term.lasts
        if ends <= begins:
            row.reasons.append(reason("ends_before_start", "ends_on"))
        row.reasons += self._in_the_way(term)
        self._keep(term if not row.reasons else self._as_recorded(term))

    def _in_the_way(self, term: Term) -> Iterator[Reason]:
        """What stands against an appointment: one of the same person, another first contact."""
        for other in self._terms[term.person]:
            if other.state == term.state and overlap(other.lasts, term.lasts):
                yield reason("appointment_overlaps", "starts_on", value=_period(other))
                break
        mine = term.is_first_contact
        for other in self._first_contacts[term.state] if mine else ():
            if (theirs := other.is_first_contact) and mine and overlap(theirs, mine):
                yield reason("first_contact_overlaps", "is_primary", person=other.who)
                break

    def _name_if_alone(self, row: Row, term: Term) -> None:
        """Let the only focal point of a State be its first contact, from the day on which nobody else is."""
        others = [other for other in self._of_state[term.state] if other is not term]
        ends = [other.lasts[1] for other in others if _is_in_force(other, term.lasts[0])]
        day = max([term.lasts[0], *ends])
        if day >= term.lasts[1] or any(_is_in_force(other, day) for other in others):
            return
        later = [days[0] for other in others if (days := other.is_first_contact) and days[0] > day]
        until = min(later, default=term.lasts[1])
        term.facts["primary_from"] = row.values["primary_from"] = day
        if until < term.lasts[1]:
            term.facts["primary_until"] = row.values["primary_until"] = until
        self._first_contacts[term.state].append(term)

    def _keep(self, term: Term | None) -> None:
        if term:
            self._terms[term.person].append(term)
            self._of_state[term.state].append(term)
            if term.is_first_contact:
                self._first_contacts[term.state].append(term)

    def _as_recorded(self, term: Term) -> Term | None:
        """What stands when the change of an appointment is rejected: the appointment as it was."""
        return self._recorded_terms[term.pk] if term.pk else None


def _first_contact(values: dict[str, Any], known: Term) -> dict[str, Any]:
    """What yes or no, or an earlier end, means for the days a recorded appointment is first contact."""
    facts = known.facts
    days: dict[str, Any] = {}
    if values.get("is_primary") is True and not facts["primary_from"]:
        days["primary_from"] = facts["starts_on"]
    elif values.get("is_primary") is False and facts["primary_from"] and not facts["primary_until"]:
        days["primary_from"] = None
    begin, until = limit(facts["primary_from"], facts["primary_until"], values.get("ends_on"))
    if begin is None and facts["primary_from"]:
        return {"primary_from": None, "primary_until": None}
    return days if until == facts["primary_until"] else days | {"primary_until": until}


def _may_become_first_contact(row: Row) -> bool:
    """Whether a row makes an appointment that is not over, and says nothing of the first contact."""
    says_nothing = row.values.keys().isdisjoint({"is_primary", "primary_from"})
    today = timezone.localdate().isoformat()
    return (
        not row.reasons and row.makes_appointment and says_nothing and row.values.get("ends_on", OPEN) > today
    )


def _is_in_force(term: Term, day: str) -> bool:
    return term.lasts[0] <= day < term.lasts[1]


def _period(term: Term) -> str:
    return f"{term.facts['starts_on']} – {term.facts.get('ends_on') or '…'}"


def _differences(
    values: dict[str, Any], recorded: dict[str, Any], names: tuple[str, ...]
) -> dict[str, dict[str, Any]]:
    """What the row would change of what is recorded; a cell that is empty changes nothing."""
    different = [
        name for name in names if name in values and not _is_same(name, values[name], recorded[name])
    ]
    if not different:
        return {}
    return {
        "before": {name: recorded[name] for name in different},
        "after": {name: values[name] for name in different},
    }


def _is_same(name: str, value: Any, recorded: Any) -> bool:
    """Whether a cell says what is recorded. Fields of work have no order; a cell has no double blanks."""
    if name == "topics":
        return set(value) == set(recorded)
    return bool(value == (" ".join(recorded.split()) if isinstance(recorded, str) else recorded))
