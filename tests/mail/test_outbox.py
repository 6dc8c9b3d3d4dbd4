"""Which mail is added to the outbox, and which is sent from it."""

import email
import email.policy
from datetime import timedelta
from email.message import EmailMessage
from typing import cast
from uuid import uuid4

import pytest
from django.core import mail as django_mail
from django.db import IntegrityError, connection, transaction
from django.db.models import CharField, TextField, Value
from django.db.models.functions import Cast, Concat, JSONObject
from django.utils import timezone

from nfp_portal.accounts.models import Role, User
from nfp_portal.database.prepared import plan_once
from nfp_portal.mail import actions, ledger, sender
from nfp_portal.mail.backend import OutboxBackend
from nfp_portal.mail.message import SLOT, compile_letter
from nfp_portal.mail.models import Delivery, DeliveryState, Letter, Priority
from tests.mail.scripted import Relay

pytestmark = pytest.mark.django_db


def newsletter(**changes: object) -> Letter:
    parts: dict[str, object] = {
        "subject": "Issue 12",
        "text": "Hello\n{{unsubscribe_url}}\n",
        "html": '<p>Hello <a href="{{unsubscribe_url}}">no more</a></p>',
        "stream": "newsletter",
        "priority": Priority.BULK,
        "headers": {
            "List-Unsubscribe": "<{{unsubscribe_url}}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    }
    return actions.freeze(**cast("actions.LetterParts", parts | changes))


def readers(number: int) -> None:
    User.objects.bulk_create(
        User(email=f"reader{n}@example.org", role=Role.PARTNER, name=f"Reader {n}") for n in range(number)
    )


def address_to_readers(letter: Letter) -> int:
    link = Concat(Value("https://portal.example.org/100%/"), "key", output_field=CharField())
    rows = User.objects.filter(email__contains="reader").order_by("pk")
    return actions.address_to(
        letter,
        rows.values_list(Cast("pk", TextField()), "email", JSONObject(unsubscribe_url=link), Value("")),
    )


def parsed(message: bytes) -> EmailMessage:
    return email.message_from_bytes(message, policy=email.policy.default)


def test_a_posted_message_reaches_the_relay_as_it_was_written(relay: Relay) -> None:
    delivery = actions.post(
        to="ana@example.org", subject="Grüße aus Świecko", text=".dots\nПривет\n", stream="account"
    )
    assert sender.dispatch() == 1
    message = parsed(relay.messages[0])
    assert message["Subject"] == "Grüße aus Świecko"
    assert message["To"] == "ana@example.org"
    assert message["Message-ID"] == delivery.message_id
    assert message.get_content() == ".dots\r\nПривет\r\n"
    delivery.refresh_from_db()
    assert (delivery.state, delivery.last_reply, delivery.attempts) == (DeliveryState.SENT, "250 OK", 1)


def test_a_domain_beyond_ascii_gets_its_mail(relay: Relay) -> None:
    delivery = actions.post(to="ana@bücher.example", subject="Issue 12", text="x", stream="newsletter")
    sender.dispatch()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.address) == (DeliveryState.SENT, "ana@xn--bcher-kva.example")
    assert relay.recipients == ["ana@xn--bcher-kva.example"]
    assert parsed(relay.messages[0])["To"] == "ana@xn--bcher-kva.example"


@pytest.mark.parametrize("address", [f"ana@{'ü' * 70}.example", "änne@example.org", "ana@a.org\r\nDATA"])
def test_an_invalid_address_is_refused_before_the_mail_is_posted(address: str) -> None:
    with pytest.raises(IntegrityError, match="email_address_has_one_form"), transaction.atomic():
        actions.post(to=address, subject="1", text="x", stream="newsletter")
    assert not Delivery.objects.exists()


def test_a_key_makes_a_message_the_same_however_often_it_is_posted() -> None:
    once = actions.post(to="a@example.org", subject="1", text="x", stream="notice", key="reminder-2026")
    again = actions.post(to="a@example.org", subject="2", text="y", stream="notice", key="reminder-2026")
    assert once == again
    assert again.letter.subject == "1"


@pytest.mark.parametrize("typed", ["{{name}}", "{{ name }}", "{{{name}}}", "{{{{name}}}}"])
def test_a_letter_without_slots_keeps_typed_braces_apart(typed: str) -> None:
    parts = {"subject": f"To {typed}", "text": f"Dear {typed}", "html": f"<p>{typed}</p>"}
    delivery = actions.post(to="a@example.org", stream="notice", **parts)  # type: ignore[arg-type] # a plain dict
    letter = delivery.letter
    assert [SLOT.findall(part) for part in (letter.subject, letter.text, letter.html)] == [[], [], []]
    assert b"name" in compile_letter(letter).join({"to": "a@example.org", "message_id": "<1@x>"})


def test_a_rolled_back_transaction_posts_no_mail() -> None:
    with transaction.atomic():
        actions.post(to="a@example.org", subject="1", text="x", stream="notice")
        transaction.set_rollback(True)
    assert not Delivery.objects.exists()


def test_the_mail_api_of_django_posts_first_of_all_and_says_that_it_is_automatic(relay: Relay) -> None:
    address_to_readers(newsletter())
    message = django_mail.EmailMultiAlternatives("Welcome", "Come in", None, ["ana@example.org"])
    message.attach_alternative("<p>Come in</p>", "text/html")
    assert OutboxBackend().send_messages([message]) == 1
    sender.dispatch()
    sent = parsed(relay.messages[0])
    assert (sent["To"], sent["Auto-Submitted"]) == ("ana@example.org", "auto-generated")
    assert [part.get_content_type() for part in sent.iter_parts()] == ["text/plain", "text/html"]


def test_the_outbox_carries_no_files() -> None:
    message = django_mail.EmailMessage("Welcome", "Come in", None, ["ana@example.org"])
    message.attach("a.txt", "words", "text/plain")
    with pytest.raises(ValueError, match="carries none"):
        OutboxBackend().send_messages([message])


def test_every_subscriber_gets_one_copy_with_their_own_unsubscribe_link(relay: Relay) -> None:
    readers(20)
    letter = newsletter()
    assert address_to_readers(letter) == 20
    assert address_to_readers(letter) == 0
    assert sender.dispatch() == 20
    assert sorted(relay.recipients) == sorted(f"reader{n}@example.org" for n in range(20))
    links = {str(parsed(message)["List-Unsubscribe"]) for message in relay.messages}
    assert len(links) == 20
    first = parsed(relay.messages[0])
    assert str(first["List-Unsubscribe"]).strip("<>") in first.get_body(("html",)).get_content()  # type: ignore[union-attr] # it has one
    assert first["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_letter_counts_its_deliveries_by_state(relay: Relay) -> None:
    readers(3)
    letter = newsletter()
    address_to_readers(letter)
    actions.withdraw("reader1@example.org", "newsletter", "unsubscribed")
    relay.answers["RCPT"] = ["250 OK", "450 4.2.1 later"]
    sender.dispatch()
    expected = {"recipients": 3, "waiting": 0, "sending": 0, "sent": 1, "deferred": 1, "failed": 0}
    assert actions.counts(letter) == expected | {"suppressed": 1, "withdrawn": 0, "ambiguous": 0}


def test_a_reader_who_unsubscribes_after_the_approval_gets_no_mail(relay: Relay) -> None:
    readers(2)
    address_to_readers(newsletter())
    actions.withdraw("READER0@example.org", "newsletter", "unsubscribed")
    sender.dispatch()
    assert relay.recipients == ["reader1@example.org"]


def test_leaving_the_newsletter_does_not_stop_account_mail(relay: Relay) -> None:
    actions.withdraw("ana@example.org", "newsletter", "unsubscribed")
    actions.post(to="ana@example.org", subject="Reset", text="x", stream="account")
    sender.dispatch()
    assert relay.recipients == ["ana@example.org"]


def test_a_returning_subscriber_gets_the_newsletter_again(relay: Relay) -> None:
    readers(1)
    actions.withdraw("reader0@example.org", "newsletter", "unsubscribed")
    actions.readmit("Reader0@example.org", "newsletter")
    address_to_readers(newsletter())
    sender.dispatch()
    assert relay.recipients == ["reader0@example.org"]


def test_a_paused_letter_stays_until_it_is_resumed(relay: Relay) -> None:
    readers(2)
    letter = newsletter()
    address_to_readers(letter)
    actions.pause(letter)
    assert sender.dispatch() == 0
    actions.resume(letter)
    assert sender.dispatch() == 2


def test_nothing_leaves_in_the_time_for_undoing_and_a_cancelled_letter_never_does(relay: Relay) -> None:
    readers(2)
    letter = newsletter(not_before=timezone.now() + timedelta(seconds=60))
    address_to_readers(letter)
    assert sender.dispatch() == 0
    assert actions.cancel(letter) == 2
    Delivery.objects.update(due_at=timezone.now())
    assert sender.dispatch() == 0
    assert actions.counts(letter)["withdrawn"] == 2


def test_a_letter_that_is_reopened_reaches_whom_it_had_not_reached_under_the_same_message_ids(
    relay: Relay,
) -> None:
    readers(3)
    letter = newsletter()
    address_to_readers(letter)
    fixed = dict(letter.deliveries.values_list("address", "message_id"))
    sender.dispatch(batch_size=1)
    Delivery.objects.filter(address="reader2@example.org").update(state=DeliveryState.WAITING)
    actions.pause(letter)
    actions.cancel(letter)
    assert letter.paused_at is None
    assert actions.may_have_arrived(letter)
    relay.recipients.clear()
    assert actions.reopen(letter, letter.deliveries.withdrawn()) == 1
    sender.dispatch()
    assert relay.recipients == ["reader2@example.org"]
    assert dict(letter.deliveries.values_list("address", "message_id")) == fixed


def test_the_text_of_sent_account_mail_is_purged(relay: Relay) -> None:
    sent, waiting, news = (
        actions.post(to="ana@example.org", subject="Reset", text="https://…", stream=stream).letter
        for stream in ("account", "account", "newsletter")
    )
    waiting.deliveries.update(due_at=timezone.now() + timedelta(hours=1))
    sender.dispatch()
    Letter.objects.update(created_at=timezone.now() - timedelta(hours=2))
    assert actions.forget_account_mail() == 1
    texts = [Letter.objects.get(pk=letter.pk).text for letter in (sent, waiting, news)]
    assert texts == ["", "https://…\n", "https://…\n"]


def test_a_letter_keeps_the_words_it_was_frozen_with() -> None:
    letter = newsletter()
    assert letter.sha256 == letter.seal()
    letter.text += "more"
    assert letter.sha256 != letter.seal()


def recipients(*names: str) -> list[actions.Recipient]:
    link = {"unsubscribe_url": "https://portal.example.org/"}
    return [actions.Recipient(name, f"{name}@example.org", link) for name in names]


def test_addressing_a_letter_again_adds_no_second_delivery(relay: Relay) -> None:
    letter = newsletter()
    first = actions.address_each(letter, recipients("ana", "bo"))
    second = actions.address_each(letter, recipients("bo", "cy"))
    assert first["bo"] == second["bo"]
    sender.dispatch()
    assert sorted(relay.recipients) == ["ana@example.org", "bo@example.org", "cy@example.org"]


def updated_within_pages() -> tuple[int, int]:
    """How many versions of deliveries were written, and how many of them in the page of the one before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_stat_get_xact_tuples_updated(of), pg_stat_get_xact_tuples_hot_updated(of)"
            " FROM (SELECT 'mail_delivery'::regclass::oid AS of) AS deliveries"
        )
        written, within = cursor.fetchone()
        return written, within


def test_a_claim_writes_within_the_pages_of_its_rows() -> None:
    readers(40)
    address_to_readers(newsletter())
    written, within = updated_within_pages()
    assert len(ledger.claim(32, uuid4()).deliveries) == 32
    after, after_within = updated_within_pages()
    assert after - written == 32
    assert after_within - within >= 30  # the last page may be full


def test_the_claim_reads_due_rows_by_their_index_however_many_there_are() -> None:
    readers(2000)
    address_to_readers(newsletter())
    plan_once()
    ledger.claim(32, uuid4())
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN EXECUTE mail_claim_32 (20, '', '{uuid4()}', 60)")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Index Scan using open_deliveries" in plan
    assert "Sort" not in plan


def test_one_delivery_is_withheld_and_the_others_leave(relay: Relay) -> None:
    made = actions.address_each(newsletter(), recipients("ana", "bo"))
    assert actions.withhold(Delivery.objects.filter(pk=made["ana"].pk)) == 1
    sender.dispatch()
    assert relay.recipients == ["bo@example.org"]
    assert actions.withhold(Delivery.objects.all()) == 0


def test_a_run_whose_time_is_over_gives_back_what_it_has_not_sent(
    relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sender, "RUN_SECONDS", 0)
    readers(3)
    address_to_readers(newsletter())
    assert [sender.dispatch() for _run in range(4)] == [1, 1, 1, 0]
    assert sorted(relay.recipients) == [f"reader{n}@example.org" for n in range(3)]
    assert set(Delivery.objects.values_list("state", "attempts")) == {(DeliveryState.SENT, 1)}
