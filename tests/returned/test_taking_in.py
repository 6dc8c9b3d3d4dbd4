"""What a returned mail changes: the one address it speaks of, once, and nothing if it is forged."""

import hashlib
import io
import sys
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import F
from django.test import Client
from pytest_django import Settings

from nfp_portal.accounts.models import Role, User
from nfp_portal.audit.models import Entry
from nfp_portal.mail import actions as mail
from nfp_portal.mail import sender
from nfp_portal.mail.models import ALARM, CONFIRMATION, Delivery, DeliveryState, Suppression
from nfp_portal.mail.return_path import deliveries_named, return_path_of
from nfp_portal.returned import actions
from nfp_portal.returned.actions import Taken
from nfp_portal.returned.models import ReturnedMail
from nfp_portal.returned.verdicts import Verdict
from tests.mail import scripted
from tests.returned import shapes

pytestmark = pytest.mark.django_db

ANA = "ana@ministry.example"
GONE, FULL, SPAM = "550 5.1.1 User unknown", "552 5.2.2 Mailbox full", "550 5.7.1 Spam"
PAGE = "/desk/mail/returned/"


@pytest.fixture(autouse=True)
def _returned_to_us(settings: Settings) -> None:
    settings.RETURN_ADDRESS = "returns@portal.example"


@pytest.fixture
def desk(client: Client, settings: Settings) -> Client:
    """Give the browser of an editor who has signed in."""
    settings.REQUIRE_MFA = False
    client.force_login(User.objects.create_user("editor@example.org", role=Role.EDITOR))
    return client


def sent(address: str = ANA) -> Delivery:
    delivery = mail.post(to=address, subject="Issue 12", text="x", stream="newsletter")
    Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.SENT)
    return delivery


def path_of(delivery: Delivery) -> str:
    return return_path_of(delivery.pk, delivery.message_id)


def returned(delivery: Delivery, answer: str = GONE) -> bytes:
    return shapes.postfix(path_of(delivery), delivery.address, answer)


def stopped() -> set[str]:
    return set(Suppression.objects.filter(stream="").values_list("address", flat=True))


def test_each_message_leaves_under_an_address_of_its_own(settings: Settings) -> None:
    delivery = mail.post(to=ANA, subject="Hello", text="x", stream="newsletter")
    with scripted.running() as relay:
        settings.MAIL_RELAY = relay.settings
        sender.dispatch()
    assert relay.senders == [path_of(delivery)]
    (named,) = deliveries_named(relay.senders[0].upper())
    assert named.delivery_id == delivery.pk
    assert named.is_signed_for(delivery.message_id)
    assert not named.is_signed_for("<another@portal.example>")  # its number may be given again


def test_an_address_that_does_not_exist_gets_no_more_mail_and_no_other_is_touched() -> None:
    delivery, other = sent(), sent("ben@ministry.example")
    assert actions.take_in(returned(delivery)) == Taken.HARD
    delivery.refresh_from_db()
    other.refresh_from_db()
    assert (delivery.state, delivery.last_reply, other.state) == ("failed", GONE, "sent")
    assert stopped() == {ANA}
    assert Delivery.objects.filter(letter__stream=ALARM).count() == 0  # nobody of the secretariat exists


def test_the_same_message_counts_once() -> None:
    message = returned(sent(), FULL)
    assert [actions.take_in(message) for _try in range(3)] == [Taken.SOFT, Taken.AGAIN, Taken.AGAIN]
    assert ReturnedMail.objects.count() == 1


def test_six_days_within_fourteen_without_mail_stop_it_and_a_lift_begins_anew() -> None:
    for day in range(6):
        assert stopped() == set()
        for _twice in range(2):
            actions.take_in(returned(sent(), FULL))
        if day < 5:
            ReturnedMail.objects.update(received_at=F("received_at") - timedelta(days=1))
    assert stopped() == {ANA}
    mail.lift(ANA, by=User.objects.create_user("editor@example.org", role=Role.EDITOR))
    actions.take_in(returned(sent(), FULL))
    assert stopped() == set()


def test_days_that_lie_further_apart_stop_nothing() -> None:
    for _day in range(9):
        ReturnedMail.objects.update(received_at=F("received_at") - timedelta(days=3))
        actions.take_in(returned(sent(), FULL))
    assert stopped() == set()


def test_a_refusal_of_content_never_counts_against_a_person() -> None:
    for _day in range(14):
        ReturnedMail.objects.update(received_at=F("received_at") - timedelta(days=1))
        assert actions.take_in(returned(sent(), SPAM)) == Taken.CONTENT
    assert stopped() == set()


