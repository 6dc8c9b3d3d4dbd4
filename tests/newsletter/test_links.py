"""Links in the texts of an issue are the same in mail, page and PDF; the feed has its own tests."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.test import Client
from pypdf import PdfReader
from pytest_django import Settings

from newsletter import actions, pdf
from newsletter.letters import letter_of
from newsletter.models import Issue
from nfp_portal.jobs import actions as jobs
from nfp_portal.text.pasting import pasted_as_markdown
from tests.factories.newsletter import fresh, make_sent_issue

pytestmark = pytest.mark.django_db
# As it comes from a word processor: a soft break, two bullets, relative links.
PASTED = (
    "Two lines:\vof one paragraph.\n\n•\tFirst bullet\n•\tSecond bullet\n\n"
    "See [all meetings](/meetings/) and [the issue before](../12/)."
)
MEETINGS = f"{configured.SITE_URL}/meetings/"
BEFORE = f"{configured.SITE_URL}/newsletter/12/"


@pytest.fixture
def issue() -> Issue:
    body = pasted_as_markdown(PASTED)
    return make_sent_issue({"body": body}, number=13, opening="[Meetings](/meetings/)")


def test_links_of_both_parts_of_the_mail_are_absolute(issue: Issue) -> None:
    letter = letter_of(issue)
    hrefs = re.findall(r'href="([^"]*)"', letter.html)
    assert hrefs.count(MEETINGS) == 2
    assert BEFORE in hrefs
    assert all(re.match(r"https?://|mailto:|\{\{", href) for href in hrefs)
    assert f"all meetings <{MEETINGS}>" in letter.text
    assert f"the issue before <{BEFORE}>" in letter.text


def test_a_pasted_list_is_a_list_in_both_parts_of_the_mail(issue: Issue) -> None:
    letter = letter_of(issue)
    assert re.search(r"<li[^>]*>First bullet</li>\s*<li[^>]*>Second bullet</li>", letter.html)
    assert "- First bullet\n- Second bullet" in letter.text
    assert re.search(r"Two lines:<br[^>]*>\s*of one paragraph", letter.html)


def test_links_of_the_page_are_absolute(issue: Issue, client: Client) -> None:
    page = client.get(issue.get_absolute_url()).content.decode()
    assert page.count(f'href="{MEETINGS}"') == 2
    assert f'href="{BEFORE}"' in page


def test_links_of_the_pdf_are_absolute(issue: Issue, settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    jobs.run(actions.request_pdf(issue).pk)
    path = pdf.path_of(fresh(issue))
    assert path is not None
    targets = {target for page in PdfReader(path).pages for target in _targets(page)}
    assert targets == {MEETINGS, BEFORE}


def _targets(page: Any) -> set[str]:
    actions_of_links = [each.get_object().get("/A") for each in page.get("/Annots", ())]
    return {str(action["/URI"]) for action in actions_of_links if action and "/URI" in action}
