"""A backup holds every row and file and says so."""

import hashlib
import json
import subprocess
import tarfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from nfp_portal.front.management.commands.backup import _pg_dump
from tests.factories.network import make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    make_person()
    paper = settings.MEDIA_ROOT / "papers" / "paper.txt"
    paper.parent.mkdir(parents=True, exist_ok=True)
    paper.write_text("a paper")
    call_command("backup", tmp_path)
    [made] = tmp_path.iterdir()
    return made


def test_the_list_names_each_file_with_its_digest_and_counts_each_table(backup: Path) -> None:
    contents = json.loads((backup / "contents.json").read_text())
    dump = (backup / "database.dump").read_bytes()
    assert contents["sha256"]["database.dump"] == hashlib.sha256(dump).hexdigest()
    assert (contents["rows"]["network_state"], contents["rows"]["network_person"]) == (68, 1)


def test_the_dump_can_be_read_and_holds_the_histories_too(backup: Path) -> None:
    restore = _pg_dump().replace("pg_dump", "pg_restore")
    listed = subprocess.run(
        (restore, "--list", backup / "database.dump"), check=True, capture_output=True, text=True
    )
    assert "TABLE DATA public network_personevent" in listed.stdout
    assert "TABLE DATA public audit_entry" in listed.stdout


def test_the_uploaded_files_are_in_it(backup: Path) -> None:
    with tarfile.open(backup / "media.tar.gz") as archive:
        assert "./papers/paper.txt" in archive.getnames()


def test_only_the_owner_of_the_process_reads_it(backup: Path) -> None:
    assert backup.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises((CommandError, OSError)):
        call_command("backup", tmp_path / "file")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
