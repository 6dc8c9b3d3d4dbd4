"""A letter as bytes: a mail program reads from it exactly what was written."""

import email
import email.policy
from email.message import EmailMessage

import pytest
from django.utils import timezone

from nfp_portal.mail.message import Compiled, UnfitError, compile_letter, quoted
from nfp_portal.mail.models import Letter

SLOTS = {
    "to": "ana@example.org",
    "message_id": "<1@portal.example.org>",
    "name": "Łukasz <Кот>" * 12,
    "unsubscribe_url": "https://portal.example.org/" + "a" * 120,
}
TEXT = "Dear {{name}},\n.a line with a dot\n.\n" + "." * 200 + "\nПривет " * 40 + "\n{{unsubscribe_url}}\n"
HTML = "<p>Dear {{name}}</p>\n" + "<p>.Świecko = one</p>\n" * 300 + '<a href="{{unsubscribe_url}}">x</a>\n'


def letter(**changes: object) -> Letter:
    fields = {
        "subject": "News – Новости " * 8,
        "text": TEXT,
        "html": HTML,
        "sender": "Réseau <network@portal.example.org>",
        "headers": {"List-Unsubscribe": "<{{ unsubscribe_url }}>", "X-Note": "plain"},
        "created_at": timezone.now(),
        "not_before": timezone.now(),
    }
    made = Letter(**(fields | changes))
    made.sha256 = made.seal()
    return made


def joined(compiled: Compiled) -> EmailMessage:
    return email.message_from_bytes(compiled.join(SLOTS), policy=email.policy.default)


def body(message: EmailMessage, subtype: str) -> str:
    part = message.get_body((subtype,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def filled(template: str, name: str) -> str:
    return template.replace("{{name}}", name).replace("{{unsubscribe_url}}", SLOTS["unsubscribe_url"])


def test_both_parts_say_what_was_written() -> None:
    message = joined(compile_letter(letter()))
    assert body(message, "plain") == filled(TEXT, SLOTS["name"])
    assert body(message, "html") == filled(HTML, SLOTS["name"].replace("<", "&lt;").replace(">", "&gt;"))
    assert [part.defects for part in message.walk()] == [[], [], []]


def test_headers_say_what_was_written() -> None:
    message = joined(compile_letter(letter()))
    assert message["Subject"].strip() == ("News – Новости " * 8).strip()
    assert message["From"] == "Réseau <network@portal.example.org>"
    assert message["List-Unsubscribe"] == f"<{SLOTS['unsubscribe_url']}>"
    assert (message["X-Note"], message["Content-Language"]) == ("plain", "en")


def test_every_line_can_go_over_smtp_as_it_is() -> None:
    message = compile_letter(letter()).join(SLOTS)
    _headers, _blank, bodies = message.partition(b"\r\n\r\n")
    assert max(len(line) for line in bodies.split(b"\r\n")) <= 76
    assert message.count(b"\n") == message.count(b"\r\n")
    assert b"\n." not in message
    assert message.endswith(b"\r\n")
    assert message.isascii()


@pytest.mark.parametrize(
    "text", ["." * 500, ".\n" * 9, ".é" * 90, "." + "x" * 75, ".=\n..==", "", "\n.\r\n.\r"]
)
def test_no_encoded_line_begins_with_a_dot_or_is_too_long(text: str) -> None:
    encoded = quoted(text)
    assert all(len(line) <= 76 and not line.startswith(b".") for line in encoded.split(b"\r\n"))


def test_a_letter_without_html_is_plain_text() -> None:
    message = joined(compile_letter(letter(html="")))
    assert message.get_content_type() == "text/plain"
    assert str(message.get_content()).replace("\r\n", "\n") == filled(TEXT, SLOTS["name"])


def test_a_slot_without_a_value_is_refused() -> None:
    with pytest.raises(UnfitError, match="name"):
        compile_letter(letter()).join({"to": "a@example.org", "message_id": "<1@x>", "unsubscribe_url": "x"})


@pytest.mark.parametrize("value", ["a\r\nBcc: eve@example.org", "ü", "a" * 2000])
def test_a_header_takes_only_what_fits_a_header(value: str) -> None:
    with pytest.raises(UnfitError):
        compile_letter(letter()).join(SLOTS | {"to": value})
