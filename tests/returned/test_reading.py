"""What servers return is sorted by what it means for the address."""

from itertools import product

import pytest

from nfp_portal.mail.replies import Reply
from nfp_portal.returned.reading import read
from nfp_portal.returned.verdicts import Verdict, verdict_of
from tests.returned import shapes

TO = "returns+1-aaaaaaaaaaaaaaaa@portal.example"
ANA = "ana.example@ministry.example"


def test_252_mails_of_twelve_servers_are_sorted_right() -> None:
    wrong = []
    for shape, (answer, meant) in product(shapes.SHAPES, shapes.ANSWERS):
        reading = read(shape(TO, ANA, answer.format(a=ANA)), ANA)
        if reading.verdict != meant:
            wrong.append((shape.__name__, answer, reading.verdict, reading.reason))
    assert len(shapes.SHAPES) * len(shapes.ANSWERS) == 252
    assert wrong == []


@pytest.mark.parametrize(
    ("answer", "meant"),
    [
        ("550 #5.1.0 Address rejected.", Verdict.HARD),
        ("550 sorry, no mailbox here by that name. (#5.1.1)", Verdict.HARD),
        ("550 5.4.1 Recipient address rejected: Access denied. [..]", Verdict.HARD),
        ("550 No such user here", Verdict.HARD),
        ("550 5.7.1 <ana@example.org>: no such user; see our policy", Verdict.CONTENT),
        ("550 5.7.1 <spam@example.org>: User unknown", Verdict.HARD),
        ("554 mailbox full of errors", Verdict.SOFT),
        ("450 4.1.1 unknown user", Verdict.SOFT),
    ],
)
def test_an_answer_is_judged_by_its_code_and_its_words(answer: str, meant: Verdict) -> None:
    assert verdict_of(Reply(int(answer[:3]), answer[4:])) == meant


def test_what_is_still_being_tried_and_what_arrived_needs_nobody() -> None:
    for action in ("delayed", "delivered", "relayed", "expanded"):
        report = shapes.postfix(TO, ANA, "450 4.4.1 timed out").replace(
            b"Action: failed", f"Action: {action}".encode()
        )
        assert read(report, ANA).verdict is None


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: Issue 12",
        "Abwesenheitsnotiz",
        "=?koi8-r?B?4dfUz8/U18XU?=",
        "Réponse automatique : Issue 12",
    ],
)
def test_a_program_that_answers_for_an_absent_person_needs_nobody(subject: str) -> None:
    message = f"From: {ANA}\r\nTo: {TO}\r\nSubject: {subject}\r\n\r\nI am back on 550 5.1.1.\r\n"
    assert read(message.encode(), ANA).verdict is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0\xff\xfe" * 1000,
        b"From: ana@example.org\r\nTo: x\r\nSubject: Who is this?\r\n\r\nPlease call me.\r\n",
        b"Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status",
        b"Content-Type: text/plain; charset=nobody-knows\r\nSubject: =?x?B?!?=\r\n\r\nx",
        b"From: mailer-daemon@x.example\r\nSubject: failure notice\r\n\r\nIt did not work.\r\n",
    ],
)
def test_what_no_program_can_read_waits_for_somebody(content: bytes) -> None:
    assert read(content, ANA).verdict == Verdict.UNREADABLE


def test_parts_nested_a_thousand_deep_wait_for_somebody() -> None:
    layer = "Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n"
    assert read("".join(layer.format(n=n) for n in range(3000)).encode(), ANA).verdict == Verdict.UNREADABLE


def test_a_report_mangled_anywhere_never_raises() -> None:
    report = shapes.postfix(TO, ANA, "550 5.1.1 User unknown")
    for cut in range(0, len(report), 7):
        read(report[:cut] + b"\xff\n" + report[cut + 3 :], ANA)
    assert read(report, ANA).reason == "550 5.1.1 User unknown"


def test_neither_broken_words_in_a_subject_nor_control_characters_raise() -> None:
    report = shapes.postfix(TO, ANA, "550 5.1.1 User \0unknown\x1b")
    assert read(report, ANA).reason == "550 5.1.1 User unknown"
    broken = b"From: x@example.org\r\nSubject: =?utf-8?b?a?=\r\n\r\nHello\r\n"
    assert read(broken, ANA).verdict == Verdict.UNREADABLE
