"""Mail of turns is in the language of its reader, whole."""

import ast
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from newsletter import actions as newsletter
from nfp_portal.accounts.models import Role, User
from nfp_portal.mail.models import Letter
from nfp_portal.turns import actions
from tests.factories.accounts import make_user
from tests.factories.assessments import make_request
from tests.factories.newsletter import make_issue, make_piece
from tests.factories.practices import offer_practice
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db
# A Tuesday.
MORNING = datetime(2026, 12, 8, 7, 5, tzinfo=ZoneInfo("Europe/Vienna"))
# What no mail holds: the labels of a button on the page.
ON_PAGES_ALONE = {"submit", "other", "facts"}
ROOT = Path(__file__).resolve().parents[2]
TURNS = [
    path
    for room in ("network", "meetings", "newsletter", "exchange", "nfp_portal")
    for path in sorted((ROOT / room).rglob("turns.py"))
    if "self_assessment" not in path.parts  # no mail says a word of it
]
ORDER = ("title", "verb", "url", "about", "facts")


def speaking(role: Role, language: str) -> User:
    user = make_user(role)
    User.objects.filter(pk=user.pk).update(language=language, last_login=timezone.now())
    user.refresh_from_db()
    return user


def letter_to(user: User) -> Letter:
    return Letter.objects.get(deliveries__address=user.email)


def test_a_digest_with_turns_is_in_one_language(monkeypatch: Any, settings: Any) -> None:
    settings.REQUIRE_MFA = False
    monkeypatch.setattr(timezone, "now", lambda: MORNING)
    editor = speaking(Role.EDITOR, "ru")
    make_piece(offered_at=MORNING, headline="From the mountains")
    actions.send_digests()
    letter = letter_to(editor)
    assert (letter.language, letter.subject) == ("ru", "Ждёт Вас: 1")
    assert "С прошлой сводки настала Ваша очередь." in letter.text
    assert "Принять решение о материале" in letter.text
    for english in ("Decide", "become your turn", "Open Your turn"):
        assert english not in letter.text
    assert "From the mountains" in letter.text


def test_what_comes_at_once_is_in_the_language_of_its_reader() -> None:
    german, french = speaking(Role.APPROVER, "de"), speaking(Role.EDITOR, "fr")
    make_piece(make_issue(number=13, by=french))
    newsletter.submit(13, by=french)
    make_proposal("AT")
    actions.notify_all()
    issue = Letter.objects.get(deliveries__address=german.email, subject__contains="13")
    assert issue.subject == "Sie sind an der Reihe: Ausgabe 13 genehmigen"
    assert "Vorgelegt von" in issue.text
    assert letter_to(french).subject == "C’est à vous : Examiner une désignation : Autriche"


def test_all_that_mail_says_of_a_turn_is_marked_as_a_letter() -> None:
    offenders = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in TURNS
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "Item"
        for sentence in _in_mail(call)
        if {"_", "gettext", "ngettext"} & {ast.unparse(each.func) for each in _calls(sentence)}
    ]
    assert offenders == []


def all_mail_to(user: User) -> str:
    return "\n".join(letter.text for letter in Letter.objects.filter(deliveries__address=user.email))


def test_states_are_named_in_the_language_of_the_reader(monkeypatch: Any) -> None:
    monkeypatch.setattr(timezone, "now", lambda: MORNING)
    german, english = speaking(Role.EDITOR, "de"), speaking(Role.EDITOR, "en")
    make_request("NL", scope="Patrols")
    offer_practice("Two in one car", "NL")
    make_proposal("NL", submitted_at=MORNING)
    actions.notify_all()
    actions.send_digests()
    text, in_english = (all_mail_to(each) for each in (german, english))
    for of_turn in ("Patrols", "Two in one car", "Eva NEU"):
        assert of_turn in text
    assert ("Niederlande" in text, "Netherlands" in text) == (True, False)
    assert "an assessment of the Netherlands" in in_english


def test_turns_name_states_by_the_labels_of_the_house() -> None:
    offenders = [
        f"{path.relative_to(ROOT)}:{name.lineno}"
        for path in TURNS
        for name in ast.walk(ast.parse(path.read_text()))
        if isinstance(name, ast.Attribute)
        and name.attr in {"name", "name_in_text"}
        and ast.unparse(name.value).rpartition(".")[2] == "state"
    ]
    assert offenders == []


def _in_mail(call: ast.Call) -> Iterator[ast.expr]:
    for name, value in zip(ORDER, call.args, strict=False):
        if name not in ON_PAGES_ALONE:
            yield value
    yield from (each.value for each in call.keywords if each.arg not in ON_PAGES_ALONE)


def _calls(tree: ast.expr) -> Iterator[ast.Call]:
    return (each for each in ast.walk(tree) if isinstance(each, ast.Call))
