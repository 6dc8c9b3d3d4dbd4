"""Returned mail as servers write it, about invented persons: each shape takes an answer of SMTP."""

import base64
import quopri
from collections.abc import Callable
from email.header import Header
from textwrap import dedent

from nfp_portal.returned.verdicts import Verdict

HARD, SOFT, CONTENT = Verdict.HARD, Verdict.SOFT, Verdict.CONTENT

# What a server answers ({a}: the address), and what it means for that address.
ANSWERS: list[tuple[str, Verdict]] = [
    ("550 5.1.1 <{a}>: Recipient address rejected: User unknown in virtual mailbox table", HARD),
    ("550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient {a} not found by SMTP address lookup", HARD),
    ("550 5.4.1 Recipient address rejected: Access denied. [AM0.example]", HARD),
    ("550 #5.1.0 Address rejected.", HARD),
    ("550 sorry, no mailbox here by that name. (#5.1.1)", HARD),
    ("550 No such user here", HARD),
    ("550 5.2.1 The email account that you tried to reach is disabled.", HARD),
    ("550 5.1.2 Host or domain name not found. Name service error for name=nowhere.example", HARD),
    ("550 Requested action not taken: mailbox unavailable", SOFT),
    ("552 5.2.2 The recipient's inbox is out of storage space.", SOFT),
    ("452 4.2.2 Mailbox full", SOFT),
    ("450 4.4.1 Connection timed out", SOFT),
    ("550 5.4.6 Routing loop detected", SOFT),
    ("550 5.4.300 Message expired", SOFT),
    ("550 5.0.0 Undefined status", SOFT),
    ("550 5.7.1 Message rejected as spam by content filtering", CONTENT),
    ("554 5.7.9 Message not accepted for policy reasons (DMARC)", CONTENT),
    ("552 5.3.4 Message size exceeds fixed limit", CONTENT),
    ("550 5.7.606 Access denied, banned sending IP [192.0.2.1]", CONTENT),
    ("554 Message refused: your host [192.0.2.1] is blacklisted", CONTENT),
    ("550 5.1.8 <news@portal.example>: Sender address rejected: Domain not found", CONTENT),
]

Shape = Callable[[str, str, str], bytes]


def _status(answer: str) -> str:
    coded = next((one.strip("#().") for one in answer.split() if one.strip("#()").count(".") == 2), "")
    return coded if coded and coded[0] in "45" else f"{answer[0]}.0.0"


def _mail(head: str, body: str) -> bytes:
    return (head.strip() + "\n\n" + body.strip() + "\n").replace("\n", "\r\n").encode()


def _report(to: str, human: str, fields: str, *, original: str = "") -> bytes:
    """Write a report of RFC 3464 in three parts."""
    head = f"""
From: MAILER-DAEMON@mx.example (Mail Delivery System)
To: {to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"
"""
    return _mail(
        head,
        f"""This is a MIME-encapsulated message.

--b1
Content-Type: text/plain; charset=us-ascii

{human}

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Arrival-Date: Mon, 30 Nov 2026 09:12:00 +0100

{fields}

--b1
Content-Type: text/rfc822-headers

Subject: 550 5.1.1 is what this subject says
{original}
--b1--""",
    )


def postfix(to: str, address: str, answer: str) -> bytes:
    return _report(
        to,
        f"<{address}>: host mail.example[192.0.2.9] said: {answer} (in reply to RCPT TO command)",
        f"Final-Recipient: rfc822; {address}\nOriginal-Recipient: rfc822;{address}\nAction: failed\n"
        f"Status: {_status(answer)}\nRemote-MTA: dns; mail.example\nDiagnostic-Code: smtp; {answer}",
    )


def exchange_online(to: str, address: str, answer: str) -> bytes:
    return _report(
        to,
        f"Your message to {address} couldn't be delivered. The remote server answered.",
        f"Final-Recipient: rfc822;{address.upper()}\nAction: failed\nStatus: {_status(answer)}\n"
        f"Diagnostic-Code: smtp;{answer}\nX-Display-Name: Invented Person",
    )


def sendmail(to: str, address: str, answer: str) -> bytes:
    first, second = answer[:15], answer[15:].replace(" ", "\n ", 1)
    return _report(
        to,
        f"   ----- The following addresses failed -----\n<{address}>\n    (reason: {answer})",
        f"Final-Recipient: RFC822; {address}\nAction: failed\nStatus: {_status(answer)}\n"
        f"Diagnostic-Code: SMTP; {first}{second}\nLast-Attempt-Date: Mon, 30 Nov 2026 09:12:00 +0100",
    )


