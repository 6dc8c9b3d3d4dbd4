"""One letter in several versions: each recipient reads one, and nobody gets two."""

import pytest
from django.db.models import Case, TextField, Value, When
from django.db.models.functions import Cast, JSONObject

from nfp_portal.accounts.models import User
from nfp_portal.mail import actions, sender
from nfp_portal.mail.models import Delivery, DeliveryState, Letter, Version
from tests.mail.scripted import Relay
from tests.mail.test_outbox import newsletter, parsed, readers

pytestmark = pytest.mark.django_db
LINK = "https://portal.example.org/1/"


def russian() -> Version:
    return Version(
        name="ru",
        language="ru",
        subject="Выпуск 12",
        text="Привет\n{{unsubscribe_url}}\n",
        html="<p>Привет</p>",
    )


def address(letter: Letter, version: str, *emails: str) -> int:
    """Address the letter to these in the version, to all others as it is."""
    named = Case(When(email__in=emails, then=Value(version)), default=Value(""))
    slots = JSONObject(unsubscribe_url=Value(LINK))
    rows = User.objects.filter(email__contains="reader").order_by("pk")
    return actions.address_to(letter, rows.values_list(Cast("pk", TextField()), "email", slots, named))


def test_each_recipient_reads_the_version_that_the_delivery_names(relay: Relay) -> None:
    readers(3)
    address(newsletter(versions=[russian()]), "ru", "reader1@example.org")
    sender.dispatch()
    sent = {message["To"]: message for message in map(parsed, relay.messages)}
    assert {to: (each["Subject"], each["Content-Language"]) for to, each in sent.items()} == {
        "reader0@example.org": ("Issue 12", "en"),
        "reader1@example.org": ("Выпуск 12", "ru"),
        "reader2@example.org": ("Issue 12", "en"),
    }
    text = next(sent["reader1@example.org"].iter_parts()).get_content()
    assert text.replace("\r\n", "\n") == f"Привет\n{LINK}\n"
    assert sent["reader1@example.org"]["List-Unsubscribe"] == f"<{LINK}>"


def test_who_has_one_version_gets_no_other() -> None:
    readers(3)
    letter = newsletter(versions=[russian()])
    assert address(letter, "ru", "reader1@example.org") == 3
    assert address(letter, "ru", "reader0@example.org", "reader2@example.org") == 0
    assert actions.counts(letter)["recipients"] == 3


def test_what_holds_a_letter_holds_its_versions(relay: Relay) -> None:
    readers(2)
    letter = newsletter(versions=[russian()])
    address(letter, "ru", "reader1@example.org")
    actions.cancel(letter)
    sender.dispatch()
    assert relay.messages == []
    assert actions.counts(letter)["withdrawn"] == 2


def test_a_version_that_the_letter_does_not_have_fails_alone(relay: Relay) -> None:
    readers(2)
    address(newsletter(versions=[russian()]), "fr", "reader1@example.org")
    sender.dispatch()
    assert [parsed(message)["To"] for message in relay.messages] == ["reader0@example.org"]
    failed = Delivery.objects.get(state=DeliveryState.FAILED)
    assert (failed.address, failed.last_reply) == ("reader1@example.org", "The letter has no version fr.")


def test_the_seal_of_a_letter_is_over_its_versions() -> None:
    plain, both = newsletter(), newsletter(versions=[russian()])
    other = russian()
    other.text = "Пока\n"
    assert len({plain.sha256, both.sha256, newsletter(versions=[other]).sha256}) == 3


def test_a_letter_with_a_key_keeps_the_versions_it_was_frozen_with() -> None:
    other = russian()
    other.subject = "Выпуск 13"
    letter = newsletter(key="issue-12", versions=[russian()])
    assert newsletter(key="issue-12", versions=[other]) == letter
    assert [version.subject for version in letter.versions.all()] == ["Выпуск 12"]
