"""A proposal as its page shows it: sides to compare, steps it took, decisions this reader may take."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from network.models import Appointment
from network.proposals.checks import warnings_about
from network.proposals.comparison import Line, changed_since, lines_of, named_in
from network.proposals.forms import DeclineForm
from network.proposals.models import Proposal, ProposalKind, ProposalStatus
from network.proposals.permissions import may_accept, may_decline, may_pass_on, may_read_note, may_withdraw
from network.sections import Action
from nfp_portal.accounts.access import is_delegation, is_secretariat
from nfp_portal.accounts.models import User


class ShownLine(NamedTuple):
    label: str
    shown: str


@dataclass(frozen=True)
class Side:
    """One side of the comparison: lines, or the appointments that are named; `empty` says there are none."""

    title: str
    lines: list[ShownLine]
    named: list[Appointment]
    empty: str = ""


@dataclass(frozen=True)
class Step:
    heading: str
    at: datetime
    by: str
    text: str = ""


def context_of(proposal: Proposal, reader: User, form: DeclineForm, *, conflict: bool) -> dict[str, Any]:
    """What the page shows this reader; `conflict` where a decision met a change."""
    staff = is_secretariat(reader)
    conflict = conflict or (staff and changed_since(proposal))
    return {
        "proposal": proposal,
        "conflict": conflict,
        "sides": list(_sides(proposal, reader, conflict=conflict)),
        "note": proposal.note if may_read_note(reader, proposal) else "",
        "warnings": warnings_about(proposal) if staff else [],
        "decisions": list(_decisions(proposal, reader, conflict=conflict)),
        "may_decline": may_decline(reader, proposal),
        "waits_for_another": _waits_for_another(proposal, reader),
        "may_withdraw": may_withdraw(reader, proposal),
        "steps": list(_steps(proposal, staff=staff)),
        "form": form,
        **way_to(reader),
    }


def way_to(reader: User) -> dict[str, str]:
    """Where this reader comes to proposals from."""
    if is_secretariat(reader):
        return {"list_url": reverse("network:proposals:list"), "list_label": _("Proposed changes")}
    if is_delegation(reader):
        return {"list_url": reverse("network:proposals:delegation"), "list_label": _("Delegation")}
    return {"list_url": reverse("network:me"), "list_label": _("My entry")}


def _sides(proposal: Proposal, reader: User, *, conflict: bool) -> Iterator[Side]:
    lines = lines_of(proposal, reader=reader)
    if proposal.kind == ProposalKind.NOMINATE:
        named = named_in(proposal)
        empty = "" if named else _("No focal point is named at present.")
        yield Side(_("Who speaks for the State now"), [], named, empty)
    else:
        yield _side(_("As it was when it was requested"), lines, _then)
    yield _side(_("As requested"), lines, _requested)
    if conflict:
        yield _side(_("As it is now"), lines, _now)


def _side(title: str, lines: list[Line], show: Callable[[Line], str]) -> Side:
    return Side(title, [ShownLine(line.label, show(line) or _("empty")) for line in lines], [])


def _then(line: Line) -> str:
    return format_html("<del>{}</del>", line.then) if line.differs and line.then else line.then


def _requested(line: Line) -> str:
    return format_html("<ins>{}</ins>", line.requested or _("empty")) if line.differs else line.requested


def _now(line: Line) -> str:
    return format_html("<ins>{}</ins>", line.now or _("empty")) if line.moved else line.now


def _steps(proposal: Proposal, *, staff: bool) -> Iterator[Step]:
    """The steps the proposal took; who decided is for the secretariat."""
    by = ", ".join(str(each) for each in (proposal.get_origin_display(), proposal.submitted_by) if each)
    yield Step(_("Requested"), proposal.submitted_at, by)
    if proposal.passed_at:
        yield Step(_("Passed on"), proposal.passed_at, str(proposal.passed_by) if staff else "")
    if proposal.decided_at:
        by = str(proposal.decided_by or "") if staff else ""
        yield Step(proposal.get_status_display(), proposal.decided_at, by, proposal.reason)


def _decisions(proposal: Proposal, reader: User, *, conflict: bool) -> Iterator[Action]:
    accept, pass_on = (
        reverse(f"network:proposals:{name}", args=[proposal.key]) for name in ("accept", "pass_on")
    )
    if may_accept(reader, proposal):
        label = _("Accept all the same") if conflict else _("Accept")
        yield Action(label, accept, is_main=True, posts=True, revision=proposal.revision_of_target or "")
    if may_pass_on(reader, proposal):
        yield Action(_("Pass on to the approver"), pass_on, is_main=True, posts=True)


def _waits_for_another(proposal: Proposal, reader: User) -> bool:
    """Whether this reader may decline what only another approver accepts."""
    passed = proposal.status == ProposalStatus.PASSED
    return passed and may_decline(reader, proposal) and not may_accept(reader, proposal)
