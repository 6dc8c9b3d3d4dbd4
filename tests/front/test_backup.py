"""A backup holds every row and file and says so; a restore brings them back and holds the mail."""

import hashlib
import json
import tarfile
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from network.models import Person
from nfp_portal.front.backups import database
from nfp_portal.front.backups.media import unpack
from nfp_portal.mail.actions import is_held
from tests.factories.network import make_appointment, make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def media(tmp_path: Path, settings: Any) -> Path:
    folder = tmp_path / "media"
    settings.MEDIA_ROOT = folder
    (folder / "papers").mkdir(parents=True)
    (folder / "papers/paper.txt").write_text("a paper")
    (folder / "papers/paper.part").write_text("half a pap")
    return folder


@pytest.fixture
def backup(tmp_path: Path, media: Path) -> Path:
    make_person()
    return make_backup(tmp_path / "backups")


@pytest.fixture
def empty_portal() -> Iterator[None]:
    """Lead Django to an empty database."""
    with database.scratch():
        yield


def make_backup(folder: Path) -> Path:
    run("backup", folder)
    [made] = folder.iterdir()
    return made


def run(*arguments: object, **options: Any) -> str:
    out = StringIO()
    call_command(*map(str, arguments), stdout=out, **options)
    return out.getvalue()


def test_the_manifest_names_each_file_with_its_digest_and_counts_each_table(backup: Path) -> None:
    manifest = json.loads((backup / "manifest.json").read_text())
    dump = (backup / "database.dump").read_bytes()
    assert manifest["sha256"]["database.dump"] == hashlib.sha256(dump).hexdigest()
    assert manifest["sizes"]["database.dump"] == len(dump)
    assert (manifest["rows"]["network_state"], manifest["rows"]["network_person"]) == (68, 1)
    assert manifest["media"] == {"files": 1, "bytes": 7, "missing": []}


def test_the_stored_files_are_in_it_but_no_unfinished_ones(backup: Path) -> None:
    with tarfile.open(backup / "media.tar.gz") as archive:
        assert archive.getnames() == ["papers", "papers/paper.txt"]


def test_only_the_owner_of_the_process_reads_it(backup: Path) -> None:
    assert backup.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path, media: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CommandError, match="No backup was made"):
        call_command("backup", tmp_path / "file")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "media"]


def test_an_unmigrated_database_is_refused(tmp_path: Path, empty_portal: None) -> None:
    with pytest.raises(CommandError, match="The database lacks migrations"):
        call_command("backup", tmp_path / "backups")
    assert not (tmp_path / "backups").exists()


def test_a_drill_restores_elsewhere_and_leaves_nothing(backup: Path) -> None:
    assert "can be restored" in run("restore_drill", backup.parent)
    assert (Person.objects.count(), is_held()) == (1, False)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname = %s", [database.SCRATCH])
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(
    ("harm", "complaint"),
    [
        (lambda file: file.write_bytes(b"x" + file.read_bytes()[1:]), "its SHA-256 is another one"),
        (lambda file: file.write_bytes(file.read_bytes()[:-1]), "is missing or has another size"),
        (lambda file: file.unlink(), "is missing or has another size"),
    ],
)
def test_a_harmed_backup_is_refused(backup: Path, harm: Callable[[Path], None], complaint: str) -> None:
    harm(backup / "media.tar.gz")
    for command in ("restore_drill", "restore"):
        with pytest.raises(CommandError, match=complaint):
            call_command(command, backup)


def test_a_restore_brings_rows_and_files_back_and_holds_the_mail(backup: Path, media: Path) -> None:
    (media / "papers/paper.txt").unlink()
    with database.scratch():
        with pytest.raises(CommandError, match="There are data already"):
            call_command("restore", backup)
        assert "Outgoing mail is held." in run("restore", backup, replace=True)
        assert (Person.objects.count(), is_held()) == (1, True)
        assert (media / "papers/paper.txt").read_text() == "a paper"
        assert not (media / "papers/paper.part").exists()
        Person.objects.create(family_name="Later", given_name="Added")
        run("restore", backup.parent, replace=True)
        assert Person.objects.count() == 1


def test_a_file_beside_the_folder_of_files_is_not_put_back(tmp_path: Path, media: Path) -> None:
    with tarfile.open(tmp_path / "files.tar.gz", "w:gz") as archive:
        archive.add(media / "papers/paper.txt", arcname="../beside.txt")
    with pytest.raises(tarfile.ExtractError):
        unpack(tmp_path / "files.tar.gz")
    assert not (media.parent / "beside.txt").exists()


def test_a_restore_whose_files_do_not_fit_holds_the_mail_all_the_same(
    backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unpack(_file: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("nfp_portal.front.backups.media.unpack", unpack)
    with database.scratch():
        with pytest.raises(CommandError, match="The rows are restored, the files are not"):
            call_command("restore", backup, replace=True)
        assert is_held()


def test_a_backup_of_a_newer_postgres_is_refused_before_anything_is_removed(backup: Path) -> None:
    manifest = json.loads((backup / "manifest.json").read_text())
    manifest["postgres"] += 1
    (backup / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(CommandError, match="The backup is of Postgres"):
        call_command("restore", backup, replace=True)
    assert Person.objects.count() == 1


def test_a_backup_of_a_newer_version_is_refused(backup: Path) -> None:
    manifest = json.loads((backup / "manifest.json").read_text())
    manifest["migrations"].append("mail.9999_of_tomorrow")
    (backup / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(CommandError, match="newer version"):
        call_command("restore_drill", backup)


def test_a_row_whose_file_is_missing_is_named_in_the_backup_and_no_fault_of_the_restore(
    tmp_path: Path, media: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_appointment("AT", instrument_file="instruments/lost.pdf")
    made = make_backup(tmp_path / "backups")
    assert "a file that is not there: instruments/lost.pdf" in capsys.readouterr().err
    assert json.loads((made / "manifest.json").read_text())["media"]["missing"] == ["instruments/lost.pdf"]
    assert "can be restored" in run("restore_drill", made)
