"""The command `import_focal_points FILE`, which does what the pages of an import do."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from network.history import history_of
from network.imports.models import Import, ImportState
from network.models import Person
from nfp_portal.accounts.models import Role
from nfp_portal.audit.models import Act, Entry
from tests.factories.accounts import make_user
from tests.factories.imports import ANNA, HEAD, book, sheet
from tests.factories.network import make_person

pytestmark = pytest.mark.django_db

NOWHERE = ("Atlantis", "Bo", "Nowhere", "", "", "")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "focal-points.csv"


def run(path: Path, *arguments: str) -> tuple[list[str], int]:
    """The lines the command prints, and its exit code."""
    out = StringIO()
    try:
        call_command("import_focal_points", str(path), *arguments, stdout=out)
    except SystemExit as ended:
        return out.getvalue().splitlines(), int(str(ended.code))
    return out.getvalue().splitlines(), 0


def test_a_sound_file_is_written_and_ends_well(path: Path) -> None:
    path.write_bytes(sheet(ANNA))
    lines, code = run(path)
    assert (lines[0], code) == ("1 rows: 1 new, 0 changed, 0 same, 0 rejected", 0)
    assert lines[1].startswith("1 written: http")
    assert str(Person.objects.get()) == "Anna MUSTER"


def test_the_good_rows_are_written_and_the_rejected_named(path: Path) -> None:
    path.write_bytes(sheet(NOWHERE, ANNA))
    lines, code = run(path)
    assert lines[0].startswith("Row 2: State: “Atlantis” is no participating State.")
    assert (lines[1], code) == ("2 rows: 1 new, 0 changed, 0 same, 1 rejected", 1)
    assert (Person.objects.count(), Import.objects.get().state) == (1, ImportState.COMMITTED)


def test_a_dry_run_says_the_same_and_leaves_nothing(path: Path) -> None:
    path.write_bytes(sheet(NOWHERE, ANNA))
    lines, code = run(path, "--dry-run")
    assert (len(lines), code) == (2, 1)
    assert not Person.objects.exists()
    assert not Import.objects.exists()


def test_a_workbook_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "focal-points.xlsx"
    path.write_bytes(book(ANNA))
    assert run(path)[1] == 0


def test_the_responsible_editor_is_named_in_history_and_audit_trail(path: Path) -> None:
    editor = make_user(Role.EDITOR, email="editor@example.org")
    person = make_person("AT", given_name="Anna", family_name="Muster", email="anna@example.org")
    path.write_bytes(sheet(ANNA))
    run(path, "--by", "editor@example.org")
    assert [step.by for step in history_of(person)] == ["editor@example.org"]
    assert Entry.objects.get(act=Act.IMPORT).actor == editor


def test_an_option_says_how_to_read_ambiguous_dates(path: Path) -> None:
    path.write_bytes(sheet(("AT", "Anna", "Muster", "", "", "03/04/2016")))
    assert run(path, "--dry-run")[1] == 1
    assert run(path, "--dry-run", "--dates", "dmy")[1] == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "holds no row"),
        (sheet(head=HEAD), "only a head"),
        (b"One,Two\n1,2\n", "Columns are missing: State, Given name, Family name."),
    ],
)
def test_a_file_that_cannot_be_imported_says_why(path: Path, content: bytes, message: str) -> None:
    path.write_bytes(content)
    with pytest.raises(CommandError, match=message):
        run(path)


def test_a_file_that_is_not_there_is_named(path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be opened"):
        run(path)


def test_only_an_editor_answers_for_an_import(path: Path) -> None:
    path.write_bytes(sheet(ANNA))
    make_user(Role.FOCAL_POINT, email="anna@example.org")
    with pytest.raises(CommandError, match="No editor signs in as anna@"):
        run(path, "--by", "anna@example.org")


@pytest.mark.parametrize("arguments", [(), ("--dry-run",)])
def test_a_file_without_the_columns_needed_says_which_and_leaves_nothing(
    path: Path, arguments: tuple[str, ...]
) -> None:
    path.write_bytes(b"Colour,Size\nred,7\n")
    with pytest.raises(CommandError, match="Family name"):
        run(path, *arguments)
    assert not Import.objects.exists()
