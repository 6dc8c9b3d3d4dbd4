"""Who takes part in the exchange: the same in all its rooms."""

from meetings.permissions import may_edit
from network.models import State
from network.permissions import represented_states
from nfp_portal.accounts.access import EDITORS, Reader, Who, caller_of, is_focal_point
from nfp_portal.accounts.models import Role, User

__all__ = [
    "CONTRIBUTORS",
    "FOCAL_POINTS_ALONE",
    "OF_STATES",
    "any_focal_point",
    "is_of_a_state",
    "may_contribute",
    "may_edit",
    "own_states",
]

# Whose addresses ask, propose and offer; and those that a focal point alone has for the own State.
CONTRIBUTORS: Who = EDITORS | {Role.FOCAL_POINT}
FOCAL_POINTS_ALONE: Who = frozenset({Role.FOCAL_POINT})
# The people of a State: its focal points and its delegation.
OF_STATES: Who = frozenset({Role.FOCAL_POINT, Role.DELEGATION})


def is_of_a_state(reader: Reader) -> bool:
    """Whether this account is of the people of a State, for which it speaks once it is named there."""
    return caller_of(reader) in OF_STATES


def own_states(reader: Reader) -> list[State]:
    """Return the States for which this account asks, proposes and offers; empty but for focal points."""
    return list(represented_states(reader).with_names()) if is_focal_point(reader) else []


def any_focal_point() -> User:
    """Return a focal point who speaks for no State: what this account reads, every focal point reads."""
    return User(pk=0, role=Role.FOCAL_POINT)


def may_contribute(reader: Reader) -> bool:
    """Whether this account asks, proposes and offers: for its State, or for the secretariat."""
    return may_edit(reader) or (is_focal_point(reader) and represented_states(reader).exists())
