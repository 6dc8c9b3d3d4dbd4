"""Papers of a meeting: handed in by editors, checked by content, served to whom they are for."""

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meetings.models import Document, DocumentVersion, Meeting
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role
from nfp_portal.ui import uploads
from tests.factories.accounts import make_user
from tests.factories.meetings import make_document, make_item, make_meeting

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
    sent = {"title": "Concept note", "kind": "paper", "audience": Audience.ALL, "revision": 1} | facts
    sent = {"key": uuid4()} | sent
    sent |= {"file": file} if file else {}
    return client.post(f"/meetings/{meeting.slug}/papers/add/", sent)


def address(paper: Document) -> str:
    return f"/meetings/{paper.meeting.slug}/papers/{paper.key}"


def test_a_paper_is_handed_in_and_everybody_saves_it(client: Client, meeting: Meeting) -> None:
    hand_in(client_of(Role.EDITOR), meeting, SimpleUploadedFile("Entwurf (3).PDF", PDF))
    paper = Document.objects.get()
    response = client.get(address(paper))
    assert b"".join(response) == PDF
    assert response.headers["Content-Disposition"] == 'attachment; filename="concept-note.pdf"'
    assert address(paper) in client.get(f"/meetings/{meeting.slug}/").content.decode()


def test_the_stored_file_of_a_paper_cannot_be_guessed_or_requested(client: Client, meeting: Meeting) -> None:
    hand_in(client_of(Role.EDITOR), meeting, SimpleUploadedFile("secret-name.pdf", PDF))
    stored = DocumentVersion.objects.get().file.name
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
    paper = Document.objects.get()
    for reader, status in [(client, 404), (client_of(Role.PARTNER), 404), (client_of(Role.FOCAL_POINT), 200)]:
        response = reader.get(address(paper))
        assert response.status_code == status
        assert status == 404 or b"".join(response) == PDF
    assert "Restricted note" not in client.get(f"/meetings/{meeting.slug}/").content.decode()


def test_a_paper_without_a_file_is_named_but_leads_nowhere(client: Client, meeting: Meeting) -> None:
    hand_in(client_of(Role.EDITOR), meeting, None)
    paper = Document.objects.get()
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
    assert not Document.objects.exists()


def test_submitting_a_paper_twice_adds_it_once(meeting: Meeting) -> None:
    editor, key = client_of(Role.EDITOR), uuid4()
    for _ in range(2):
        hand_in(editor, meeting, SimpleUploadedFile("note.pdf", PDF), key=key)
    assert Document.objects.count() == 1


def test_only_editors_hand_in(meeting: Meeting) -> None:
    assert hand_in(client_of(Role.FOCAL_POINT), meeting, None).status_code == 404


def change(client: Client, paper: Document, **facts: Any) -> Any:
    paper.refresh_from_db()
    kept = {name: getattr(paper, name) for name in ("title", "kind", "audience", "revision", "key")}
    return client.post(f"{address(paper)}/edit/", kept | facts)


