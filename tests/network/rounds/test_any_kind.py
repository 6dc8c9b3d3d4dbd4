"""A kind of round that the verification knows nothing of: 57 States and three bodies answer a survey."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import timezone

from network.models import Contact, Organisation, State
from network.rounds import kinds
from network.rounds.actions.answers import BY_LINK, lock_addressee, record
from network.rounds.actions.daily import remind_all, reminders_of
from network.rounds.actions.escalation import escalate
from network.rounds.actions.opening import OpenAlreadyError, close_round, open_round
from network.rounds.kinds import Kind, Plan, Step
from network.rounds.links import address_of
from network.rounds.models import Addressee, Mailbox, Outcome, Round, Status
from network.rounds.queries import for_the_board
from network.rounds.report import sentence_of
from network.rounds.tally import counts_of, head_of, sheet_of, tally_of
from nfp_portal.accounts.models import Role
from nfp_portal.mail.models import Delivery, DeliveryState, Letter
from nfp_portal.ui.letters import Letter as Written
from tests.factories.accounts import make_user
from tests.factories.network import state
from tests.factories.rounds import remind, write

pytestmark = pytest.mark.django_db


class Survey(Kind):
    """Asks States and bodies, each by all its contacts; "nothing to report" is an answer."""

    name = "survey"
    label = "Survey"

    def addressees(self, plan: Plan) -> list[Addressee]:
        bodies = Organisation.objects.filter(contacts__isnull=False).distinct()
        states = [Addressee(state=each, represents=each) for each in plan.states]
        return [*states, *(Addressee(organisation=body) for body in bodies)]

    def letter(self, round_: Round, step: Step, language: str) -> Written:
        text = f"{step} {round_.title}: {{{{answer_url}}}}"
        return Written(f"{step} {round_.title}", text, f"<p>{text}</p>", language)

    def escalation(self, round_: Round, state: State, rows: Sequence[Addressee], language: str) -> Written:
        return Written(f"{state.name} is silent", round_.title, round_.title, language)

    def ended(self) -> tuple[str, str]:
        return "", ""


def survey_page(request: HttpRequest, mailbox: Mailbox) -> HttpResponse:
    """One button for an answer and one for nothing to report."""
    if request.method == "POST":
        outcome = Outcome(request.POST["outcome"])
        row = lock_addressee(mailbox.addressee.key)
        record(row, replace(BY_LINK, name=mailbox.name), outcome)
    return HttpResponse(mailbox.addressee.name)


@pytest.fixture(autouse=True)
def _survey(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.REQUIRE_MFA = False
    monkeypatch.setattr(kinds, "_KINDS", dict(kinds._KINDS))
    monkeypatch.setattr(kinds, "_PAGES", dict(kinds._PAGES))
    kinds.register_kind(Survey(), survey_page)


def plan(*codes: str, scope: str = "") -> Plan:
    states = tuple(map(state, codes)) or tuple(State.objects.participating())
    return Plan("survey", "Survey 2026", states, timezone.now() + timedelta(days=20), scope=scope)


def give_contacts() -> None:
    for each in State.objects.participating():
        code = each.iso2.lower()
        Contact.objects.create(state=each, name="Mission", address=f"mission@{code}.example.org")
    second = {"name": "Capital", "address": "capital@at.example.org", "language": "fr"}
    Contact.objects.create(state=state("AT"), **second)
    for body in Organisation.objects.order_by("pk")[:3]:
        Contact.objects.create(organisation=body, address=f"desk@{body.slug}.example.org"[:60])


def status_of(**whom: Any) -> str:
    return str(for_the_board(Addressee.objects.filter(**whom)).get().status)


def links_to(address: str) -> list[str]:
    slots = Delivery.objects.filter(address=address).values_list("slots__answer_url", flat=True)
    return [re.sub(r"^https?://[^/]+", "", link) for link in slots]


def test_57_states_and_three_bodies_are_asked_by_every_contact(client: Client) -> None:
    give_contacts()
    opened = open_round(plan(), by=None)
    assert opened.addressees.count() == 60
    assert write(opened) == 61
    assert sorted(Letter.objects.values_list("language", flat=True)) == ["en", "fr"]
    counts = counts_of(opened)
    assert (counts.total, counts.silent, len(counts.states)) == (60, 60, 57)
    [link] = links_to("capital@at.example.org")
    assert client.post(link, {"outcome": "answered"}).content.decode() == "Austria"
    row = Addressee.objects.get(state__iso2="AT")
    assert (row.outcome, row.answered_name) == ("answered", "Capital")


def test_an_answer_by_one_contact_answers_for_all_and_withdraws_their_letters(client: Client) -> None:
    give_contacts()
    opened = open_round(plan("AT"), by=None)
    write(opened)
    Delivery.objects.filter(address="capital@at.example.org").update(state=DeliveryState.SENT)
    client.post(links_to("capital@at.example.org")[0], {"outcome": "nothing"})
    assert Delivery.objects.get(address="mission@at.example.org").state == DeliveryState.WITHDRAWN
    assert status_of(state__iso2="AT") == Status.NOTHING
    assert counts_of(opened).answered == 1


def test_the_silent_alone_are_reminded_and_their_delegations_written_to() -> None:
    give_contacts()
    opened = open_round(plan("AT", "DE"), by=None)
    write(opened)
    record(lock_addressee(Addressee.objects.get(state__iso2="DE").key), BY_LINK)
    assert reminders_of(opened).due == 4
    remind_all(opened.key, by=None)
    assert remind(opened) == 5
    assert status_of(state__iso2="AT") == Status.REMINDED
    assert escalate(opened.key) == 1
    assert set(Letter.objects.filter(subject="Austria is silent").values_list("language", flat=True)) == {
        "en",
        "fr",
    }


def test_a_state_is_unreachable_only_when_none_of_its_contacts_can_be_reached() -> None:
    give_contacts()
    write(open_round(plan("AT"), by=None))
    assert status_of(state__iso2="AT") == Status.WAITING
    Delivery.objects.filter(address="mission@at.example.org").update(state=DeliveryState.FAILED)
    assert status_of(state__iso2="AT") == Status.WAITING
    Delivery.objects.filter(address="capital@at.example.org").update(state=DeliveryState.FAILED)
    assert status_of(state__iso2="AT") == Status.BOUNCED
    Contact.objects.create(state=state("AT"), address="new@at.example.org")
    assert status_of(state__iso2="AT") == Status.WAITING
    Contact.objects.filter(state=state("AT")).delete()
    assert status_of(state__iso2="AT") == Status.NO_ADDRESS


def test_two_rounds_of_one_kind_are_open_with_different_scope() -> None:
    give_contacts()
    one, other = (open_round(plan("AT", scope=scope), by=None) for scope in ("meeting-16", "meeting-17"))
    assert {each.scope for each in Round.objects.open()} == {"meeting-16", "meeting-17"}
    with pytest.raises(OpenAlreadyError) as already:
        open_round(plan("DE", scope="meeting-16"), by=None)
    assert already.value.other == one
    write(one)
    write(other)
    assert len(set(links_to("mission@at.example.org"))) == 2
    close_round(one.key)
    assert open_round(plan("DE", scope="meeting-16"), by=None).is_open


def test_the_board_and_the_sheet_show_a_kind_they_do_not_know(client: Client) -> None:
    give_contacts()
    opened = open_round(plan("AT"), by=None)
    record(lock_addressee(Addressee.objects.get(state__iso2="AT").key), BY_LINK, Outcome.NOTHING)
    client.force_login(make_user(Role.EDITOR))
    page = client.get(f"{opened.get_absolute_url()}?show=all").content.decode()
    for shown in ("Survey", "nothing to report", "Austria: nothing to report"):
        assert shown in page
    tally = tally_of(opened)
    assert head_of(opened)[:4] == ["State", "Code", "Name", "Status"]
    assert next(line[2:4] for line in sheet_of(tally)) == ["Austria", "nothing to report"]
    assert sentence_of(tally) == "1 of 4 have answered."


def test_the_link_of_a_mailbox_is_its_own() -> None:
    give_contacts()
    write(open_round(plan("AT"), by=None))
    mailboxes = Mailbox.objects.filter(addressee__state__iso2="AT")
    assert len({address_of(mailbox) for mailbox in mailboxes}) == 2