def gmail(to: str, address: str, answer: str) -> bytes:
    return _report(
        to,
        f"** Address not found **\n\nIt wasn't delivered to {address}.\n\nThe response was:\n\n{answer}",
        f"Final-Recipient: rfc822; {address}\nAction: failed\nStatus: {_status(answer)}\n"
        f"Remote-MTA: dns; mx.example. (192.0.2.7, the server for the domain example.)\n"
        f"Diagnostic-Code: smtp; {answer}\nLast-Attempt-Date: Mon, 30 Nov 2026 01:12:00 -0800 (PST)",
    )


def of_two_recipients(to: str, address: str, answer: str) -> bytes:
    """The report speaks of another recipient first, and of it something else."""
    other = "550 5.1.1 User unknown" if "5.1.1" not in answer else "552 5.2.2 Over quota"
    return _report(
        to,
        "Two addresses were given to the same server.",
        f"Final-Recipient: rfc822; else@example.org\nAction: failed\nStatus: {_status(other)}\n"
        f"Diagnostic-Code: smtp; {other}\n\nFinal-Recipient: rfc822; <{address}>\nAction: Failed (at last)\n"
        f"Status: {_status(answer)} (as told)\nDiagnostic-Code: smtp; {answer}",
    )


def forwarded(to: str, address: str, answer: str) -> bytes:
    """The address passes its mail on to another that failed."""
    return _report(
        to,
        "The address it was forwarded to failed.",
        f"Original-Recipient: rfc822;{address}\nFinal-Recipient: rfc822;private@mail.example\n"
        f"Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; {answer}",
    )


def in_base64(to: str, address: str, answer: str) -> bytes:
    """A whole report as its sender's gateway packed it anew: the text part in base64, the lines bare."""
    lines = base64.encodebytes(f"Sehr geehrte Damen und Herren,\n{answer}\n".encode()).decode()
    report = postfix(to, address, answer).replace(b"\r\n", b"\n").decode()
    human = report.split("charset=us-ascii\n\n")[1].split("\n\n--b1")[0]
    packed = report.replace("charset=us-ascii\n", "charset=utf-8\nContent-Transfer-Encoding: base64\n")
    return packed.replace(human, lines).encode()


def exim(to: str, address: str, answer: str) -> bytes:
    head = f"""
From: Mail Delivery System <Mailer-Daemon@mail.example>
To: {to}
X-Failed-Recipients: {address}
Auto-Submitted: auto-replied
Subject: Mail delivery failed: returning message to sender
"""
    return _mail(
        head,
        f"""This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  {address}
    host mx.example [192.0.2.25]
    SMTP error from remote mail server after RCPT TO:<{address}>:
    {answer}

------ This is a copy of the message, including all the headers. ------

Subject: 550 5.1.1 is what this subject says""",
    )


def qmail(to: str, address: str, answer: str) -> bytes:
    head = f"""
From: MAILER-DAEMON@mail.example
To: {to}
Subject: failure notice
"""
    return _mail(
        head,
        f"""Hi. This is the qmail-send program at mail.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<{address}>:
192.0.2.14 does not like recipient.
Remote host said: {answer}
Giving up on 192.0.2.14.

--- Below this line is a copy of the message.

Return-Path: <{to}>
Subject: 550 5.1.1 is what this subject says""",
    )


def large_provider(to: str, address: str, answer: str) -> bytes:
    head = f"""
From: mailer-daemon@mail.example
To: {to}
Subject: Failure Notice
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable
"""
    lines = (
        f"Sorry, we were unable to deliver your message to the following address.\n\n<{address}>:\n{answer}\n"
    )
    return _mail(head, quopri.encodestring(lines.encode()).decode() + "\n--- Below this line is a copy\n")


def in_russian(to: str, address: str, answer: str) -> bytes:
    subject = Header("Сообщение не доставлено", "koi8-r").encode()
    lines = f"Письмо не было доставлено адресату {address}.\nОтвет сервера: {answer}\n"
    head = dedent(f"""
        From: postmaster@pochta.example
        To: <{to}>
        Subject: {subject}
        MIME-Version: 1.0
        Content-Type: text/plain; charset=koi8-r
        Content-Transfer-Encoding: 8bit
    """)
    return head.strip().encode() + b"\n\n" + lines.encode("koi8-r")


def of_html_alone(to: str, address: str, answer: str) -> bytes:
    head = f"""
From: Microsoft Exchange <MicrosoftExchange329e71ec@corp.example>
To: {to}
Subject: Undeliverable: Newsletter
Content-Type: text/html; charset="us-ascii"
"""
    return _mail(
        head, f"<html><body><p>Delivery has failed to <b>{address}</b></p>\n<p>{answer}</p></body></html>"
    )


SHAPES: list[Shape] = [
    postfix,
    exchange_online,
    sendmail,
    gmail,
    of_two_recipients,
    forwarded,
    in_base64,
    exim,
    qmail,
    large_provider,
    in_russian,
    of_html_alone,
]
