"""How the pages and the command of an import refuse: too late, unreadable, or against the record."""

from collections.abc import Callable
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from openpyxl import Workbook

from network.actions import contacts
from network.imports.actions import commits, previews
from network.imports.matching.preview import describe
from network.imports.models import Import, ImportState
from network.imports.parsing.columns import REQUIRED
from network.models import Appointment, EndReason, InstrumentKind, Person
from nfp_portal.accounts.models import Role
from nfp_portal.ui.uploads import LARGEST
from tests.factories.accounts import client_of, make_user
from tests.factories.imports import ANNA, HEAD, book, codes, committed, previewed, receive, sheet
from tests.factories.network import make_appointment, make_person

pytestmark = pytest.mark.django_db

WITH_END = (*HEAD, "Ends on", "First contact")
FASTER = "Somebody was faster: look at what became of it."


@pytest.fixture
def editor(settings: Any) -> Client:
    settings.REQUIRE_MFA = False
    return client_of(make_user(Role.EDITOR))


def address(source: Import, page: str = "") -> str:
    return f"/imports/{source.key}/{page}"


def columns_said(source: Import) -> dict[str, str]:
    columns = {f"column-{index}": name for index, name in enumerate(source.mapping)}
    return columns | {"encoding": source.encoding, "separator": source.separator, "date_order": ""}


def undone(source: Import) -> Import:
    commits.undo(source.pk, by=None)
    return Import.objects.get(pk=source.pk)


def make_in_the_way() -> tuple[Person, tuple[tuple[str, ...], ...]]:
    """Make a first contact; return a row of the next one, followed by the row that ends the first."""
    begin = date(2016, 1, 1)
    paul = make_person("AT", given_name="Paul", family_name="Alt", email="paul@example.org")
    make_appointment("AT", person=paul, starts_on=begin, primary_from=begin)
    new = ("AT", "Bo", "Neu", "neu@example.org", "", "2020-01-01", "", "yes")
    ended = ("AT", "Paul", "Alt", "paul@example.org", "", "2016-01-01", "", "no")
    return paul, (new, ended)


def make_refused() -> Import:
    """Make a preview that the database refuses by now: the row that ends the first contact is stale."""
    paul, rows = make_in_the_way()
    source = previewed(*rows, head=WITH_END)
    contacts.update_contact(paul.pk, {"function": "Colonel"}, revision=1)
    return source


# Too early, too late --------------------------------------------------------------------------------------


def test_each_page_redirects_to_the_current_step_of_the_import(editor: Client) -> None:
    handed_in = receive(sheet(ANNA))
    assert editor.get(address(handed_in)).headers["Location"] == address(handed_in, "columns/")
    nothing_new = previewed(("AT", "Bo", "One", "", "", ""))
    written = committed(ANNA)
    for source, pages in (
        (handed_in, ("commit/", "undo/")),
        (nothing_new, ("undo/",)),
        (written, ("columns/", "commit/", "discard/")),
        (undone(written), ("columns/", "commit/", "undo/", "discard/")),
    ):
        for page in pages:
            assert editor.get(address(source, page)).headers["Location"] == address(source)
            if page != "commit/":
                assert editor.post(address(source, page)).headers["Location"] == address(source)


def test_a_preview_without_anything_to_write_asks_for_no_writing(editor: Client) -> None:
    source = previewed(("Atlantis", "Bo", "Nowhere", "", "", ""))
    assert editor.get(address(source, "commit/")).headers["Location"] == address(source)


@pytest.mark.parametrize("preview", ["", "first"])
def test_a_commit_without_a_preview_number_writes_nothing(editor: Client, preview: str) -> None:
    answer = editor.post(address(previewed(ANNA), "commit/"), {"preview": preview})
    assert answer.status_code == 422
    assert not Person.objects.exists()


def faster(monkeypatch: pytest.MonkeyPatch, module: Any, act: str, other: Callable[[], object]) -> None:
    """Let somebody else act between this page's check and its own action."""
    own = getattr(module, act)

    def interrupted(*args: Any, **kwargs: Any) -> Any:
        other()
        return own(*args, **kwargs)

    monkeypatch.setattr(module, act, interrupted)


@pytest.mark.parametrize(("page", "act"), [("columns/", "set_columns"), ("discard/", "discard")])
def test_a_form_submitted_after_the_commit_says_that_somebody_was_faster(
    editor: Client, monkeypatch: pytest.MonkeyPatch, page: str, act: str
) -> None:
    source = previewed(ANNA)
    faster(monkeypatch, previews, act, lambda: commits.commit(source.pk, preview=1, by=None))
    answer = editor.post(address(source, page), columns_said(source), follow=True)
    assert FASTER in answer.content.decode()
    assert Import.objects.get().state == ImportState.COMMITTED


