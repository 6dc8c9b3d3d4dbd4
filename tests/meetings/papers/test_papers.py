"""Papers of a meeting: handed in by editors, checked by content, served to whom they are for."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from meetings.models import Meeting
from meetings.papers.models import Paper
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role
from nfp_portal.ui import uploads
from tests.factories.accounts import make_user
from tests.factories.meetings import make_meeting

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 what the paper says"


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    settings.REQUIRE_MFA = False


@pytest.fixture
def meeting() -> Meeting:
    return make_meeting()


def client_of(role: Role) -> Client:
    client = Client()
    client.force_login(make_user(role))
    return client


def hand_in(client: Client, meeting: Meeting, file: SimpleUploadedFile | None, **facts: Any) -> Any:
    sent = {"title": "Concept note", "audience": Audience.ALL, "revision": 1, "key": uuid4()} | facts
    sent |= {"file": file} if file else {}
    return client.post(f"/meetings/{meeting.slug}/papers/add/", sent)


def address(paper: Paper) -> str:
    return f"/meetings/{paper.meeting.slug}/papers/{paper.key}"


def test_a_paper_is_handed_in_and_everybody_saves_it(client: Client, meeting: Meeting) -> None:
    hand_in(client_of(Role.EDITOR), meeting, SimpleUploadedFile("Entwurf (3).PDF", PDF))
    paper = Paper.objects.get()
    response = client.get(address(paper))
    assert b"".join(response) == PDF
    assert response.headers["Content-Disposition"] == 'attachment; filename="concept-note.pdf"'
    assert address(paper) in client.get(f"/meetings/{meeting.slug}/").content.decode()


def test_the_stored_file_of_a_paper_cannot_be_guessed_or_requested(client: Client, meeting: Meeting) -> None:
    hand_in(client_of(Role.EDITOR), meeting, SimpleUploadedFile("secret-name.pdf", PDF))
    stored = Paper.objects.get().file.name
    assert "secret-name" not in str(stored)
    assert client.get(f"/media/{stored}").status_code == 404
    assert client.get(f"/{stored}").status_code == 404


def test_a_paper_for_focal_points_is_404_for_others(client: Client, meeting: Meeting) -> None:
    hand_in(
        client_of(Role.EDITOR),
        meeting,
        SimpleUploadedFile("note.pdf", PDF),
        title="Restricted note",
        audience=Audience.FOCAL_POINTS,
    )
    paper = Paper.objects.get()
    for reader, status in [(client, 404), (client_of(Role.PARTNER), 404), (client_of(Role.FOCAL_POINT), 200)]:
        response = reader.get(address(paper))
        assert response.status_code == status
        assert status == 404 or b"".join(response) == PDF
    assert "Restricted note" not in client.get(f"/meetings/{meeting.slug}/").content.decode()


def test_a_paper_without_a_file_is_named_but_leads_nowhere(client: Client, meeting: Meeting) -> None:
    hand_in(client_of(Role.EDITOR), meeting, None)
    paper = Paper.objects.get()
    page = client.get(f"/meetings/{meeting.slug}/").content.decode()
    assert "Concept note" in page
    assert address(paper) not in page
    assert client.get(address(paper)).status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("note.pdf", b"MZ a program", "This file is something else inside"),
        ("note.exe", b"MZ a program", "This file is something else inside"),
        ("note.pdf", PDF + b"0" * uploads.LARGEST, "larger than 25 MB"),
    ],
)
def test_a_wrong_file_is_named_at_its_field_and_nothing_is_kept(
    meeting: Meeting, name: str, content: bytes, message: str
) -> None:
    response = hand_in(client_of(Role.EDITOR), meeting, SimpleUploadedFile(name, content))
    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert "Concept note" in page
    assert not Paper.objects.exists()


def test_submitting_a_paper_twice_adds_it_once(meeting: Meeting) -> None:
    editor, key = client_of(Role.EDITOR), uuid4()
    for _ in range(2):
        hand_in(editor, meeting, SimpleUploadedFile("note.pdf", PDF), key=key)
    assert Paper.objects.count() == 1


def test_only_editors_hand_in(meeting: Meeting) -> None:
    assert hand_in(client_of(Role.FOCAL_POINT), meeting, None).status_code == 404


def test_an_exchanged_file_keeps_the_address(client: Client, meeting: Meeting) -> None:
    editor = client_of(Role.EDITOR)
    hand_in(editor, meeting, SimpleUploadedFile("note.pdf", PDF))
    paper = Paper.objects.get()
    newer = SimpleUploadedFile("newer.pdf", PDF + b" newer")
    sent = {"title": paper.title, "audience": paper.audience, "revision": 1, "key": paper.key, "file": newer}
    editor.post(f"/meetings/{meeting.slug}/papers/{paper.key}/edit/", sent)
    response = client.get(address(paper))
    assert b"".join(response).endswith(b" newer")


def test_a_paper_whose_file_is_missing_says_so_and_breaks_nothing(client: Client, meeting: Meeting) -> None:
    editor = client_of(Role.EDITOR)
    hand_in(editor, meeting, SimpleUploadedFile("note.pdf", PDF))
    paper = Paper.objects.get()
    Path(paper.file.path).unlink()
    page = client.get(f"/meetings/{meeting.slug}/")
    assert page.status_code == 200
    assert 'Concept note <span class="badge">File missing</span>' in page.content.decode()
    assert address(paper) not in page.content.decode()
    assert client.get(address(paper)).status_code == 404
    assert editor.get(f"{address(paper)}/edit/").status_code == 200
    newer = SimpleUploadedFile("newer.pdf", PDF + b" newer")
    sent = {"title": paper.title, "audience": paper.audience, "revision": 1, "key": paper.key, "file": newer}
    editor.post(f"{address(paper)}/edit/", sent)
    assert b"".join(client.get(address(paper))).endswith(b" newer")
