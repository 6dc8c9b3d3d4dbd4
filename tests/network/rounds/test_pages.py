"""The secretariat's pages of verification: who opens them, what they show, and what their buttons do."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.models import Appointment, EndReason
from network.rounds.actions.answers import RoundClosedError
from network.rounds.actions.opening import close_round
from network.rounds.models import Addressee, Channel, Outcome, Round
from network.verification.actions import answers
from network.verification.actions.answers import confirm
from network.verification.models import CHECK, VERIFICATION, Answer
from nfp_portal.accounts.models import Role, User
from nfp_portal.jobs.models import Job
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import Delivery
from tests.factories.accounts import make_user
from tests.factories.network import make_appointment, make_person
from tests.factories.rounds import answer_of, ask, open_check, open_round

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def editor(client: Client, settings: Any) -> User:
    settings.REQUIRE_MFA = False
    user = make_user(Role.EDITOR)
    client.force_login(user)
    return user


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def filled(**facts: Any) -> dict[str, Any]:
    """What the form of a new round sends."""
    closes_on = timezone.localdate() + timedelta(days=28)
    given = {
        "title": "Verification 2026",
        "kind": VERIFICATION,
        "states": ["AT"],
        "closes_on": closes_on.isoformat(),
        "reminder_days": "14, 7",
        "escalation_day": "21",
    }
    return given | facts


def post_new(client: Client, **facts: Any) -> Any:
    return client.post(reverse("network:verification:new"), filled(**facts))


def test_the_preview_of_a_round_opens_nothing(client: Client) -> None:
    make_appointment(person=make_person(function="Adviser", languages=["fr"]))
    make_appointment(person=make_person(email=""))
    seen = post_new(client, states=["AT", "LI"]).content.decode()
    assert "2 focal points would be asked" in seen
    assert "In 1 State." in seen
    assert "Nobody to ask in:" in seen
    assert "Liechtenstein" in seen
    assert "No e-mail address is recorded for:" in seen
    assert "French: 1 letter" in " ".join(seen.split())
    assert "Adviser" in seen
    assert Round.objects.count() == 0


def test_the_preview_names_people_whose_address_takes_no_mail(client: Client) -> None:
    person = make_appointment().person
    mail.withdraw(person.email, "", "refused by its mail server: 550 5.1.1 no such mailbox")
    assert "The address takes no mail of:" in post_new(client).content.decode()


def test_a_previewed_round_is_opened(client: Client, editor: User) -> None:
    make_appointment()
    response = post_new(client, seen="1")
    opened = Round.objects.get()
    assert response.headers["Location"] == opened.get_absolute_url()
    assert opened.opened_by == editor
    assert [(day - opened.opened_on).days for day in opened.reminders_on] == [7, 14]
    assert opened.escalates_on == opened.opened_on + timedelta(days=21)
    assert opened.closes_on == timezone.localdate() + timedelta(days=28)
    assert Job.objects.get().requested_by == editor


def test_a_preview_with_fewer_people_than_now_is_shown_again(client: Client) -> None:
    for _person in range(2):
        make_appointment()
    assert "2 focal points would be asked" in post_new(client, seen="1").content.decode()
    assert Round.objects.count() == 0


def test_no_state_chosen_means_all(client: Client) -> None:
    make_appointment("DE")
    post_new(client, states=[], seen="1")
    assert Round.objects.get().states.count() == 57


def test_a_check_lasts_48_hours_whatever_was_typed(client: Client) -> None:
    make_appointment()
    post_new(client, kind=CHECK, closes_on="", seen="1")
    opened = Round.objects.get()
    assert timedelta(hours=47) < opened.closes_at - timezone.now() <= timedelta(hours=48)
    assert (opened.reminders_on, opened.escalates_on) == ([], None)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("closes_on", ""),
        ("closes_on", "2016-04-12"),
        ("closes_on", "soon"),
        ("reminder_days", "weekly"),
        ("reminder_days", "0"),
        ("reminder_days", "7, 400"),
        ("escalation_day", "0"),
        ("states", ["XX"]),
    ],
)
def test_a_mistake_is_named_at_its_field(client: Client, field: str, value: Any) -> None:
    response = post_new(client, seen="1", **{field: value})
    assert response.status_code == 422
    assert field in response.context["form"].errors


def test_states_without_anybody_are_named_as_the_mistake(client: Client) -> None:
    assert "None of these States" in post_new(client, states=["LI"], seen="0").content.decode()


def test_the_preview_of_a_second_verification_is_refused_and_links_to_the_open_one(client: Client) -> None:
    row = ask()
    for response in (client.get(reverse("network:verification:new")), post_new(client)):
        assert f'href="{row.round.get_absolute_url()}"' in response.content.decode()
    assert response.status_code == 422
    assert "kind" in response.context["form"].errors
    assert post_new(client, seen="1").headers["Location"] == row.round.get_absolute_url()


def test_the_board_of_a_closed_round_shows_who_did_not_answer(client: Client) -> None:
    row = ask()
    assert "waiting for an answer" in page(client, row.round.get_absolute_url())
    close_round(row.round.key)
    assert "did not answer" in page(client, row.round.get_absolute_url())


def test_the_list_counts_asked_and_answered(client: Client) -> None:
    row = ask()
    confirm(row.key, revision=1)
    shown = page(client, reverse("network:verification:list"))
    assert row.round.title in shown
    assert "100 %" in shown


def test_the_board_shows_each_person_and_asks_again_only_while_open(client: Client) -> None:
    row = ask()
    shown = page(client, row.round.get_absolute_url())
    assert row.person.in_list in shown
    assert 'hx-trigger="every 2s"' in shown
    close_round(row.round.key)
    assert "hx-trigger" not in page(client, row.round.get_absolute_url())


def test_the_board_goes_on_page_by_page_and_asks_for_the_page_it_shows(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("network.rounds.board.ON_A_PAGE", 2)
    for name in ("Anders", "Berger", "Cermak"):
        make_appointment(person=make_person(family_name=name))
    address = open_round().get_absolute_url()
    first, last = page(client, f"{address}?show=all"), page(client, f"{address}?show=all&page=2")
    assert 'href="?show=all&amp;page=2#addressees"' in first
    assert ("Anders" in first, "Cermak" in first) == (True, False)
    assert ("Anders" in last, "Cermak" in last) == (False, True)
    assert f'hx-get="{address}?show=all&amp;page=2"' in last
    assert "All (3)" in last


def test_a_former_focal_point_is_not_outstanding(client: Client) -> None:
    ended, current = (make_appointment(person=make_person(family_name=name)) for name in ("Fort", "Da"))
    opened = open_round()
    Appointment.objects.filter(pk=ended.pk).update(
        ends_on=timezone.localdate(), end_reason=EndReason.NEW_DUTIES
    )
    listed = client.get(f"{opened.get_absolute_url()}?show=outstanding").context["board"].lines
    assert [line.row.person for line in listed] == [current.person]


def test_one_button_reminds_one_person(client: Client) -> None:
    row = ask()
    address = reverse("network:rounds:remind_one", args=[row.key])
    client.post(address)
    assert "No reminder was sent" in client.post(address, follow=True).content.decode()
    assert Delivery.objects.count() == 1


def test_a_kind_without_reminders_offers_none_and_takes_none(client: Client) -> None:
    row = ask(check=True)
    shown = page(client, f"{row.round.get_absolute_url()}?show=all")
    assert reverse("network:rounds:on_behalf", args=[row.key]) in shown
    address = reverse("network:rounds:remind_one", args=[row.key])
    assert address not in shown
    assert client.post(address).status_code == 404
    assert not Delivery.objects.exists()


def test_a_call_is_noted_with_its_words(client: Client, editor: User) -> None:
    row = ask()
    address = reverse("network:rounds:on_behalf", args=[row.key])
    assert row.person.email in page(client, address)
    client.post(address, {"note": "Reached at ten."})
    row.refresh_from_db()
    assert (answer_of(row), row.channel, row.answered_by) == (Answer.CONFIRMED, Channel.ON_BEHALF, editor)
    assert "entered by the secretariat: Reached at ten." in page(
        client, f"{row.round.get_absolute_url()}?show=answered"
    )


def test_closing_a_round_asks_for_confirmation(client: Client) -> None:
    row = ask()
    address = reverse("network:rounds:close", args=[row.round.key])
    assert "1 is silent" in page(client, address)
    row.round.refresh_from_db()
    assert row.round.is_open
    client.post(address)
    row.round.refresh_from_db()
    assert not row.round.is_open


ACTS = ("remind", "escalate", "close")


def test_a_closed_round_offers_no_act_and_takes_none(client: Client) -> None:
    row = ask()
    close_round(row.round.key)
    assert "Enter answer" not in page(client, row.round.get_absolute_url())
    for name in ("remind", "escalate"):
        assert client.post(reverse(f"network:rounds:{name}", args=[row.round.key])).status_code == 404
    for name in ("remind_one", "on_behalf"):
        assert client.post(reverse(f"network:rounds:{name}", args=[row.key])).status_code == 404


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.DELEGATION, Role.PARTNER])
def test_nobody_outside_the_secretariat_sees_a_round(client: Client, role: Role) -> None:
    row = ask()
    client.force_login(make_user(role))
    for address in (reverse("network:verification:list"), row.round.get_absolute_url()):
        assert client.get(address).status_code == 404
    for name in ACTS:
        assert client.post(reverse(f"network:rounds:{name}", args=[row.round.key])).status_code == 404


def test_an_administrator_looks_on_and_does_nothing(client: Client) -> None:
    row = ask()
    client.force_login(make_user(Role.ADMINISTRATOR))
    shown = page(client, row.round.get_absolute_url())
    assert row.person.in_list in shown
    assert "Enter answer" not in shown
    assert client.post(reverse("network:rounds:close", args=[row.round.key])).status_code == 404


def test_all_still_correct_on_ones_own_entry_answers_the_round(client: Client) -> None:
    user = make_user()
    row = ask(user=user)
    client.force_login(user)
    client.post(reverse("network:confirm", args=[row.person.key]), {"revision": 1})
    row.refresh_from_db()
    assert (answer_of(row), row.channel) == (Answer.CONFIRMED, Channel.PORTAL)
    assert Addressee.objects.get().answered_by == user


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("", {"Still"}),
        ("?show=outstanding", {"Still"}),
        ("?show=answered", {"Da"}),
        ("?show=all", {"Still", "Da"}),
        ("?state=AT", {"Still", "Da"}),
        ("?state=XX&show=answered", {"Da"}),
    ],
)
def test_the_board_lists_the_people_of_the_filter(client: Client, question: str, shown: set[str]) -> None:
    for name in ("Still", "Da"):
        make_appointment(person=make_person(family_name=name))
    opened = open_round("AT")
    confirm(opened.addressees.get(person__family_name="Da").key, revision=1)
    listed = client.get(opened.get_absolute_url() + question).context["board"].lines
    assert {line.row.person.family_name for line in listed} == shown


def test_a_live_board_is_sent_again_only_when_something_moved(client: Client) -> None:
    row = ask(make_appointment("AT"))
    shown = page(client, f"/rounds/{row.round.key}/?show=all")
    [mark] = re.findall(r'"seen": "(\w+)"', shown)
    address = f"/rounds/{row.round.key}/?show=all&seen={mark}"
    assert client.get(address).status_code == 204
    answered = {
        "outcome": Outcome.ANSWERED,
        "answered_at": timezone.now(),
        "channel": Channel.LINK,
    }
    Addressee.objects.filter(pk=row.pk).update(**answered)
    moved = client.get(address)
    assert moved.status_code == 200
    assert f'"seen": "{mark}"' not in moved.content.decode()
    assert f'hx-get="/rounds/{row.round.key}/?show=all"' in moved.content.decode()


def test_the_board_counts_state_by_state(client: Client) -> None:
    make_appointment("AT")
    opened = open_round("AT", "LI")
    shown = page(client, f"{opened.get_absolute_url()}?show=states")
    assert "nobody to ask" in shown
    assert f'hx-get="{opened.get_absolute_url()}?show=states"' in shown


def test_ones_own_entry_asks_while_the_round_waits_for_the_answer(client: Client) -> None:
    user = make_user()
    row = ask(user=user)
    client.force_login(user)
    assert "is this entry still true?" in page(client, "/me/")
    client.post(reverse("network:confirm", args=[row.person.key]), {"revision": 1})
    assert "is this entry still true?" not in page(client, "/me/")


def test_a_colleague_is_not_asked_about_anothers_entry(client: Client) -> None:
    row = ask()
    client.force_login(make_user())
    assert "is this entry still true?" not in page(client, row.person.get_absolute_url())


def test_the_board_of_a_check_lists_the_quickest_first_with_their_time(client: Client) -> None:
    for name in ("Langsam", "Schnell", "Still"):
        make_appointment(person=make_person(family_name=name))
    check = open_check()
    for name, hours in (("Langsam", 5), ("Schnell", 1)):
        row = check.addressees.filter(person__family_name=name)
        at = check.opened_at + timedelta(hours=hours)
        row.update(outcome=Outcome.ANSWERED, channel=Channel.LINK, answered_at=at)
    response = client.get(f"{check.get_absolute_url()}?show=answered")
    assert [line.row.person.family_name for line in response.context["board"].lines] == ["Schnell", "Langsam"]
    shown = response.content.decode().replace("\xa0", " ")
    assert "after 5 hours" in shown
    assert "3 hours" in shown


def test_a_round_ends_within_two_years(client: Client) -> None:
    make_appointment()
    response = post_new(client, closes_on="9999-12-31")
    assert response.status_code == 422
    assert "Choose a day within the next two years." in response.content.decode()


@pytest.mark.parametrize("kind", [VERIFICATION, CHECK])
def test_submitting_a_new_round_twice_opens_one_round(client: Client, kind: str) -> None:
    make_appointment()
    ends = [post_new(client, kind=kind, seen="1") for _press in range(2)]
    opened = Round.objects.get()
    assert [end.headers["Location"] for end in ends] == [opened.get_absolute_url()] * 2
    assert opened.addressees.count() == 1
    assert "A round of this kind is open already" in page(client, opened.get_absolute_url())


def test_a_call_noted_while_the_round_closes_is_refused_with_a_message(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = ask()

    def closed(*_args: object, **_facts: object) -> None:
        raise RoundClosedError

    monkeypatch.setattr(answers, "confirm_on_behalf", closed)
    response = client.post(
        reverse("network:rounds:on_behalf", args=[row.key]), {"note": "Called."}, follow=True
    )
    assert "The round was closed meanwhile" in response.content.decode()


def test_the_board_says_who_is_no_focal_point_any_more_and_offers_no_reminder(client: Client) -> None:
    row = ask()
    Appointment.objects.update(ends_on=timezone.localdate(), end_reason=EndReason.NEW_DUTIES)
    shown = page(client, f"{row.round.get_absolute_url()}?show=all")
    assert "no longer a focal point" in shown
    assert "No longer asked" in shown
    assert reverse("network:rounds:remind_one", args=[row.key]) not in shown
    assert row.person.in_list not in page(client, row.round.get_absolute_url())


def test_an_editor_is_led_to_the_telephone_and_not_to_answering_for_somebody(client: Client) -> None:
    row = ask()
    assert reverse("network:rounds:on_behalf", args=[row.key]) in page(client, row.person.get_absolute_url())
