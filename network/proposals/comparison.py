"""What a proposal would change, line by line: as it was when it was asked, as asked, and as it is now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from network.actions.contacts import CONTACT_FIELDS
from network.history import in_words, label_of
from network.models import Agency, AgencyKind, Appointment, EndReason, NewAgency
from network.models.people import CONTACT_WAYS, WORKING_LANGUAGES
from network.proposals.actions.requests import predecessor_of
from network.proposals.models import Proposal, ProposalKind
from network.proposals.values import Correction
from nfp_portal.accounts.models import User

# Shown of an entry even where nothing of it is to change, so that it is known by more than a name.
KNOWN_BY = ("given_name", "family_name", "function", "agency_id")


@dataclass(frozen=True)
class Line:
    label: str
    then: str
    requested: str
    now: str

    @property
    def differs(self) -> bool:
        """Whether the proposal changes it."""
        return self.requested != self.then

    @property
    def moved(self) -> bool:
        """Whether it was changed by others since the proposal was made."""
        return self.now != self.then


def lines_of(proposal: Proposal, *, reader: User) -> list[Line]:
    """The proposal's lines, for a proposal with its person and appointment; at most three queries.

    Of a correction `reader` is shown no contact field of the entry that the entry's page would not show.
    """
    kind = ProposalKind(proposal.kind)
    lines = _correction(proposal, reader) if kind == ProposalKind.CORRECT else _LINES[kind](proposal)
    return [line for line in lines if line.then or line.requested or line.now]


def named_in(proposal: Proposal) -> list[Appointment]:
    """Beside whom a nominee would stand: the State's focal points of today and to come."""
    if proposal.kind != ProposalKind.NOMINATE:
        return []
    rows = Appointment.objects.not_ended().filter(state=proposal.state_id)
    return list(rows.select_related("person"))


def changed_since(proposal: Proposal) -> bool:
    return proposal.is_open and proposal.revision_of_target != proposal.revision


def _correction(proposal: Proposal, reader: User) -> Iterator[Line]:
    person, agencies = proposal.person, _agencies(proposal)
    assert person is not None  # noqa: S101 - a constraint of the database
    changes, before = proposal.correction.changes, Correction.from_json(proposal.before).changes
    names = [name for name in CONTACT_FIELDS if name in changes or name in KNOWN_BY]
    for name in names:
        if name in CONTACT_WAYS and not person.shows(name, reader):
            yield _new(label_of(name), _("not shown to you"))
            continue
        now = _in_words(name, getattr(person, name), agencies)
        then = _in_words(name, before[name], agencies) if name in before else now
        requested = _in_words(name, changes[name], agencies) if name in changes else then
        yield Line(label_of(name), then, requested, now if name in changes else then)
    yield _new(_("Another agency"), _new_agency(proposal.correction.new_agency))


def _end(proposal: Proposal) -> Iterator[Line]:
    appointment, end, former = proposal.appointment, proposal.end, proposal.former_end
    assert appointment is not None  # noqa: S101 - a constraint of the database
    begin = _day(appointment.starts_on)
    yield Line(_("In force from"), begin, begin, begin)
    yield Line(_("Ends on"), _day(former.on), _day(end.on), _day(appointment.ends_on))
    then = str(dict(EndReason.choices).get(former.reason, ""))
    yield Line(_("Reason"), then, str(end.reason.label), appointment.get_end_reason_display())
    if named := end.successor:
        name = f"{named.given_name} {named.family_name.upper()}"
        yield _new(_("Successor named"), ", ".join(filter(None, (name, named.function, named.email))))


def _nomination(proposal: Proposal) -> Iterator[Line]:
    nomination, agencies = proposal.nomination, _agencies(proposal)
    for name in CONTACT_FIELDS:
        value = nomination.entry.get(name)
        if nomination.person_id:
            value = getattr(proposal.person, name) if name in KNOWN_BY else None
        yield _new(label_of(name), _in_words(name, value, agencies))
    yield _new(_("Another agency"), _new_agency(nomination.new_agency))
    yield _new(_("In force from"), _day(nomination.starts_on))
    yield _new(_("Ends on"), _day(nomination.ends_on))
    yield _new(_("First contact"), _("from the first day") if nomination.primary else "")
    former = predecessor_of(proposal)
    yield _new(_("Successor of"), str(former.person) if former else "")
    yield _new(_("The predecessor ends on"), _day(nomination.predecessor_ends_on))


def _new(label: str, requested: str) -> Line:
    return Line(label, "", requested, "")


def _in_words(name: str, value: Any, agencies: dict[int, str]) -> str:
    if name == "agency_id" and value is not None and value not in agencies:
        return _("an agency that is no longer in the record")
    if name == "languages":
        return ", ".join(str(label) for code, label in WORKING_LANGUAGES if code in (value or ()))
    return in_words(name, value, agencies)


def _agencies(proposal: Proposal) -> dict[int, str]:
    """The names of the State's agencies; a merged one has that of the agency it was merged into."""
    standing = Coalesce("merged_into__name", "name")
    return dict(Agency.objects.filter(state=proposal.state_id).values_list("pk", standing))


def _new_agency(named: NewAgency | None) -> str:
    return f"{named.name} ({AgencyKind(named.kind).label})" if named else ""


def _day(day: date | None) -> str:
    return in_words("day", day, {}) if day else ""


_LINES = {ProposalKind.END: _end, ProposalKind.NOMINATE: _nomination}
