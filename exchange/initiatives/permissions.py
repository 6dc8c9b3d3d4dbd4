"""Who proposes initiatives, joins them, and writes what happened."""

from collections.abc import Sequence

from exchange.initiatives.models import Initiative, SponsorInvitation
from exchange.permissions import may_edit
from network.models import State
from nfp_portal.accounts.access import Reader, is_focal_point, is_secretariat


def may_change(reader: Reader, initiative: Initiative, states: Sequence[State]) -> bool:
    """Whether this account rewords it: the secretariat always, who proposed it until it is discussed.

    `states` are those the account speaks for, here and below. A draft is worded by all people of its State.
    """
    is_writer = initiative.is_draft or (initiative.is_worded_by_its_state and is_focal_point(reader))
    return may_edit(reader) or (is_writer and is_own(initiative, states))


def may_propose(initiative: Initiative, states: Sequence[State]) -> bool:
    """Whether this account proposes a draft: the people of its State, not the secretariat."""
    return initiative.is_draft and is_own(initiative, states)


def may_give_up(reader: Reader, initiative: Initiative, states: Sequence[State]) -> bool:
    """Whether this account gives it up while it is a draft: the people of its State, editors for them."""
    return may_edit(reader) or is_own(initiative, states)


def is_own(initiative: Initiative, states: Sequence[State]) -> bool:
    """Whether this account speaks for the State that proposed it, or drafted it."""
    return any(body in states for body in initiative.bodies[:1])


def may_note(reader: Reader, initiative: Initiative, states: Sequence[State]) -> bool:
    """Whether this account writes notes on progress: sponsors and the secretariat, while it is open."""
    is_sponsor = is_focal_point(reader) and any(state in initiative.bodies for state in states)
    return initiative.is_open and (is_sponsor or may_edit(reader))


def may_join(initiative: Initiative, state: State) -> bool:
    """Whether a State joins those who proposed it; nobody joins where that is not recorded."""
    return initiative.is_open and bool(initiative.bodies) and state not in initiative.bodies


def may_answer(initiative: Initiative, state: State) -> bool:
    """Whether a State answers an invitation to sponsor it, also one that it declined before."""
    return initiative.is_open and any(each.state_id == state.pk for each in initiative.invitations.all())


def may_see_invitation(
    reader: Reader, initiative: Initiative, invitation: SponsorInvitation, states: Sequence[State]
) -> bool:
    """Whether this account reads that a State was invited: its people, the proposer's, the secretariat."""
    own = [invitation.state, *initiative.bodies[:1]]
    return is_secretariat(reader) or (is_focal_point(reader) and any(state in own for state in states))


def may_leave(initiative: Initiative, state: State) -> bool:
    """Whether a State leaves: not the one that proposed it, of which the secretariat takes care."""
    return initiative.is_open and state in initiative.bodies[1:]
