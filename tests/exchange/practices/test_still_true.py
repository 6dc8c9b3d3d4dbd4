"""Once a year the verification asks a State whether its practices are still as described."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from exchange.practices.actions import withdraw
from exchange.practices.models import Practice
from network.rounds.actions.opening import close_round
from network.rounds.actions.opening import open_round as open_plan
from network.verification.models import CHECK
from network.verification.preview import preview_of
from nfp_portal.accounts.models import Role
from nfp_portal.mail.models import Delivery
from nfp_portal.turns.listing import turns_for
from tests.factories.accounts import client_of, make_user
from tests.factories.network import make_appointment, make_focal_point, make_person
from tests.factories.practices import make_practice
from tests.factories.rounds import Row, ask, make_plan, page_of, write

pytestmark = pytest.mark.django_db

CONFIRM = "Confirm the practice “Two in one car”"


def page(client: Client, path: str) -> str:
    return " ".join(client.get(path).content.decode().split())


def old_practice(title: str = "Two in one car", iso2: str = "AT", **facts: Any) -> Practice:
    """One that was confirmed 300 days ago."""
    made = make_practice(title, iso2, **facts)
    Practice.objects.filter(pk=made.pk).update(confirmed_on=timezone.localdate() - timedelta(days=300))
    return made


def act(row: Row, what: str, practice: Practice, **typed: str) -> Any:
    reference = f"practices:{practice.key}"
    fields = {f"{reference}-{name}": value for name, value in typed.items()}
    return Client().post(page_of(row), {"act": what, "statement": reference} | fields)


def test_the_letter_names_the_practices_of_the_state_and_no_others() -> None:
    old_practice()
    old_practice("One boat")
    old_practice("One number", "FI")
    make_practice("New one")
    row = ask(make_appointment("AT", person=make_person("AT", languages=["de"])))
    write(row.round)
    text = Delivery.objects.get().slots["also"]
    assert text == " Bitte geben Sie auf derselben Seite an, ob dies noch stimmt: One boat; Two in one car."


def test_the_preview_of_a_round_shows_the_sentence_that_is_then_sent() -> None:
    make_appointment("AT", person=make_person("AT", languages=["de"]))  # asked first, about nothing more
    make_appointment("PL", person=make_person("PL", languages=["de"]))
    make_appointment("FI", person=make_person("FI", languages=["fr"]))
    old_practice("One boat", "PL")
    old_practice("Two in one car", "PL")
    sentence = "Bitte geben Sie auf derselben Seite an, ob dies noch stimmt: One boat; Two in one car."
    plan = make_plan("AT", "PL", "FI")
    shown = {sample.language: sample.text for sample in preview_of(plan).samples}
    assert sentence in " ".join(shown["German"].split())
    assert "same page" not in shown["French"]
    assert "même page" not in shown["French"]
    check = preview_of(make_plan("AT", "PL", "FI", kind=CHECK)).samples
    assert [sentence in " ".join(sample.text.split()) for sample in check] == [False, False]
    write(open_plan(plan, by=None))
    sent = {delivery.slots.get("also", "").strip() for delivery in Delivery.objects.all()}
    assert sent == {"", sentence}


@pytest.mark.parametrize(("days", "expected"), [(183, 0), (184, 1)])
def test_letter_page_and_turn_agree_on_the_day_from_which_a_practice_is_asked_about(
    days: int, expected: int
) -> None:
    made, user = make_practice("Two in one car", "AT"), make_focal_point("AT")
    Practice.objects.filter(pk=made.pk).update(confirmed_on=timezone.localdate() - timedelta(days=days))
    row = ask()
    write(row.round)
    letters = [delivery.slots.get("also", "") for delivery in Delivery.objects.all()]
    named = (
        any("Two in one car" in text for text in letters),
        "Two in one car" in page(Client(), page_of(row)),
    )
    turns = [turn.item.title for turn in turns_for(user).shown].count("Two in one car")
    assert (*named, turns) == (bool(expected), bool(expected), expected)


def test_a_state_without_a_practice_is_asked_nothing_more() -> None:
    row = ask()
    write(row.round)
    assert Delivery.objects.get().slots["also"] == ""
    assert "Practices of your State" not in page(Client(), page_of(row))


def test_a_practice_is_confirmed_in_the_same_visit_before_or_after_the_entry() -> None:
    practice, other, row = old_practice(), old_practice("One boat"), ask()
    shown = page(Client(), page_of(row))
    assert ("Is this still true?" in shown, "Two in one car" in shown, "One boat" in shown) == (True,) * 3
    answered = act(row, "still_true", practice)
    assert "Thank you, it is noted." in page(Client(), answered.headers["Location"])
    Client().post(page_of(row), {"act": "confirm", "revision": row.person.revision})
    thanks = page(Client(), page_of(row))
    assert ("Two in one car" in thanks, "One boat" in thanks) == (False, True)
    act(row, "still_true", other)
    confirmed = set(Practice.objects.values_list("confirmed_on", flat=True))
    assert confirmed == {timezone.localdate()}
    assert "Nothing else waits for your answer." in page(Client(), page_of(row))


def test_what_has_changed_is_a_turn_of_the_secretariat_until_it_changes_the_text() -> None:
    practice, row, editor = old_practice(), ask(), make_user(Role.EDITOR)
    empty = act(row, "has_changed", practice, text="")
    assert (empty.status_code, Practice.objects.get().reported) == (422, "")
    assert f'href="#id_practices:{practice.key}-text"' in empty.content.decode()
    act(row, "has_changed", practice, text="Now three officers.")
    assert "Two in one car" not in page(Client(), page_of(row))
    assert "Now three officers." in [turn.item.about for turn in turns_for(editor).shown]
    desk, path = client_of(editor), f"{practice.get_absolute_url()}change/"
    assert "Now three officers." in page(desk, path)
    typed = {"title": "Three in one car", "summary": "Why.", "stage": "good", "mechanism": "joint_patrol"}
    revision = Practice.objects.get().revision
    desk.post(path, typed | {"state": "AT", "language": "en", "audience": "all", "revision": revision})
    changed = Practice.objects.get()
    facts = (changed.title, changed.reported, changed.confirmed_on, changed.status)
    assert facts == ("Three in one car", "", timezone.localdate(), "published")
    assert "Now three officers." not in [turn.item.about for turn in turns_for(editor).shown]


def test_who_signed_in_reports_a_change_of_the_own_practice() -> None:
    practice, austria = old_practice(), client_of(make_focal_point("AT"))
    path = f"{practice.get_absolute_url()}report/"
    assert f'href="{path}"' in page(austria, practice.get_absolute_url())
    assert austria.post(path, {"text": ""}).status_code == 422
    assert client_of(make_focal_point("PL")).post(path, {"text": "Forged."}).status_code == 404
    assert austria.post(path, {"text": "Now three officers."}).status_code == 302
    assert Practice.objects.get().reported == "Now three officers."


def test_only_the_open_round_of_the_own_state_answers_for_a_practice() -> None:
    practice, row = old_practice(iso2="PL"), ask()
    before = Practice.objects.get().confirmed_on
    act(row, "still_true", practice)
    act(row, "has_changed", practice, text="Forged.")
    own = old_practice("Own")
    close_round(row.round.key)
    act(row, "still_true", own)
    Client().post(page_of(row), {"act": "still_true", "statement": "nonsense:x"})
    assert set(Practice.objects.values_list("confirmed_on", "reported")) == {(before, "")}


def test_the_turn_of_a_state_is_the_question_of_its_open_verification() -> None:
    practice, user = old_practice(), make_focal_point("AT")

    def verbs() -> list[str]:
        return [turn.item.verb for turn in turns_for(user).shown]

    assert CONFIRM not in verbs()
    row = ask()
    [turn] = [turn for turn in turns_for(user).shown if turn.item.verb == CONFIRM]
    assert turn.due == row.round.closes_on
    assert client_of(make_focal_point("PL")).post(f"{practice.get_absolute_url()}confirm/").status_code == 404
    client_of(user).post(f"{practice.get_absolute_url()}confirm/")
    assert CONFIRM not in verbs()
    assert "Two in one car" not in page(Client(), page_of(row))
    Practice.objects.update(confirmed_on=timezone.localdate() - timedelta(days=300))
    assert CONFIRM in verbs()
    close_round(row.round.key)
    assert CONFIRM not in verbs()


def test_the_letters_cost_no_query_a_practice() -> None:
    counted = []
    for code, number in (("AT", 1), ("FI", 8)):
        for each in range(number):
            old_practice(f"Practice {number} {each}", code)
        row = ask(make_appointment(code, person=make_person(code)))
        with CaptureQueriesContext(connection) as queries:
            write(row.round)
        counted.append(len(queries))
        close_round(row.round.key)
    assert counted[0] == counted[1]


def test_what_a_state_reports_is_neither_confirmed_away_nor_replaced() -> None:
    practice, row, editor = old_practice(), ask(), make_user(Role.EDITOR)
    before = Practice.objects.get().confirmed_on
    act(row, "has_changed", practice, text="The unit was dissolved.")
    act(row, "still_true", practice)
    act(row, "has_changed", practice, text="Since May.")
    act(row, "has_changed", practice, text="Since May.")
    reported = Practice.objects.get()
    assert (reported.reported, reported.confirmed_on) == ("The unit was dissolved.\n\nSince May.", before)
    desk = client_of(editor)
    form = desk.get(f"{practice.get_absolute_url()}change/").context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() not in {None, "", False}}
    desk.post(f"{practice.get_absolute_url()}change/", typed)
    assert Practice.objects.get().reported == reported.reported


@pytest.mark.parametrize("entry", ["waiting", "confirmed"])
def test_what_was_withdrawn_meanwhile_is_not_thanked_for_and_the_text_is_shown_back(entry: str) -> None:
    practice, row = old_practice(), ask()
    if entry == "confirmed":
        Client().post(page_of(row), {"act": "confirm", "revision": row.person.revision})
    withdraw(practice, is_editor=False)
    reported = act(row, "has_changed", practice, text="Now three officers.")
    confirmed = act(row, "still_true", practice)
    assert (reported.status_code, confirmed.status_code) == (409, 409)
    shown = " ".join(reported.content.decode().split())
    assert ("it was withdrawn meanwhile" in shown, "Now three officers." in shown) == (True, True)
    assert Practice.objects.get().reported == ""
