"""PDF documents of all parts: one per content, and how long each is kept."""

import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from nfp_portal.jobs.models import Job, State, digest_of
from nfp_portal.jobs.renderer import RenderError
from nfp_portal.renderings.actions import CHANGED, LASTS, expect_content, latest, remove_old, request
from nfp_portal.renderings.registry import FOR_ONE_READER

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
        state=State.DONE,
        parameters=parameters,
        digest=digest_of(parameters),
        file=f"renderings/{file.name}",
        finished_at=timezone.now() - age,
    )


def stays(job: Job) -> bool:
    is_there = job.path.is_file()
    assert Job.objects.filter(pk=job.pk).exists() is is_there
    return is_there


def test_every_part_that_prints_has_its_kind_here() -> None:
    ours = {"network.directory": True, "network.round_report": False}
    others = {"meetings.document": False, "newsletter.issue": False}
    assert ours | others == FOR_ONE_READER


def test_what_a_newer_one_superseded_is_removed_and_nothing_else() -> None:
    old = made(document="agenda", content="1", age=timedelta(days=400))
    report = made(document="report", content="1", age=timedelta(days=400))
    elsewhere = made(subject="11", document="agenda", content="1")
    newest = made(document="agenda", content="2")
    remove_old()
    assert [stays(job) for job in (old, report, elsewhere, newest)] == [False, True, True, True]


def test_what_is_for_one_reader_lasts_a_day() -> None:
    yesterdays = made(PRINT, question="all", content="1", age=LASTS * 2)
    todays = made(PRINT, question="police", content="1")
    remove_old()
    assert (stays(yesterdays), stays(todays)) == (False, True)


@pytest.mark.parametrize("kind", [DOCUMENT, PRINT])
def test_what_failed_is_removed_after_a_day_with_what_was_asked(kind: str) -> None:
    failed = {"kind": kind, "subject": "10", "state": State.FAILED}
    made(kind, question="police", content="1")
    for age, question in ((LASTS * 2, "muster"), (LASTS / 2, "police")):
        asked = {"question": question, "content": "2"}
        ended = timezone.now() - age
        Job.objects.create(**failed, parameters=asked, digest=digest_of(asked), finished_at=ended)
    remove_old()
    kept = Job.objects.order_by("pk").values_list("state", "parameters__question")
    assert list(kept) == [(State.DONE, "police"), (State.FAILED, "police")]


def test_removing_goes_on_where_a_file_is_lost_already() -> None:
    old, _newest = made(document="agenda", content="1"), made(document="agenda", content="2")
    old.path.unlink()
    remove_old()
    assert not stays(old)


def test_it_happens_at_night() -> None:
    entry: Any = settings.CELERY_BEAT_SCHEDULE["remove-old-renderings"]
    assert entry["task"] == "nfp_portal.renderings.tasks.remove_old"
    assert entry["schedule"].hour == {3}


@pytest.mark.parametrize(
    ("changes", "jobs"),
    [
        ({}, 1),
        ({"state": State.FAILED, "note": "The paper is torn."}, 1),
        ({"state": State.FAILED, "note": str(CHANGED)}, 2),
    ],
)
def test_it_is_asked_for_anew_where_nothing_would_come_of_the_last(
    changes: dict[str, Any], jobs: int
) -> None:
    asked = DOCUMENT, "10", {"document": "agenda", "content": "1"}
    request(*asked, by=None)
    Job.objects.update(**changes)
    assert latest(*asked) == (Job.objects.get() if jobs == 1 else None)
    request(*asked, by=None)
    assert Job.objects.count() == jobs


def test_another_content_than_was_asked_for_is_not_printed() -> None:
    job = made(document="agenda", content="1")
    expect_content(job, "1")
    with pytest.raises(RenderError, match="The document changed meanwhile: ask for it again"):
        expect_content(job, "2")
