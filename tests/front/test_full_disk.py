"""A disk without room: words for people, and nothing left of what did not fit."""

import errno
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from nfp_portal.front.views import server_error
from nfp_portal.jobs import actions
from nfp_portal.jobs.models import Job, JobState
from nfp_portal.jobs.registry import RUNNERS, ReportProgress, Runner
from nfp_portal.jobs.renderer import RenderError, render_pdf

MOUNT, UMOUNT = "/usr/bin/mount", "/usr/bin/umount"
WORDS = "The server's disk is full. Please try again later, or tell the help desk."


@pytest.fixture
def small_disk(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """Let MEDIA_ROOT have room for 200 KB, where the machine lets us mount such a disk."""
    path = tmp_path / "small"
    path.mkdir()
    command = (MOUNT, "-t", "tmpfs", "-o", "size=200k", "tmpfs", path)
    if not Path(MOUNT).exists() or subprocess.run(command, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    settings.MEDIA_ROOT = path
    yield path
    subprocess.run((UMOUNT, path), check=True)


def files(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file()]


def answer_to(error: Exception) -> HttpResponse:
    try:
        raise error  # noqa: TRY301 - as a view would
    except Exception:  # noqa: BLE001 - as Django calls it, with the error at hand
        return server_error(RequestFactory().get("/"))


def test_an_upload_that_does_not_fit_leaves_no_part_of_it(small_disk: Path) -> None:
    with pytest.raises(OSError, match="No space left") as full:
        default_storage.save("papers/large.pdf", ContentFile(b"x" * 1_000_000))
    assert files(small_disk) == []
    assert default_storage.save("papers/small.pdf", ContentFile(b"x" * 100_000)) == "papers/small.pdf"
    page = answer_to(full.value)
    assert page.status_code == 507
    assert "Nothing of what you sent was kept." in page.content.decode()


def test_another_disk_error_is_not_reported_as_a_full_disk() -> None:
    assert answer_to(OSError(errno.EIO, "broken")).status_code == 500


def test_a_pdf_that_does_not_fit_says_so_and_leaves_no_draft(small_disk: Path) -> None:
    (small_disk / "filling").write_bytes(b"x" * 200 * 1024)
    with pytest.raises(RenderError, match=WORDS):
        render_pdf("<!doctype html><html lang=en><title>t</title><p>text</p></html>", _unheard)
    assert files(small_disk) == ["filling"]


def _unheard(done: int, total: int = 0, note: str = "") -> None:
    """Report to nobody."""


@pytest.mark.django_db
def test_a_job_stopped_by_a_full_disk_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(job: Job, report: ReportProgress) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setitem(RUNNERS, "tests.full", Runner(run, "pdf", lambda _job: ""))
    job = actions.request("tests.full", "1", {}, by=None)
    with pytest.raises(OSError, match="No space left"):
        actions.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.note) == (JobState.FAILED, WORDS)
