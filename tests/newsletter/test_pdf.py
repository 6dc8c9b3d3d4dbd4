"""The PDF of an issue: made by a worker's job, complete, and without what is for focal points."""

from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pytest_django import Settings

from newsletter import actions, pdf
from newsletter.models import Issue
from nfp_portal.accounts.audience import Audience
from nfp_portal.jobs import actions as jobs
from nfp_portal.jobs.models import Job, JobState
from nfp_portal.jobs.renderer import RenderError
from tests.factories.newsletter import approved, fresh, make_approved_issue, make_editor, make_sent_issue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def issue() -> Issue:
    open_piece = {"headline": "Świecko – Отчёт", "body": "Two **services**.", "credit": "(OSCE/Name)"}
    closed = {"headline": "Closed", "body": "Hidden words", "audience": Audience.FOCAL_POINTS}
    return make_sent_issue(open_piece, closed, number=48, title="Ten years", opening="We met in *Berlin*.")


def printed(issue: Issue) -> PdfReader:
    """Have the PDF made as a worker makes it."""
    jobs.run(actions.request_pdf(issue).pk)
    path = pdf.path_of(fresh(issue))
    assert path is not None
    return PdfReader(path)


def test_the_pdf_says_what_everybody_may_read(issue: Issue) -> None:
    text = " ".join(page.extract_text() for page in printed(issue).pages)
    for phrase in (
        "Ten years",
        "We met in Berlin",
        "Świecko – Отчёт",
        "Two services",
        "(OSCE/Name)",
        "Austria",
    ):
        assert phrase in text
    assert (
        text.index("National Focal Points Network")
        < text.index("Newsletter No. 48 · ")
        < text.index("We met in")
    )
    assert "Hidden words" not in text
    assert "Closed" not in text


def test_the_pdf_has_title_language_tags_and_page_numbers(issue: Issue) -> None:
    reader = printed(issue)
    root: Any = reader.root_object
    assert reader.metadata is not None
    assert reader.metadata.title == "Newsletter No. 48: Ten years"
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"] == {"/Marked": True}
    assert "Page 1 of 1" in reader.pages[0].extract_text()


def test_the_job_leads_to_the_issues_pdf(issue: Issue, client: Any) -> None:
    printed(issue)
    answer = client.get("/newsletter/48.pdf")
    assert answer.status_code == 200
    assert b"".join(answer).startswith(b"%PDF-")


def test_a_pdf_requested_twice_is_made_once(issue: Issue) -> None:
    first = actions.request_pdf(issue)
    assert actions.request_pdf(issue) == first
    assert Job.objects.get().state == JobState.WAITING


def test_a_pdf_of_older_content_is_not_served() -> None:
    issue = make_approved_issue(number=49)
    printed(issue)
    actions.take_back(49, by=make_editor())
    assert pdf.path_of(fresh(issue)) is None


def test_a_file_that_was_lost_is_not_promised(issue: Issue) -> None:
    printed(issue)
    path = pdf.path_of(issue)
    assert path is not None
    path.unlink()
    assert pdf.path_of(issue) is None


def test_an_issue_changed_since_it_was_asked_for_is_not_printed_as_the_one_approved() -> None:
    issue = make_approved_issue(number=49)
    job = actions.request_pdf(issue)
    draft = actions.take_back(49, by=make_editor())
    actions.change_issue(49, revision=draft.revision, by=make_editor(), title="Another")
    changed = approved(draft)
    with pytest.raises(RenderError, match="changed meanwhile"):
        jobs.run(job.pk)
    assert pdf.path_of(issue) is None
    assert printed(changed).pages
