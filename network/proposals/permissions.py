"""Who may see a proposal, and who decides on it."""

from network.permissions import may_act_for, may_record
from network.proposals.models import Origin, Proposal, ProposalKind, ProposalStatus
from nfp_portal.accounts.access import SIGNED_IN, Reader, caller_of, is_secretariat
from nfp_portal.accounts.models import User
from nfp_portal.revisions.permissions import is_approver


def may_see_proposal(user: Reader, proposal: Proposal) -> bool:
    """The secretariat sees all, a focal point the own, a delegation its State's but corrections by a link."""
    if is_secretariat(user) or _asked_himself(user, proposal):
        return True
    return not proposal.is_for_secretariat and may_act_for(user, proposal.state)


def _asked(user: Reader, proposal: Proposal) -> bool:
    return caller_of(user) in SIGNED_IN and user.pk == proposal.submitted_by_id


def _asked_himself(user: Reader, proposal: Proposal) -> bool:
    """Whether the word is this person's own, and not the delegation's that the person spoke for then."""
    return _asked(user, proposal) and proposal.origin != Origin.DELEGATION


def may_read_note(user: Reader, proposal: Proposal) -> bool:
    """A note is for the secretariat and who wrote it: a delegation reads its own, not a focal point's."""
    if is_secretariat(user) or _asked_himself(user, proposal):
        return True
    return proposal.origin == Origin.DELEGATION and may_act_for(user, proposal.state)


def may_pass_on(user: User, proposal: Proposal) -> bool:
    """A nomination's first of two persons, who did not ask for it."""
    waits = proposal.status == ProposalStatus.WAITING and proposal.kind == ProposalKind.NOMINATE
    return waits and may_record(user) and not _asked(user, proposal)


def may_accept(user: User, proposal: Proposal) -> bool:
    """Approvers, also acting ones, for a nomination that another passed on; editors too for all else."""
    if not may_record(user) or not proposal.is_open or _asked(user, proposal):
        return False
    if proposal.kind != ProposalKind.NOMINATE:
        return True
    passed = proposal.status == ProposalStatus.PASSED
    return passed and user.pk != proposal.passed_by_id and is_approver(user)


def may_decline(user: User, proposal: Proposal) -> bool:
    return may_record(user) and proposal.is_open and not _asked(user, proposal)


def may_withdraw(user: User, proposal: Proposal) -> bool:
    """Who asked: the person, or whoever speaks for the delegation now. A person's word stays the person's."""
    if not proposal.is_open:
        return False
    if proposal.origin == Origin.DELEGATION:
        return may_act_for(user, proposal.state)
    return _asked(user, proposal)