def file_of(content: bytes = b"", name: str = "note.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF + content)


def last_file(client: Client, paper: Document, **headers: str) -> bytes:
    return b"".join(client.get(address(paper), headers=headers))


def test_a_newer_file_keeps_the_address_and_the_older_one_is_for_editors(
    client: Client, meeting: Meeting
) -> None:
    editor, paper = client_of(Role.EDITOR), make_document(meeting, files=[file_of(b" first")])
    change(editor, paper, file=file_of(b" newer"), language="en", suffix="Rev.1")
    assert last_file(client, paper).endswith(b" newer")
    older = f"{address(paper)}/en/1"
    assert client.get(older).status_code == 404
    assert b"".join(editor.get(older)).endswith(b" first")
    assert [(each.number, each.suffix) for each in paper.versions.all()] == [(1, ""), (2, "Rev.1")]


def test_everybody_gets_the_paper_in_their_language_else_in_english_else_what_there_is(
    client: Client, meeting: Meeting
) -> None:
    files = [("ru", file_of(b" ru")), ("en", file_of(b" en"))]
    both = make_document(meeting, "In two languages", files=files)
    one = make_document(meeting, "In Russian", files=[("ru", file_of(b" ru"))])
    assert last_file(client, both, accept_language="ru").endswith(b" ru")
    assert last_file(client, both, accept_language="fr").endswith(b" en")
    assert last_file(client, one, accept_language="fr").endswith(b" ru")
    page = client.get(f"/meetings/{meeting.slug}/").content.decode()
    assert re.findall(r'<a href="[^"]+/(\w\w/1)">(\w+)</a>', page) == [
        ("en/1", "English"),
        ("ru/1", "Russian"),
    ]


def test_an_addendum_stands_beside_the_paper_and_replaces_nothing(client: Client, meeting: Meeting) -> None:
    paper = make_document(meeting, symbol="SEC.GAL/7", files=[file_of(b" main")])
    change(client_of(Role.EDITOR), paper, file=file_of(b" more"), language="en", suffix="Add.1")
    assert last_file(client, paper).endswith(b" main")
    answer = client.get(f"{address(paper)}/en/2")
    assert b"".join(answer).endswith(b" more")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="concept-note-add1.pdf"'


def test_the_ending_of_a_symbol_is_rev_corr_or_add(meeting: Meeting) -> None:
    page = hand_in(client_of(Role.EDITOR), meeting, file_of(), suffix="2nd draft").content.decode()
    assert "Write Rev.1, Corr.1 or Add.1." in page


def test_undo_takes_a_new_file_back_and_brings_the_former_one(client: Client, meeting: Meeting) -> None:
    editor, paper = client_of(Role.EDITOR), make_document(meeting, files=[file_of(b" first")])
    change(editor, paper, file=file_of(b" wrong"), language="en", symbol="SEC.GAL/7")
    page = editor.get(f"{address(paper)}/edit/").content.decode()
    [undo] = re.findall(rf'action="({address(paper)}/undo/\d+/)"', page)
    editor.post(undo)
    assert last_file(client, paper).endswith(b" first")
    paper.refresh_from_db()
    assert paper.symbol == ""


def test_a_removed_paper_comes_back_with_all_its_versions(client: Client, meeting: Meeting) -> None:
    editor = client_of(Role.EDITOR)
    paper = make_document(meeting, files=[file_of(b" 1"), ("ru", file_of(b" 2")), file_of(b" 3")])
    editor.post(f"{address(paper)}/remove/")
    assert client.get(address(paper)).status_code == 404
    editor.post(f"{address(paper)}/restore/")
    assert last_file(client, paper).endswith(b" 3")
    assert last_file(client, paper, accept_language="ru").endswith(b" 2")
    assert b"".join(editor.get(f"{address(paper)}/en/1")).endswith(b" 1")


def test_papers_of_a_removed_item_come_back_to_it(meeting: Meeting) -> None:
    editor, item = client_of(Role.EDITOR), make_item(meeting, papers=["Kept", "Changed meanwhile"])
    _kept, changed = meeting.documents.all()
    editor.post(f"/meetings/{meeting.slug}/agenda/{item.key}/remove/")
    assert [each.item for each in meeting.documents.all()] == [None, None]
    change(editor, changed, title="Another title")
    editor.post(f"/meetings/{meeting.slug}/agenda/{item.key}/restore/")
    assert [each.item for each in meeting.documents.all()] == [item, None]


def test_a_paper_comes_back_without_an_item_that_was_removed_meanwhile(meeting: Meeting) -> None:
    editor, item = client_of(Role.EDITOR), make_item(meeting, papers=["Note"])
    [paper] = meeting.documents.all()
    editor.post(f"{address(paper)}/remove/")
    editor.post(f"/meetings/{meeting.slug}/agenda/{item.key}/remove/")
    editor.post(f"{address(paper)}/restore/")
    assert [(each.title, each.item) for each in meeting.documents.all()] == [("Note", None)]


def test_the_agenda_names_the_papers_of_an_item_on_page_and_as_data(client: Client, meeting: Meeting) -> None:
    item = make_item(meeting, "Threats")
    paper = make_document(
        meeting, "Note", item=item, symbol="SEC.GAL/7", purpose="decision", files=[file_of()]
    )
    make_document(meeting, "Recorded only", item=item)
    page = client.get(f"/meetings/{meeting.slug}/agenda").content.decode()
    assert f'Papers: <a href="{address(paper)}">SEC.GAL/7 Note</a> · Recorded only' in page
    data = client.get(f"/meetings/{meeting.slug}/agenda.json").json()["days"][0]["items"][0]["papers"]
    assert [(each["title"], each["symbol"], each["purpose"], each["languages"]) for each in data] == [
        ("Note", "SEC.GAL/7", "decision", ["en"]),
        ("Recorded only", None, None, []),
    ]
    assert data[0]["address"].endswith(address(paper))


def test_a_public_paper_does_not_name_its_item_while_that_is_closed(client: Client, meeting: Meeting) -> None:
    item = make_item(meeting, "Quokka session", audience=Audience.FOCAL_POINTS)
    make_document(meeting, "Open note", item=item)
    page = client.get(f"/meetings/{meeting.slug}/").content.decode()
    assert "Open note" in page
    assert "Quokka" not in page
    assert "Quokka" in client_of(Role.FOCAL_POINT).get(f"/meetings/{meeting.slug}/").content.decode()


def test_the_paper_of_a_restricted_item_is_restricted_too(meeting: Meeting) -> None:
    item = make_item(meeting, audience=Audience.FOCAL_POINTS)
    answer = hand_in(client_of(Role.EDITOR), meeting, None, item=item.pk)
    assert "This item is for focal points only: so are its papers." in answer.content.decode()


def test_the_database_hangs_no_paper_on_an_item_of_another_meeting(meeting: Meeting) -> None:
    item = make_item(make_meeting())
    with pytest.raises(IntegrityError, match="hangs on an item of another meeting"):
        make_document(meeting, item=item)


def test_a_page_reads_its_papers_with_the_same_queries_however_many(client: Client, meeting: Meeting) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as context:
            client.get(f"/meetings/{meeting.slug}/")
        return len(context)

    item = make_item(meeting)
    make_document(meeting, item=item, files=[file_of()])
    few = queries()
    for _number in range(20):
        make_document(meeting, item=item, files=[file_of(), ("ru", file_of())])
    assert queries() == few


def test_a_paper_whose_file_is_missing_says_so_and_breaks_nothing(client: Client, meeting: Meeting) -> None:
    editor, paper = client_of(Role.EDITOR), make_document(meeting, files=[file_of()])
    Path(paper.latest[0].file.path).unlink()
    page = client.get(f"/meetings/{meeting.slug}/")
    assert page.status_code == 200
    assert 'English <span class="badge">File missing</span>' in page.content.decode()
    assert address(paper) not in page.content.decode()
    assert client.get(address(paper)).status_code == 404
    assert editor.get(f"{address(paper)}/edit/").status_code == 200
    change(editor, paper, file=file_of(b" newer"), language="en")
    assert last_file(client, paper).endswith(b" newer")
