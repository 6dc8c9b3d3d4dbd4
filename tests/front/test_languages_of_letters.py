"""Each letter is marked with the language it is written in, whatever its reader would rather read."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import translation

from network.proposals.actions.decisions import decline
from network.rounds.actions.opening import close_round
from newsletter import actions as newsletter
from newsletter.letters import letter_of
from newsletter.readers import actions as subscribing
from nfp_portal.accounts import resets
from nfp_portal.accounts.actions import invite
from nfp_portal.accounts.models import Role, User
from nfp_portal.mail import actions as mail
from nfp_portal.mail.message import compile_letter
from nfp_portal.mail.models import Letter
from tests.factories.accounts import make_user
from tests.factories.meetings import make_meeting
from tests.factories.network import make_appointment, make_delegate, make_person
from tests.factories.newsletter import fresh, make_editor, make_issue, make_subscription
from tests.factories.proposals import make_proposal
from tests.factories.rounds import ask, open_round, write

pytestmark = pytest.mark.django_db


def german(user: User) -> User:
    User.objects.filter(pk=user.pk).update(language="de")
    user.refresh_from_db()
    return user


def an_invitation() -> None:
    invite(german(make_user(Role.EDITOR)).email, role=Role.EDITOR, by=None)


def a_reset() -> None:
    email = german(make_user(Role.EDITOR)).email
    Client().post("/accounts/password/reset/", {"email": email}, headers={"Accept-Language": "de"})
    resets.answer_resets()


def a_decision() -> None:
    delegate, editor = german(make_delegate("AT")), make_user(Role.EDITOR)
    decline(make_proposal("AT", submitted_by=delegate).pk, reason="Twice.", by=editor)


def the_closing_of_a_round() -> None:
    make_appointment("AT")
    close_round(open_round("AT", by=german(make_user(Role.EDITOR))).key)


def a_confirmation_of_a_subscription() -> None:
    subscribing.subscribe("reader@example.org", language="de")


def a_second_subscription() -> None:
    subscribing.subscribe(make_subscription(language="de").address, language="de")


def plain_words() -> None:
    with translation.override("de"):
        mail.post(to="reader@example.org", subject="Words", text="Words", stream="notice")


WAYS: list[Callable[[], None]] = [
    an_invitation,
    a_reset,
    a_decision,
    the_closing_of_a_round,
    plain_words,
]


@pytest.mark.parametrize("way", WAYS)
def test_a_letter_in_english_is_marked_as_english(way: Callable[[], None]) -> None:
    way()
    letter = Letter.objects.latest("pk")
    [headers, *_rest] = compile_letter(letter).segments
    assert letter.language == "en"
    assert b"Content-Language: en\r\n" in bytes(headers)  # type: ignore[arg-type] # the first segment has no slot
    assert "lang=" not in letter.html or 'lang="en"' in letter.html
    assert 'lang="de"' not in letter.html


def test_the_letters_of_a_round_are_translated() -> None:
    row = ask(make_appointment("AT", person=make_person("AT", languages=["de"])))
    write(row.round)
    letter = Letter.objects.latest("pk")
    assert (letter.language, 'lang="de"' in letter.html) == ("de", True)
    assert "Bitte" in letter.text


@pytest.mark.parametrize("way", [a_confirmation_of_a_subscription, a_second_subscription])
def test_the_letters_to_a_reader_are_translated(way: Callable[[], None]) -> None:
    way()
    letter = Letter.objects.latest("pk")
    assert (letter.language, 'lang="de"' in letter.html) == ("de", True)
    assert "Newsletter des Netzwerks der Nationalen Kontaktstellen" in letter.text


def test_an_issue_is_in_the_language_its_editors_wrote_it_in() -> None:
    issue = make_issue(language="ru", dated_on=date(2026, 5, 4))
    letter = letter_of(fresh(issue))
    assert (letter.language, 'lang="ru"' in letter.html) == ("ru", True)


def test_the_portals_own_text_for_an_issue_is_in_the_language_of_the_issue() -> None:
    day = date(2031, 5, 4)
    make_meeting(title="Meeting", starts_on=day, ends_on=day, city="Vienna")
    issue = make_issue(language="de")
    piece = newsletter.take_up(issue.number, "meetings", by=make_editor())
    assert piece is not None
    assert ("4. Mai 2031" in piece.body, piece.headline, piece.language) == (True, "Nächste Treffen", "de")