def test_fifty_forged_mails_change_nothing() -> None:
    delivery = sent()
    true = path_of(delivery)
    head, code = true.split("@")[0].split("-")
    for number in range(50):
        forged = (
            hashlib.sha256(str(number).encode()).hexdigest()[:16].translate(str.maketrans("0189", "abcd"))
        )
        assert forged != code
        for address in (
            f"{head}-{forged}@portal.example",
            f"returns+{number}@portal.example",
            f"{true}.evil.example",
        ):
            assert actions.take_in(shapes.postfix(address, ANA, GONE)) == Taken.FOREIGN
    assert not ReturnedMail.objects.exists()
    assert not Suppression.objects.exists()
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.SENT


def test_the_code_of_one_message_says_nothing_of_another_and_old_keys_are_honoured(
    settings: Settings,
) -> None:
    delivery, other = sent(), sent("ben@ministry.example")
    mixed = path_of(delivery).split("-")[0] + "-" + path_of(other).split("-")[1]
    assert actions.take_in(shapes.postfix(mixed, ANA, GONE)) == Taken.FOREIGN
    message = returned(delivery)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "y" * 50
    assert actions.take_in(message) == Taken.HARD


def test_a_code_works_for_thirty_days() -> None:
    delivery = sent()
    message = returned(delivery)
    Delivery.objects.update(due_at=F("due_at") - timedelta(days=31))
    assert actions.take_in(message) == Taken.FOREIGN


def test_a_mail_that_only_quotes_our_message_waits_for_somebody_who_decides(desk: Client) -> None:
    delivery = sent()
    quoting = shapes.postfix("network@portal.example", ANA, GONE) + delivery.message_id.encode()
    assert actions.take_in(quoting) == Taken.WAITING
    assert stopped() == set()
    one = ReturnedMail.objects.get()
    assert "User unknown" in desk.get(f"{PAGE}{one.pk}/").content.decode()
    desk.post(f"{PAGE}{one.pk}/", {"verdict": "hard"})
    one.refresh_from_db()
    assert (stopped(), bytes(one.content), str(one.decided_by)) == ({ANA}, b"", "editor@example.org")
    assert desk.get(f"{PAGE}{one.pk}/").status_code == 404
    assert Entry.objects.filter(act="address_stopped", details={"address": ANA}).count() == 1


def test_a_mail_that_waits_can_be_found_harmless(desk: Client) -> None:
    person = f"From: {ANA}\r\nTo: {path_of(sent())}\r\nSubject: Who?\r\n\r\nPlease call.\r\n"
    assert actions.take_in(person.encode()) == Taken.WAITING
    desk.post(f"{PAGE}{ReturnedMail.objects.get().pk}/", {"verdict": "none"})
    assert not ReturnedMail.objects.waiting().exists()
    assert stopped() == set()


def test_staff_hand_in_saved_mails_and_are_told_what_each_meant(desk: Client) -> None:
    files = [io.BytesIO(returned(sent(), answer)) for answer in (GONE, SPAM)]
    files.append(io.BytesIO(b"From: x@example.org\r\n\r\nAn invoice"))
    for number, file in enumerate(files):
        file.name = f"{number}.eml"
    page = desk.post(PAGE, {"mails": files}, follow=True).content.decode()
    assert "1 message: The address does not work" in page
    assert "1 message: The message was refused, not the address" in page
    assert "1 message: It names no message of the portal: nothing was changed." in page
    assert desk.post(PAGE, {"mails": ""}).status_code == 422


def test_staff_stop_mail_to_an_address_and_let_it_have_mail_again(desk: Client) -> None:
    desk.post(f"{PAGE}stop/", {"address": "Ana@Ministry.example", "reason": "The ministry telephoned"})
    assert stopped() == {ANA}
    assert "The ministry telephoned" in desk.get("/desk/mail/").content.decode()
    desk.post(f"/desk/mail/addresses/{Suppression.objects.get().pk}/lift/")
    assert stopped() == set()


def test_the_command_takes_one_message_or_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    message = returned(sent())
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(message)))
    call_command("ingest_bounce")
    assert capsys.readouterr().out == "hard\n"
    (tmp_path / "1.eml").write_bytes(message)
    (tmp_path / "2.eml").write_bytes(returned(sent("ben@ministry.example"), SPAM))
    (tmp_path / "notes.txt").write_bytes(returned(sent("eve@ministry.example")))
    call_command("ingest_bounce", "--folder", str(tmp_path))
    counts = dict(line.split() for line in capsys.readouterr().out.splitlines())
    assert counts == {
        "hard": "0", "soft": "0", "content": "1", "waiting": "0", "nothing": "0",
        "typed": "0", "again": "1", "foreign": "0"
    }  # fmt: skip


def test_a_server_may_name_the_signed_address_beside_the_message() -> None:
    delivery = sent()
    message = shapes.postfix("undisclosed-recipients:;", ANA, GONE)
    assert actions.take_in(message) == Taken.FOREIGN
    assert actions.take_in(message, envelope_recipient=path_of(delivery)) == Taken.HARD


