"""What a proposal would change, line by line: as it was when it was asked, as asked, and as it is now."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from network.labels import day_in_words, in_words, label_of
from network.models import Agency, Appointment, NewAgency, Person
from network.models.person_fields import CONTACT_FIELDS, CONTACT_WAYS
from network.proposals.actions.requests import predecessor_of
from network.proposals.models import Proposal, ProposalKind
from network.proposals.values import Correction
from nfp_portal.accounts.models import User
from nfp_portal.text.capitals import in_capitals

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
            yield _new(label_of(Person, name), _("not shown to you"))
            continue
        now = _in_words(name, getattr(person, name), agencies)
        then = _in_words(name, before[name], agencies) if name in before else now
        requested = _in_words(name, changes[name], agencies) if name in changes else then
        yield Line(label_of(Person, name), then, requested, now if name in changes else then)
    yield _new(_("Another agency"), _new_agency(proposal.correction.new_agency))


def _end(proposal: Proposal) -> Iterator[Line]:
    appointment, end, former = proposal.appointment, proposal.end, proposal.former_end
    assert appointment is not None  # noqa: S101 - a constraint of the database
    begin = day_in_words(appointment.starts_on)
    yield Line(_("In force from"), begin, begin, begin)
    yield Line(_("Ends on"), day_in_words(former.on), day_in_words(end.on), day_in_words(appointment.ends_on))
    reasons = (former.reason, end.reason, appointment.end_reason)
    yield Line(_("Reason"), *(in_words(Appointment, "end_reason", reason) for reason in reasons))
    if named := end.successor:
        name = f"{named.given_name} {in_capitals(named.family_name)}"
        yield _new(_("Successor named"), ", ".join(filter(None, (name, named.function, named.email))))


def _nomination(proposal: Proposal) -> Iterator[Line]:
    nomination, agencies = proposal.nomination, _agencies(proposal)
    for name in CONTACT_FIELDS:
        value = nomination.entry.get(name)
        if nomination.person_id:
            value = getattr(proposal.person, name) if name in KNOWN_BY else None
        yield _new(label_of(Person, name), _in_words(name, value, agencies))
    yield _new(_("Another agency"), _new_agency(nomination.new_agency))
    yield _new(_("In force from"), day_in_words(nomination.starts_on))
    yield _new(_("Ends on"), day_in_words(nomination.ends_on))
    yield _new(_("First contact"), _("from the first day") if nomination.primary else "")
    former = predecessor_of(proposal)
    yield _new(_("Successor of"), str(former.person) if former else "")
    yield _new(_("The predecessor ends on"), day_in_words(nomination.predecessor_ends_on))


def _new(label: str, requested: str) -> Line:
    return Line(label, "", requested, "")


def _in_words(name: str, value: Any, agencies: dict[int, str]) -> str:
    if name == "agency_id" and value is not None and value not in agencies:
        return _("an agency that is no longer in the record")
    return in_words(Person, name, value, agencies)


def _agencies(proposal: Proposal) -> dict[int, str]:
    """The names of the State's agencies; a merged one has that of the agency it was merged into."""
    current_name = Coalesce("merged_into__name", "name")
    return dict(Agency.objects.filter(state=proposal.state_id).values_list("pk", current_name))


def _new_agency(named: NewAgency | None) -> str:
    return f"{named.name} ({in_words(Agency, 'kind', named.kind)})" if named else ""


_LINES = {ProposalKind.END: _end, ProposalKind.NOMINATE: _nomination}
