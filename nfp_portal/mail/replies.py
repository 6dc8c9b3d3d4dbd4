"""What a relay's answer means for a delivery."""

import random
import re
from dataclasses import dataclass

from nfp_portal.mail.ledger import Outcome
from nfp_portal.mail.models import State

FIRST_PAUSE = 120
LONGEST_PAUSE = 4 * 3600
# So many copies may leave without an acknowledgement before staff must decide.
UNCONFIRMED_TRIES = 5
RELAY_CLOSES = 421

_ENHANCED = re.compile(r"^([245])\.(\d{1,3})\.(\d{1,3})\b")
# 5.1.7 and 5.1.8 speak of the sender.
_SENDER_DETAILS = frozenset({7, 8})
_ADDRESS = 1


class RelayRestingError(Exception):
    """The relay takes nothing now. It is no fault of the message: no attempt is counted."""


@dataclass(frozen=True)
class Reply:
    code: int
    words: str

    def __str__(self) -> str:
        return f"{self.code} {self.words}"

    @property
    def enhanced(self) -> tuple[int, int, int] | None:
        """The enhanced status code (RFC 3463), if the server gives one."""
        found = _ENHANCED.match(self.words)
        return (int(found[1]), int(found[2]), int(found[3])) if found else None


def pause_after(attempts: int) -> float:
    """Seconds until the next try: doubled each time up to four hours, and never at the same moment."""
    longest = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(attempts - 1, 10))
    return longest * random.uniform(0.5, 1)  # noqa: S311 - spreads load, guards nothing


def refused(reply: Reply, attempts: int) -> Outcome:
    """Give the outcome of an answer other than success. Raises `RelayRestingError` on 421."""
    if reply.code == RELAY_CLOSES:
        raise RelayRestingError(str(reply))
    if reply.code // 100 == 4:  # noqa: PLR2004 - the class of temporary answers
        return Outcome(State.DEFERRED, str(reply), delay=pause_after(attempts))
    return Outcome(State.FAILED, str(reply), bad_address=_is_bad_address(reply))


def unconfirmed(why: str, attempts: int) -> Outcome:
    """Give the outcome where the final dot was sent and no answer came."""
    state = State.DEFERRED if attempts < UNCONFIRMED_TRIES else State.FAILED
    return Outcome(state, why, ambiguous=True, delay=pause_after(attempts))


def interrupted(why: str, attempts: int) -> Outcome:
    """Give the outcome where the line broke before the final dot."""
    return Outcome(State.DEFERRED, why, delay=pause_after(attempts))


def _is_bad_address(reply: Reply) -> bool:
    match reply.enhanced:
        case (5, subject, detail):
            return subject == _ADDRESS and detail not in _SENDER_DETAILS
    return False