def test_an_undo_after_another_undo_says_that_somebody_was_faster(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = committed(ANNA)
    take_back = commits.undo
    faster(monkeypatch, commits, "undo", lambda: take_back(source.pk, by=None))
    answer = editor.post(address(source, "undo/"), follow=True)
    assert FASTER in answer.content.decode()
    assert Import.objects.get().state == ImportState.UNDONE


# Unreadable, refused --------------------------------------------------------------------------------------


def test_a_workbook_has_neither_encoding_nor_separator_to_choose(editor: Client) -> None:
    source = receive(book(ANNA), name="focal-points.xlsx")
    answer = editor.get(address(source, "columns/?encoding=cp1251&separator=;"))
    assert answer.status_code == 200
    assert [row["sample"].heading for row in answer.context["form"].rows] == list(HEAD)
    assert editor.post(address(source, "columns/"), columns_said(source)).status_code == 302
    assert previews.preview(source.pk).new == 1


def test_a_head_alone_says_that_there_is_no_row(editor: Client) -> None:
    source = receive(sheet())
    answer = editor.post(address(source, "columns/"), columns_said(source), follow=True)
    assert "There is only a head and no row below it." in answer.content.decode()
    assert Import.objects.get().state == ImportState.FAILED


def test_columns_of_another_number_than_were_named_are_a_damaged_file() -> None:
    source = receive(sheet(ANNA))
    previews.set_columns(source.pk, mapping=list(REQUIRED))
    failed = previews.preview(source.pk)
    assert (failed.state, failed.reason) == (ImportState.FAILED, "broken_file")


def test_a_file_that_cannot_be_read_any_more_says_so_at_its_columns(editor: Client) -> None:
    source = receive(book(ANNA), name="focal-points.xlsx")
    with source.file.storage.open(str(source.file.name), "wb") as file:
        file.write(b"PK\x03\x04 no archive any more")
    answer = editor.get(address(source, "columns/"))
    assert answer.status_code == 422
    assert "The file is damaged or no spreadsheet." in answer.content.decode()
    assert previews.request_preview(source, by=None) is None
    assert Import.objects.get().reason == "broken_file"


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(editor: Client) -> None:
    large = SimpleUploadedFile("large.csv", sheet(ANNA) + b"," * LARGEST)
    answer = editor.post("/imports/new/", {"file": large})
    assert answer.status_code == 422
    assert "larger than 25 MB" in answer.content.decode()


def test_without_a_file_the_field_asks_for_one(editor: Client) -> None:
    answer = editor.post("/imports/new/", {"file": ""})
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"] == ["This field is required."]


def test_the_row_that_the_database_refuses_is_named_on_the_page(editor: Client) -> None:
    source = make_refused()
    answer = editor.post(address(source, "commit/"), {"preview": source.preview}, follow=True)
    assert "Nothing was written. Row 2:" in answer.content.decode()
    assert codes(source) == {2: ["refused"]}
    assert Person.objects.count() == 1


def test_an_undo_that_contradicts_later_changes_changes_nothing(editor: Client) -> None:
    begin = date(2016, 4, 12)
    paul = make_person("AT", given_name="Paul", family_name="Alt", email="paul@example.org")
    held = make_appointment("AT", person=paul, starts_on=begin, primary_from=begin)
    ended = ("AT", "Paul", "Alt", "paul@example.org", "", "2016-04-12", "2020-01-01", "")
    source = committed(ended, head=WITH_END)
    make_appointment("AT", starts_on=date(2020, 1, 1), primary_from=date(2020, 1, 1))
    answer = editor.post(address(source, "undo/"), follow=True)
    assert "What was there before contradicts what came since. Nothing was taken back." in (
        answer.content.decode()
    )
    held.refresh_from_db()
    assert (held.ends_on, Import.objects.get().state) == (date(2020, 1, 1), ImportState.COMMITTED)


# What cells mean together ---------------------------------------------------------------------------------


def test_errors_across_several_cells_are_named() -> None:
    head = (*HEAD, "Kind of agency", "Ends on", "Reason of the end")
    alone = ("AT", "Bo", "One", "one@example.org", "", "2016-04-12", "Border police", "", "")
    unended = ("AT", "Bo", "Two", "two@example.org", "", "2016-04-12", "", "", "New duties")
    source = previewed(alone, unended, head=head)
    assert codes(source) == {2: ["kind_without_agency"], 3: ["reason_without_end"]}


def test_an_end_before_the_recorded_start_is_refused() -> None:
    person = make_person("AT", given_name="Anna", family_name="Muster", email="anna@example.org")
    make_appointment("AT", person=person, starts_on=date(2016, 4, 12))
    source = previewed((*ANNA[:5], "", "2016-04-12", ""), head=WITH_END)
    assert codes(source) == {2: ["ends_before_start"]}


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ({"primary_from": date(2020, 1, 1)}, (None, None)),
        ({"primary_from": date(2016, 4, 12), "primary_until": date(2022, 1, 1)}, (date(2016, 4, 12), None)),
        (
            {"primary_from": date(2016, 4, 12), "primary_until": date(2018, 1, 1)},
            (date(2016, 4, 12), date(2018, 1, 1)),
        ),
    ],
)
def test_an_earlier_end_limits_the_time_as_first_contact(
    was: dict[str, date], becomes: tuple[date | None, date | None]
) -> None:
    person = make_person("AT", given_name="Anna", family_name="Muster", email="anna@example.org")
    make_appointment("AT", person=person, starts_on=date(2016, 4, 12), **was)
    assert committed((*ANNA, "2019-01-01", ""), head=WITH_END).errors == 0
    held = Appointment.objects.get()
    assert (held.ends_on, held.primary_from, held.primary_until) == (date(2019, 1, 1), *becomes)


