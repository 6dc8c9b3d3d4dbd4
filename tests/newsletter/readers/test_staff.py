"""The editors' list of readers: found by address, State or reason; added with a consent; exported; lifted."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from network.models import Contact
from newsletter.readers import actions as subscribing
from newsletter.readers.models import Consent, Reader, SubscriptionState
from newsletter.readers.reasons import receiving, update_readers
from nfp_portal.accounts.models import User
from nfp_portal.audit.models import Act, Entry
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import EVERY_STREAM, Delivery, Suppression
from tests.factories.network import make_appointment, make_person, state
from tests.factories.newsletter import make_editor, make_subscription

pytestmark = pytest.mark.django_db
PAGE = "/newsletter/readers/"


@pytest.fixture
def editor() -> User:
    return make_editor()


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def shown(desk: Client, query: str = "") -> list[str]:
    """Return the addresses of the page that this query shows."""
    return [reader.address for reader in desk.get(f"{PAGE}{query}").context["page"].object_list]


@pytest.fixture
def four() -> None:
    """A focal point of Austria, the delegation of Finland, a subscriber and one who opted out."""
    make_appointment("AT", person=make_person("AT", email="anna@example.org", family_name="Muster"))
    Contact.objects.create(state=state("FI"), address="delegation@example.org")
    make_subscription("reader@example.org", language="ru")
    make_subscription("left@example.org", state=SubscriptionState.ENDED)
    update_readers()


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("query", "addresses"),
    [
        ("?q=austria", ["anna@example.org"]),
        ("?q=Finland", ["delegation@example.org"]),
        ("?q=muster", ["anna@example.org"]),
        ("?q=reader@", ["reader@example.org"]),
        ("?reason=appointment", ["anna@example.org"]),
        ("?reason=delegation", ["delegation@example.org"]),
        ("?reason=subscription&status=receives", ["reader@example.org"]),
        ("?status=opted-out", ["left@example.org"]),
        ("?language=ru", ["reader@example.org"]),
    ],
)
def test_readers_are_found_by_address_name_state_reason_status_and_language(
    desk: Client, query: str, addresses: list[str]
) -> None:
    assert shown(desk, query) == addresses


@pytest.mark.usefixtures("four")
def test_the_page_says_why_and_counts_by_reason_and_language(desk: Client) -> None:
    page = desk.get(PAGE)
    assert page.context["numbers"] == [
        ("Focal points", 1),
        ("Delegations and organisations", 1),
        ("Subscribers", 1),
        ("Groups", 0),
    ]
    assert page.context["languages"] == "English 2, Russian 1"
    text = page.content.decode()
    for phrase in ("Focal point of Austria", "Recorded for Finland", "Opted out on"):
        assert phrase in text


def test_a_reader_is_added_with_the_words_and_the_day_of_the_consent(desk: Client, editor: User) -> None:
    typed = {"address": "new@example.org", "language": "it", "source": "E-mail of 3 May", "day": "2026-05-03"}
    desk.post(f"{PAGE}add/", typed)
    reader = Reader.objects.get()
    assert (reader.subscription, reader.language, reader.consent) == ("active", "it", Consent.STAFF)
    assert (reader.consent_source, reader.consent_entered_by) == ("E-mail of 3 May", editor)
    welcome = Delivery.objects.select_related("letter").get()
    assert (welcome.address, welcome.letter.language) == ("new@example.org", "it")
    assert f"E-mail of 3 May (3 May 2026, entered by {editor}" in desk.get(PAGE).content.decode()


@pytest.mark.parametrize("missing", ["source", "day"])
def test_without_its_words_or_its_day_no_consent_is_entered(desk: Client, missing: str) -> None:
    typed = {"address": "new@example.org", "language": "en", "source": "Letter", "day": "2026-05-03"}
    assert desk.post(f"{PAGE}add/", typed | {missing: ""}).status_code == 422
    assert not Reader.objects.exists()


@pytest.mark.parametrize("days", [0, 1])
def test_who_opted_out_is_not_added_by_a_consent_of_that_day_or_before(desk: Client, days: int) -> None:
    reader = make_subscription("left@example.org", state=SubscriptionState.ENDED)
    before = f"{timezone.localdate() - timedelta(days=days):%Y-%m-%d}"
    typed = {"address": reader.address, "language": "en", "source": "Letter", "day": before}
    page = desk.post(f"{PAGE}add/", typed)
    assert page.status_code == 422
    assert "Its owner opted out on the day of this consent or after it." in page.content.decode()
    reader.refresh_from_db()
    assert reader.subscription == SubscriptionState.ENDED


def test_a_suppression_says_why_and_is_lifted_on_record(desk: Client, editor: User) -> None:
    reader = make_subscription("refused@example.org")
    mail.withdraw(reader.address, EVERY_STREAM, "550 5.1.1 no such mailbox")
    page = desk.get(f"{PAGE}?status=refused").content.decode()
    assert "550 5.1.1 no such mailbox" in page
    assert "Does not work since" in page
    desk.post(f"{PAGE}{reader.pk}/lift/")
    assert not Suppression.objects.exists()
    assert list(receiving()) == [reader]
    assert Entry.objects.get(act=Act.SUPPRESSION_LIFTED).actor_id == editor.pk


@pytest.mark.usefixtures("four")
def test_the_export_gives_what_is_shown_and_is_recorded_with_its_purpose(desk: Client) -> None:
    assert desk.get(f"{PAGE}csv/?purpose=ask").status_code == 200
    assert not Entry.objects.filter(act=Act.EXPORT).exists()
    answer = desk.get(f"{PAGE}csv/?reason=appointment&purpose=correspondence")
    receives = "Receives it"
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows == [
        ["Address", "Name", "Language", "Why", "Status", "Consent"],
        ["anna@example.org", "Muster, Anna", "English", "focal point of Austria", receives, ""],
    ]
    entry = Entry.objects.get(act=Act.EXPORT)
    assert entry.subject == "newsletter readers"
    assert entry.details is not None
    assert entry.details["reason"] == "correspondence"


@pytest.mark.parametrize("number", [1, 40])
def test_the_page_takes_as_many_queries_for_one_reader_as_for_forty(
    desk: Client, django_assert_max_num_queries: Callable[..., Any], number: int
) -> None:
    for each in range(number):
        make_appointment("AT", person=make_person("AT", email=f"person.{each}@example.org"))
    update_readers()
    desk.get(PAGE)
    with django_assert_max_num_queries(14):
        desk.get(PAGE)


def test_who_opted_out_comes_back_by_a_newer_consent_of_staff(editor: User) -> None:
    left = timezone.now() - timedelta(days=1)
    reader = make_subscription("left@example.org", state=SubscriptionState.ENDED, opted_out_at=left)
    consent = subscribing.GivenConsent("At the meeting in Vienna", timezone.localdate())
    subscribing.add(reader.address, language="en", consent=consent, by=editor)
    assert list(receiving()) == [reader]


# Who asks staff to be opted out --------------------------------------------------------------------


def opted_out(desk: Client, reader: Reader, act: str = "opt-out") -> str:
    answer = desk.post(f"{PAGE}{reader.pk}/{act}/", follow=True)
    return " ".join(answer.content.decode().split())


def test_who_asks_for_it_is_opted_out_by_staff_for_every_reason_and_that_is_undone(
    desk: Client, editor: User
) -> None:
    User.objects.filter(pk=editor.pk).update(name="Eva Redl")
    make_appointment("AT", person=make_person("AT", email="anna@example.org"))
    make_subscription("anna@example.org")
    update_readers()
    [anna] = Reader.objects.all()
    page = opted_out(desk, anna)
    assert f"{PAGE}{anna.pk}/undo-opt-out/" in page
    today = date_format(timezone.localdate(), "j F Y")
    assert f"Opted out on {today}, entered by Eva Redl" in page
    assert (list(receiving()), Suppression.objects.get().address) == ([], "anna@example.org")
    opted_out(desk, anna, "undo-opt-out")
    assert [each.address for each in receiving()] == ["anna@example.org"]
    assert not Suppression.objects.exists()
    opted_out(desk, anna, "undo-opt-out")
    acts = Entry.objects.filter(act__in=[Act.ADDRESS_STOPPED, Act.SUPPRESSION_LIFTED]).order_by("pk")
    whom = {"address": "anna@example.org", "stream": "newsletter"}
    assert list(acts.values_list("act", "actor", "details")) == [
        ("address_stopped", editor.pk, whom),
        ("suppression_lifted", editor.pk, whom),
    ]


def test_staff_do_not_take_back_what_the_owner_of_an_address_chose(desk: Client) -> None:
    by_click, by_both = make_subscription("a@example.org"), make_subscription("b@example.org")
    opted_out(desk, by_both)
    for reader in (by_click, by_both):
        subscribing.opt_out(reader.token)
        opted_out(desk, reader)
        page = opted_out(desk, reader, "undo-opt-out")
        assert f"{reader.address} opted out itself: only its owner takes that back." in page
    assert "entered by" not in page
    assert list(receiving()) == []


def test_who_was_opted_out_by_staff_comes_back_by_the_own_link_or_a_new_consent(desk: Client) -> None:
    by_link, by_consent = make_subscription("a@example.org"), make_subscription("b@example.org")
    for reader in (by_link, by_consent):
        opted_out(desk, reader)
    Reader.objects.update(opted_out_at=timezone.now() - timedelta(days=2))
    subscribing.come_back(by_link.token)
    day = f"{timezone.localdate():%Y-%m-%d}"
    form = {"address": by_consent.address, "language": "en", "source": "Letter", "day": day}
    assert desk.post(f"{PAGE}add/", form).status_code == 302
    assert sorted(each.address for each in receiving()) == ["a@example.org", "b@example.org"]


def test_an_opt_out_that_staff_entered_is_one() -> None:
    reader = make_subscription()
    with pytest.raises(IntegrityError, match="who_entered_an_opt_out_entered_one"), transaction.atomic():
        Reader.objects.filter(pk=reader.pk).update(opted_out_by=make_editor())
