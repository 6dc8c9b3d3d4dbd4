"""A letter as bytes: rendered and encoded once, then joined per recipient.

Encoding is what costs in mail (milliseconds); joining ready segments takes microseconds. Both parts are
quoted-printable. A slot stands between two soft line breaks, so that no value can stretch a line; a line
never begins with a dot, so that SMTP needs no stuffing.
"""

import binascii
import html
import re
from base64 import encodebytes
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cached_property, lru_cache
from typing import Any, Self

from nfp_portal.mail.models import Attachment, Inline, Letter
from nfp_portal.text.normal import one_line

SLOT = re.compile(r"\{\{ ?(\w+) ?\}\}")
_BRACES = re.compile(r"\{(?=\{)")
_LEADING_DOT = re.compile(rb"^\..*$", re.MULTILINE)
_TOKEN = re.compile(rb"=..|.")
# Is written as it is: no "=", no dot at the beginning, no space at either end.
_PLAIN = re.compile(r"[!-\-/-<>-~](?:[ -<>-~]*[!-<>-~])?")
LONGEST_LINE = 76
LONGEST_HEADER = 900

Encode = Callable[[str], bytes]


class UnfitError(ValueError):
    """The letter cannot be made for this recipient: a slot without a value, or a value a header refuses."""


@dataclass(frozen=True)
class Slot:
    name: str
    encode: Encode


Segment = bytes | Slot


@dataclass(frozen=True)
class Compiled:
    """A letter ready to be joined: the bytes between its slots."""

    segments: tuple[Segment, ...]

    @classmethod
    def of(cls, segments: Iterable[Segment]) -> Self:
        """Compile these; bytes that follow one another become one."""
        compiled: list[Segment] = []
        for segment in segments:
            if isinstance(segment, bytes) and compiled and isinstance(compiled[-1], bytes):
                compiled[-1] += segment
            else:
                compiled.append(segment)
        return cls(tuple(compiled))

    @cached_property
    def _slots(self) -> list[tuple[int, Slot]]:
        return [(at, segment) for at, segment in enumerate(self.segments) if isinstance(segment, Slot)]

    def join(self, slots: Mapping[str, str]) -> bytes:
        """Give the whole message for one recipient. Raises `UnfitError`."""
        filled: list[Any] = list(self.segments)
        try:
            for at, slot in self._slots:
                filled[at] = slot.encode(slots[slot.name])
        except KeyError as missing:
            raise UnfitError(f"No value for {missing}.") from missing
        return b"".join(filled)


def without_slots(typed: str) -> str:
    """Words with every pair of braces kept apart: what somebody typed is no slot."""
    return _BRACES.sub("{ ", typed)


def compile_letter(letter: Letter) -> Compiled:
    """Encode all of the letter but its slots; `to` and `message_id` are slots of every message."""
    segments = [_shared_headers(letter), *_own_headers(letter)]
    attached = list(_attached(letter))
    if not attached:
        return Compiled.of((*segments, *_words(letter)))
    return Compiled.of((*segments, *_multipart("mixed", letter, [list(_words(letter)), *attached])))


def _attached(letter: Letter) -> Iterator[list[Segment]]:
    if letter.calendar:
        yield [_attached_calendar(letter.calendar)]
    if attachment := getattr(letter, "attachment", None):
        yield [_attached_file(attachment)]


def _words(letter: Letter) -> Iterator[Segment]:
    """Give the text and, where there is one, the HTML part."""
    plain = _part("plain", letter.text, _plain)
    if not letter.html:
        return plain
    return _multipart("alternative", letter, [list(plain), list(_html(letter))])


def _html(letter: Letter) -> Iterator[Segment]:
    """Give the HTML part, with the pictures that it shows where it has some (RFC 2387)."""
    html = _part("html", letter.html, _escaped)
    inlines = list(letter.inlines.all()) if letter.pk else []
    if not inlines:
        return html
    return _multipart("related", letter, [list(html), *([_shown_inline(each)] for each in inlines)])


def _multipart(subtype: str, letter: Letter, parts: Iterable[Iterable[Segment]]) -> Iterator[Segment]:
    boundary = f"=_{subtype[0]}{letter.sha256[:40]}".encode()
    root = b'; type="text/html"' if subtype == "related" else b""
    yield b'Content-Type: multipart/%b; boundary="%b"%b\r\n' % (subtype.encode(), boundary, root)
    for part in parts:
        yield b"\r\n--%b\r\n" % boundary
        yield from part
    yield b"\r\n--%b--\r\n" % boundary


