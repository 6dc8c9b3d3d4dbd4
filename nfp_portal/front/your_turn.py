"""What home and desk show of an account: whose turn it is, and what is going on."""

from typing import Any

from network.rounds.kinds import kind_of
from network.rounds.models import Round
from network.verification.models import VERIFICATION
from nfp_portal.accounts.access import ADMINISTRATORS, SECRETARIAT, caller_of, is_focal_point
from nfp_portal.accounts.models import Role, User
from nfp_portal.turns.listing import turns_for
from nfp_portal.turns.registry import counts_for

HAVE_TURNS = SECRETARIAT | {Role.FOCAL_POINT, Role.DELEGATION}


def your_turn(user: User) -> dict[str, Any]:
    """A fixed number of queries for each role, and one for each kind of thing that waits."""
    turns = turns_for(user)
    return {
        "turns": turns,
        "turns_number": turns.number,
        "counts": counts_for(user),
        "next_asked": _next_asked() if is_focal_point(user) and not turns.number else None,
        "administers": caller_of(user) in ADMINISTRATORS,
    }


def _next_asked() -> Any:
    """About when focal points are asked next, if ever a round was opened."""
    last = Round.objects.of_kind(VERIFICATION).order_by("-opened_at").first()
    return kind_of(last).next_on(last) if last else None
