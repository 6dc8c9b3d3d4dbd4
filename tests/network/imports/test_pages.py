"""The pages of an import, and who sees them."""

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from network.imports.actions import previews
from network.imports.models import Import, ImportState
from network.imports.parsing.columns import COLUMNS, EXAMPLE
from network.models import Person
from nfp_portal.accounts.models import Role
from nfp_portal.audit.models import Act, Entry
from nfp_portal.jobs.models import Job
from tests.factories.accounts import make_user
from tests.factories.imports import ANNA, HEAD, book, codes, committed, previewed, receive, sheet
from tests.factories.network import make_person
from tests.worker import Worker

pytestmark = pytest.mark.django_db

LETTERS = "abcdefghij"


@pytest.fixture
def editor(client: Client, settings: Any) -> Client:
    settings.REQUIRE_MFA = False
    client.force_login(make_user(Role.EDITOR))
    return client


def hand_in(client: Client, content: bytes, name: str = "focal-points.csv") -> Any:
    return client.post("/imports/new/", {"file": SimpleUploadedFile(name, content)})


def many(number: int) -> list[tuple[str, ...]]:
    names = [LETTERS[n % 10] + LETTERS[n // 10 % 10] + LETTERS[n // 100 % 10] for n in range(number)]
    return [("AT", "Anna", name, f"{name}@example.org", "Clerk", "2016-04-12") for name in names]


def name_columns(client: Client, source: Import, *fields: str, **more: str) -> Any:
    columns = {f"column-{index}": field for index, field in enumerate(fields or source.mapping)}
    reading = {"encoding": source.encoding, "separator": source.separator, "date_order": source.date_order}
    return client.post(f"/imports/{source.key}/columns/", reading | columns | more)


# Hand in ----------------------------------------------------------------------------------------------------


def test_an_empty_list_says_how_to_begin(editor: Client) -> None:
    page = editor.get("/imports/").content.decode()
    assert "No spreadsheet was uploaded yet" in page
    assert "/imports/template.xlsx" in page


def test_a_file_is_kept_as_it_came_under_a_name_nobody_can_guess(editor: Client) -> None:
    content = sheet(ANNA)
    answer = hand_in(editor, content, "Old list.csv")
    source = Import.objects.get()
    assert answer.headers["Location"] == f"/imports/{source.key}/columns/"
    assert (source.file_name, source.state) == ("Old list.csv", ImportState.UPLOADED)
    assert "Old" not in str(source.file.name)
    original = editor.get(f"/imports/{source.key}/original")
    assert original.getvalue() == content
    assert 'filename="Old list.csv"' in original.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("list.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 100, "old Excel file"),
        ("list.csv", b"%PDF-1.7", "Upload a spreadsheet"),
        ("list.csv", b"\0\1\2\3", "Upload a spreadsheet"),
        ("list.xlsx", b"PK\x03\x04 no archive", "something else inside"),
        ("list.csv", b"\n\n", "holds no row"),
    ],
)
def test_a_file_that_is_no_spreadsheet_is_refused_with_a_reason(
    editor: Client, name: str, content: bytes, message: str
) -> None:
    answer = hand_in(editor, content, name)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not Import.objects.exists()


def test_the_same_file_again_says_that_it_is_in_the_directory_already(editor: Client) -> None:
    hand_in(editor, sheet(ANNA))
    assert "in the directory already" not in editor.get("/imports/").content.decode()
    committed(ANNA)
    hand_in(editor, sheet(ANNA), "again.csv")
    shown = editor.get(f"/imports/{Import.objects.latest('pk').key}/columns/").content.decode()
    assert "This very file is in the directory already" in shown
    assert "as “focal-points.csv”" in shown
    hand_in(editor, sheet(ANNA, ("AT", "Another", "One", "one@example.org", "", "")))
    assert "in the directory already" not in editor.get("/imports/").content.decode()


def test_a_workbook_is_known_by_its_content_whatever_it_is_called(editor: Client) -> None:
    hand_in(editor, book(ANNA), "focal-points.csv")
    assert Import.objects.get().encoding == ""


def test_the_template_brought_back_is_one_rejected_example(editor: Client) -> None:
    for kind in ("csv", "xlsx"):
        content = editor.get(f"/imports/template.{kind}").content
        source = previews.preview(receive(content, name=f"template.{kind}").pk)
        assert codes(source) == {2: ["example"]}
        assert [name for name in source.mapping if name] == [column.name for column in COLUMNS]


def test_the_example_is_sound_but_for_its_mark(editor: Client) -> None:
    content = editor.get("/imports/template.csv").content.replace(EXAMPLE.encode(), b"")
    source = previews.preview(receive(content).pk)
    assert (source.new, codes(source)) == (1, {})


# Columns ----------------------------------------------------------------------------------------------------


def test_the_columns_show_their_cells_and_a_guess(editor: Client) -> None:
    source = receive(sheet(ANNA, head=("Country", "First name", "Surname", "Mail", "Post", "Since")))
    page = editor.get(f"/imports/{source.key}/columns/").content.decode()
    assert "anna@example.org" in page
    assert '<option value="given_name" selected>Given name</option>' in page


def test_another_encoding_is_tried_without_changing_anything(editor: Client) -> None:
    source = receive("State,Given name,Family name\nPL,Łukasz,Żak\n".encode("cp1250"))
    address = f"/imports/{source.key}/columns/"
    assert "Łukasz" not in editor.get(address).content.decode()
    assert "Łukasz" in editor.get(address, {"encoding": "cp1250", "separator": ","}).content.decode()
    source.refresh_from_db()
    assert source.encoding == "cp1252"


def test_required_columns_must_be_named(editor: Client) -> None:
    source = receive(sheet(ANNA))
    answer = name_columns(editor, source, "", "given_name", "given_name", "email", "", "")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Say which columns hold: State, Family name." in page
    assert "Two columns cannot mean the same." in page


def test_a_short_file_is_previewed_at_once(editor: Client) -> None:
    source = receive(sheet(ANNA))
    assert name_columns(editor, source).headers["Location"] == f"/imports/{source.key}/"
    source.refresh_from_db()
    assert (source.state, source.new) == (ImportState.PREVIEWED, 1)


def test_an_ambiguous_date_waits_for_a_choice(editor: Client) -> None:
    source = receive(sheet(("AT", "Anna", "Muster", "", "", "03/04/2016")))
    name_columns(editor, source)
    assert codes(source) == {2: ["ambiguous_date"]}
    name_columns(editor, source, date_order="mdy")
    assert source.rows.get().values["starts_on"] == "2016-03-04"


@pytest.mark.django_db(transaction=True)
def test_a_long_file_is_read_by_a_worker_under_a_bar(editor: Client, worker: Worker) -> None:
    source = receive(sheet(*many(150)))
    name_columns(editor, source)
    job = Job.objects.get(kind=previews.KIND)
    page = editor.get(f"/imports/{source.key}/").content.decode()
    assert "<progress" in page or "What the import would do" in page or "Open the preview" in page
    wait_for(lambda: Import.objects.get(pk=source.pk).state == ImportState.PREVIEWED)
    assert (Import.objects.get(pk=source.pk).new, job.subject) == (150, str(source.key))
    assert "Write 150 rows" in editor.get(f"/imports/{source.key}/").content.decode()


def wait_for(condition: Callable[[], bool]) -> None:
    from time import monotonic, sleep  # noqa: PLC0415 - only here

    deadline = monotonic() + 30
    while not condition():
        assert monotonic() < deadline
        sleep(0.1)


# Rows -------------------------------------------------------------------------------------------------------


def test_a_changed_row_shows_both_sides(editor: Client) -> None:
    make_person("AT", given_name="Anna", family_name="Muster", email="anna@example.org", function="Clerk")
    source = previewed(("AT", "Anna", "Muster", "anna@example.org", "Director", ""))
    page = editor.get(source.get_absolute_url()).content.decode()
    assert "<del>Clerk</del>" in page
    assert "<ins>Director</ins>" in page


def test_rows_are_narrowed_by_what_they_are(editor: Client) -> None:
    source = previewed(ANNA, ("Atlantis", "Bo", "Nowhere", "", "", ""))
    page = editor.get(source.get_absolute_url(), {"show": "error"}).content.decode()
    assert 'id="row-3"' in page
    assert 'id="row-2"' not in page
    assert "Write its name or its two letters" in page


def test_text_of_a_file_is_never_markup(editor: Client) -> None:
    source = previewed(("<b>AT</b>", "Anna", "Muster", "", "<script>alert(1)</script>", ""))
    page = editor.get(source.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


# Write and take back ----------------------------------------------------------------------------------------


def test_writing_asks_first_and_says_what_it_did(editor: Client) -> None:
    source = previewed(ANNA)
    address = f"/imports/{source.key}/commit/"
    assert "New entries: 1." in editor.get(address).content.decode()
    assert not Person.objects.exists()
    page = editor.post(address, {"preview": source.preview}, follow=True).content.decode()
    assert "1 row is in the directory." in page
    assert Person.objects.get().get_absolute_url() in page


def test_committing_twice_says_that_it_is_done(editor: Client) -> None:
    source = previewed(ANNA)
    address = f"/imports/{source.key}/commit/"
    editor.post(address, {"preview": 1})
    page = editor.post(address, {"preview": 1}, follow=True).content.decode()
    assert "Somebody was faster" in page
    assert Person.objects.count() == 1


def test_taking_back_asks_first_and_says_so(editor: Client) -> None:
    source = committed(ANNA)
    address = f"/imports/{source.key}/undo/"
    assert "Undo the import?" in editor.get(address).content.decode()
    assert "The import is undone." in editor.post(address, follow=True).content.decode()
    assert not Person.objects.exists()
    page = editor.get(source.get_absolute_url()).content.decode()
    assert "An import that was undone" in page
    assert "4. In the directory" not in page


def test_a_file_that_was_not_written_can_be_discarded(editor: Client) -> None:
    source = previewed(ANNA)
    assert editor.get(f"/imports/{source.key}/discard/").status_code == 200
    assert editor.post(f"/imports/{source.key}/discard/").headers["Location"] == "/imports/"
    assert not Import.objects.exists()


def test_the_rejected_rows_come_back_as_they_were(editor: Client) -> None:
    source = previewed(ANNA, ("Atlantis", "Bo", "=cmd|x", "", "", "", "one too many"))
    answer = editor.get(f"/imports/{source.key}/rejected.csv").content.decode("utf-8-sig")
    head, row = list(csv.reader(io.StringIO(answer)))
    assert head == [*HEAD, "Row", "Why rejected"]
    assert row[:3] == ["Atlantis", "Bo", "'=cmd|x"]
    assert row[6] == "3"
    assert row[8:] == ["one too many"]
    sheet_ = load_workbook(io.BytesIO(editor.get(f"/imports/{source.key}/rejected.xlsx").content)).active
    assert sheet_ is not None
    assert [cell.value for cell in sheet_[2]][:3] == ["Atlantis", "Bo", "=cmd|x"]
    assert sheet_["C2"].data_type == "s"


def test_downloads_of_an_import_are_recorded(editor: Client) -> None:
    source = previewed(ANNA)
    for what in ("original", "rejected.csv", "rejected.xlsx"):
        editor.get(f"/imports/{source.key}/{what}").getvalue()
    entries = Entry.objects.filter(act=Act.EXPORT, subject=f"import:{source.key}").order_by("pk")
    assert [entry.details["kind"] for entry in entries if entry.details] == ["original", "csv", "xlsx"]


# Who --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.EDITOR, Role.APPROVER}])
def test_an_import_is_hidden_from_all_but_editors(client: Client, settings: Any, role: Role) -> None:
    settings.REQUIRE_MFA = False
    source = previewed(ANNA)
    client.force_login(make_user(role))
    for page in ("", "columns/", "commit/", "undo/", "discard/", "original", "rejected.csv", "rejected.xlsx"):
        assert client.get(f"/imports/{source.key}/{page}").status_code == 404
    assert client.post(f"/imports/{source.key}/commit/", {"preview": 1}).status_code == 404
    assert not Person.objects.exists()


def test_the_desk_of_an_editor_names_the_imports_to_review(editor: Client) -> None:
    previewed(ANNA)
    page = editor.get("/desk/").content.decode()
    assert "Review the import" in page
    assert "focal-points.csv" in page


def test_the_history_of_an_entry_names_who_imported(client: Client, settings: Any) -> None:
    settings.REQUIRE_MFA = False
    client.force_login(make_user(Role.EDITOR, email="importer@example.org"))
    person = make_person("AT", given_name="Anna", family_name="Muster", email="anna@example.org")
    source = previewed(ANNA)
    client.post(f"/imports/{source.key}/commit/", {"preview": 1})
    page = client.get(person.get_absolute_url()).content.decode()
    assert "importer@example.org" in page
    assert person.appointments.get().starts_on == date(2016, 4, 12)
