"""Staff write to those whom a list names: fixed when written, looked at, sent once, taken back."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.messages.models import Message
from network.models import Appointment
from network.rounds.actions.opening import close_round
from network.rounds.models import Round
from nfp_portal.accounts.models import Role, User
from nfp_portal.audit.models import Act, Entry, ReadCount
from nfp_portal.mail.actions import withdraw
from nfp_portal.mail.models import EVERY_STREAM, Delivery, DeliveryState
from nfp_portal.turns.listing import turns_for
from tests.factories.accounts import make_user
from tests.factories.dispatches import let_the_minute_pass
from tests.factories.files import PDF
from tests.factories.network import make_appointment, make_person
from tests.factories.rounds import open_round

pytestmark = pytest.mark.django_db

LIST = "/network/write/?q=muster"


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.REQUIRE_MFA = False


@pytest.fixture
def editor() -> User:
    return make_user(Role.EDITOR)


@pytest.fixture
def approver() -> User:
    return make_user(Role.APPROVER)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def desk(editor: User) -> Client:
    return signed_in(editor)


def make_focal_points(*codes: str) -> None:
    for number, code in enumerate(codes):
        person = make_person(
            code, family_name="Muster", given_name=f"Anna {number}", email=f"anna{number}@example.org"
        )
        make_appointment(code, person=person)


def write(desk: Client, address: str = LIST, **typed: Any) -> str:
    """Write a message to all that the form offers; return the address of its page."""
    form = desk.get(address).context["form"]
    sent = {"key": str(form["key"].value()), "revision": "1", "language": "en"}
    sent |= {"subject": "Bus 7", "text": "It leaves at **ten**.\nAt {{time}}."}
    chosen = [value for value, _name in form.fields["chosen"].choices]
    return str(desk.post(address, sent | {"chosen": chosen} | typed).headers["Location"])


def addresses() -> set[str]:
    return {each.address for each in Delivery.objects.all()}


def test_three_clicks_lead_from_the_list_to_the_letters(desk: Client) -> None:
    make_focal_points("AT", "FR")
    make_appointment("DE", person=make_person("DE", family_name="Other"))
    listed = desk.get("/network/?q=muster")
    assert "Write to these 2" in listed.content.decode()
    page = write(desk)
    assert desk.get(page).context["review"].status == "Not sent. It goes to 2 addresses."
    assert not Delivery.objects.exists()
    for _click in range(2):
        desk.post(page, {"act": "send"})
    assert addresses() == {"anna0@example.org", "anna1@example.org"}
    assert Delivery.objects.count() == 2
    [sent] = Entry.objects.filter(act=Act.RELEASE)
    assert sent.details == {"recipients": 2}


def test_the_form_sent_twice_makes_one_message(desk: Client) -> None:
    make_focal_points("AT")
    form = desk.get(LIST).context["form"]
    sent = {"key": str(form["key"].value()), "revision": "1", "language": "en", "subject": "Bus", "text": "7"}
    sent["chosen"] = form.fields["chosen"].choices[0][0]
    first, second = (desk.post(LIST, sent).headers["Location"] for _click in range(2))
    assert first == second
    assert Message.objects.get().recipients.count() == 1


def test_each_reads_why_in_the_own_language_and_the_text_as_it_was_written(desk: Client) -> None:
    make_focal_points("AT", "FR")
    french = make_person("NL", family_name="Muster", email="french@example.org", languages=["fr"])
    make_appointment("NL", person=french)
    desk.post(write(desk), {"act": "send"})
    reasons = {each.address: each.slots["reason"] for each in Delivery.objects.all()}
    assert reasons["anna0@example.org"] == "You receive this as focal point of Austria."
    assert "Pays-Bas" in reasons["french@example.org"]
    letters = {each.letter.language: each.letter for each in Delivery.objects.select_related("letter")}
    assert set(letters) == {"en", "fr"}
    for letter in letters.values():
        assert "It leaves at ten.\nAt { {time}}." in letter.text
        assert "<strong>ten</strong>" in letter.html
        assert '<div lang="en">' in letter.html
        assert "{{reason}}" in letter.html


def test_the_list_is_fixed_when_it_is_written(desk: Client) -> None:
    make_focal_points("AT", "FR")
    form = desk.get(LIST).context["form"]
    [first, _second] = [value for value, _name in form.fields["chosen"].choices]
    page = write(desk, chosen=[first])
    make_appointment("DE", person=make_person("DE", family_name="Muster", email="later@example.org"))
    statuses = {line.name: line.status for line in desk.get(page).context["review"].lines}
    assert statuses == {
        "Anna 0 MUSTER, Austria": "to be written to",
        "Anna 1 MUSTER, France": "left out by hand",
    }
    desk.post(page, {"act": "send"})
    assert addresses() == {"anna0@example.org"}


def test_refused_and_missing_addresses_are_skipped_and_named(desk: Client) -> None:
    make_focal_points("AT", "FR")
    make_appointment("DE", person=make_person("DE", family_name="Muster", given_name="No", email=""))
    withdraw("anna1@example.org", EVERY_STREAM, "550 no such user")
    shown = desk.get(LIST)
    assert sorted(shown.context["unreached"]) == [
        "Anna 1 MUSTER, France: the address refuses mail or wants none",
        "No MUSTER, Germany: no address is recorded",
    ]
    page = write(desk)
    desk.post(page, {"act": "send"})
    assert addresses() == {"anna0@example.org"}
    assert Message.objects.get().number == 1


def test_an_address_refused_since_it_was_written_gets_nothing(desk: Client) -> None:
    make_focal_points("AT", "FR")
    page = write(desk)
    withdraw("anna0@example.org", EVERY_STREAM, "550 no such user")
    desk.post(page, {"act": "send"})
    assert addresses() == {"anna1@example.org"}


def test_a_person_and_an_address_get_one_copy(desk: Client) -> None:
    person = make_person("AT", family_name="Muster", email="anna@example.org")
    make_appointment("AT", person=person)
    make_appointment("FR", person=person)
    assert len(desk.get(LIST).context["form"].fields["chosen"].choices) == 1
    desk.post(write(desk), {"act": "send"})
    assert Delivery.objects.count() == 1


def test_a_message_is_taken_back_within_the_minute_changed_and_sent(desk: Client) -> None:
    make_focal_points("AT")
    page = write(desk)
    desk.post(page, {"act": "send"})
    assert not Delivery.objects.due().exists()
    desk.post(f"{page}undo/")
    assert Delivery.objects.get().state == DeliveryState.WITHDRAWN
    message = Message.objects.get()
    changed = {"revision": message.revision, "subject": "Bus 8", "text": "Later.", "language": "en"}
    chosen = [each.pk for each in message.recipients.all()]
    assert desk.post(f"{page}edit/", changed | {"chosen": chosen}).status_code == 302
    desk.post(page, {"act": "send"})
    let_the_minute_pass()
    assert [each.letter.subject for each in Delivery.objects.due().select_related("letter")] == ["Bus 8"]


def test_after_the_minute_nothing_is_taken_back(desk: Client) -> None:
    make_focal_points("AT")
    page = write(desk)
    desk.post(page, {"act": "send"})
    Message.objects.update(sent_at="2026-01-01T12:00Z")
    answer = desk.post(f"{page}undo/", follow=True)
    assert "It has left: it can no longer be taken back." in answer.content.decode()
    assert Delivery.objects.get().state == DeliveryState.WAITING


def test_above_fifty_addresses_a_second_person_approves(desk: Client, editor: User, approver: User) -> None:
    make_focal_points(*["AT"] * 51)
    page = write(desk)
    desk.post(page, {"act": "send"})
    assert not Delivery.objects.exists()
    desk.post(page, {"act": "submit"})
    desk.post(page, {"act": "send"})
    assert [turn.item.verb for turn in turns_for(approver).shown] == ["Approve the message “Bus 7”"]
    assert turns_for(editor).number == 0
    desk.post(f"{page}approve/", {"decision": "approve"})
    assert not Delivery.objects.exists()
    second = signed_in(approver)
    assert "Focal points: muster, 51 addresses" in second.get(f"{page}approve/").content.decode()
    second.post(f"{page}approve/", {"decision": "approve", "fingerprint": "1"})
    assert Delivery.objects.count() == 51


def test_only_what_the_approver_read_is_sent(desk: Client, approver: User) -> None:
    make_focal_points(*["AT"] * 51)
    page = write(desk)
    desk.post(page, {"act": "submit"})
    second = signed_in(approver)
    read = second.get(f"{page}approve/").context["fingerprint"]
    signed_in(make_user(Role.APPROVER)).post(f"{page}approve/", {"decision": "send_back", "remark": "No."})
    chosen = [each.pk for each in Message.objects.get().recipients.all()]
    changed = {"revision": 1, "subject": "Bus 8", "text": "Another.", "language": "en", "chosen": chosen}
    desk.post(f"{page}edit/", changed)
    desk.post(page, {"act": "submit"})
    answer = second.post(f"{page}approve/", {"decision": "approve", "fingerprint": read}, follow=True)
    assert "It was changed while you read it." in answer.content.decode()
    assert not Delivery.objects.exists()


def test_who_wrote_it_does_not_approve_what_another_submitted(desk: Client, approver: User) -> None:
    make_focal_points(*["AT"] * 51)
    writer = signed_in(approver)
    page = write(writer)
    desk.post(page, {"act": "submit"})
    assert "You wrote this message" in writer.get(f"{page}approve/").content.decode()
    assert turns_for(approver).number == 0
    answer = writer.post(f"{page}approve/", {"decision": "approve", "fingerprint": "1"}, follow=True)
    assert "You cannot decide about this message." in answer.content.decode()
    assert not Delivery.objects.exists()


def test_fifty_addresses_need_no_second_person(desk: Client) -> None:
    make_focal_points(*["AT"] * 50)
    desk.post(write(desk), {"act": "send"})
    assert Delivery.objects.count() == 50


def test_what_is_sent_back_shows_the_remark_and_can_be_changed(desk: Client, approver: User) -> None:
    make_focal_points(*["AT"] * 51)
    page = write(desk)
    desk.post(page, {"act": "submit"})
    second = signed_in(approver)
    assert second.post(f"{page}approve/", {"decision": "send_back"}).status_code == 422
    second.post(f"{page}approve/", {"decision": "send_back", "remark": "Say which stop."})
    assert not Delivery.objects.exists()
    assert "Say which stop." in desk.get(page).content.decode()


def test_what_is_sent_back_is_the_turn_of_who_submitted_it_until_it_is_submitted_again(
    desk: Client, editor: User, approver: User
) -> None:
    make_focal_points(*["AT"] * 51)
    page = write(desk)
    desk.post(page, {"act": "submit"})
    form = {"decision": "send_back", "remark": "Say which stop."}
    signed_in(approver).post(f"{page}approve/", form)
    [turn] = turns_for(editor).shown
    assert (turn.item.title, turn.item.about) == ("Bus 7", "Sent back: Say which stop.")
    assert (turn.item.verb, turn.item.url) == ("Revise the message “Bus 7”", page)
    assert turns_for(approver).number == turns_for(make_user(Role.EDITOR)).number == 0
    desk.post(page, {"act": "submit"})
    assert turns_for(editor).number == 0
    assert [each.item.verb for each in turns_for(approver).shown] == ["Approve the message “Bus 7”"]
    signed_in(approver).post(f"{page}approve/", form)
    desk.post(page, {"act": "discard"})
    assert turns_for(editor).number == 0


def test_a_test_goes_to_oneself_with_the_file(desk: Client, editor: User) -> None:
    make_focal_points("AT")
    page = write(desk, file=SimpleUploadedFile("plan.pdf", PDF), replies_to_writer="on")
    desk.post(page, {"act": "test"})
    delivery = Delivery.objects.select_related("letter__attachment").get()
    assert delivery.address == editor.email
    assert delivery.letter.attachment.name == "plan.pdf"
    assert delivery.letter.headers["Reply-To"] == editor.email
    attached: Any = desk.get(f"{page}file/")
    assert b"".join(attached.streaming_content) == PDF


def test_two_editors_at_one_draft_lose_nothing(desk: Client) -> None:
    make_focal_points("AT")
    page = write(desk)
    chosen = [each.pk for each in Message.objects.get().recipients.all()]
    changed = {"revision": 1, "subject": "Bus 8", "text": "Later.", "language": "en", "chosen": chosen}
    assert desk.post(f"{page}edit/", changed).headers["Location"] == page
    assert desk.post(f"{page}edit/", changed | {"subject": "Bus 9"}).status_code == 409
    assert Message.objects.get().subject == "Bus 8"
    desk.post(page, {"act": "discard"})
    assert not Message.objects.exists()


def test_the_previews_hold_the_mail_and_nothing_fetched(desk: Client) -> None:
    make_focal_points("AT")
    page = write(desk)
    light, dark = (desk.get(f"{page}letter/en/{look}/").content.decode() for look in ("light", "dark"))
    assert "You receive this as focal point of Austria." in light
    assert light != dark
    assert desk.get(f"{page}letter/en/blue/").status_code == 404
    assert desk.get(f"{page}letter/fr/light/").status_code == 404


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.DELEGATION, Role.ADMINISTRATOR])
def test_nobody_but_editors_and_approvers_writes(role: Role, desk: Client) -> None:
    make_focal_points("AT")
    page = write(desk)
    other = signed_in(make_user(role))
    assert "Write to" not in other.get("/network/?q=muster").content.decode()
    for address in (LIST, page, f"{page}edit/", f"{page}file/", f"{page}letter/en/light/", "/messages/"):
        assert other.get(address).status_code == 404
    assert other.post(page, {"act": "send"}).status_code == 404
    assert not Delivery.objects.exists()


def test_a_past_day_cannot_be_written_to(desk: Client) -> None:
    make_focal_points("AT")
    assert "Write to" not in desk.get("/network/?on=2021-01-01").content.decode()
    assert desk.get("/network/write/?on=2021-01-01").status_code == 404


def test_the_silent_of_a_round_are_written_to_from_its_board(desk: Client) -> None:
    make_focal_points("AT", "FR", "DE")
    opened = open_round("AT", "FR")
    board = desk.get(f"{opened.get_absolute_url()}?show=silent").context["board"]
    assert board.write_label == "Write to these 2"
    page = write(desk, board.write_url)
    before = addresses()
    desk.post(page, {"act": "send"})
    assert Message.objects.get().about == f"{opened.title}: Silent"
    written = Delivery.objects.filter(letter__subject="Bus 7")
    assert {each.address for each in written} == {"anna0@example.org", "anna1@example.org"}
    assert before <= addresses()


def test_whose_appointment_has_ended_is_not_written_to_from_a_board(desk: Client) -> None:
    make_focal_points("AT", "FR")
    opened = open_round("AT", "FR")
    Appointment.objects.filter(state__iso2="AT").update(
        ends_on=timezone.localdate(), end_reason="left_service"
    )
    everybody = f"{opened.get_absolute_url()}?show=all"
    assert desk.get(everybody).context["board"].write_label == "Write to this one"
    over = desk.get(f"{opened.get_absolute_url()}?show=over").context["board"]
    assert (len(over.lines), over.write_url) == (1, "")
    desk.post(write(desk, f"{opened.get_absolute_url()}write/?show=all"), {"act": "send"})
    written = Delivery.objects.filter(letter__subject="Bus 7")
    assert {each.address: each.slots["reason"] for each in written} == {
        "anna1@example.org": "You receive this as focal point of France.",
    }


def test_who_left_after_a_round_was_closed_is_not_written_to_from_its_board(desk: Client) -> None:
    make_focal_points("AT", "FR")
    opened = open_round("AT", "FR")
    close_round(opened.key)
    before = timezone.now() - timedelta(days=30)
    Round.objects.update(opened_at=before - timedelta(days=30), closed_at=before)
    Appointment.objects.filter(state__iso2="AT").update(
        ends_on=timezone.localdate(), end_reason="left_service"
    )
    assert desk.get(opened.get_absolute_url()).context["board"].write_label == "Write to this one"


def test_those_a_board_names_to_write_to_count_as_read(desk: Client, editor: User) -> None:
    make_focal_points("AT", "FR")
    opened = open_round("AT", "FR")
    desk.get(f"{opened.get_absolute_url()}write/?show=all")
    people = {each.person_id for each in Appointment.objects.all()}
    assert set(ReadCount.objects.get(account=editor).listed) == people
    ReadCount.objects.filter(account=editor).update(listed=list(range(10_000, 11_000)))
    assert desk.get(f"{opened.get_absolute_url()}write/?show=all").status_code == 429


def test_the_pages_cost_the_same_queries_for_two_and_for_forty(desk: Client) -> None:
    def costs() -> list[int]:
        page = write(desk)
        numbers = []
        for address in (LIST, page, f"{page}edit/", "/messages/"):
            desk.get(address)
            with CaptureQueriesContext(connection) as queries:
                desk.get(address)
            numbers.append(len(queries))
        return numbers

    make_focal_points("AT", "FR")
    few = costs()
    for number in range(40):
        person = make_person("DE", family_name="Muster", email=f"more{number}@example.org")
        make_appointment("DE", person=person)
    assert costs() == few
