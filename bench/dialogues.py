"""The dialogue alone, as a limit: messages that are ready, two processes, no database.

`python -m bench.dialogues smtplib|batches NUMBER` prints when the first message left (monotonic seconds).
"""

import os
import smtplib
import sys
import time
from collections.abc import Callable
from multiprocessing import get_context

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nfp_portal.settings")

django.setup()

from django.conf import settings  # noqa: E402 - after Django is set up

from bench.issue import HTML, SITE, SUBJECT, TEXT  # noqa: E402
from nfp_portal.mail.batches import LARGEST, Envelope  # noqa: E402
from nfp_portal.mail.delivery import Session  # noqa: E402
from nfp_portal.mail.message import compile_letter  # noqa: E402
from nfp_portal.mail.models import Letter  # noqa: E402

_SENDER = "network@portal.example.org"
_PROCESSES = 2


def _ready(number: int) -> list[Envelope]:
    letter = Letter(subject=SUBJECT, text=TEXT, html=HTML, sender=_SENDER, language="en")
    letter.created_at = letter.not_before = django.utils.timezone.now()
    letter.sha256 = letter.seal()
    compiled = compile_letter(letter)
    return [_envelope(compiled.join(_slots(each)), each) for each in range(number)]


def _slots(number: int) -> dict[str, str]:
    address, key = f"reader{number:07}@example.org", f"{number:032}"
    own = {"to": address, "message_id": f"<{number}@portal.example.org>"}
    return own | {"name": f"Reader {number}", "unsubscribe_url": f"{SITE}/newsletter/unsubscribe/{key}/"}


def _envelope(message: bytes, number: int) -> Envelope:
    return Envelope(_SENDER, f"reader{number:07}@example.org", message)


def by_smtplib(envelopes: list[Envelope]) -> None:
    """Send each by the standard library, over one connection."""
    host, port = settings.MAIL_RELAY["EMAIL_HOST"], settings.MAIL_RELAY["EMAIL_PORT"]
    with smtplib.SMTP(host, port) as connection:
        for each in envelopes:
            connection.sendmail(each.sender, [each.recipient], each.message)


def by_batches(envelopes: list[Envelope]) -> None:
    """Send sixteen at a time, as the outbox does with a quick relay."""
    session = Session(settings.MAIL_RELAY, "portal.example.org")
    for first in range(0, len(envelopes), LARGEST):
        session.send(envelopes[first : first + LARGEST])
    session.quit()


DIALOGUES: dict[str, Callable[[list[Envelope]], None]] = {"smtplib": by_smtplib, "batches": by_batches}

if __name__ == "__main__":
    send, ready = DIALOGUES[sys.argv[1]], _ready(int(sys.argv[2]))
    shares = [ready[first::_PROCESSES] for first in range(_PROCESSES)]
    print(time.monotonic())
    processes = [get_context("fork").Process(target=send, args=(share,)) for share in shares]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