def _attached_calendar(calendar: str) -> bytes:
    """Write a calendar as an attachment that calendar programs offer to keep."""
    headers = (
        b"Content-Type: text/calendar; charset=utf-8; method=PUBLISH; name=meeting.ics\r\n"
        b"Content-Disposition: attachment; filename=meeting.ics\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n"
    )
    return headers + encodebytes(calendar.encode()).replace(b"\n", b"\r\n")


def _attached_file(attachment: Attachment) -> bytes:
    part = EmailMessage(policy=SMTP)
    kind, _slash, subtype = attachment.content_type.partition("/")
    part.set_content(bytes(attachment.content), kind, subtype, filename=attachment.name)
    del part["MIME-Version"]
    return part.as_bytes()


def _shown_inline(inline: Inline) -> bytes:
    """Write a picture that the HTML shows; its content id has no brackets in the HTML, here it has."""
    part = EmailMessage(policy=SMTP)
    kind, _slash, subtype = inline.content_type.partition("/")
    part.set_content(
        bytes(inline.content),
        kind,
        subtype,
        filename=inline.name,
        cid=f"<{inline.content_id}>",
        disposition="inline",
    )
    del part["MIME-Version"]
    return part.as_bytes()


def _shared_headers(letter: Letter) -> bytes:
    headers = EmailMessage(policy=SMTP)
    headers["From"] = letter.sender
    headers["Subject"] = letter.subject
    headers["Date"] = format_datetime(max(letter.not_before, letter.created_at))
    headers["Content-Language"] = letter.language
    for name, value in letter.headers.items():
        if not SLOT.search(value):
            headers[name] = value
    return headers.as_bytes().removesuffix(b"\r\n") + b"MIME-Version: 1.0\r\n"


def _own_headers(letter: Letter) -> Iterator[Segment]:
    """Give the headers that differ from recipient to recipient; their values are plain ASCII."""
    own = {"To": "{{to}}", "Message-ID": "{{message_id}}"}
    own |= {name: value for name, value in letter.headers.items() if SLOT.search(value)}
    for name, value in own.items():
        yield f"{name}: ".encode()
        yield from _segments(value, _ascii, _ascii)
        yield b"\r\n"


def _part(subtype: str, content: str, fill: Encode) -> Iterator[Segment]:
    yield f"Content-Type: text/{subtype}; charset=utf-8\r\n".encode()
    yield b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    yield from _segments(content, quoted, fill, b"=\r\n")


def _segments(template: str, literal: Encode, fill: Encode, joint: bytes = b"") -> Iterator[Segment]:
    """Give literals and slots in turn, with `joint` on both sides of a slot."""
    pieces = SLOT.split(template)
    for position, piece in enumerate(pieces):
        if position % 2:
            yield Slot(piece, fill)
        else:
            before = joint if position else b""
            after = joint if position < len(pieces) - 1 else b""
            yield before + literal(piece) + after


def quoted(text: str) -> bytes:
    """Encode as quoted-printable: lines of at most 76 characters, none beginning with a dot."""
    if len(text) < LONGEST_LINE and _PLAIN.fullmatch(text):
        return text.encode()
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    encoded: bytes = binascii.b2a_qp(lines.encode(), istext=True)
    return _LEADING_DOT.sub(_without_leading_dot, encoded).replace(b"\n", b"\r\n")


def _without_leading_dot(line: re.Match[bytes]) -> bytes:
    """Encode the dot, and break the line anew where that made it too long."""
    tokens = _TOKEN.findall(line[0])
    short = b"=2E" + b"".join(tokens[1:])
    if len(short) <= LONGEST_LINE:
        return short
    cut = 1 + LONGEST_LINE // 4
    rest = _LEADING_DOT.sub(_without_leading_dot, b"".join(tokens[cut:]))
    return b"=2E" + b"".join(tokens[1:cut]) + b"=\n" + rest


def _plain(value: str) -> bytes:
    return _quoted_value(one_line(value))


def _escaped(value: str) -> bytes:
    return _quoted_value(html.escape(one_line(value)))


# The text and the HTML of one message hold the same values.
_quoted_value = lru_cache(64)(quoted)


def _ascii(value: str) -> bytes:
    if not value.isascii() or not value.isprintable() or len(value) > LONGEST_HEADER:
        raise UnfitError("A header takes printable ASCII only.")
    return value.encode()
