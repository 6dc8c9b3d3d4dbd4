"""What a relay's answer means: which step of the dialogue it ended, and for whom.

| step | 421 | other 4xx | 5xx | no answer |
|---|---|---|---|---|
| connection, EHLO, STARTTLS, AUTH | the relay rests | the relay rests | the relay rests | the relay rests |
| MAIL | the relay rests | the relay rests | the relay rests | deferred |
| RCPT, DATA | deferred, on with a new connection | deferred | refused | deferred |
| after the final dot | deferred, on with a new connection | deferred | refused | deferred, in doubt |

Until MAIL an answer speaks of the portal or of the relay itself, and costs no attempt. From RCPT on it speaks
of this recipient or this message, so the next one is tried at once. `Streak` tells when so many recipients
were answered 421 that it speaks of the relay after all.
"""

import random
import re
from typing import NamedTuple, Self

from nfp_portal.mail.ledger import Outcome
from nfp_portal.mail.models import DeliveryState

FIRST_PAUSE = 120
LONGEST_PAUSE = 4 * 3600
# So many copies may leave without an acknowledgement before staff must decide.
UNCONFIRMED_TRIES = 5
# So many recipients in a row, each tried for the first time.
STREAK = 3
_CLOSES = 421

# RFC 3463, wherever in the answer it stands: "5.1.1 …", "… (#5.1.1)". Not part of an IP address.
_ENHANCED = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?!\.?\d)")
_ADDRESS = 1
# 5.1.7 and 5.1.8 speak of the sender; so does any other that names one.
_SENDER_DETAILS = frozenset({7, 8})
_OF_SOMETHING_ELSE = re.compile(r"\b(sender|policy)\b", re.IGNORECASE)
_MAILBOX = re.compile(r"\S+@\S+")
# Exchange Online says 5.4.1, "no answer from host", of a mailbox that its directory does not hold.
_UNKNOWN_TO_EXCHANGE = re.compile(r"\brecipient address rejected\b", re.IGNORECASE)
_NO_SUCH_MAILBOX = re.compile(
    r"\b(no such (user|mailbox|recipient|address|account)|no mailbox (here )?by that name"
    r"|(user|recipient|mailbox|address) (is )?(unknown|not found|does(n't| not) exist)"
    r"|(unknown|invalid) (user|recipient|mailbox|address))\b",
    re.IGNORECASE,
)


class RelayRestingError(Exception):
    """The relay takes nothing now. It is no fault of the message: no attempt is counted."""


class Reply(NamedTuple):
    code: int
    text: str

    def __str__(self) -> str:
        return f"{self.code} {self.text}"

    @classmethod
    def of(cls, answer: tuple[int, bytes]) -> Self:
        """Take an answer as smtplib gives it."""
        return cls(answer[0], answer[1].decode("utf-8", "replace"))

    @property
    def is_success(self) -> bool:
        return self._is(2)

    @property
    def is_refusal(self) -> bool:
        return self._is(5)

    @property
    def is_clear(self) -> bool:
        """Whether it is one of the answers that RFC 5321 knows to a message or a command."""
        return self._is(2) or self._is(4) or self._is(5)

    @property
    def ends_the_connection(self) -> bool:
        """421 announces it; after an answer that is not clear nobody knows whose turn it is."""
        return self.code == _CLOSES or not self.is_clear

    @property
    def enhanced(self) -> tuple[int, int] | None:
        """Subject and detail of the enhanced status code, if there is one of the reply's own class."""
        codes = (tuple(map(int, match.groups())) for match in _ENHANCED.finditer(self.text))
        return next(((subject, detail) for kind, subject, detail in codes if self._is(kind)), None)

    @property
    def says_no_such_mailbox(self) -> bool:
        if not self.is_refusal or _OF_SOMETHING_ELSE.search(_MAILBOX.sub("", self.text)):
            return False
        match self.enhanced:
            case (1, detail):
                return detail not in _SENDER_DETAILS
            case (4, 1):
                return bool(_UNKNOWN_TO_EXCHANGE.search(self.text))
            case None:
                return bool(_NO_SUCH_MAILBOX.search(self.text))
        return False

    def _is(self, kind: int) -> bool:
        return self.code // 100 == kind


class Streak:
    """Counts answers of 421 in a row, to tell a relay that closes from a recipient it does not like.

    A recipient that is tried again counts for nothing: its earlier answer may have been about itself.
    """

    def __init__(self) -> None:
        self._length = 0

    def goes_on(self, outcome: Outcome, attempts: int) -> bool:
        """Count this outcome; say whether the relay itself must be meant."""
        if not outcome.hung_up:
            self._length = 0
        elif attempts == 1:
            self._length += 1
        return self._length >= STREAK


def pause_after(attempts: int) -> float:
    """Seconds until the next try: doubled each time up to four hours, and never at the same moment."""
    longest = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(attempts - 1, 10))
    return longest * random.uniform(0.5, 1)  # noqa: S311 - spreads load, guards nothing


def refused(reply: Reply, attempts: int) -> Outcome:
    """Give the outcome of an answer other than success, from RCPT on."""
    if reply.is_refusal:
        return Outcome(DeliveryState.FAILED, str(reply), bad_address=reply.says_no_such_mailbox)
    hung_up = reply.code == _CLOSES
    return Outcome(DeliveryState.DEFERRED, str(reply), delay=pause_after(attempts), hung_up=hung_up)


def not_tried(why: str) -> Outcome:
    """Give the outcome where the message is given back as it was, for a reason of the relay's own."""
    return Outcome(DeliveryState.WAITING, why, counts_as_attempt=False)


def relay_rests(reply: Reply) -> Outcome:
    """Give the outcome of an answer that speaks of the relay: it costs no attempt, and no more is tried."""
    return Outcome(DeliveryState.WAITING, str(reply), counts_as_attempt=False, relay_rests=True)


def unconfirmed(why: str, attempts: int) -> Outcome:
    """Give the outcome where the final dot was sent and no answer came."""
    state = DeliveryState.DEFERRED if attempts < UNCONFIRMED_TRIES else DeliveryState.FAILED
    return Outcome(state, why, ambiguous=True, delay=pause_after(attempts))


def interrupted(why: str, attempts: int) -> Outcome:
    """Give the outcome where the connection broke before the final dot."""
    return Outcome(DeliveryState.DEFERRED, why, delay=pause_after(attempts))
