"""The only place that speaks SMTP: hand one message to the relay and say how that ended."""

import smtplib
import time
from typing import Any

from django.utils.encoding import punycode

from nfp_portal.mail.ledger import Outcome
from nfp_portal.mail.line import Line
from nfp_portal.mail.models import State
from nfp_portal.mail.replies import RelayRestingError, Reply, interrupted, refused, unconfirmed

# From the first word to the last answer, however slowly the server drips.
MESSAGE_SECONDS = 30
MESSAGES_PER_LINE = 100
_BROKEN = (smtplib.SMTPServerDisconnected, OSError)


class Session:
    """A line to the relay that is opened when needed and used for many messages."""

    def __init__(self, relay: dict[str, Any], local_name: str, seconds: float = MESSAGE_SECONDS) -> None:
        self._relay, self._local_name, self._seconds = relay, local_name, seconds
        self._line: Line | None = None

    def send(self, sender: str, recipient: str, message: bytes, attempts: int = 1) -> Outcome:
        """Hand over one message. Raises `RelayRestingError` when the relay takes none at all."""
        ends_at = time.monotonic() + self._seconds
        line = self._open()
        used = line.served > 0
        try:
            return self._exchange(line, ends_at, (sender, recipient, message), attempts)
        except _BROKEN as error:
            self.close()
            if used and time.monotonic() < ends_at:  # a server may hang up on an idle line
                return self.send(sender, recipient, message, attempts)
            return interrupted(_words(error), attempts)

    def _open(self) -> Line:
        if self._line and self._line.served >= MESSAGES_PER_LINE:
            self.close()
        try:
            self._line = self._line or Line(self._relay, self._local_name)
        except (smtplib.SMTPException, OSError) as error:
            raise RelayRestingError(_words(error)) from error
        return self._line

    def _exchange(
        self, line: Line, ends_at: float, envelope: tuple[str, str, bytes], attempts: int
    ) -> Outcome:
        sender, recipient, message = envelope
        line.until(ends_at)
        answer = _reply(line.mail(sender))
        if not answer.is_success:
            self._begin_anew(line, answer)
            raise RelayRestingError(str(answer))
        answer = _reply(line.rcpt(in_ascii(recipient)))
        if answer.is_success:
            answer = _reply(line.docmd("DATA"))
        if answer.code != 354:  # noqa: PLR2004 - go ahead
            self._begin_anew(line, answer)
            return refused(answer, attempts)
        line.hand_over(message)
        return self._acknowledged(line, attempts)

    def _acknowledged(self, line: Line, attempts: int) -> Outcome:
        try:
            answer = _reply(line.getreply())
        except _BROKEN as error:
            self.close()
            return unconfirmed(_words(error), attempts)
        line.served += 1
        if answer.is_success:
            return Outcome(State.SENT, str(answer))
        self._begin_anew(line, answer)
        return refused(answer, attempts) if answer.is_clear else unconfirmed(str(answer), attempts)

    def _begin_anew(self, line: Line, answer: Reply) -> None:
        """Leave the refused transaction behind: by RSET, or by a new line where this one is of no use."""
        line.served += 1
        try:
            if answer.ends_the_line or not _reply(line.docmd("RSET")).is_success:
                self.close()
        except _BROKEN:  # hanging up does not unsay the answer
            self.close()

    def close(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()

    def say_goodbye(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.until(time.monotonic() + 2)
            try:
                line.quit()
            except (smtplib.SMTPException, OSError):
                line.close()


def in_ascii(address: str) -> str:
    local, _at, domain = address.rpartition("@")
    return f"{local}@{punycode(domain)}"


def _reply(answer: tuple[int, bytes]) -> Reply:
    return Reply(answer[0], answer[1].decode("utf-8", "replace"))


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__
