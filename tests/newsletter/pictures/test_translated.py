"""The words of pictures in each edition: translated, else visibly in their own language."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from newsletter.letters import letter_of
from newsletter.models import Issue, Piece, PieceText
from newsletter.printed import Copy
from tests.factories.newsletter import fresh, make_edition, make_issue, make_piece, make_translation
from tests.factories.pictures import make_picture, with_pictures

pytestmark = pytest.mark.django_db
NOTE = "Описание этого изображения не переведено. Его язык: Английский."


@pytest.fixture
def issue() -> Issue:
    """An issue in English and Russian with one piece that has one picture."""
    issue = make_issue()
    make_edition(issue)
    with_pictures(make_piece(issue, headline="Drills"), make_picture("Officers at a bridge", credit="(OSCE)"))
    return issue


@pytest.fixture
def piece(issue: Issue) -> Piece:
    return issue.pieces.get()


def translated(piece: Piece, alternative: str = "Сотрудники у моста", credit: str = "(ОБСЕ)") -> PieceText:
    captions = {"source": piece.text.pictures[0].source_hash, "alternative": alternative, "credit": credit}
    return make_translation(piece, headline="Учения", body="Были.", pictures=[captions])


def translate_url(piece: Piece) -> str:
    assert piece.issue is not None
    return f"/newsletter/issues/{piece.issue.number}/editions/ru/{piece.pk}/"


def test_an_edition_prints_the_words_of_a_picture_in_its_language(issue: Issue, piece: Piece) -> None:
    translated(piece)
    letter = letter_of(fresh(issue), Copy("ru"))
    assert 'alt="Сотрудники у моста"' in letter.html
    assert "(ОБСЕ)" in letter.html
    assert "Officers at a bridge" not in letter.html
    assert "[Изображение: Сотрудники у моста (ОБСЕ)]" in letter.text
    assert NOTE not in letter.html + letter.text
    assert 'alt="Officers at a bridge"' in letter_of(fresh(issue)).html


def test_words_that_are_not_translated_say_so_and_are_marked_with_their_language(
    issue: Issue, piece: Piece, desk: Client
) -> None:
    make_translation(piece, headline="Учения", body="Были.")
    letter = letter_of(fresh(issue), Copy("ru"))
    assert NOTE in letter.html
    assert f"[Изображение: Officers at a bridge (OSCE)] {NOTE}" in letter.text
    shown = desk.get(f"/newsletter/{issue.number}/ru/").content.decode()
    assert 'lang="en" dir="ltr" alt="Officers at a bridge"' in shown
    assert '<span lang="en" dir="ltr">(OSCE)</span>' in shown
    assert NOTE in shown


@pytest.mark.parametrize("name", ["alternative", "credit"])
def test_words_of_another_text_are_not_printed(issue: Issue, piece: Piece, name: str) -> None:
    translated(piece)
    piece.pictures = [piece.pictures[0] | {name: "Changed"}]
    piece.save()
    letter = letter_of(fresh(issue), Copy("ru"))
    assert "Учения" in letter.text
    assert "Сотрудники" not in letter.text
    assert NOTE in letter.html


def test_the_words_of_pictures_are_approved_with_the_issue(issue: Issue, piece: Piece) -> None:
    text = translated(piece)
    before = fresh(issue).fingerprint()
    text.pictures = [text.pictures[0] | {"credit": "другой"}]
    text.save()
    assert fresh(issue).fingerprint() != before


def test_a_translated_picture_says_what_it_shows(piece: Piece) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        translated(piece, alternative="")


def typed(piece: Piece, **facts: Any) -> dict[str, Any]:
    own = piece.text.pictures[0].source_hash[:16]
    captions = {f"alternative_{own}": "Сотрудники у моста", f"credit_{own}": "(ОБСЕ)"}
    text = {"headline": "Учения", "body": "Были.", "source": piece.source_hash, "revision": 0}
    return captions | text | facts


def test_an_editor_translates_a_picture_beside_what_it_says(desk: Client, piece: Piece) -> None:
    shown = desk.get(translate_url(piece)).content.decode()
    assert 'alt="Officers at a bridge"' in shown
    assert "What picture 1 shows" in shown
    assert desk.post(translate_url(piece), typed(piece)).status_code == 302
    [captions] = PieceText.objects.get().pictures
    assert (captions["alternative"], captions["credit"]) == ("Сотрудники у моста", "(ОБСЕ)")
    edition = f"/newsletter/issues/{piece.issue.number}/editions/ru/"  # type: ignore[union-attr]
    assert "translated" in desk.get(edition).content.decode()


def test_a_picture_without_words_in_the_language_is_refused_at_its_field(desk: Client, piece: Piece) -> None:
    own = piece.text.pictures[0].source_hash[:16]
    assert desk.post(translate_url(piece), typed(piece, **{f"alternative_{own}": ""})).status_code == 422
    assert not PieceText.objects.exists()


def test_what_is_due_in_an_edition_names_the_picture(desk: Client, piece: Piece) -> None:
    make_translation(piece)
    edition = f"/newsletter/issues/{piece.issue.number}/editions/ru/"  # type: ignore[union-attr]
    shown = desk.get(edition).content.decode()
    assert "translated, but a picture is not described in this language" in shown


def test_words_that_somebody_else_saved_meanwhile_are_shown_beside_ones_own(
    desk: Client, piece: Piece
) -> None:
    translated(piece, alternative="Чужое описание")
    answer = desk.post(translate_url(piece), typed(piece))
    assert answer.status_code == 409
    assert "Чужое описание" in answer.content.decode()
    assert "Сотрудники у моста" in answer.content.decode()
