"""Documents: one PDF per content, and how long each is kept."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar, Self

import pytest
from django.conf import settings
from django.utils import timezone

from nfp_portal.accounts.models import User
from nfp_portal.jobs import actions as jobs
from nfp_portal.jobs.models import Job, JobState, digest_of
from nfp_portal.jobs.renderer import RenderError
from nfp_portal.renderings import documents
from nfp_portal.renderings.actions import (
    CHANGED,
    KEPT_FOR_ONE_READER,
    latest,
    remove_old,
    render,
    request,
)
from nfp_portal.renderings.documents import DOCUMENTS, Document, layout_of
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db

DOCUMENT, PRINT = "meetings.document", "network.directory"


def made(kind: str = DOCUMENT, subject: str = "10", age: timedelta = timedelta(0), **parameters: str) -> Job:
    """A finished rendering with its file."""
    folder = Path(settings.MEDIA_ROOT) / "renderings"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{uuid.uuid4()}.pdf"
    file.write_bytes(b"%PDF")
    return Job.objects.create(
        kind=kind,
        subject=subject,
        state=JobState.DONE,
        parameters=parameters,
        digest=digest_of(parameters),
        file=f"renderings/{file.name}",
        finished_at=timezone.now() - age,
    )


def is_kept(job: Job) -> bool:
    is_there = job.path.is_file()
    assert Job.objects.filter(pk=job.pk).exists() is is_there
    return is_there


@dataclass(frozen=True)
class Note(Document):
    """A document without a row of its own."""

    kind: ClassVar[str] = DOCUMENT
    templates: ClassVar[tuple[str, ...]] = ("meetings/reports/pdf/agenda.html",)
    text: str = "1"

    @classmethod
    def of(cls, job: Job) -> Self:
        return cls(job.parameters.get("now", "1"))

    @property
    def subject(self) -> str:
        return "10"

    def fingerprint(self) -> str:
        return self.text

    def compose(self) -> str:
        return f"<!doctype html><html lang=en><title>Note</title><p>{self.text}</p></html>"

    @property
    def title(self) -> str:
        return "Note"

    @property
    def url(self) -> str:
        return "/note.pdf"

    def may_read(self, user: User) -> bool:
        return True


def test_every_kind_of_document_is_registered() -> None:
    kinds = {name: kind.for_one_reader for name, kind in DOCUMENTS.items()}
    assert kinds == {
        "network.directory": True,
        "network.round_report": False,
        "meetings.document": False,
        "meetings.printout": True,
        "meetings.release": False,
        "exchange.answers": False,
        "exchange.self_assessment": True,
        "newsletter.issue": False,
    }


def test_the_layout_covers_all_templates_and_style_sheets() -> None:
    root = Path(settings.BASE_DIR)
    files = documents.files_of(("meetings/reports/pdf/agenda.html",))
    names = {path.relative_to(root).as_posix() for path in files}
    assert names == {
        "templates/meetings/reports/pdf/agenda.html",
        "templates/meetings/reports/pdf/agenda_body.html",
        "templates/meetings/reports/pdf/frame.html",
        "templates/meetings/reports/pdf/papers.html",
        "templates/meetings/room_table.html",
        "templates/meetings/room_tables.html",
        "templates/pdf/base.html",
        "templates/pdf/facts.html",
        "templates/pdf/head.html",
        "templates/pdf/owner.html",
        "static/css/pdf.css",
    }


def test_another_layout_is_another_content(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Note().content
    monkeypatch.setattr(documents, "layout_of", lambda _templates: "another")
    assert Note().content != before
    assert Note().content == Note().content
    assert layout_of(Note.templates) == layout_of(Note.templates)


def test_a_superseded_pdf_is_removed() -> None:
    old = made(document="agenda", content="1", age=timedelta(days=400))
    report = made(document="report", content="1", age=timedelta(days=400))
    elsewhere = made(subject="11", document="agenda", content="1")
    newest = made(document="agenda", content="2")
    remove_old()
    assert [is_kept(job) for job in (old, report, elsewhere, newest)] == [False, True, True, True]


def test_a_pdf_for_one_reader_is_kept_for_a_day() -> None:
    yesterdays = made(PRINT, question="all", content="1", age=KEPT_FOR_ONE_READER * 2)
    todays = made(PRINT, question="police", content="1")
    remove_old()
    assert (is_kept(yesterdays), is_kept(todays)) == (False, True)


@pytest.mark.parametrize("kind", [DOCUMENT, PRINT])
def test_a_failed_job_is_removed_after_a_day(kind: str) -> None:
    failed = {"kind": kind, "subject": "10", "state": JobState.FAILED}
    made(kind, question="police", content="1")
    for age, question in ((KEPT_FOR_ONE_READER * 2, "muster"), (KEPT_FOR_ONE_READER / 2, "police")):
        parameters = {"question": question, "content": "2"}
        ended = timezone.now() - age
        Job.objects.create(**failed, parameters=parameters, digest=digest_of(parameters), finished_at=ended)
    remove_old()
    kept = Job.objects.order_by("pk").values_list("state", "parameters__question")
    assert list(kept) == [(JobState.DONE, "police"), (JobState.FAILED, "police")]


def test_a_file_that_is_gone_already_is_no_error() -> None:
    old, _newest = made(document="agenda", content="1"), made(document="agenda", content="2")
    old.path.unlink()
    remove_old()
    assert not is_kept(old)


def test_old_pdfs_are_removed_at_night() -> None:
    entry: Any = settings.CELERY_BEAT_SCHEDULE["remove-old-renderings"]
    assert entry["task"] == "nfp_portal.renderings.tasks.remove_old"
    assert entry["schedule"].hour == {3}


@pytest.mark.parametrize(
    ("changes", "number"),
    [
        ({}, 1),
        ({"state": JobState.FAILED, "note": "The paper is torn."}, 1),
        ({"state": JobState.FAILED, "note": str(CHANGED)}, 2),
    ],
)
def test_a_job_that_found_other_content_is_requested_again(changes: dict[str, Any], number: int) -> None:
    request(Note(), by=None)
    Job.objects.update(**changes)
    assert latest(Note()) == (Job.objects.get() if number == 1 else None)
    request(Note(), by=None)
    assert Job.objects.count() == number


def test_a_document_nobody_waits_for_is_that_of_the_first_account_that_asks() -> None:
    first, second = make_user(), make_user()
    for by in (None, first, second, None):
        job = request(Note(), by=by)
    assert (Job.objects.get(), job.requested_by) == (job, first)


@pytest.mark.parametrize("state", [JobState.DONE, JobState.FAILED])
def test_a_document_that_is_made_already_stays_nobodys(state: JobState) -> None:
    job = request(Note(), by=None)
    Job.objects.update(state=state)
    assert request(Note(), by=make_user()) == job
    assert Job.objects.get().requested_by is None


def test_an_older_job_that_is_retried_stands_before_no_newer_one() -> None:
    failed = request(Note(), by=None)
    Job.objects.update(state=JobState.FAILED, note=str(CHANGED))
    newer = request(Note(), by=None)
    Job.objects.filter(pk=newer.pk).update(state=JobState.DONE)
    failed.refresh_from_db()
    assert jobs.retry(failed).requested_at > newer.requested_at
    assert latest(Note()) == newer


def test_content_other_than_requested_is_not_rendered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(DOCUMENTS, DOCUMENT, Note)
    job = request(Note("2"), by=None)
    with pytest.raises(RenderError, match="The document changed meanwhile: ask for it again"):
        render(job, lambda *_progress: None)
