"""What everybody reads: archive, issue, PDF, feed; and what nobody may see there."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from newsletter import actions, pdf
from newsletter.dispatch import actions as sending
from newsletter.models import Issue
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role
from nfp_portal.jobs.models import Job, JobState
from tests.factories.accounts import make_user
from tests.factories.newsletter import (
    make_approved_issue,
    make_editor,
    make_issue,
    make_piece,
    make_sent_issue,
)

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
RESTRICTED = {"headline": "Closed", "body": "Hidden words", "audience": Audience.FOCAL_POINTS}


def as_role(role: Role) -> Client:
    client = Client()
    client.force_login(make_user(role))
    return client


def test_the_archive_lists_published_issues_newest_first(client: Client) -> None:
    make_sent_issue(number=1, title="Older")
    make_sent_issue(number=2, title="Newer")
    make_issue(number=3, title="Draft")
    page = client.get("/newsletter/").content.decode()
    assert page.index("Newer") < page.index("Older")
    assert "Draft" not in page


def test_an_empty_archive_invites_to_subscribe(client: Client) -> None:
    assert "No issue has been published yet" in client.get("/newsletter/").content.decode()


def test_an_issue_shows_headline_by_line_text_and_credit(client: Client) -> None:
    piece = {"headline": "Patrols", "body": "Two *cars*.", "credit": "(OSCE/Name)"}
    make_sent_issue(piece, number=12)
    page = client.get("/newsletter/12/").content.decode()
    for phrase in ("Patrols", "Austria, Border Police Directorate", "Two <em>cars</em>.", "(OSCE/Name)"):
        assert phrase in page


def test_a_script_in_a_contribution_stays_text(client: Client) -> None:
    make_sent_issue({"body": "<script>alert(1)</script>"}, number=12)
    page = client.get("/newsletter/12/").content.decode()
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("role", [None, Role.DELEGATION, Role.PARTNER])
def test_others_do_not_see_what_is_for_focal_points(role: Role | None) -> None:
    make_sent_issue({}, RESTRICTED, number=12)
    client = as_role(role) if role else Client()
    for address in ("/newsletter/12/", "/newsletter/feed.xml", "/newsletter/"):
        page = client.get(address).content.decode()
        assert "Hidden words" not in page
        assert "Closed" not in page


def test_focal_points_read_their_part_on_the_page_but_not_in_the_feed() -> None:
    make_sent_issue({}, RESTRICTED, number=12)
    client = as_role(Role.FOCAL_POINT)
    assert "Hidden words" in client.get("/newsletter/12/").content.decode()
    assert "Hidden words" not in client.get("/newsletter/feed.xml").content.decode()


def test_no_address_and_no_name_of_a_person_is_on_a_public_page(client: Client) -> None:
    author = make_user(Role.FOCAL_POINT, email="author@example.org")
    issue = make_sent_issue({"author": author}, number=12)
    for address in ("/newsletter/", "/newsletter/12/", "/newsletter/feed.xml"):
        page = client.get(address).content.decode()
        assert "author@example.org" not in page
        assert issue.edited_by.email not in page


@pytest.mark.parametrize("address", ["/newsletter/7/", "/newsletter/7.pdf"])
def test_a_draft_is_hidden_from_all_but_its_editors(client: Client, address: str) -> None:
    make_issue(number=7)
    assert client.get(address).status_code == 404
    assert as_role(Role.FOCAL_POINT).get(address).status_code == 404
    assert as_role(Role.EDITOR).get(address).status_code in {200, 202}


def test_an_issue_appears_when_its_minute_is_over(client: Client) -> None:
    sending.dispatch(make_approved_issue(number=9).number, by=make_editor())
    assert client.get("/newsletter/9/").status_code == 404
    Issue.objects.update(released_at=timezone.now())
    assert client.get("/newsletter/9/").status_code == 200


def test_latest_leads_to_the_newest_issue_or_to_the_archive(client: Client) -> None:
    assert client.get("/newsletter/latest/").headers["Location"] == "/newsletter/"
    make_sent_issue(number=11)
    make_sent_issue(number=12)
    assert client.get("/newsletter/latest/").headers["Location"] == "/newsletter/12/"


def test_the_feed_is_atom_with_whole_issues_and_addresses_of_the_site(client: Client) -> None:
    make_sent_issue({"headline": "Patrols", "body": "Two cars."}, number=12, title="Borders")
    answer = client.get("/newsletter/feed.xml", headers={"host": "localhost"})
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.content)  # noqa: S314 - our own feed
    [entry] = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "No. 12: Borders"
    assert entry.findtext(f"{ATOM}id") == f"{settings.SITE_URL}/newsletter/12/"
    assert "Two cars." in (entry.findtext(f"{ATOM}content") or "")
    assert "//localhost" not in answer.content.decode()


def test_a_pdf_that_is_not_made_yet_is_asked_for_once_and_opens_by_itself(client: Client) -> None:
    make_sent_issue(number=12)
    answers = [client.get("/newsletter/12.pdf") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [202, 202]
    assert 'http-equiv="refresh"' in answers[0].content.decode()
    assert Job.objects.filter(kind=pdf.IssueDocument.kind, subject="12").count() == 1


def test_a_pdf_that_failed_is_not_printed_again_by_whoever_opens_it(client: Client) -> None:
    actions.request_pdf(make_sent_issue(number=12))
    Job.objects.update(state=JobState.FAILED, note="The paper is torn.")
    for _visit in range(2):
        page = client.get("/newsletter/12.pdf")
        assert page.status_code == 500
        assert "The PDF could not be made" in page.content.decode()
        assert 'http-equiv="refresh"' not in page.content.decode()
        assert "torn" not in page.content.decode()
    assert Job.objects.get().state == JobState.FAILED


def test_editors_read_why_a_pdf_failed_and_where_to_try_again() -> None:
    job = actions.request_pdf(make_sent_issue(number=12))
    Job.objects.update(state=JobState.FAILED, note="The paper is torn.")
    editor = as_role(Role.EDITOR)
    page = editor.get("/newsletter/12.pdf").content.decode()
    assert "The paper is torn." in page
    assert f'action="{job.get_absolute_url()}retry/"' in page
    editor.post(reverse("jobs:retry", args=[job.key]))
    assert editor.get("/newsletter/12.pdf").status_code == 202
    assert Job.objects.get().state == JobState.WAITING


def test_the_pdf_of_the_approved_content_is_served(client: Client) -> None:
    issue = make_sent_issue(number=12)
    folder = Path(settings.MEDIA_ROOT) / "renderings"
    folder.mkdir(exist_ok=True)
    (folder / "old.pdf").write_bytes(b"%PDF old")
    (folder / "new.pdf").write_bytes(b"%PDF new")
    parameters = pdf.IssueDocument(issue).job_parameters
    for name, content in (("new", parameters["content"]), ("old", "another")):
        Job.objects.create(
            kind=pdf.IssueDocument.kind,
            subject="12",
            state=JobState.DONE,
            parameters=parameters | {"content": content},
            file=f"renderings/{name}.pdf",
        )
    answer = client.get("/newsletter/12.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert b"".join(answer) == b"%PDF new"


def test_the_pdfs_html_leaves_out_what_is_for_focal_points() -> None:
    html = pdf.IssueDocument(make_sent_issue({"headline": "Open"}, RESTRICTED, number=12)).compose()
    assert "Open" in html
    assert "Hidden words" not in html


@pytest.mark.parametrize(("address", "queries"), [("/newsletter/", 3), ("/newsletter/feed.xml", 7)])
@pytest.mark.parametrize("size", [2, 12])
def test_the_number_of_queries_does_not_grow_with_the_archive(
    client: Client, django_assert_num_queries: Any, address: str, queries: int, size: int
) -> None:
    for _issue in range(size):
        make_sent_issue({}, {})
    with django_assert_num_queries(queries):
        client.get(address)


@pytest.mark.parametrize("size", [2, 12])
def test_the_number_of_queries_does_not_grow_with_an_issue(
    client: Client, django_assert_num_queries: Any, size: int
) -> None:
    make_sent_issue(*({} for _row in range(size)), number=12)
    with django_assert_num_queries(11):
        client.get("/newsletter/12/")


@pytest.mark.parametrize("size", [2, 12])
def test_the_number_of_queries_does_not_grow_with_the_offers(
    django_assert_num_queries: Any, size: int
) -> None:
    client = Client()
    client.force_login(make_editor())
    for _offer in range(size):
        make_piece()
        make_issue()
    client.get("/newsletter/issues/")
    with django_assert_num_queries(10):
        client.get("/newsletter/issues/")


def test_the_archive_is_searched_by_the_one_search_narrowed_to_issues(client: Client) -> None:
    make_sent_issue({"headline": "Patrols on two rivers"}, number=12)
    page = client.get("/newsletter/").content.decode()
    form = page[page.index('<form class="search-box issue-search"') :].split("</form>")[0]
    assert 'action="/search/"' in form
    assert '<input type="hidden" name="kind" value="issues">' in form
    answer = client.get("/search/", {"q": "rivers", "kind": "issues"}).content.decode()
    assert "/newsletter/12/#contribution-" in answer
