"""Somebody without an account is asked for a practice, offers it by a link, and is written to."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from exchange.practices.models import Practice, PracticeRequest
from exchange.practices.retention import purge_practice_requests
from nfp_portal.accounts.models import Role
from nfp_portal.links.signing import path_of
from nfp_portal.mail.models import Delivery
from tests.factories.accounts import client_of, make_user
from tests.factories.network import make_focal_point, state
from tests.factories.practices import make_practice_request

pytestmark = pytest.mark.django_db

ASK = "/practices/ask/"
TYPED = {
    "title": "Two in one car",
    "summary": "Each patrol has an officer of both services.",
    "stage": "good",
    "mechanism": "joint_patrol",
    "language": "de",
    "audience": "all",
    "revision": "1",
}


def page(client: Client, path: str) -> str:
    return " ".join(client.get(path).content.decode().split())


def subjects() -> list[str]:
    letters = Delivery.objects.filter(address="karl@example.org").select_related("letter").order_by("pk")
    return [delivery.letter.subject for delivery in letters]


def link_in_letter() -> str:
    text = Delivery.objects.filter(address="karl@example.org").latest("pk").letter.text
    return "/answer/" + text.partition("/answer/")[2].partition("/")[0] + "/"


def ask(editor: Client, **facts: str) -> int:
    form = {"state": str(state("AT").pk), "name": "Karl Huber", "email": "karl@example.org", "language": "de"}
    return editor.post(ASK, form | facts).status_code


def test_somebody_is_asked_by_a_letter_and_offers_a_practice_with_a_file() -> None:
    editor, karl = client_of(make_user(Role.EDITOR)), Client()
    assert ask(editor, message="Die gemeinsame Streife.") == 302
    assert subjects() == ["Bitte beschreiben Sie eine Praxis Ihrer Behörde"]
    assert "Die gemeinsame Streife." in Delivery.objects.get().letter.text
    link = link_in_letter()
    form = page(karl, link)
    assert ("Was nicht gelungen ist" in form, "Gemeinsame Streife" in form) == (True, True)
    scan = SimpleUploadedFile("Merkblatt.pdf", b"%PDF-1.7")
    assert karl.post(link, TYPED | {"file": scan, "file_language": "de"}).status_code == 302
    practice = Practice.objects.get()
    assert (practice.status, practice.state.iso2, practice.offered_by) == ("offered", "AT", None)
    assert [file.name for file in practice.files.all()] == ["Merkblatt.pdf"]
    assert "Das Sekretariat hat sie am" in page(karl, link)
    assert "Karl Huber, by a link" in page(editor, f"{practice.get_absolute_url()}review/")


def test_what_is_sent_back_or_published_is_written_to_who_offered_it() -> None:
    editor, karl = client_of(make_user(Role.EDITOR)), Client()
    link = path_of("practice", make_practice_request(language="de").key)
    karl.post(link, TYPED)
    practice = Practice.objects.get()
    path = f"{practice.get_absolute_url()}review/"
    editor.post(path, {"act": "send_back", "remark": "Wer zahlt?", "revision": "1"})
    assert (subjects(), link_in_letter()) == (["Bitte ändern Sie Ihre Praxis: Two in one car"], link)
    sent_back = page(karl, link)
    assert ("Wer zahlt?" in sent_back, "Each patrol has an officer" in sent_back) == (True, True)
    karl.post(link, TYPED | {"revision": "2", "proof": "Das Budget."})
    assert Practice.objects.get().status == "offered"
    editor.post(path, {"revision": "3"})
    assert subjects()[1:] == ["Ihre Praxis ist veröffentlicht: Two in one car"]
    assert "Das Budget." in page(Client(), practice.get_absolute_url())
    karl.post(link, TYPED | {"revision": "4", "title": "Forged"})
    assert Practice.objects.get().title == "Two in one car"


def test_offering_by_a_link_is_open_send_and_nothing_else() -> None:
    link, karl = path_of("practice", make_practice_request().key), Client()
    assert karl.get(link).status_code == 200
    needed = {name: TYPED[name] for name in ("title", "summary", "stage", "mechanism", "revision")}
    sent = karl.post(link, needed | {"language": "en", "audience": "focal_points"}, follow=True)
    assert (sent.redirect_chain, "The Secretariat received it on" in sent.content.decode()) == (
        [(link, 302)],
        True,
    )


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "A practice of your service"),
        ("de", "Eine Praxis Ihrer Behörde"),
        ("es", "Una práctica de su servicio"),
        ("fr", "Une pratique de votre service"),
        ("it", "Una prassi del Suo servizio"),
        ("ru", "Практика Вашей службы"),
    ],
)
def test_the_page_is_in_the_language_of_who_was_asked(language: str, title: str) -> None:
    shown = page(Client(), path_of("practice", make_practice_request(language=language).key))
    assert f"<h1>{title}</h1>" in shown
    assert ("What is done" in shown) == (language == "en")


def test_who_is_asked_again_gets_the_same_link_until_something_came() -> None:
    editor = client_of(make_user(Role.EDITOR))
    late = timezone.now() - timedelta(days=91)
    link = path_of("practice", make_practice_request(language="de", asked_at=late).key)
    assert "Über diesen Link wird nichts mehr angenommen." in page(Client(), link)
    ask(editor)
    assert (link_in_letter(), PracticeRequest.objects.count()) == (link, 1)
    Client().post(link, TYPED)
    ask(editor)
    assert (link_in_letter() != link, PracticeRequest.objects.count()) == (True, 2)
    shown = page(editor, ASK)
    assert ("Nothing was sent yet" in shown, "Offered, waits for the secretariat" in shown) == (True, True)


def test_a_link_sent_twice_is_one_practice_and_late_changes_show_both_versions() -> None:
    link, karl = path_of("practice", make_practice_request().key), Client()
    assert [karl.post(link, TYPED).status_code for _click in range(2)] == [302, 302]
    practice = Practice.objects.get()
    austria, path = client_of(make_focal_point("AT")), f"{practice.get_absolute_url()}change/"
    revision = str(practice.revision)
    austria.post(path, TYPED | {"revision": revision, "summary": "Two officers."})
    late: Any = karl.post(link, TYPED | {"revision": revision, "summary": "Three officers."})
    shown = " ".join(late.content.decode().split())
    assert late.status_code == 409
    assert ("Two officers." in shown, "Three officers.</textarea>" in shown) == (True, True)
    assert Practice.objects.get().summary == "Two officers."
    newer = str(Practice.objects.get().revision)
    karl.post(link, TYPED | {"revision": newer, "summary": "Three officers."})
    assert Practice.objects.get().summary == "Three officers."


def test_a_get_changes_nothing_and_an_unknown_link_is_none() -> None:
    link = path_of("practice", make_practice_request().key)
    Client().get(f"{link}?again")
    assert Practice.objects.count() == 0
    other = path_of("practice", Practice().key)
    assert Client().get(other).status_code == 404


def test_who_was_asked_is_forgotten_a_year_later_and_the_practice_stays() -> None:
    practice_request = make_practice_request()
    Client().post(path_of("practice", practice_request.key), TYPED)
    assert purge_practice_requests() == 0
    PracticeRequest.objects.update(asked_at=timezone.now() - timedelta(days=366))
    assert (purge_practice_requests(), Practice.objects.count()) == (1, 1)


def test_two_windows_of_a_link_show_both_versions_and_a_file_is_kept_once() -> None:
    link = path_of("practice", make_practice_request().key)
    first, second, karl = str(uuid4()), str(uuid4()), Client()
    for _click in range(2):
        file = SimpleUploadedFile("note.pdf", b"%PDF-1.7 what the file says", "application/pdf")
        karl.post(link, TYPED | {"key": first, "title": "First", "file": file, "file_language": "de"})
    made = Practice.objects.get()
    assert (made.title, made.files.count()) == ("First", 1)
    late = karl.post(link, TYPED | {"key": second, "title": "Second"})
    assert (late.status_code, Practice.objects.get().title) == (409, "First")
    form = late.context["form"]
    again = TYPED | {"key": form["key"].value(), "revision": form["revision"].value(), "title": "Second"}
    assert karl.post(link, again).status_code == 302
    assert Practice.objects.get().title == "Second"


def test_a_corrected_message_goes_out_and_a_form_sent_twice_is_one_letter() -> None:
    editor = client_of(make_user(Role.EDITOR))
    form: Any = editor.get(ASK)
    first = str(form.context["form"]["key"].value())
    for key, message in ((first, "Die Streife."), (first, "Die Streife."), (str(uuid4()), "Die gemeinsame.")):
        ask(editor, key=key, message=message)
    texts = [delivery.letter.text for delivery in Delivery.objects.select_related("letter").order_by("pk")]
    assert [text.count("gemeinsame") for text in texts] == [0, 1]
    assert PracticeRequest.objects.count() == 1


def test_what_is_sent_over_a_link_that_has_ended_is_shown_back() -> None:
    asked_of = make_practice_request(asked_at=timezone.now() - timedelta(days=91))
    link = path_of("practice", asked_of.key)
    late = Client().post(link, TYPED)
    shown = " ".join(late.content.decode().split())
    assert (late.status_code, Practice.objects.count()) == (409, 0)
    assert "This link no longer accepts changes." in shown
    assert ("What you wrote was not kept" in shown, TYPED["summary"] in shown) == (True, True)