def test_the_secretariat_is_warned_once_a_day() -> None:
    User.objects.create_user("editor@example.org", role=Role.EDITOR)
    for name in ("ana", "ben"):
        actions.take_in(returned(sent(f"{name}@ministry.example")))
    assert list(Delivery.objects.filter(letter__stream=ALARM).values_list("address", flat=True)) == [
        "editor@example.org"
    ]


def test_what_came_back_is_kept_for_a_year_and_what_waits_until_it_is_read() -> None:
    actions.take_in(returned(sent()))
    person = f"From: {ANA}\r\nTo: {path_of(sent())}\r\nSubject: Who?\r\n\r\nPlease call.\r\n"
    actions.take_in(person.encode())
    assert actions.purge_returned() == 0
    ReturnedMail.objects.update(received_at=F("received_at") - timedelta(days=366))
    assert actions.purge_returned() == 1
    assert ReturnedMail.objects.get().verdict == Verdict.UNREADABLE


def test_what_comes_back_from_an_address_that_a_visitor_mistyped_concerns_nobody() -> None:
    User.objects.create_user("editor@example.org", role=Role.EDITOR)
    delivery = mail.post(to=ANA, subject="Confirm", text="x", stream=CONFIRMATION)
    assert actions.take_in(returned(delivery)) == Taken.TYPED
    assert stopped() == set()
    assert not ReturnedMail.objects.exists()
    assert not Delivery.objects.filter(stream=ALARM).exists()


# What only quotes a message -----------------------------------------------------------------------


def quoting(delivery: Delivery, number: int = 0) -> bytes:
    return f"From: somebody{number}@example.org\r\n\r\n{delivery.message_id}".encode()


def wait_already(delivery: Delivery, number: int) -> None:
    ReturnedMail.objects.bulk_create(
        ReturnedMail(
            digest=f"{each:064}",
            delivery=delivery,
            address=delivery.address,
            verdict=Verdict.UNREADABLE,
            is_signed=False,
        )
        for each in range(number)
    )


def test_at_most_five_hundred_that_only_quote_wait_and_signed_ones_all_the_same(
    caplog: pytest.LogCaptureFixture,
) -> None:
    delivery = sent()
    wait_already(delivery, 499)
    assert actions.take_in(quoting(delivery, 1)) == Taken.WAITING
    assert actions.take_in(quoting(delivery, 2)) == Taken.FOREIGN
    assert "500 wait already" in caplog.text
    signed = return_path_of(delivery.pk, delivery.message_id)
    person = f"From: {ANA}\r\nTo: {signed}\r\nSubject: Who?\r\n\r\nPlease call.\r\n"
    assert actions.take_in(person.encode()) == Taken.WAITING


def test_of_a_thousand_quoted_names_the_first_twenty_are_looked_for() -> None:
    delivery = sent()
    host = delivery.message_id.strip("<>").split("@")[1]
    others = [f"<00000000-0000-4000-8000-{number:012x}@{host}>" for number in range(20)]
    late = "\r\n".join([*others, delivery.message_id])
    assert actions.take_in(f"From: x@example.org\r\n\r\n{late}".encode()) == Taken.FOREIGN
    early = "\r\n".join([*others[1:], delivery.message_id])
    assert actions.take_in(f"From: x@example.org\r\n\r\n{early}".encode()) == Taken.WAITING


@pytest.mark.parametrize(("days", "number"), [(89, 0), (91, 1)])
def test_what_waits_and_only_quotes_goes_after_ninety_days(days: int, number: int) -> None:
    actions.take_in(quoting(sent()))
    ReturnedMail.objects.update(received_at=F("received_at") - timedelta(days=days))
    assert actions.purge_returned() == number


def test_what_waits_is_shown_page_by_page_beside_the_list_of_all(desk: Client) -> None:
    wait_already(sent(), 60)
    page = desk.get(PAGE)
    assert (len(page.context["waiting"]), len(page.context["page"])) == (50, 50)
    assert "?waiting=2" in page.content.decode()
    page = desk.get(f"{PAGE}?waiting=2")
    assert (len(page.context["waiting"]), page.context["page"].number) == (10, 1)
    assert "?waiting=2&amp;page=2" in page.content.decode()


def test_a_message_id_is_found_by_an_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = 'mail_delivery'")
        assert any("(message_id)" in definition for (definition,) in cursor.fetchall())


def test_an_answer_with_a_control_character_in_it_is_taken_in_without_it() -> None:
    assert actions.take_in(returned(sent(), "550 5.1.1 User \0un\x7fknown")) == Taken.HARD
    assert ReturnedMail.objects.get().reason == GONE