def test_a_preview_says_choices_in_words(editor: Client) -> None:
    head = (*HEAD, "Ends on", "Reason of the end", "Kind of instrument")
    source = previewed((*ANNA, "2020-01-01", "Left the service", "note verbale"), head=head)
    page = editor.get(address(source)).content.decode()
    values = {each.label: each.after for each in describe(source.rows.get()).fields}
    assert values["Reason of the end"] == str(EndReason.LEFT_SERVICE.label)
    assert values["Kind of instrument"] == str(InstrumentKind.NOTE_VERBALE.label)
    assert (str(EndReason.LEFT_SERVICE.label) in page, "left_service" in page) == (True, False)


def test_a_workbook_with_days_written_as_words_of_iso_8601_is_read() -> None:
    workbook = Workbook(iso_dates=True)
    page = workbook.active
    assert page is not None
    page.append([*HEAD, "First contact"])
    page.append([*ANNA[:5], date(2016, 4, 12), True])
    file = BytesIO()
    workbook.save(file)
    source = previews.preview(receive(file.getvalue(), name="iso.xlsx").pk)
    assert source.rows.get().values["starts_on"] == "2016-04-12"
    assert source.rows.get().values["is_primary"] is True


# The command ----------------------------------------------------------------------------------------------


def after_the_preview(monkeypatch: pytest.MonkeyPatch, act: Callable[[int], object]) -> None:
    """Let somebody else act between the command's preview and its writing."""
    look = previews.preview

    def preview(source_id: int) -> Import:
        source = look(source_id)
        act(source_id)
        return source

    monkeypatch.setattr(previews, "preview", preview)


def bring(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    out = StringIO()
    call_command("import_focal_points", str(path), stdout=out)
    return out.getvalue()


def test_the_command_says_what_the_database_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paul, rows = make_in_the_way()
    change = {"function": "Colonel"}
    after_the_preview(monkeypatch, lambda _source: contacts.update_contact(paul.pk, change, revision=1))
    with pytest.raises(CommandError, match=r"^Nothing was written\. Row 2: "):
        bring(tmp_path / "list.csv", sheet(*rows, head=WITH_END))
    assert list(Person.objects.all()) == [paul]


def test_the_command_says_that_somebody_was_faster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    after_the_preview(monkeypatch, lambda source: commits.commit(source, preview=1, by=None))
    with pytest.raises(CommandError, match=FASTER):
        bring(tmp_path / "list.csv", sheet(ANNA))
    assert Import.objects.get().state == ImportState.COMMITTED


def test_the_command_writes_nothing_where_nothing_is_new(tmp_path: Path) -> None:
    committed(ANNA)
    lines = bring(tmp_path / "again.csv", sheet(ANNA)).splitlines()
    assert lines[0] == "1 rows: 0 new, 0 changed, 1 same, 0 rejected"
    assert lines[1].startswith("0 written: ")
