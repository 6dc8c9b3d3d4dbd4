"""Who sees the board of a round, and who acts on it."""

from django.contrib.auth.models import AnonymousUser

from network.rounds.kinds import kind_of
from network.rounds.models import Round
from nfp_portal.accounts.access import EDITORS, caller_of
from nfp_portal.accounts.models import User


def may_see_board(user: User | AnonymousUser, round_: Round) -> bool:
    return kind_of(round_).may_see_board(user, round_)


def may_act(user: User | AnonymousUser, round_: Round) -> bool:
    """Whether the user may remind, escalate, enter an answer or close: editors, while the round is open."""
    return round_.is_open and caller_of(user) in EDITORS and may_see_board(user, round_)
