"""From the call by mail to a piece in an issue, with a real worker and real mail."""

from datetime import timedelta
from email.message import EmailMessage
from time import monotonic, sleep
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from network.rounds.models import Addressee
from newsletter.models import Issue, Piece, PieceStatus
from tests.factories.accounts import client_of
from tests.factories.contributions import word_file
from tests.factories.network import make_appointment, make_person
from tests.factories.newsletter import fresh, make_editor, make_issue
from tests.mailbox import Mailbox
from tests.worker import Worker

pytestmark = pytest.mark.django_db(transaction=True)

CODES = ("AT", "IS", "PL")
EDITED = "On Monday the bridge opened."


def letters(mailbox: Mailbox, beginning: str, count: int) -> dict[str, EmailMessage]:
    """Wait until so many messages have come whose subject begins so; give them by address."""
    deadline = monotonic() + 90
    while True:
        matching = {
            str(each["To"]): each for each in mailbox.messages() if str(each["Subject"]).startswith(beginning)
        }
        if len(matching) >= count:
            return matching
        assert monotonic() < deadline, f"{len(matching)} of {count}"
        sleep(0.5)


def link_in(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    token = str(body.get_content()).partition("/answer/")[2].partition("/")[0]
    return f"/answer/{token}/"


def contribute(link: str, **typed: object) -> None:
    form = {
        "act": "send", "key": str(uuid4()), "revision": "1", "headline": "", "body": "",
        "audience": "all", "language": "en", "agency": "", "credit": "",
    }  # fmt: skip
    assert Client().post(link, form | typed).status_code == 302


def answer_the_call(links: dict[str, str]) -> None:
    """Austria uploads a Word file, Poland pastes, Iceland has nothing this time."""
    text = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    word = word_file(text.format("A bridge opens") + text.format("The bridge was opened on Monday."))
    contribute(links["AT"], file=word)
    contribute(links["PL"], headline="Drill", body="We tried.")
    Client().post(links["IS"], {"act": "nothing", "key": str(uuid4()), "revision": "1"})


def edit_and_send(desk: Client, issue: Issue, due_on: str) -> Piece:
    piece = Piece.objects.get(headline="A bridge opens")
    form = {
        "section": "states", "headline": piece.headline, "body": EDITED, "state": piece.state_id,
        "audience": "all", "language": "en", "revision": piece.revision,
    }  # fmt: skip
    desk.post(f"/newsletter/contributions/{piece.pk}/", form)
    piece.refresh_from_db()
    sending = {"issue": issue.pk, "due_on": due_on, "remark": "Shorter.", "revision": piece.revision}
    desk.post(f"/newsletter/pieces/{piece.pk}/clearance/", sending)
    return piece


def clear(link: str) -> str:
    shown = Client().get(link).content.decode()
    text_hash = shown.partition('name="text" value="')[2].partition('"')[0]
    assert Client().post(link, {"act": "clear", "text": text_hash}).status_code == 302
    return text_hash


def test_three_states_answer_a_call_and_one_edited_text_is_cleared_and_accepted(
    worker: Worker, mailbox: Mailbox
) -> None:
    for code in CODES:
        make_appointment(code, person=make_person(code, email=f"{code.lower()}@example.org"))
    desk, issue = client_of(make_editor()), make_issue(number=13)
    due_on = str(timezone.localdate() + timedelta(days=14))
    desk.post("/newsletter/call/", {"due_on": due_on, "text": "Write to us."})
    calls = letters(mailbox, "Please", 3)
    answer_the_call({address[:2].upper(): link_in(each) for address, each in calls.items()})
    answered = Addressee.objects.filter(round__kind="call").exclude(outcome="waiting")
    outcomes = dict(answered.values_list("state__iso2", "outcome"))
    assert outcomes == {"AT": "answered", "IS": "nothing", "PL": "answered"}
    piece = edit_and_send(desk, issue, due_on)
    [letter] = letters(mailbox, "Is this text OK to print?", 1).values()
    text_hash = clear(link_in(letter))
    desk.post(f"/newsletter/issues/13/take-in/{piece.pk}/")
    [printed] = fresh(issue).pieces.all()
    facts = (printed.headline, printed.body, printed.status)
    assert facts == ("A bridge opens", EDITED, PieceStatus.ACCEPTED)
    assert printed.text.hash == printed.cleared_hash == text_hash
