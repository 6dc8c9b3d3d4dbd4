"""Who receives an issue and why: by appointment, for a delegation, by subscription; nobody twice."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override

from network.actions.merging import merge
from network.models import Appointment, Contact, EndReason, Organisation, Person
from newsletter.dispatch import actions as sending
from newsletter.models import Issue, IssueStatus
from newsletter.readers import actions as subscribing
from newsletter.readers.models import Consent, Reader, SubscriptionState
from newsletter.readers.reasons import Reason, counts, in_words, receiving, update_readers
from nfp_portal.mail import actions as mail
from nfp_portal.mail import ledger, sender
from nfp_portal.mail.models import EVERY_STREAM, Delivery, DeliveryState
from tests.factories.dispatches import claimed, end, let_the_minute_pass
from tests.factories.network import make_appointment, make_focal_point, make_person, state
from tests.factories.newsletter import fresh, make_approved_issue, make_editor, make_subscription
from tests.mail.scripted import Relay

pytestmark = pytest.mark.django_db
ANNA = "anna@example.org"
AS_FOCAL_POINT = "You receive this as focal point of Austria."
AS_SUBSCRIBER = "You receive this because this address was subscribed and confirmed."


def appoint(address: str = ANNA, iso2: str = "AT", **facts: object) -> Appointment:
    """Appoint somebody of this address, from today on unless the facts say otherwise."""
    person = Person.objects.filter(email=address).first() or make_person(iso2, email=address)
    return make_appointment(iso2, person=person, **({"starts_on": timezone.localdate()} | facts))


def dispatched() -> Issue:
    issue = make_approved_issue()
    sending.dispatch(issue.number, by=make_editor())
    let_the_minute_pass()
    return fresh(issue)


def received(issue: Issue) -> dict[str, str]:
    """Return the reasons by address, as the deliveries have them."""
    rows = Delivery.objects.filter(letter=issue.letter).values_list("address", "slots__reasons")
    return dict(rows)


def test_a_focal_point_appointed_today_receives_the_next_issue_without_doing_anything(relay: Relay) -> None:
    appoint()
    issue = dispatched()
    sender.dispatch()
    assert received(issue) == {ANNA: "appointment"}
    assert relay.recipients == [ANNA]
    assert AS_FOCAL_POINT.encode() in relay.messages[0]


def test_the_reason_names_the_states_in_the_language_of_the_copy() -> None:
    appoint(iso2="CH")
    contact = state("NL").contacts.create(address="mission@example.org")
    update_readers()
    rows = receiving().order_by("pk")
    with override("it"):
        assert list(rows.annotate(why=in_words()).values_list("address", "why")) == [
            (ANNA, "Riceve questo messaggio come punto focale: Svizzera."),
            (
                contact.address,
                "Riceve questo messaggio perché questo indirizzo è registrato per: Paesi Bassi.",
            ),
        ]


def test_whose_appointment_ended_receives_no_issue() -> None:
    today = timezone.localdate()
    appoint(starts_on=today - timedelta(days=400), ends_on=today)
    appoint("later@example.org", "FI", starts_on=today + timedelta(days=1))
    assert received(dispatched()) == {}


def test_a_focal_point_who_opted_out_receives_no_issue_and_comes_back_by_one_click() -> None:
    appoint()
    update_readers()
    reader = Reader.objects.get()
    subscribing.opt_out(reader.token)
    assert received(dispatched()) == {}
    subscribing.come_back(reader.token)
    assert received(dispatched()) == {ANNA: "appointment"}


def test_who_is_focal_point_and_subscriber_gets_one_message_that_names_both_reasons() -> None:
    make_subscription(ANNA)
    appoint()
    issue = dispatched()
    delivery = Delivery.objects.get(letter=issue.letter)
    assert delivery.slots["reasons"] == "appointment subscription"
    assert delivery.slots["reason"] == f"{AS_FOCAL_POINT} {AS_SUBSCRIBER}"
    assert list(counts(receiving()).values()) == [1, 0, 1, 0]


def test_delegations_and_organisations_receive_it_at_all_their_addresses() -> None:
    body = Organisation.objects.earliest("pk")
    Contact.objects.create(state=state("AT"), address="mission@example.org", language="de")
    Contact.objects.create(state=state("FI"), address="mission@example.org")
    Contact.objects.create(organisation=body, address="body@example.org", language="fr")
    issue = dispatched()
    assert received(issue) == {"mission@example.org": "delegation", "body@example.org": "delegation"}
    why = Delivery.objects.get(letter=issue.letter, address="mission@example.org").slots["reason"]
    assert why == "You receive this because this address is recorded for Austria, Finland."
    assert Reader.objects.get(address="body@example.org").language == "fr"


def test_the_language_is_that_of_the_account_else_the_first_working_language_we_have() -> None:
    user = make_focal_point("AT")
    type(user).objects.filter(pk=user.pk).update(language="ru")
    Person.objects.filter(user=user).update(email="account@example.org")
    appoint("speaks@example.org", "FI")
    Person.objects.filter(email="speaks@example.org").update(languages=["uk", "de", "en"])
    update_readers()
    languages = dict(Reader.objects.values_list("address", "language"))
    assert languages == {"account@example.org": "ru", "speaks@example.org": "de"}


def test_nobody_who_is_pending_or_suppressed_receives_it() -> None:
    make_subscription("pending@example.org", state=SubscriptionState.PENDING)
    make_subscription("refused@example.org")
    mail.withdraw("refused@example.org", EVERY_STREAM, "550 5.1.1 no such mailbox")
    assert received(dispatched()) == {}


def test_what_somebody_enters_for_a_focal_point_changes_nothing_until_it_is_confirmed() -> None:
    appoint()
    update_readers()
    subscribing.subscribe(ANNA, language="de")
    assert received(dispatched()) == {ANNA: "appointment"}
    assert Reader.objects.get().language == "en"


def test_who_subscribed_under_the_former_address_of_the_entry_gets_one_copy() -> None:
    make_subscription(ANNA)
    appoint()
    update_readers()
    Person.objects.filter(email=ANNA).update(email="new@example.org")
    assert received(dispatched()) == {"new@example.org": "appointment"}


def test_an_opt_out_holds_at_the_next_address_of_the_entry() -> None:
    appoint()
    update_readers()
    subscribing.opt_out(Reader.objects.get().token)
    Person.objects.filter(email=ANNA).update(email="new@example.org")
    assert received(dispatched()) == {}


def test_a_focal_point_who_moved_the_mail_to_another_address_gets_it_there_alone() -> None:
    appoint()
    update_readers()
    subscribing.change_preferences(Reader.objects.get().token, language="en", email="own@example.org")
    subscribing.answer_requests()
    subscribing.confirm(Reader.objects.get(address="own@example.org").confirm_token)
    assert received(dispatched()) == {"own@example.org": "subscription"}


def test_rows_are_made_once_and_never_change_what_their_owner_chose() -> None:
    appoint()
    assert update_readers() == 1
    reader = Reader.objects.get()
    Reader.objects.update(language="it", opted_out_at=timezone.now())
    assert update_readers() == 0
    assert (Reader.objects.get().language, Reader.objects.get().token) == ("it", reader.token)
    assert len(reader.token) == 40


# Those who have not received it ---------------------------------------------------------------------


def claimed_and_ended(outcomes: dict[str, ledger.Outcome]) -> None:
    token = uuid.uuid4()
    taken = list(ledger.claim(50, token).deliveries)
    sent = ledger.Outcome(DeliveryState.SENT)
    ledger.finish([(each, outcomes.get(each.address, sent)) for each in taken], token)


def sent_issue(outcomes: dict[str, ledger.Outcome] | None = None) -> Issue:
    issue = dispatched()
    claimed_and_ended(outcomes or {})
    sending.close_finished()
    issue = fresh(issue)
    assert issue.status == IssueStatus.SENT
    return issue


def test_a_sent_issue_goes_to_who_was_refused_newly_appointed_or_newly_subscribed() -> None:
    for name in ("has", "refused", "doubtful"):
        make_subscription(f"{name}@example.org")
    busy = ledger.Outcome(DeliveryState.FAILED, "550 5.7.1 content")
    unclear = ledger.Outcome(DeliveryState.FAILED, "gone", ambiguous=True)
    issue = sent_issue({"refused@example.org": busy, "doubtful@example.org": unclear})
    before = Delivery.objects.get(address="refused@example.org").message_id
    make_subscription("since@example.org")
    appoint()
    update_readers()
    unsent = sending.unsent(issue)
    assert (unsent.everybody, unsent.failed, unsent.withdrawn) == (3, 1, 0)
    assert {reason for reason, number in unsent.by_reason.items() if number} == {
        Reason.APPOINTMENT,
        Reason.SUBSCRIPTION,
    }
    assert sending.send_to_those_without(issue.number, by=make_editor()) == 3
    assert fresh(issue).status == IssueStatus.SENDING
    assert not Delivery.objects.due().exists()
    let_the_minute_pass()
    due = set(Delivery.objects.due().values_list("address", flat=True))
    assert due == {"refused@example.org", "since@example.org", ANNA}
    assert Delivery.objects.get(address="refused@example.org").message_id == before
    claimed_and_ended({})
    sending.close_finished()
    assert fresh(issue).status == IssueStatus.SENT
    assert sending.unsent(fresh(issue)).everybody == 0
    assert Delivery.objects.filter(letter=issue.letter).count() == 5


def test_whose_entry_has_a_new_address_gets_no_second_copy() -> None:
    appoint()
    issue = sent_issue()
    Person.objects.filter(email=ANNA).update(email="new@example.org")
    update_readers()
    assert [reader.address for reader in receiving()] == ["new@example.org"]
    assert sending.unsent(issue).everybody == 0


def test_whose_appointment_ended_while_it_was_stopped_gets_nothing_by_resuming() -> None:
    appointment = appoint(starts_on=timezone.localdate() - timedelta(days=9))
    make_subscription("a@example.org")
    issue = dispatched()
    end(claimed(1), ledger.Outcome(DeliveryState.SENT))
    sending.stop(issue.number, by=make_editor())
    held_back = Delivery.objects.withdrawn().get()
    assert held_back.address == ANNA
    appointment.ends_on, appointment.end_reason = timezone.localdate(), EndReason.LEFT_SERVICE
    appointment.save()
    sending.resume(issue.number, by=make_editor())
    held_back.refresh_from_db()
    assert held_back.state == DeliveryState.SUPPRESSED


# What the rows say ----------------------------------------------------------------------------------


def test_a_consent_by_staff_needs_its_words_and_its_day() -> None:
    reader, editor = make_subscription(), make_editor()
    for missing in ({"consent_source": ""}, {"consent_on": None}, {"consent_entered_by": None}):
        whole = {
            "consent_source": "Letter",
            "consent_on": date(2026, 1, 1),
            "consent_entered_by": editor,
        }
        with pytest.raises(IntegrityError, match="consent_by_staff_has_a_source"), transaction.atomic():
            Reader.objects.filter(pk=reader.pk).update(consent=Consent.STAFF, **(whole | missing))


def test_when_two_entries_become_one_an_opt_out_of_either_holds() -> None:
    twice = make_person("AT", email="twice@example.org")
    make_appointment("AT", person=twice)
    appointment = appoint()
    update_readers()
    subscribing.opt_out(Reader.objects.get(address="twice@example.org").token)
    target = appointment.person
    merge(target.pk, twice.pk, taken=(), revisions=(target.revision, twice.revision))
    assert {reader.person_id for reader in Reader.objects.all()} == {target.pk}
    assert received(dispatched()) == {}
