"""A State adds pictures to its text: uploaded, or in its Word file; describes them and puts them in order."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from newsletter.contributions.models import CallForContributions
from newsletter.contributions.retention import purge_pictures
from newsletter.models import Piece, PieceStatus
from newsletter.pictures.models import StoredPicture
from tests.factories.accounts import client_of
from tests.factories.contributions import key_of, link_of, make_call, offer_by_link
from tests.factories.network import make_appointment, make_focal_point, make_person
from tests.factories.newsletter import make_editor, make_piece
from tests.factories.pictures import (
    document,
    drawing,
    file_of,
    make_picture,
    phone_photo,
    plain,
    with_pictures,
)

pytestmark = pytest.mark.django_db


def page(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def call() -> CallForContributions:
    make_appointment("AT", person=make_person("AT", family_name="Gruber"))
    make_appointment("PL")
    return make_call()


@pytest.fixture
def link(call: CallForContributions) -> str:
    return link_of(call, "AT")


def send(client: Client, link: str, act: Any = "send", **typed: Any) -> Any:
    form = {
        "act": act, "key": str(uuid4()), "revision": "1", "headline": "Drill", "body": "We tried.",
        "audience": "all", "language": "en", "agency": "", "credit": "", "pictures-shown": "on",
    }  # fmt: skip
    sent = form | typed
    if "pictures-act" in typed:
        del sent["act"]
    return client.post(link, sent)


def rows(*pictures: tuple[str, str, str]) -> dict[str, list[str]]:
    """Pictures as the form sends them: digest, alternative text, credit."""
    names = ("digest", "alternative", "credit")
    columns = {f"pictures-{name}": [row[n] for row in pictures] for n, name in enumerate(names)}
    return columns | {"pictures-state": ["" for _row in pictures]}


def alternatives(piece: Piece | None = None) -> list[str]:
    return [each.alternative for each in (piece or Piece.objects.get()).text.pictures]


def test_a_picture_is_uploaded_seen_described_and_sent(link: str) -> None:
    key, client = str(uuid4()), Client()
    shown = send(client, link, key=key, **{"pictures-act": "add", "pictures-files": phone_photo()})
    assert shown.status_code == 200
    piece = Piece.objects.get()
    assert (piece.status, alternatives()) == (PieceStatus.DRAFT, [""])
    [address] = re.findall(r'<img class="pictures__preview" src="([^"]+)"', page(shown))
    seen = Client().get(address)
    assert (seen.status_code, seen["Content-Type"], seen["Cache-Control"]) == (
        200,
        "image/jpeg",
        "private, no-store",
    )
    digest = piece.text.pictures[0].digest
    typed = rows((digest, "Officers at the bridge", "(BMI)"))
    assert send(client, link, key=key, revision=str(piece.revision), **typed).status_code == 302
    piece.refresh_from_db()
    [picture] = piece.text.pictures
    assert (piece.status, picture.alternative, picture.credit) == (
        PieceStatus.OFFERED,
        "Officers at the bridge",
        "(BMI)",
    )
    assert (picture.width, picture.height) == (240, 400)


def test_a_picture_sent_without_words_comes_back_to_be_described(link: str) -> None:
    answer = send(Client(), link, **{"pictures-files": file_of(plain())})
    assert answer.status_code == 422
    assert "Picture 1: say what it shows." in page(answer)
    assert len(re.findall("pictures__preview", page(answer))) == 1
    assert not Piece.objects.exists()


def test_pictures_are_moved_removed_and_put_back(link: str) -> None:
    first, second = make_picture("One", "red"), make_picture("Two", "blue")
    key, client = str(uuid4()), Client()
    typed = rows((first.digest, "One", ""), (second.digest, "Two", ""))
    send(client, link, key=key, **typed, **{"pictures-act": "down-0"})
    assert alternatives() == ["Two", "One"]
    revision = str(Piece.objects.get().revision)
    shown = send(client, link, key=key, revision=revision, **typed, **{"pictures-act": "remove-0"})
    assert alternatives() == ["Two"]
    assert "Removed: One" in page(shown)
    typed["pictures-state"] = ["removed", ""]
    revision = str(Piece.objects.get().revision)
    send(client, link, key=key, revision=revision, **typed, **{"pictures-act": "restore-0"})
    assert alternatives() == ["One", "Two"]


def test_what_is_no_picture_is_refused_and_named(link: str) -> None:
    fake = file_of(plain(), "scan.png")
    fake.seek(0)
    fake.write(b"<svg xmlns='x'>")
    fake.seek(0)
    answer = send(Client(), link, **{"pictures-act": "add", "pictures-files": fake})
    assert answer.status_code == 422
    assert "scan.png: This is no picture we can read. Upload a JPG or PNG." in page(answer)


def test_a_text_takes_eight_pictures(link: str) -> None:
    many = [make_picture(f"No. {n}", f"#0000{n:02}") for n in range(9)]
    answer = send(Client(), link, **rows(*((each.digest, each.alternative, "") for each in many)))
    assert answer.status_code == 422
    assert "A text takes at most 8 pictures." in page(answer)


def test_a_form_without_the_field_leaves_the_pictures(call: CallForContributions, link: str) -> None:
    piece = with_pictures(offer_by_link(call, "AT"), make_picture("Kept"))
    typed = {"key": key_of(piece), "revision": str(piece.revision), "body": "Better.", "pictures-shown": []}
    assert send(Client(), link, **typed).status_code == 302
    piece.refresh_from_db()
    assert (piece.body, alternatives(piece)) == ("Better.", ["Kept"])


def test_an_offered_text_changes_when_it_is_sent_and_not_by_a_button(
    call: CallForContributions, link: str
) -> None:
    picture = make_picture("Kept")
    piece = with_pictures(offer_by_link(call, "AT"), picture)
    form = {"key": key_of(piece), "revision": str(piece.revision)} | rows((picture.digest, "Kept", ""))
    assert send(Client(), link, **form, **{"pictures-act": "remove-0"}).status_code == 200
    assert alternatives() == ["Kept"]
    form["pictures-state"] = ["removed"]
    assert send(Client(), link, **form).status_code == 302
    assert alternatives() == []


def test_a_focal_point_who_signed_in_adds_a_picture() -> None:
    client = client_of(make_focal_point("AT"))
    shown = send(
        client, "/newsletter/contribute/", **{"pictures-act": "add", "pictures-files": file_of(plain())}
    )
    assert shown.status_code == 200
    assert len(Piece.objects.get().text.pictures) == 1


def test_an_editor_who_adds_a_picture_is_asked_for_its_words_when_saving() -> None:
    piece, desk = make_piece(), client_of(make_editor())
    form = {
        "section": "states", "headline": piece.headline, "body": piece.body, "state": piece.state_id,
        "audience": "all", "language": "en", "revision": piece.revision, "pictures-shown": "on",
    }  # fmt: skip
    address = f"/newsletter/contributions/{piece.pk}/"
    shown = desk.post(address, form | {"pictures-act": "add", "pictures-files": file_of(plain())})
    assert (shown.status_code, "say what it shows" in page(shown)) == (200, False)
    saved = desk.post(address, form | {"pictures-files": file_of(plain())})
    assert (saved.status_code, "Picture 1: say what it shows." in page(saved)) == (422, True)


# Word ---------------------------------------------------------------------------------------------


def test_pictures_of_a_word_file_are_those_of_the_text_in_its_order(link: str) -> None:
    blue, red = file_of(plain(colour="blue"), "b.png"), file_of(plain(colour="red"), "r.png")
    body = drawing("r2", "A red bridge") + drawing("r1", "A blue bridge")
    file = document(body, r1=blue.getvalue(), r2=red.getvalue())
    assert send(Client(), link, headline="", body="", file=file).status_code == 302
    piece = Piece.objects.get()
    assert (piece.headline, piece.body) == ("A bridge opens", "On Monday.")
    assert alternatives(piece) == ["A red bridge", "A blue bridge"]


def test_a_word_picture_without_words_comes_back_with_its_text_to_be_described(link: str) -> None:
    file = document(drawing("r1"), r1=file_of(plain(), "b.png").getvalue())
    answer = send(Client(), link, headline="", body="", file=file)
    assert answer.status_code == 422
    shown = page(answer)
    assert "Picture 1: say what it shows." in shown
    assert ("On Monday.</textarea>" in shown, 'value="A bridge opens"' in shown) == (True, True)


def test_ornaments_and_drawings_of_word_are_left_out(link: str) -> None:
    line = file_of(plain(600, 4), "line.png").getvalue()
    body = drawing("r1", "line") + drawing("r2", "metafile") + drawing("r9", "missing")
    file = document(body, r1=line, r2=b"\xd7\xcd\xc6\x9a metafile")
    assert send(Client(), link, headline="", body="", file=file).status_code == 302
    assert alternatives() == []


@pytest.mark.parametrize("digest", ["a/b", "../x", "\x00", "A" * 64, "0" * 63])
def test_what_is_no_digest_names_no_picture(link: str, digest: str) -> None:
    shown = send(Client(), link, **rows((digest, "A bridge", "")), **{"pictures-act": "up-0"})
    assert shown.status_code == 200
    assert "pictures__preview" not in page(shown)
    assert alternatives() == []


def test_a_picture_that_is_kept_no_longer_is_not_left_out_silently(link: str) -> None:
    picture = make_picture()
    StoredPicture.objects.all().delete()
    shown = send(Client(), link, **rows((picture.digest, "A bridge", "")))
    assert shown.status_code == 422
    assert "Picture 1 is kept no longer: remove it, and add it again." in page(shown)
    assert not Piece.objects.exclude(status=PieceStatus.DRAFT).exists()


@pytest.mark.parametrize("again", ["uploaded", "posted"])
def test_a_picture_that_is_used_again_is_kept_for_another_day(link: str, again: str) -> None:
    picture = make_picture()
    StoredPicture.objects.update(stored_at=timezone.now() - timedelta(hours=25))
    if again == "uploaded":
        make_picture()
    else:
        send(Client(), link, headline="", **rows((picture.digest, "A bridge", "")))
    assert purge_pictures() == 0


def test_behind_the_link_of_a_state_a_hundred_files_are_taken_a_day(
    call: CallForContributions, link: str
) -> None:
    client = Client()
    many = [phone_photo() for _number in range(100)]
    assert send(client, link, **{"pictures-act": "add", "pictures-files": many}).status_code == 200
    before = StoredPicture.objects.count()
    one = {"pictures-act": "add", "pictures-files": file_of(plain(), "b.png")}
    more = send(client, link, headline="Typed", **one)
    assert (more.status_code, StoredPicture.objects.count()) == (422, before)
    shown = page(more)
    assert "More than 100 files came within a day: this one was not taken." in shown
    assert 'value="Typed"' in shown
    file = document(drawing("r1"), r1=file_of(plain()).getvalue())
    word = send(client, link, headline="", body="", file=file)
    assert (word.status_code, "this one was not taken" in page(word)) == (422, True)
    assert send(client, link).status_code == 302
    again = {"pictures-act": "add", "pictures-files": file_of(plain(), "b.png")}
    assert send(client, link_of(call, "PL"), **again).status_code == 200
