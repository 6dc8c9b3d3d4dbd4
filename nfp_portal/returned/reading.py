"""Read a returned mail: a report (RFC 3464), or the prose that servers write instead.

The message is whatever somebody sent to a public address: nothing in it is trusted but its signed address
(`mail.return_path`), and no fault of it may raise. `email.policy.compat32` reads mangled messages without
errors.
"""

import re
import unicodedata
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import compat32
from typing import TYPE_CHECKING

from nfp_portal.mail.replies import Reply
from nfp_portal.returned.verdicts import Verdict, verdict_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Of a longer message only the beginning is read: the report stands before what it returns.
LARGEST = 2 * 1024 * 1024
_LONGEST_PROSE = 20_000
_LONGEST_REASON = 400

_ADDRESSED = (
    "To", "Delivered-To", "X-Original-To", "X-Delivered-To", "Envelope-To", "X-Envelope-To", "X-RCPT-To",
)  # fmt: skip
_SERVER = re.compile(
    r"mailer-daemon|postmaster|mail delivery (sub)?system|microsoftexchange|<>", re.IGNORECASE
)
_RETURNED = re.compile(
    r"undeliver|delivery (status|failure|has failed)|returned mail|failure notice|mail delivery fail"
    r"|not delivered|unzustellbar|nicht zugestellt|non remis|no se puede entregar|no entregado"
    r"|mancato recapito|recapito non"
    r"|не доставлено|недоставлен",
    re.IGNORECASE,
)
_AUTOMATIC = re.compile(
    r"out of (the )?office|automatic reply|auto-?reply|autoresponse|vacation|abwesen|automatische antwort"
    r"|absence|réponse automatique|fuera de la oficina|respuesta automática|fuori sede|risposta automatica"
    r"|автоответ|автоматический ответ|отсутств",
    re.IGNORECASE,
)
# An answer of SMTP in prose: "550 5.1.1 …", "550-5.1.1", "said: 550 #5.1.0 …", "#5.1.1".
_REPLY = re.compile(r"(?<![\d.:])([45]\d\d)(?:[ -]+(?=\S)|$)")
_CODE = re.compile(r"(?<![\d.])#?([45])\.\d{1,3}\.\d{1,3}(?![\d.]*\d)")
_ORIGINAL = re.compile(
    r"^(-+ ?(this is a copy of|original message|below this line|the following|message header)"
    r"|received: |return-path: )",
    re.IGNORECASE | re.MULTILINE,
)
_FULL = re.compile(r"\b(quota|mailbox is full)\b", re.IGNORECASE)
_DELAYED = re.compile(
    r"\b(delayed|will (be )?(retry|retried|continue)|not yet been delivered)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Reading:
    """What one message says. `verdict` None: nothing that needs anybody. `excerpt` are its plain words."""

    verdict: Verdict | None
    reason: str
    excerpt: str


def read(content: bytes, recipient: str = "") -> Reading:
    """Read a message of at most `LARGEST` bytes about one recipient: the address that the mail went to."""
    try:
        return _read(message_from_bytes(content[:LARGEST], policy=compat32), recipient)
    except (RecursionError, ValueError, LookupError, MessageError):  # parts in parts in parts; broken codes
        return Reading(Verdict.UNREADABLE, "", "")


def addressed_in(content: bytes) -> str:
    """Return the values of all headers that name to whom the message was sent, one a line."""
    head = re.split(rb"\r?\n\r?\n", content[:LARGEST], maxsplit=1)[0]
    message = message_from_bytes(head, policy=compat32)
    return "\n".join(str(value) for name in _ADDRESSED for value in message.get_all(name, []))


def _read(message: "Message[str, str]", recipient: str) -> Reading:
    prose = _prose(message)
    verdict, reason = _judge(message, prose, recipient)
    return Reading(verdict, _without_controls(reason)[:_LONGEST_REASON], prose)


def _without_controls(text: str) -> str:
    """Strike out what no answer of a server has and the database does not take: NUL, lone surrogates."""
    return "".join(one for one in text if unicodedata.category(one) not in {"Cc", "Cs"})


def _judge(message: "Message[str, str]", prose: str, recipient: str) -> tuple[Verdict | None, str]:
    for part in message.walk():
        is_report = part.get_content_type() == "message/delivery-status"
        if is_report and (judged := _of_report(part, recipient)):
            return judged
    if _is_automatic(message):
        return None, ""
    return _of_prose(message, prose)


def _of_report(part: "Message[str, str]", recipient: str) -> tuple[Verdict | None, str] | None:
    """Return what the report says of the recipient; None where it says nothing that can be read."""
    groups = [group for group in _groups(part) if group.get("Action")]
    own = [group for group in groups if recipient and recipient in _recipients(group)]
    failed = [group for group in groups if _word(group, "Action") == "failed"]
    for group in [*own, *failed, *groups][:1]:
        if _word(group, "Action") != "failed":  # delayed, delivered, relayed, expanded
            return None, ""
        reason = _diagnosis(group)
        return verdict_of(_reply(reason)), reason
    return None


def _groups(part: "Message[str, str]") -> "Iterable[Message[str, str]]":
    payload = part.get_payload()
    if isinstance(payload, list):
        return [group for group in payload if isinstance(group, Message)]
    return [message_from_bytes(block.encode(), policy=compat32) for block in str(payload).split("\n\n")]


def _recipients(group: "Message[str, str]") -> set[str]:
    values = (str(group.get(name, "")) for name in ("Original-Recipient", "Final-Recipient"))
    return {value.rpartition(";")[2].strip(" <>").lower() for value in values}


def _word(group: "Message[str, str]", name: str) -> str:
    return str(group.get(name, "")).split("(")[0].strip().lower()


def _diagnosis(group: "Message[str, str]") -> str:
    """Return the server's own words; where they have no code of RFC 3463 the report's status before them."""
    given = " ".join(str(group.get("Diagnostic-Code", "")).partition(";")[2].split())
    status = _word(group, "Status")
    coded = _CODE.search(given)
    if (coded and not coded[0].endswith(".0.0")) or not _CODE.fullmatch(status):
        return given or status
    text = _REPLY.sub("", given, count=1) if _REPLY.match(given) else given
    code = (_REPLY.match(given) or [f"{status[0]}50"])[0].strip(" -")
    return f"{code} {status} {text}".strip()


def _reply(text: str) -> Reply:
    """Read a server's answer: its code, else the class of its status, else a permanent failure."""
    if match := _REPLY.search(text):
        return Reply(int(match[1]), text[match.end() :])
    if match := _CODE.search(text):
        return Reply(int(match[1]) * 100 + 50, text)
    return Reply(550, text)


def _is_automatic(message: "Message[str, str]") -> bool:
    """Whether a program answered for an absent person. A server marks what it returns so, too."""
    if _SERVER.search(str(message.get("From", ""))) or _RETURNED.search(header_of(message, "Subject")):
        return False
    marked = str(message.get("Auto-Submitted", "no")).lower().startswith("auto-replied")
    by_name = message.get("X-Autoreply") or message.get("X-Autorespond") or message.get("X-Auto-Response")
    return bool(marked or by_name or _AUTOMATIC.search(header_of(message, "Subject")))


def _of_prose(message: "Message[str, str]", prose: str) -> tuple[Verdict | None, str]:
    sender = f"{message.get('From', '')} {message.get('Return-Path', '')}"
    if not (_SERVER.search(sender) or _RETURNED.search(header_of(message, "Subject"))):
        return Verdict.UNREADABLE, ""
    own = _ORIGINAL.split(prose, maxsplit=1)[0]
    reason = _reason(own)
    if not reason:
        return (None, "") if _DELAYED.search(own) else (Verdict.UNREADABLE, "")
    return verdict_of(_reply(reason)), reason


def _reason(prose: str) -> str:
    """Return the lines that tell why: the first with an answer of SMTP, else with words that are known."""
    lines = [" ".join(line.split()) for line in prose.splitlines()]
    for is_telling, before, after in _TELLING:
        for number, line in enumerate(lines):
            if is_telling(line):
                return " ".join(lines[max(number - before, 0) : number + after + 1]).strip()
    return ""


def _answers(line: str) -> bool:
    return bool((_REPLY.search(line) and _CODE.search(line)) or re.match(r"[> ]*[45]\d\d[ -]", line))


def _has_a_code(line: str) -> bool:
    return bool(_CODE.search(line) or (_REPLY.search(line) and "@" not in line))


def _has_known_words(line: str) -> bool:
    return verdict_of(Reply(550, line)) != Verdict.SOFT or bool(_FULL.search(line))


# The clearest first, each with how many lines before and after belong to it.
_TELLING = ((_answers, 0, 2), (_has_a_code, 1, 1), (_has_known_words, 0, 1))


def _prose(message: "Message[str, str]") -> str:
    """Return the plain text before what is returned; of a message of HTML alone its text without marks."""
    for part in _parts_before_original(message):
        if part.get_content_type() == "text/plain":
            return _text(part)[:_LONGEST_PROSE]
    for part in _parts_before_original(message):
        if part.get_content_type() == "text/html":
            return re.sub(r"<[^>]{0,2000}>", " ", _text(part))[:_LONGEST_PROSE]
    return ""


def _parts_before_original(message: "Message[str, str]") -> "Iterator[Message[str, str]]":
    for part in message.walk():
        if part.get_content_type() in {"message/rfc822", "text/rfc822-headers"}:
            return
        yield part


def header_of(message: "Message[str, str]", name: str) -> str:
    """Return the header's first value in words; raw bytes in it are taken for UTF-8."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    value = raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        return str(make_header(decode_header(value)))
    except (LookupError, ValueError, MessageError):
        return value


def _text(part: "Message[str, str]") -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        return payload.decode(part.get_content_charset("utf-8"), "replace").replace("\0", "")
    except (LookupError, ValueError):
        return payload.decode("utf-8", "replace").replace("\0", "")
