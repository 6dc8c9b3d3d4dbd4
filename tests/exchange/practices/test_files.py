"""The files of a practice: checked as papers are, for the readers of the practice alone."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from exchange.practices.models import Practice, PracticeFile
from exchange.practices.retention import purge_removed_files
from nfp_portal.accounts.models import Role
from tests.factories.accounts import client_of, make_user
from tests.factories.network import make_focal_point
from tests.factories.practices import add_file, make_practice, offer_practice

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 what the file says"
OFFER = "/practices/offer/"


def page(client: Client, path: str) -> str:
    return " ".join(client.get(path).content.decode().split())


def typed(**more: Any) -> dict[str, Any]:
    return {
        "title": "Two in one car",
        "summary": "How.",
        "stage": "good",
        "mechanism": "joint_patrol",
        "language": "en",
        "audience": "all",
        "revision": "1",
    } | more


def status_of(client: Client, path: str) -> int:
    response: Any = client.get(path)
    if response.streaming:
        response.getvalue()  # a file is closed when it is read
    return int(response.status_code)


def upload(name: str = "note.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize("name", ["Памятка патруля.pdf", "კითხვარი.pdf", "Úti kézikönyv (2).pdf"])
def test_a_file_comes_back_under_its_own_name_in_any_alphabet(name: str) -> None:
    austria = client_of(make_focal_point("AT"))
    austria.post(OFFER, typed(file=upload(name), file_language="ru"))
    file = PracticeFile.objects.get()
    assert (file.name, file.language, file.practice.title) == (name, "ru", "Two in one car")
    assert not Path(file.file.path).name.startswith(name[:3])
    path = f"/practices/two-in-one-car/files/{file.key}/"
    shown = page(austria, "/practices/two-in-one-car/")
    assert f'href="{path}" download>{name}</a>' in shown
    assert "Russian · PDF · 27" in shown
    sent: Any = austria.get(path)
    assert sent.headers["Content-Disposition"] == f"attachment; filename*=utf-8''{quote(name)}"
    assert sent.getvalue() == PDF


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("note.exe", PDF, "Upload a PDF"),
        ("note.pdf", b"MZ program", "This file is something else inside."),
        ("note.docx", b"PK no archive", "This file is something else inside."),
        ("large.pdf", PDF + b" " * (25 * 1024 * 1024), "larger than 25 MB"),
    ],
)
def test_files_are_checked_as_papers_are(name: str, content: bytes, why: str) -> None:
    refused = client_of(make_focal_point("AT")).post(OFFER, typed(file=upload(name, content)))
    assert (refused.status_code, Practice.objects.count(), PracticeFile.objects.count()) == (422, 0, 0)
    assert why in refused.content.decode()


def test_a_name_that_hides_its_ending_is_shown_as_it_is() -> None:
    client_of(make_focal_point("AT")).post(OFFER, typed(file=upload("fdp.\u202eexe.pdf")))
    assert PracticeFile.objects.get().name == "fdp.exe.pdf"


def test_only_the_readers_of_the_practice_get_its_files() -> None:
    files = {
        "waiting": add_file(offer_practice("Waiting")),
        "focal points": add_file(make_practice("Restricted")),
        "everyone": add_file(make_practice("Open", audience="all")),
    }
    readers = {
        "visitor": Client(),
        "partner": client_of(make_user(Role.PARTNER)),
        "focal point of another State": client_of(make_focal_point("PL")),
        "its State": client_of(make_focal_point("AT")),
        "editor": client_of(make_user(Role.EDITOR)),
    }
    seen = {
        name: [
            status_of(client, f"/practices/{file.practice.slug}/files/{file.key}/") == 200
            for file in files.values()
        ]
        for name, client in readers.items()
    }
    assert seen == {
        "visitor": [False, False, True],
        "partner": [False, False, True],
        "focal point of another State": [False, True, True],
        "its State": [True, True, True],
        "editor": [True, True, True],
    }


def test_a_removed_file_is_nobodys_until_undo_and_goes_after_a_month(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    practice = offer_practice()
    file, stays = add_file(practice), add_file(practice)
    austria, path = client_of(make_focal_point("AT")), f"/practices/{practice.slug}/files/{file.key}/"
    assert client_of(make_focal_point("PL")).post(f"{path}remove/").status_code == 404
    assert [austria.post(f"{path}remove/").status_code for _click in range(2)] == [302, 302]
    assert (status_of(austria, path), Practice.objects.get().revision) == (404, 2)
    austria.post(f"{path}restore/")
    assert (status_of(austria, path), Practice.objects.get().revision) == (200, 3)
    austria.post(f"{path}remove/")
    purge_removed_files()
    assert PracticeFile.objects.count() == 2
    PracticeFile.objects.filter(pk=file.pk).update(removed_at=timezone.now() - timedelta(days=31))
    with django_capture_on_commit_callbacks(execute=True):
        assert purge_removed_files() == 1
    assert (Path(file.file.path).exists(), Path(stays.file.path).exists()) == (False, True)


def test_after_the_publication_only_the_secretariat_changes_the_files() -> None:
    practice = make_practice()
    path = f"/practices/{practice.slug}/files/{add_file(practice).key}/remove/"
    austria, editor = client_of(make_focal_point("AT")), client_of(make_user(Role.EDITOR))
    assert "Remove" not in page(austria, practice.get_absolute_url())
    assert [client.post(path).status_code for client in (austria, editor)] == [404, 302]


def test_a_practice_has_ten_files_at_most() -> None:
    practice, austria = offer_practice(), client_of(make_focal_point("AT"))
    for _number in range(9):
        add_file(practice)
    path = f"/practices/{practice.slug}/change/"
    assert austria.post(path, typed(file=upload())).status_code == 302
    refused = austria.post(path, typed(file=upload(), revision="2"))
    assert (refused.status_code, practice.files.count()) == (422, 10)


def test_two_who_change_one_practice_see_both_versions_of_its_states() -> None:
    practice, austria = offer_practice(), client_of(make_focal_point("AT"))
    path = f"/practices/{practice.slug}/change/"
    assert austria.post(path, typed(involved=["DE", "PL"])).status_code == 302
    conflict = austria.post(path, typed(involved=["IT"]))
    shown = " ".join(conflict.content.decode().split())
    assert conflict.status_code == 409
    assert ("Germany, Poland" in shown, "Italy" in shown, "network.State" in shown) == (True, True, False)


def test_a_state_cannot_publish_a_file_that_the_review_removed() -> None:
    practice, editor = offer_practice("Two in one car", "AT"), client_of(make_user(Role.EDITOR))
    file, austria = add_file(practice), client_of(make_focal_point("AT"))
    address = f"{practice.get_absolute_url()}files/{file.key}/"
    editor.post(f"{address}remove/")
    Practice.objects.filter(pk=practice.pk).update(
        published_at=timezone.now(), confirmed_on=timezone.localdate(), audience="all"
    )
    austria.post(f"{practice.get_absolute_url()}withdraw/")
    assert austria.post(f"{address}restore/").status_code == 404
    austria.post(f"{practice.get_absolute_url()}restore/")
    assert Practice.objects.get().is_published
    assert status_of(Client(), address) != 200
