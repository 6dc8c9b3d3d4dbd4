"""What was written is in the history of whom it was written to, and is kept for two years."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from network.messages.actions.retention import purge_messages
from network.messages.models import Message
from network.models import Person
from nfp_portal.accounts.models import Role, User
from nfp_portal.front.personal import record_of
from nfp_portal.mail.models import Delivery, DeliveryState
from tests.factories.accounts import make_user
from tests.factories.network import make_appointment, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(settings: Any) -> Client:
    settings.REQUIRE_MFA = False
    client = Client()
    client.force_login(make_user(Role.EDITOR))
    return client


@pytest.fixture
def person() -> Person:
    user = make_user()
    person = make_person("AT", family_name="Muster", email="anna@example.org", user=user)
    make_appointment("AT", person=person)
    return person


def account_of(person: Person) -> User:
    assert person.user is not None
    return person.user


def sent(desk: Client, subject: str = "Bus 7") -> Message:
    address = "/network/write/?q=muster"
    form = desk.get(address).context["form"]
    typed: dict[str, Any] = {"key": str(form["key"].value()), "revision": "1", "subject": subject}
    typed |= {
        "language": "en",
        "text": "At ten.",
        "chosen": [value for value, _name in form.fields["chosen"].choices],
    }
    page = desk.post(address, typed).headers["Location"]
    desk.post(page, {"act": "send"})
    return Message.objects.get(subject=subject)


def test_the_history_of_an_entry_says_who_wrote_what_as_which(desk: Client, person: Person) -> None:
    message = sent(desk)
    [step] = desk.get(person.get_absolute_url()).context["history"]
    assert step.heading == "<p><strong>Message, as focal point of Austria</strong>: Bus 7</p>"
    assert step.by == str(message.by)
    assert step.at == message.sent_at


def test_the_own_history_shows_it_and_another_focal_point_reads_none(desk: Client, person: Person) -> None:
    sent(desk)
    own, other = Client(), Client()
    own.force_login(account_of(person))
    other.force_login(make_user())
    assert "Bus 7" in own.get("/me/").content.decode()
    assert "Bus 7" not in other.get(person.get_absolute_url()).content.decode()


def test_the_page_of_the_state_lists_it_for_the_secretariat_alone(desk: Client, person: Person) -> None:
    message = sent(desk)
    assert "Bus 7" in desk.get("/states/AT/").content.decode()
    assert "Bus 7" not in desk.get("/states/FR/").content.decode()
    for reader in (Client(), Client()):
        assert message.subject not in reader.get("/states/AT/").content.decode()
    focal_point = Client()
    focal_point.force_login(account_of(person))
    assert message.subject not in focal_point.get("/states/AT/").content.decode()


def test_what_was_taken_back_is_in_no_history(desk: Client, person: Person) -> None:
    message = sent(desk)
    desk.post(f"{message.get_absolute_url()}undo/")
    assert "Bus 7" not in desk.get(person.get_absolute_url()).content.decode()
    assert "Bus 7" not in desk.get("/states/AT/").content.decode()


def test_the_list_counts_what_became_of_the_copies(desk: Client, person: Person) -> None:
    sent(desk)
    assert "1 waits" in desk.get("/messages/").content.decode()
    Delivery.objects.update(state=DeliveryState.FAILED)
    assert "0 sent, 1 did not arrive" in desk.get("/messages/").content.decode()


def test_drafts_go_after_a_month_and_sent_messages_after_two_years(desk: Client, person: Person) -> None:
    old, new = sent(desk, "Old"), sent(desk, "New")
    Message.objects.filter(pk=old.pk).update(sent_at=timezone.now() - timedelta(days=731))
    Message.objects.filter(pk=new.pk).update(sent_at=timezone.now() - timedelta(days=729))
    assert purge_messages() == 1
    assert Message.objects.get() == new
    assert Delivery.objects.count() == 2


def test_the_record_of_a_person_names_what_was_written_to_them(desk: Client, person: Person) -> None:
    sent(desk)
    record = record_of("anna@example.org")
    assert [row["address"] for row in record["on lists of messages"]] == ["anna@example.org"]
