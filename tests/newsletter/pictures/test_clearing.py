"""A State that is asked about a text changes its pictures, and sees which were added and left out."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from newsletter import actions
from newsletter.contributions.models import Clearance, Offering, Verdict
from newsletter.models import Piece, PieceStatus
from newsletter.pictures.values import pictures_from
from nfp_portal.accounts.models import User
from tests.factories.contributions import (
    clearance_link,
    make_call,
    offer_by_link,
    sent_for_clearance,
)
from tests.factories.network import make_appointment
from tests.factories.newsletter import make_issue
from tests.factories.pictures import file_of, make_picture, plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece(editor: User) -> Piece:
    """A piece of Austria with a red picture, which editors left out for a blue one."""
    make_appointment("AT")
    red = make_picture("A red bridge", "red").to_json()
    offered = offer_by_link(make_call("AT"), "AT", headline="Our drill", body="We held two.")
    offered.pictures = [red, make_picture("A gate", "green", "(BMI)").to_json()]
    offered.save()
    Offering.objects.filter(piece=offered).update(text=offered.text.to_json())
    pictures = [make_picture("A blue bridge", "blue"), make_picture("A green gate", "green", "(BMI)")]
    return actions.change_piece(
        offered.pk, revision=offered.revision, by=editor, pictures=[each.to_json() for each in pictures]
    )


@pytest.fixture
def sent(piece: Piece) -> Clearance:
    return sent_for_clearance(piece, make_issue(number=13))


def page(response: Any) -> str:
    return " ".join(response.content.decode().split())


def typed(sent: Clearance, *rows: tuple[str, str, str], **more: Any) -> dict[str, Any]:
    """The form of a change with these pictures: digest, alternative text, credit."""
    names = ("digest", "alternative", "credit")
    columns = {f"pictures-{name}": [row[n] for row in rows] for n, name in enumerate(names)}
    state = {"pictures-state": ["" for _row in rows], "pictures-shown": "on"}
    text = {"text": sent.text_hash, "headline": "Our drill", "body": "We held two.", "name": "Ana Gruber"}
    return columns | state | text | {"reply": ""} | more


def test_the_difference_marks_pictures_that_were_added_and_left_out(sent: Clearance) -> None:
    shown = page(Client().get(clearance_link(sent)))
    marks = re.findall(r"Picture (added|left out)</(?:ins|del)></p> <img [^>]*alt=\"([^\"]+)\"", shown)
    assert marks == [("added", "A blue bridge"), ("left out", "A red bridge")]
    assert re.search(r'<ins><span class="visually-hidden">added: </span>\s?green\s?</ins>', shown)
    assert "<b>Changes: 3</b>" in shown


def test_the_difference_marks_a_picture_that_moved_and_no_other(piece: Piece, editor: User) -> None:
    rows = [make_picture(f"A {colour} bridge", colour).to_json() for colour in ("red", "blue", "green")]
    written = replace(piece.text, pictures=pictures_from(rows))
    Offering.objects.filter(piece=piece).update(text=written.to_json())
    rows = [rows[2], rows[0], rows[1]]
    actions.change_piece(piece.pk, revision=piece.revision, by=editor, pictures=rows)
    shown = page(Client().get(clearance_link(sent_for_clearance(piece, make_issue(number=13)))))
    marks = re.findall(r"<(ins|del)>Picture (\w+)</(?:ins|del)></p> <img [^>]*alt=\"([^\"]+)\"", shown)
    assert marks == [("ins", "moved", "A green bridge")]
    assert "<b>Changes: 1</b>" in shown


def test_what_is_printed_has_no_picture_that_was_left_out(sent: Clearance) -> None:
    shown = page(Client().get(f"{clearance_link(sent)}?view=edited"))
    assert "A blue bridge" in shown
    assert "A red bridge" not in shown


def test_its_state_removes_a_picture_and_describes_another_anew(piece: Piece, sent: Clearance) -> None:
    [_blue, green] = piece.text.pictures
    form = typed(sent, (green.digest, "The gate of the post", "(BMI)"), act="change")
    assert Client().post(clearance_link(sent), form).status_code == 302
    piece.refresh_from_db()
    assert piece.status == PieceStatus.CHANGED
    assert [each.printed for each in piece.text.pictures] == [(green.digest, "The gate of the post", "(BMI)")]
    sent.refresh_from_db()
    assert sent.verdict == Verdict.CHANGED


def test_its_state_adds_a_picture_and_nothing_changes_until_it_is_sent(piece: Piece, sent: Clearance) -> None:
    before = piece.text.pictures
    kept = [each.printed for each in before]
    files = {"pictures-act": "add", "pictures-files": file_of(plain(colour="yellow"))}
    shown = Client().post(f"{clearance_link(sent)}?change", typed(sent, *kept, **files))
    assert shown.status_code == 200
    digests = re.findall(r'name="pictures-digest" value="([0-9a-f]{64})"', page(shown))
    assert digests[:2] == [each.digest for each in before]
    assert len(digests) == 3
    piece.refresh_from_db()
    assert piece.text.pictures == before
    new = (digests[2], "A yellow bridge", "")
    assert Client().post(clearance_link(sent), typed(sent, *kept, new, act="change")).status_code == 302
    piece.refresh_from_db()
    assert piece.text.pictures[2].alternative == "A yellow bridge"


def test_a_change_without_words_for_a_picture_comes_back(piece: Piece, sent: Clearance) -> None:
    blue = piece.text.pictures[0]
    answer = Client().post(clearance_link(sent), typed(sent, (blue.digest, "", ""), act="change"))
    assert answer.status_code == 422
    assert "Picture 1: say what it shows." in page(answer)


def test_the_buttons_of_pictures_do_nothing_to_a_text_that_was_replaced(
    piece: Piece, sent: Clearance, editor: User
) -> None:
    actions.change_piece(piece.pk, revision=piece.revision + 1, by=editor, body="Another.")
    form = typed(sent, piece.text.pictures[0].printed) | {"pictures-act": "remove-0"}
    assert Client().post(f"{clearance_link(sent)}?change", form).status_code == 409
